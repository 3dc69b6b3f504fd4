import { defineRule } from '../../engine/rule.js';
import { allocationOf } from '../../model/host/switchKind.js';
import { ipv4Of, primary } from '../../model/address/vmInterface.js';
import { leaseRemedies } from './leaseRemedies.js';
import { describeUnleased, hostFacts } from './unleased.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP002',
  slug: 'lease-missing',
  title: 'The VM has an IPv4 address from DHCP',
  severity: 'critical',
  stage: 'lease',
  guide: ['G01', 'G03', 'G04', 'G06', 'Azure/iotedge-eflow#10', 'Azure/iotedge-eflow#75'],
  requires: ['guest.interfaces'],
  uses: ['host.vmEndpoint', ...hostFacts],
  messages: {
    defaultSwitch: {
      text: '{name} of the VM has no IPv4 address: the Default Switch gave it none.',
      remedy: leaseRemedies.defaultSwitch,
    },
    external: {
      text: '{name} of the VM has no IPv4 address: no DHCP server behind the External switch {switchName} gave it one.',
      remedy: leaseRemedies.external,
    },
    internal: {
      text: '{name} of the VM has no IPv4 address: no DHCP server on the Internal switch {switchName} gave it one.',
      remedy: leaseRemedies.internal,
    },
    unknownSwitch: {
      text: '{name} of the VM has no IPv4 address: no DHCP server gave it one.',
      remedy: leaseRemedies.unknownSwitch,
    },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    if (card === null) return 'notApplicable'; // IP005
    const allocation = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']);
    if (allocation === 'static') return 'notApplicable'; // IP004
    if (ipv4Of(card).length > 0) return undefined;

    report({
      target: card.name,
      evidence: [
        {
          fact: 'guest.interfaces',
          path: `/${card.name}/addresses`,
          observed: card.addresses,
          expected: say('an IPv4 address'),
        },
      ],
      ...describeUnleased(card, facts),
    });
    return undefined;
  },
});
