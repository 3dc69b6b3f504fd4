import rule from '../../../../core/src/rules/host/HOST012-agent-certificate-due.js';
import { testRule } from '../../../support/testRule.js';

const since = (day: string | null) => ({
  'host.agent': { certificateSince: day === null ? null : Date.parse(day) / 1000, errors: [] },
});

testRule(rule, {
  pass: [{ name: 'a certificate of this year', facts: since('2026-01-10T00:00:00Z') }],
  fail: [],
  notes: [
    {
      name: 'one that ends within the month',
      facts: since('2025-03-10T00:00:00Z'),
      messages: ['due'],
      says: ['2026-03-10'],
    },
    { name: 'one that should have ended', facts: since('2024-11-20T00:00:00Z'), messages: ['due'] },
  ],
  notApplicable: [{ name: 'an agent whose login is not there', facts: since(null) }],
});
