import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { Outcome, RuleId, Severity, Suppressed } from './finding.js';

/** The object that Compare-EflowNetSnapshot emits: `EflowNetDiag.SnapshotChange`, in PascalCase. */
export const SnapshotChange = named(
  'SnapshotChange',
  z.strictObject({
    change: describe(
      z.enum(['new', 'changed', 'unchanged', 'gone', 'fact']),
      'Of a finding that is or was no pass: new, gone, of another outcome, or as it was. fact: what was seen differs.',
    ),
    what: describe(z.string(), 'The rule, or the fact.'),
    severity: describe(z.nullable(Severity), 'Null for a fact.'),
    target: describe(z.string(), 'What the finding is about; empty for a fact.'),
    outcomeBefore: z.nullable(Outcome),
    outcomeAfter: z.nullable(Outcome),
    before: describe(z.array(z.string()), "The finding's message, or what of the fact is not there any more."),
    after: describe(z.array(z.string()), "The finding's message, or what of the fact was not there."),
    suppressed: describe(
      z.nullable(Suppressed),
      'Of a fault that is accepted: of the one that is there now, or of the one that is gone.',
    ),
    rules: describe(z.array(RuleId), 'For a fact: the rules that read it and came out otherwise.'),
  }),
  'One difference between two looks.',
);
export type SnapshotChange = z.infer<typeof SnapshotChange>;
