import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

/** Action.Block, GpoBoolean.True. */
const BLOCK = 4;
const TRUE = 1;

export default defineRule({
  id: 'FW002',
  slug: 'outbound-closed',
  title: 'The Windows firewall lets out what no rule forbids',
  severity: 'information',
  stage: 'hostFirewall',
  partial: true,
  guide: ['G28', 'Azure/iotedge#5591'],
  requires: ['host.firewallProfiles'],
  messages: {
    closed: {
      text: "The Windows firewall forbids what leaves this Windows unless a rule allows it (profiles {names}). What the VM sends passes it by, on External switches and behind the NAT alike; the host's own questions for the Default Switch (DNS) do not.",
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const closed = facts['host.firewallProfiles'].filter(
      ({ enabled, defaultOutbound }) => enabled === TRUE && defaultOutbound === BLOCK,
    );
    if (closed.length === 0) return undefined;
    const names = closed.map(({ name }) => name).join(', ');
    report({
      message: 'closed',
      target: names,
      data: { names },
      evidence: [{ fact: 'host.firewallProfiles', path: '/defaultOutbound', observed: names, expected: say('none') }],
    });
    return undefined;
  },
});
