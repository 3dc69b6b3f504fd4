import { defineRule } from '../../engine/rule.js';
import { givenAddresses, NETWORKD, networkd, stateText } from '../../model/address/networkd.js';
import { runs } from '../../model/guestService.js';
import type { Service } from '../../model/item.js';
import { networkdEvidence, startNetworkd } from './stoppedNetworkd.js';

/** Whether no start of the VM starts it. One that is switched off and runs is started by something else. */
const isOff = (service: Service): boolean =>
  service.load === 'masked' || service.enabled === 'masked' || (service.enabled === 'disabled' && !runs(service));

export default defineRule({
  id: 'IP020',
  slug: 'networkd-off',
  title: 'The VM keeps the address that it has',
  severity: 'warning',
  stage: 'addressKept',
  guide: ['G02', 'G03', 'G04'],
  requires: ['guest.services', 'guest.interfaces'],
  messages: {
    lease: {
      text: 'systemd-networkd of the VM does not run ({state}): nobody renews the lease of {address}, and the VM loses the address when it ends.',
      remedy: startNetworkd,
    },
    start: {
      text: 'systemd-networkd of the VM is not started with it ({state}): after the next start nobody gives it the address {address}.',
      remedy: startNetworkd,
    },
  },

  check(facts, report) {
    const service = networkd(facts['guest.services']);
    const given = givenAddresses(facts['guest.interfaces']);
    const first = given.find(({ dynamic }) => dynamic) ?? given[0];
    if (service === null || first === undefined) return 'notApplicable'; // IP019
    const message = first.dynamic && !runs(service) ? 'lease' : isOff(service) ? 'start' : null;
    if (message === null) return undefined;
    report({
      message,
      target: NETWORKD,
      data: { state: stateText(service), address: first.address },
      evidence: [networkdEvidence(service)],
    });
    return undefined;
  },
});
