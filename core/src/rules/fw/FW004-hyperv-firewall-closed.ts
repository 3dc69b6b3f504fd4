import { defineRule } from '../../engine/rule.js';

/** Windows Subsystem for Linux (Microsoft: "Hyper-V firewall"): its machines are not EFLOW's. */
const WSL = '40e0ac32-46a5-438a-a0b2-2b479e8f2e90';
const BLOCK = 4;
const FALSE = 0;

const plain = (creator: string): string => creator.toLowerCase().replace(/[{}]/g, '');

export default defineRule({
  id: 'FW004',
  slug: 'hyperv-firewall-closed',
  title: 'The Hyper-V firewall lets virtual machines out',
  severity: 'critical',
  stage: 'hostForwarding',
  guide: ['G28', 'microsoft/WSL#11693'],
  requires: ['host.hyperVFirewall'],
  messages: {
    closed: {
      text: 'The Hyper-V firewall of this Windows, which is another one than the Windows firewall, blocks what virtual machines of the creator {creator} send unless a rule allows it.',
      remedy: [
        {
          text: 'Let them out, or add rules for the ports that IoT Edge needs. Where a policy sets it, change it there.',
          command: 'Set-NetFirewallHyperVVMSetting -Name {quotedCreator} -DefaultOutboundAction Allow',
        },
      ],
    },
    others: {
      text: 'The Hyper-V firewall of this Windows blocks what virtual machines of the Windows Subsystem for Linux send. The VM of EFLOW is not one of them.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const { supported, settings } = facts['host.hyperVFirewall'];
    if (!supported) return 'notApplicable';
    for (const { creator, enabled, defaultOutbound } of settings) {
      if (enabled === FALSE || defaultOutbound !== BLOCK) continue;
      report({
        message: plain(creator) === WSL ? 'others' : 'closed',
        target: creator,
        data: { creator, quotedCreator: `'${plain(creator).replace(/[^0-9a-f-]/g, '')}'` },
        evidence: [
          {
            fact: 'host.hyperVFirewall',
            path: `/${creator}/defaultOutbound`,
            observed: defaultOutbound,
            expected: '2',
          },
        ],
      });
    }
    return undefined;
  },
});
