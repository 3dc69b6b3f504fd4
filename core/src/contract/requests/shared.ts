import * as z from 'zod/mini';
import { describe, named } from '../describe.js';
import { CONTRACT } from '../number.js';
import { MOST_NAMES, RequiredName } from '../profile.js';
import { Collected } from '../snapshot.js';

/** What every request carries. */
export const head = {
  contract: describe(z.literal(CONTRACT), 'The contract number that the caller speaks.'),
  culture: describe(
    z.optional(z.string().check(z.maxLength(85))),
    'The culture whose language the answer is in, as .NET names it (ja-JP); English where there are no texts for it.',
  ),
};

/** Where the facts come from: collected just now, a snapshot at hand, or a file that the core itself reads. */
export const Source = named(
  'Source',
  z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('collected'), collected: Collected }),
    z.strictObject({
      from: z.literal('snapshot'),
      snapshot: describe(
        z.record(z.string(), z.unknown()),
        'A Snapshot of this contract or of an earlier one; judged as a file that holds it would be.',
      ),
    }),
    z.strictObject({ from: z.literal('file'), path: z.string().check(z.minLength(1)) }),
  ]),
  'Where the facts come from.',
);
export type Source = z.infer<typeof Source>;

export const ProbeLevel = named(
  'ProbeLevel',
  z.enum(['none', 'standard', 'deep']),
  'none: nothing leaves the device. standard: only what the device is configured to use. deep: also what was asked for.',
);
export type ProbeLevel = z.infer<typeof ProbeLevel>;

export const IotedgeCheck = named(
  'IotedgeCheck',
  z.enum(['no', 'host', 'containers']),
  'no: not run. host: without the checks that run containers and pull an image. containers: with them.',
);
export type IotedgeCheck = z.infer<typeof IotedgeCheck>;

export const profile = describe(
  z.optional(z.unknown()),
  'A DeviceProfile, which has a schema of its own; what does not fit it is refused as ProfileNotValid.',
);
export const names = describe(
  z.optional(z.array(RequiredName).check(z.maxLength(MOST_NAMES))),
  "Names of the caller's own that are asked for besides those of the configuration.",
);

export const timeoutSeconds = describe(
  z.int().check(z.minimum(5), z.maximum(600)),
  'The time limit that the guest itself keeps, in seconds.',
);

const rulePattern = z.string().check(z.minLength(1));

/** What is judged, and by what. */
export const judging = {
  source: Source,
  control: describe(
    z.optional(Source),
    "A look at a VM without EFLOW on the same switch: whether what fails is the switch's or EFLOW's.",
  ),
  rules: describe(z.optional(z.array(rulePattern)), 'Only these rules: ids or wildcards (* and ?).'),
  excludeRules: describe(z.optional(z.array(rulePattern)), 'Not these rules: ids or wildcards (* and ?).'),
  profile,
};
