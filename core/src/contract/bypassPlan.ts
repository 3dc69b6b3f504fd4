import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { port } from './plan.js';

export const BypassWish = named(
  'BypassWish',
  z.strictObject({
    protocol: z.enum(['tcp', 'udp']),
    port,
    full: describe(z.boolean(), 'True: everything is opened, not only the asked flow.'),
    seconds: describe(z.int().check(z.minimum(10), z.maximum(300)), 'When the guest closes again by itself.'),
  }),
  'What shall pass the firewall for a while.',
);
export type BypassWish = z.infer<typeof BypassWish>;

export const BypassPlan = named(
  'BypassPlan',
  z.strictObject({
    repair: z.literal('firewall-bypass'),
    id: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
    device: z.string(),
    collectedAt: z.string(),
    state: z.enum(['needed', 'refused']),
    reason: z.nullable(z.string()),
    wish: BypassWish,
    address: describe(z.string(), 'The address of the VM that the host tries; empty where none is known.'),
    walk: describe(
      z.nullable(z.strictObject({ verdict: z.string(), sender: z.string(), message: z.string() })),
      'What the packet walk says of a connection from the host; null where it could not be walked.',
    ),
    steps: describe(z.array(z.string()), 'What is done, in sentences.'),
  }),
  'An experiment with the firewall, before it is done.',
);
export type BypassPlan = z.infer<typeof BypassPlan>;

/** How a connection came out that the host tried. */
export const Passage = z.enum(['connected', 'refused', 'silent', 'unreachable']);
export type Passage = z.infer<typeof Passage>;

export const BypassVerdict = named(
  'BypassVerdict',
  z.strictObject({
    cause: describe(z.enum(['yes', 'no', 'unknown']), 'Whether the filter rules of the VM were what stopped it.'),
    message: z.string(),
    packets: describe(
      z.nullable(z.int().check(z.nonnegative())),
      'How many packets our rules took; null where unknown.',
    ),
    unchanged: describe(z.boolean(), 'Whether the rules afterwards are those of before, rule for rule.'),
  }),
  'What the experiment says.',
);
export type BypassVerdict = z.infer<typeof BypassVerdict>;
