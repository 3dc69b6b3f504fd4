import rule from '../../../../core/src/rules/ntp/NTP003-clocks-off-together.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const [answer] = facts['guest.ntpProbe'];
const told = (change: Partial<NonNullable<typeof answer>>) => ({
  ...facts,
  'guest.ntpProbe': [{ ...answer!, ...change }],
});
const silence = { state: 'silent', stratum: null, offsetMs: null, delayMs: null } as const;

testRule(rule, {
  pass: [
    { name: 'a server with the same time', facts },
    { name: 'a server that is two minutes ahead', facts: told({ offsetMs: 120_000 }) },
    {
      name: 'a VM that is apart from its host, which is another fault',
      facts: {
        ...told({ offsetMs: 1_800_000 }),
        'guest.clock': { ...facts['guest.clock'], epochSeconds: facts['guest.clock'].epochSeconds - 1800 },
      },
    },
  ],
  notes: [
    { name: 'a server that does not answer', facts: told(silence), messages: ['silent'], says: ['time.windows.com'] },
    { name: 'a server that has no time itself', facts: told({ stratum: 16 }), messages: ['silent'] },
  ],
  fail: [
    {
      name: 'both clocks an hour behind',
      facts: told({ offsetMs: 3_600_000 }),
      messages: ['off'],
      says: ['60 minutes behind', 'time.windows.com'],
    },
    { name: 'both clocks ahead', facts: told({ offsetMs: -900_000 }), messages: ['off'], says: ['15 minutes ahead'] },
  ],
  notApplicable: [
    { name: 'nothing that was asked', facts: { ...facts, 'guest.ntpProbe': [] } },
    { name: 'a question that was not tried', facts: told({ ...silence, state: 'notTried' }) },
  ],
});
