import rule from '../../../../core/src/rules/rt/RT008-strict-reverse-path.js';
import { policyRule } from '../../../../core/src/parse/guest/policyRules.js';
import { healthy, route } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { routesWith, twoCards } from '../../../support/twoCards.js';

const base = healthy(...rule.requires, ...rule.uses);
const facts = { ...base, 'guest.interfaces': twoCards, 'guest.routes': routesWith(100, null) };
const modes = (all: string, eth1: string) => ({
  ...facts,
  'guest.kernelSettings': { 'net.ipv4.conf.all.rp_filter': all, 'net.ipv4.conf.eth1.rp_filter': eth1 },
});

const withSecond = (change: Partial<(typeof twoCards)[number]>) => ({
  ...modes('1', '1'),
  'guest.interfaces': twoCards.map((one) => (one.name === 'eth1' ? { ...one, ...change } : one)),
});

testRule(rule, {
  pass: [
    { name: 'a filter that is loose on the second card', facts: modes('1', '2') },
    { name: 'a filter that is off', facts: modes('0', '0') },
    {
      name: 'a strict filter, where a rule of routing sends what has the address of the card out by it',
      facts: {
        ...modes('1', '1'),
        'guest.policyRules': [...base['guest.policyRules'], policyRule(100, { from: '10.200.1.9', table: 'plant' })],
        'guest.routes': [
          ...facts['guest.routes'],
          route({ table: 'plant', gateway: '10.200.1.1', device: 'eth1', metric: 0 }),
        ],
      },
    },
    {
      name: 'a strict filter, where nothing at all goes back to what has the address of the card',
      facts: {
        ...modes('1', '1'),
        'guest.policyRules': [
          ...base['guest.policyRules'],
          policyRule(100, { from: '10.200.1.9', action: 'unreachable' }),
        ],
      },
    },
  ],
  fail: [],
  notes: [
    {
      name: 'a filter that is strict by the setting for all',
      facts: modes('1', '0'),
      messages: ['strict'],
      targets: ['eth1'],
      says: ['leave by eth0'],
      shows: ['guest.kernelSettings/net.ipv4.conf.eth1.rp_filter: 1'],
      commands: ["Invoke-EflowVmCommand 'sudo sysctl -w net.ipv4.conf.eth1.rp_filter=2'"],
    },
    { name: 'a filter that is strict by its own setting', facts: modes('0', '1'), messages: ['strict'] },
  ],
  notApplicable: [
    { name: 'one card', facts: base },
    { name: 'a second card that is down', facts: withSecond({ up: false }) },
    { name: 'a second card without an address', facts: withSecond({ addresses: [] }) },
    { name: 'a VM without a default route', facts: { ...facts, 'guest.routes': routesWith(null, null) } },
  ],
});
