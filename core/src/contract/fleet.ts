import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { RuleId, Severity } from './finding.js';

const count = z.int().check(z.nonnegative());

export const FleetCause = named(
  'FleetCause',
  z.strictObject({
    rule: RuleId,
    title: z.string(),
    severity: Severity,
    devices: describe(z.array(z.string()), 'The devices that have it.'),
  }),
  'A fault that nothing else explains, and who has it.',
);

export const FleetDifference = named(
  'FleetDifference',
  z.strictObject({
    what: z.enum(['release', 'system', 'switch', 'allocation', 'protocol']),
    own: z.string(),
    others: describe(z.string(), 'What more than half of the looks have.'),
  }),
  'In what a device is not as most of its siblings are.',
);

export const FleetDevice = named(
  'FleetDevice',
  z.strictObject({
    device: z.string(),
    collectedAt: z.string(),
    state: describe(z.enum(['ok', 'fail', 'unknown']), 'As Test-EflowNetwork -Quiet means it: only ok is well.'),
    faults: count,
    unknown: count,
    suppressed: count,
    first: describe(z.nullable(RuleId), 'The rule of the fault to mend first.'),
    message: describe(z.string(), 'What that fault is; empty where there is none.'),
    differences: z.array(FleetDifference),
  }),
  'One look of many.',
);

/** The object that Measure-EflowFleet emits: `EflowNetDiag.FleetOverview`, in PascalCase. */
export const FleetOverview = named(
  'FleetOverview',
  z.strictObject({
    looks: count,
    well: count,
    faulty: count,
    unknown: count,
    causes: describe(z.array(FleetCause), 'The most common first.'),
    devices: describe(z.array(FleetDevice), 'In the order in which they were given.'),
  }),
  'Many looks at once: which causes, which devices, and which of them differ from their siblings.',
);
export type FleetOverview = z.infer<typeof FleetOverview>;
