import * as z from 'zod/mini';
import { describe, named } from './describe.js';

export const Outcome = named(
  'Outcome',
  z.enum(['pass', 'fail', 'notApplicable', 'unknown', 'error']),
  'pass: looked at and well. fail: a fault. notApplicable: does not concern this device. unknown: a fact is missing. error: a bug of ours.',
);
export type Outcome = z.infer<typeof Outcome>;

export const Severity = named(
  'Severity',
  z.enum(['critical', 'warning', 'information']),
  'How much a fault of this kind matters; separate from the outcome.',
);
export type Severity = z.infer<typeof Severity>;

/** The areas of the rule ids. For ever: an area is never renamed. */
export const areas = [
  'DEV',
  'HOST',
  'SW',
  'IP',
  'RT',
  'DNS',
  'FW',
  'NF',
  'PX',
  'TLS',
  'NTP',
  'EP',
  'MTU',
  'MOD',
] as const;

export const Category = named('Category', z.enum(areas), 'The area of the rule: the letters of its id.');
export type Category = z.infer<typeof Category>;

export const RuleId = named(
  'RuleId',
  z.string().check(z.regex(/^[A-Z]{2,4}\d{3}$/)),
  'Area and three digits; never reused.',
);

export const Evidence = named(
  'Evidence',
  z.strictObject({
    fact: describe(z.string(), 'The fact, by its name in the snapshot.'),
    path: describe(z.string(), 'Where in the fact, as a JSON pointer; empty for the whole.'),
    observed: describe(z.string(), 'What was seen.'),
    expected: describe(z.string(), 'What a healthy device shows there.'),
  }),
  'What a finding rests on.',
);
export type Evidence = z.infer<typeof Evidence>;

export const RemedyStep = named(
  'RemedyStep',
  z.strictObject({
    text: describe(z.string(), 'What to do, and what it changes.'),
    command: describe(
      z.nullable(z.string()),
      'The command with the values of this device; null where there is none to run.',
    ),
  }),
  'One step that mends the fault.',
);
export type RemedyStep = z.infer<typeof RemedyStep>;

export const Suppressed = named(
  'Suppressed',
  z.strictObject({
    reason: describe(z.string(), 'Why the fault is accepted.'),
    expires: describe(z.string(), 'The last day on which it is.'),
  }),
  'That a fault is known and accepted, by a suppression of the profile.',
);

/** The object that scripts depend on: `EflowNetDiag.Finding`, whose properties are these, in PascalCase. */
export const Finding = named(
  'Finding',
  z.strictObject({
    rule: RuleId,
    outcome: Outcome,
    severity: Severity,
    category: Category,
    title: describe(z.string(), 'What holds on a healthy device.'),
    message: describe(z.string(), 'What was found.'),
    target: describe(z.string(), 'What the finding is about: an address, a port, a name, a module, a device.'),
    evidence: z.array(Evidence),
    remedy: z.array(RemedyStep),
    causedBy: describe(
      z.nullable(RuleId),
      'The rule whose finding explains this one; null where it stands for itself.',
    ),
    suppressed: describe(
      z.nullable(Suppressed),
      'Not null: the fault is known and accepted. It is shown, and counts neither against the device nor for it.',
    ),
    repair: describe(z.nullable(z.string()), 'The repair that can mend it; null where it is advice only.'),
    page: describe(z.string(), "The rule's page, relative to the module folder."),
    device: z.string(),
    collectedAt: z.string(),
  }),
  'What one rule found out about one target.',
);
export type Finding = z.infer<typeof Finding>;
