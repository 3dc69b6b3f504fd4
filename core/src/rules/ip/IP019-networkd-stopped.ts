import { defineRule } from '../../engine/rule.js';
import { isLinkLocal } from '../../ipv4.js';
import { NETWORKD, networkd, stateText } from '../../model/address/networkd.js';
import { cards, ipv4Of } from '../../model/address/vmInterface.js';
import { runs } from '../../model/guestService.js';
import { startNetworkd } from './startNetworkd.js';

export default defineRule({
  id: 'IP019',
  slug: 'networkd-stopped',
  title: 'What gives the VM its addresses runs',
  severity: 'critical',
  stage: 'addressing',
  guide: ['G02', 'G03', 'G04'],
  requires: ['guest.services', 'guest.interfaces'],
  messages: {
    stopped: {
      text: 'The VM has no address, for systemd-networkd does not run ({state}): nobody asks for a lease or sets what /etc/systemd/network says.',
      remedy: [
        ...startNetworkd,
        {
          text: 'See why it ended.',
          command: "Invoke-EflowVmCommand 'sudo systemctl status --no-pager systemd-networkd' -ignoreError",
        },
      ],
    },
  },

  check(facts, report) {
    const service = networkd(facts['guest.services']);
    const own = cards(facts['guest.interfaces']);
    if (service === null || own.length === 0) return 'notApplicable'; // IP005
    const isGiven = own.flatMap(ipv4Of).some(({ address }) => !isLinkLocal(address));
    if (runs(service) || isGiven) return undefined; // IP020
    report({
      message: 'stopped',
      target: NETWORKD,
      data: { state: stateText(service) },
      evidence: [
        {
          fact: 'guest.services',
          path: `/${NETWORKD}`,
          observed: stateText(service),
          expected: 'loaded, active, running',
        },
      ],
    });
    return undefined;
  },
});
