import { defineRule } from '../../engine/rule.js';
import { isLinkLocal } from '../../ipv4.js';
import { allocationOf } from '../../model/host/switchKind.js';
import { ipv4Of, primary } from '../../model/address/vmInterface.js';
import { leaseRemedies } from './leaseRemedies.js';
import { describeUnleased, hostFacts } from './unleased.js';
import { say } from '../../texts/say.js';

const said = '{name} of the VM has only {own}, an address that it gave itself';

export default defineRule({
  id: 'IP003',
  slug: 'link-local-address',
  title: 'The VM has an address that somebody gave it',
  severity: 'critical',
  stage: 'lease',
  guide: ['G01', 'G03', 'G04', 'G06', 'Azure/iotedge-eflow#75'],
  requires: ['guest.interfaces'],
  uses: ['host.vmEndpoint', 'guest.leases', ...hostFacts],
  messages: {
    defaultSwitch: { text: `${said}: the Default Switch gave it none.`, remedy: leaseRemedies.defaultSwitch },
    external: {
      text: `${said}: no DHCP server behind the External switch {switchName} answered.`,
      remedy: leaseRemedies.external,
    },
    internal: {
      text: `${said}: no DHCP server on the Internal switch {switchName} answered.`,
      remedy: leaseRemedies.internal,
    },
    unknownSwitch: { text: `${said}: no DHCP server answered.`, remedy: leaseRemedies.unknownSwitch },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? [] : ipv4Of(card).map(({ address }) => address);
    if (card === null || own.length === 0) return 'notApplicable'; // IP005, IP002
    // A link-local subnet that was configured by hand is another fault: SW009 reports it.
    const allocation = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']);
    if (allocation === 'static') return 'notApplicable';
    if (!own.every(isLinkLocal)) return undefined;
    // Nor is one that a DHCP server hands out the VM's own idea.
    if (facts['guest.leases']?.some(({ address }) => address !== null && own.includes(address))) return undefined;

    const { message, data } = describeUnleased(card, facts);
    report({
      message,
      target: card.name,
      data: { ...data, own: own.join(', ') },
      evidence: [
        {
          fact: 'guest.interfaces',
          path: `/${card.name}/addresses`,
          observed: own,
          expected: say('an address outside 169.254.0.0/16'),
        },
      ],
    });
    return undefined;
  },
});
