import * as z from 'zod/mini';
import { describe, named } from './describe.js';

export const port = z.int().check(z.minimum(1), z.maximum(65535));

export const FirewallWish = named(
  'FirewallWish',
  z.strictObject({
    protocol: z.enum(['tcp', 'udp']),
    port,
    source: describe(z.nullable(z.string()), 'IPv4 address or prefix that may connect; null for any.'),
  }),
  'What shall be let in.',
);
export type FirewallWish = z.infer<typeof FirewallWish>;

export const PlanStep = named(
  'PlanStep',
  z.strictObject({
    kind: z.enum(['insertRule', 'persistRule']),
    backEnd: describe(z.enum(['nft', 'legacy']), 'The netfilter back end that is changed.'),
    table: z.literal('filter'),
    chain: z.enum(['INPUT', 'DOCKER-USER']),
    position: describe(
      z.int().check(z.minimum(1)),
      'The place in the chain, counted from 1; for a line in a file, before which of its chain.',
    ),
    rule: describe(z.array(z.string()), 'The rule as arguments of iptables, after the chain.'),
    text: describe(z.string(), 'What the step does, in a sentence.'),
  }),
  'One change, with all that is needed to undo it.',
);
export type PlanStep = z.infer<typeof PlanStep>;

export const PlanCheck = named(
  'PlanCheck',
  z.strictObject({
    kind: z.enum(['connect']),
    from: z.enum(['host']),
    address: z.string(),
    port,
    protocol: z.enum(['tcp', 'udp']),
    text: z.string(),
  }),
  'What must hold afterwards: tried as a new connection from outside the guest.',
);
export type PlanCheck = z.infer<typeof PlanCheck>;

/** A repair before it is done: the same object for -WhatIf, for applying and for taking back. */
export const RepairPlan = named(
  'RepairPlan',
  z.strictObject({
    repair: z.enum(['allow-inbound-port']),
    id: describe(
      z.string().check(z.regex(/^[0-9a-f]{16}$/)),
      'Names this repair in the comment of its rules and in its backup.',
    ),
    device: z.string(),
    collectedAt: z.string(),
    state: describe(
      z.enum(['needed', 'alreadyThere', 'notPersisted', 'refused']),
      'needed: something is to be done. alreadyThere: nothing is. notPersisted: live but lost at the next start. refused: reason says why.',
    ),
    reason: describe(z.nullable(z.string()), 'Why it is refused, or why nothing is to be done.'),
    wish: FirewallWish,
    basis: describe(
      z.string(),
      'Hash of the rules that the plan was made from; applying refuses when they have changed.',
    ),
    steps: z.array(PlanStep),
    stillBlockedBy: describe(z.array(z.string()), 'What would stop the packet even afterwards, in sentences.'),
    opens: describe(z.array(z.string()), 'What the change lets in, in sentences.'),
    checks: z.array(PlanCheck),
  }),
  'What a repair would do, in order, and what must hold afterwards.',
);
export type RepairPlan = z.infer<typeof RepairPlan>;
