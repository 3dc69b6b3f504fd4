import * as z from 'zod/mini';
import { describe, named } from './describe.js';

const text = z.nullable(z.string());

/** One rule, or the policy of one chain: what is live, what is saved, and whether it is ours. */
export const FirewallRule = named(
  'FirewallRule',
  z.strictObject({
    kind: describe(z.enum(['policy', 'rule']), 'policy: what becomes of a packet that no rule of the chain decides.'),
    backEnd: describe(z.enum(['nft', 'legacy']), 'The netfilter back end; where both hold rules, both filter.'),
    table: z.string(),
    chain: z.string(),
    number: describe(
      z.nullable(z.int()),
      'Its place in the live chain, from 1; null for a policy and where it is not live.',
    ),
    target: describe(text, 'What is done with a packet that it matches; null: it is only counted.'),
    protocol: text,
    source: describe(text, 'Address or prefix, with `! ` before it where it is turned around; null for any.'),
    destination: text,
    ports: describe(text, 'The destination ports that it looks at, as iptables writes them; null for any.'),
    inInterface: text,
    outInterface: text,
    packets: describe(
      z.nullable(z.number()),
      'How many packets it took since the rules were loaded; null where it is not live.',
    ),
    live: describe(z.boolean(), 'It works now.'),
    saved: describe(
      z.nullable(z.boolean()),
      'It stands in the file that is loaded at the next start; null where that file could not be read, or is not for this back end.',
    ),
    ours: describe(text, 'The id of the repair that made it; null for a rule of somebody else.'),
    text: describe(z.string(), 'The rule as iptables-save prints it, without counters.'),
    device: z.string(),
    collectedAt: z.string(),
  }),
  'A rule of the VM, or the policy of one of its chains.',
);
export type FirewallRule = z.infer<typeof FirewallRule>;

export const FirewallRuleFilter = named(
  'FirewallRuleFilter',
  z.strictObject({
    tables: describe(z.optional(z.array(z.string())), 'Only these tables.'),
    chains: describe(z.optional(z.array(z.string())), 'Only these chains: names or wildcards (* and ?).'),
    protocol: describe(z.optional(z.string()), 'Only rules that can match this protocol.'),
    port: describe(
      z.optional(z.int().check(z.minimum(1), z.maximum(65535))),
      'Only rules that look at this destination port, as it is or as it was before translation.',
    ),
    ours: describe(z.optional(z.boolean()), 'True: only rules that a repair made.'),
  }),
  'Which rules are wanted.',
);
export type FirewallRuleFilter = z.infer<typeof FirewallRuleFilter>;
