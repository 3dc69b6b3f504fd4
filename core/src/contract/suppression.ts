import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { RuleId } from './finding.js';

/** How many suppressions a profile may have: more than these are no exceptions any more. */
export const MOST_SUPPRESSIONS = 200;
export const LONGEST_TARGET = 200;
export const LONGEST_REASON = 500;

const Day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

export const Suppression = named(
  'Suppression',
  z.strictObject({
    rule: describe(RuleId, 'The rule whose finding is known and accepted; one rule, no wildcard.'),
    target: describe(
      z.string().check(z.minLength(1), z.maxLength(LONGEST_TARGET)),
      'What the finding is about, as its Target says; * and ? stand for anything.',
    ),
    reason: describe(
      z.string().check(z.regex(/\S/), z.maxLength(LONGEST_REASON)),
      'Why it is accepted: shown with the finding.',
    ),
    expires: describe(Day, 'The last day on which it holds, in UTC: 2027-03-31.'),
  }),
  'A fault that is known and accepted until a day.',
);
export type Suppression = z.infer<typeof Suppression>;

export const Suppressions = z.array(Suppression).check(z.maxLength(MOST_SUPPRESSIONS));

export const SuppressionUse = named(
  'SuppressionUse',
  z.strictObject({
    ...Suppression.shape,
    state: describe(
      z.enum(['used', 'unused', 'unjudged', 'expired']),
      'used: it holds for findings. unused: the rule found no such fault. unjudged: the rule was not asked, or could not judge. expired: its day is over, and it holds for nothing.',
    ),
    findings: describe(z.int().check(z.nonnegative()), 'For how many findings it holds.'),
  }),
  'What became of a suppression in one look.',
);
export type SuppressionUse = z.infer<typeof SuppressionUse>;
