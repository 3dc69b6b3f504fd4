import { defineRule } from '../../engine/rule.js';

/** productState of the Security Center: the second byte says whether it is on. */
const isOn = (state: number | null): boolean => state !== null && ((state >> 8) & 0xf0) === 0x10;

export default defineRule({
  id: 'FW005',
  slug: 'foreign-firewall',
  title: 'No firewall of somebody else is registered with Windows',
  severity: 'information',
  stage: 'hostFirewall',
  partial: true,
  guide: ['G28'],
  requires: ['host.firewallProducts'],
  messages: {
    foreign: {
      text: '{names} works on this Windows beside its own firewall or in its place: what it does to the traffic of virtual machines is not among the facts.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const names = facts['host.firewallProducts'].filter(({ state }) => isOn(state)).map(({ name }) => name);
    if (names.length === 0) return undefined;
    report({
      message: 'foreign',
      target: names.join(', '),
      data: { names: names.join(', ') },
      evidence: [{ fact: 'host.firewallProducts', path: '', observed: names, expected: 'none' }],
    });
    return undefined;
  },
});
