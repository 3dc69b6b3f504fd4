import rule from '../../../../core/src/rules/ntp/NTP002-clock-unsynchronized.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const clock = (synchronized: boolean | null, ntpServer: string | null = 'time.windows.com') => ({
  'guest.clock': { ...facts['guest.clock'], synchronized, ntpServer },
});

testRule(rule, {
  pass: [{ name: 'a clock that is kept', facts }],
  fail: [],
  notes: [
    {
      name: 'a clock that no server has answered',
      facts: clock(false),
      messages: ['unanswered'],
      says: ['(time.windows.com)'],
    },
    { name: 'a clock without a server', facts: clock(false, null), messages: ['alone'] },
  ],
  notApplicable: [{ name: 'a VM that does not tell', facts: clock(null) }],
});
