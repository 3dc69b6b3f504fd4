import rule from '../../../../core/src/rules/sw/SW007-second-nat.js';
import { testRule } from '../../../support/testRule.js';

const nats = (...prefixes: readonly string[]) => ({
  'host.nat': prefixes.map((internalPrefix, index) => ({ name: `nat${index}`, internalPrefix, active: true })),
});

testRule(rule, {
  pass: [
    { name: 'no NAT', facts: nats() },
    { name: 'one NAT', facts: nats('172.20.0.0/24') },
  ],
  fail: [],
  notes: [
    { name: 'two of them', facts: nats('172.20.0.0/24', '10.0.0.0/24'), messages: ['several'], says: ['nat0', 'nat1'] },
  ],
  notApplicable: [],
});
