import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

const ZERO = '00:00:00:00:00:00';

export default defineRule({
  id: 'IP007',
  slug: 'zero-mac',
  title: 'The lifecycle agent knows the MAC address of the VM',
  severity: 'critical',
  stage: 'card',
  guide: ['G01', 'Azure/iotedge-eflow#10'],
  requires: ['host.vmAddress'],
  messages: {
    zero: {
      text: 'The MAC address of the VM is all zeros: its network card was never attached, so the VM does not run. DHCP cannot be judged before it does.',
      remedy: [
        { text: 'Start the VM.', command: 'Start-EflowVm' },
        {
          text: 'On Windows client editions, see whether the VM is there: a line names wssdagent.',
          command: 'hcsdiag list',
        },
      ],
    },
  },

  check(facts, report) {
    const { mac } = facts['host.vmAddress'];
    if (mac !== ZERO) return undefined;
    report({
      message: 'zero',
      target: mac,
      data: {},
      evidence: [{ fact: 'host.vmAddress', path: '/mac', observed: mac, expected: say('a MAC address') }],
    });
    return undefined;
  },
});
