import * as z from 'zod/mini';
import { describe, named } from './describe.js';

export const port = z.int().check(z.minimum(1), z.maximum(65535));

/** One carrying out of a plan: its journal and its backup in the guest have this name. */
export const RunId = z.string().check(z.regex(/^[0-9a-f]{16}$/));

const chainName = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,28}$/));

export const FirewallWish = named(
  'FirewallWish',
  z.strictObject({
    protocol: describe(z.enum(['tcp', 'udp', 'icmp', 'all']), 'icmp: echo requests, which are ping.'),
    port: describe(z.nullable(port), 'null: none is named, as for icmp.'),
    lastPort: describe(z.optional(port), 'The last port of a range that begins with port.'),
    source: describe(z.nullable(z.string()), 'IPv4 address or prefix that may connect; null for any.'),
    interface: describe(
      z.optional(z.string().check(z.regex(/^[A-Za-z0-9_.@-]{1,15}$/))),
      'The interface of the VM that it comes in by; absent for any.',
    ),
    states: describe(
      z.optional(z.array(z.enum(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'SNAT', 'DNAT'])).check(z.minLength(1))),
      'States of connection tracking that the rule is for; absent for any.',
    ),
    table: describe(z.optional(chainName), 'The table that was asked for; absent: filter.'),
    chain: describe(z.optional(chainName), 'The chain that was asked for; absent: where it takes effect.'),
    target: describe(z.optional(z.enum(['ACCEPT', 'DROP', 'REJECT'])), 'Absent: ACCEPT.'),
    remove: describe(z.optional(z.boolean()), 'True: rules of ours for it are taken out.'),
  }),
  'What shall be let in, kept out, or no longer be.',
);
export type FirewallWish = z.infer<typeof FirewallWish>;

export const PlanStep = named(
  'PlanStep',
  z.strictObject({
    kind: z.enum(['insertRule', 'deleteRule', 'persistRule', 'unpersistRule']),
    backEnd: describe(z.enum(['nft', 'legacy']), 'The netfilter back end that is changed.'),
    table: z.literal('filter'),
    chain: z.enum(['INPUT', 'FORWARD', 'OUTPUT', 'DOCKER-USER']),
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
    kind: describe(
      z.enum(['connect', 'count', 'closed', 'keep']),
      'connect: it gets through. count: a packet meets the new rule. closed: it does not get through. keep: what got through before still does.',
    ),
    from: describe(z.enum(['host', 'vm']), 'Who tries.'),
    address: z.string(),
    port: describe(z.int().check(z.minimum(0), z.maximum(65_535)), '0 for icmp.'),
    protocol: z.enum(['tcp', 'udp', 'icmp']),
    text: z.string(),
  }),
  'What must hold afterwards: tried as a new connection.',
);
export type PlanCheck = z.infer<typeof PlanCheck>;

/** A repair before it is done: the same object for -WhatIf, for applying and for taking back. */
export const RepairPlan = named(
  'RepairPlan',
  z.strictObject({
    repair: z.enum(['allow-inbound-port', 'close-inbound-port', 'remove-rule', 'firewall-bypass']),
    id: describe(z.string().check(z.regex(/^[0-9a-f]{16}$/)), 'Marks the rules of this repair, in their comment.'),
    device: z.string(),
    collectedAt: z.string(),
    state: describe(
      z.enum(['needed', 'alreadyThere', 'notPersisted', 'refused']),
      'needed: something is to be done. alreadyThere: nothing is. notPersisted: live but lost at the next start. refused: reason says why.',
    ),
    reason: describe(z.nullable(z.string()), 'Why it is refused, or why nothing is to be done.'),
    saved: describe(
      z.optional(z.boolean()),
      'Whether the next start leaves it so without a step that writes it; absent where there is such a step or that was not asked.',
    ),
    wish: FirewallWish,
    basis: describe(
      z.string(),
      'Hash of the rules that the plan was made from; applying refuses when they have changed.',
    ),
    steps: z.array(PlanStep),
    stillBlockedBy: describe(z.array(z.string()), 'What would stop the packet even afterwards, in sentences.'),
    opens: describe(z.array(z.string()), 'What the change lets in, in sentences.'),
    counterfactual: describe(
      z.optional(z.array(z.string())),
      'What becomes of a packet that was asked about, as it is and with the change, in sentences; absent where nothing is changed.',
    ),
    checks: z.array(PlanCheck),
    sessionsPerMinute: describe(
      z.nullable(z.int().check(z.positive())),
      'How many guest sessions a minute this build lets in; null where it does not limit them.',
    ),
  }),
  'What a repair would do, in order, and what must hold afterwards.',
);
export type RepairPlan = z.infer<typeof RepairPlan>;
