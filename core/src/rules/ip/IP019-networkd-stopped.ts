import { defineRule } from '../../engine/rule.js';
import { givenAddresses, NETWORKD, networkd, stateText } from '../../model/address/networkd.js';
import { cards } from '../../model/address/vmInterface.js';
import { runs } from '../../model/guestService.js';
import { networkdEvidence, startNetworkd } from './stoppedNetworkd.js';

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
    const interfaces = facts['guest.interfaces'];
    if (service === null || cards(interfaces).length === 0) return 'notApplicable'; // IP005
    if (runs(service) || givenAddresses(interfaces).length > 0) return undefined; // IP020
    report({
      message: 'stopped',
      target: NETWORKD,
      data: { state: stateText(service) },
      evidence: [networkdEvidence(service)],
    });
    return undefined;
  },
});
