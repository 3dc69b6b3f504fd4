import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { port } from './plan.js';

const backEnd = z.enum(['nft', 'legacy']);
const count = z.int().check(z.nonnegative());

export const TraceProtocol = z.enum(['tcp', 'udp', 'icmp']);
export type TraceProtocol = z.infer<typeof TraceProtocol>;

/** What a trace is asked for. */
export const TraceWish = named(
  'TraceWish',
  z.strictObject({
    from: describe(
      z.string().check(z.minLength(1)),
      'host, lan, cloud, vm, the name of a container, an address, or a name that the snapshot knows.',
    ),
    to: describe(
      z.string().check(z.minLength(1)),
      'vm, host, cloud, hub, the name of a container, an address, or a name that the snapshot knows.',
    ),
    protocol: TraceProtocol,
    port: describe(z.nullable(port), 'The port that is asked for; null for icmp.'),
    withRules: describe(
      z.array(z.string().check(z.minLength(1))),
      'Changes of the rules to try in the model, in the words of iptables; never run.',
    ),
  }),
  'Which packet to walk through the rules of a snapshot.',
);
export type TraceWish = z.infer<typeof TraceWish>;

export const TraceEnd = named(
  'TraceEnd',
  z.strictObject({
    name: z.string(),
    kind: z.enum(['host', 'lan', 'cloud', 'vm', 'container', 'address']),
    address: describe(z.string(), 'An address, or the first and the last of a range.'),
  }),
  'One end of a trace, as it was understood.',
);
export type TraceEnd = z.infer<typeof TraceEnd>;

export const TraceRule = named(
  'TraceRule',
  z.strictObject({
    backEnd,
    table: z.string(),
    chain: z.string(),
    number: describe(z.nullable(z.int().check(z.minimum(1))), "The place in the chain; null for the chain's policy."),
    text: describe(z.string(), 'As iptables-save prints it.'),
    packets: describe(z.nullable(count), 'How many packets it had taken; null where the snapshot has no counter.'),
  }),
  'A rule, or the policy of a chain.',
);
export type TraceRule = z.infer<typeof TraceRule>;

export const TraceHop = named(
  'TraceHop',
  z.strictObject({
    stage: z.enum([
      'entry',
      'PREROUTING',
      'routing',
      'INPUT',
      'FORWARD',
      'OUTPUT',
      'POSTROUTING',
      'delivery',
      'wayBack',
    ]),
    text: z.string(),
    rule: z.nullable(TraceRule),
  }),
  'One step of the way: a rule that mattered, or something that no rule decides.',
);
export type TraceHop = z.infer<typeof TraceHop>;

export const NearMiss = named(
  'NearMiss',
  z.strictObject({
    rule: TraceRule,
    reason: z.enum(['behind', 'otherBackEnd', 'differs', 'notCalledHere', 'neverCalled', 'otherHook']),
    text: describe(z.string(), 'Why it did not decide, in a sentence.'),
  }),
  'A rule that somebody may have counted on and that did not decide.',
);
export type NearMiss = z.infer<typeof NearMiss>;

const verdicts = [
  'accepted',
  'dropped',
  'rejected',
  'noRoute',
  'rpFilter',
  'martian',
  'nobodyListening',
  'noWayBack',
  'unseen',
] as const;

const outcome = {
  sender: describe(
    z.enum(['answered', 'refused', 'unreachable', 'timeOut', 'unknown']),
    'What the sender sees; unknown where that is decided beyond the VM.',
  ),
  message: describe(z.string(), 'The verdict in a sentence.'),
  decidedBy: describe(z.nullable(TraceRule), 'The rule or policy that stopped it; null where none did.'),
  hops: z.array(TraceHop),
  nearMisses: z.array(NearMiss),
};

export const TraceBranch = named(
  'TraceBranch',
  z.strictObject({
    when: describe(z.array(z.string()), 'What has to hold for it.'),
    verdict: z.enum(verdicts),
    ...outcome,
  }),
  'One way that things may be, where the snapshot does not tell which.',
);
export type TraceBranch = z.infer<typeof TraceBranch>;

const verdict = {
  verdict: describe(
    z.enum([...verdicts, 'depends']),
    'depends: the snapshot does not tell; branches holds each way that things may be.',
  ),
  ...outcome,
  dependsOn: describe(z.array(z.string()), 'What the snapshot does not tell and decides.'),
  branches: z.array(TraceBranch),
  complete: describe(z.boolean(), 'False: there are more branches than were walked.'),
};

export const PacketSet = named(
  'PacketSet',
  z.strictObject({
    by: describe(z.nullable(z.string()), 'The interface by which the packets come in; null for what the VM sends.'),
    protocol: z.string(),
    port: describe(z.string(), 'The port or the range of ports that is asked for; any where all are.'),
    sourcePort: describe(z.string(), 'The port or the range of ports that the sender uses; any where all are.'),
    source: describe(z.array(z.string()), 'Addresses and ranges.'),
    destination: describe(z.array(z.string()), 'Addresses and ranges.'),
    certain: describe(z.boolean(), 'False: only if something holds that the snapshot does not tell.'),
    text: z.string(),
  }),
  'A set of connections, exactly.',
);
export type PacketSet = z.infer<typeof PacketSet>;

export const TraceChange = named(
  'TraceChange',
  z.strictObject({
    rules: z.array(z.string()),
    ...verdict,
    opens: describe(z.array(PacketSet), 'All that is let in with the change and is not without it.'),
    closes: describe(z.array(PacketSet), 'All that is let in without the change and is not with it.'),
    allCompared: describe(z.boolean(), 'False: there may be more than opens and closes hold.'),
  }),
  'The same packet with changed rules.',
);
export type TraceChange = z.infer<typeof TraceChange>;

export const LeastRule = named(
  'LeastRule',
  z.strictObject({
    backEnd,
    table: z.literal('filter'),
    chain: z.string(),
    position: describe(z.int().check(z.minimum(1)), 'The place in the chain, before the rule that has it now.'),
    text: describe(z.string(), 'In the words of iptables, as -WithRule takes it.'),
  }),
  'A rule that has to be added for the packet to pass.',
);
export type LeastRule = z.infer<typeof LeastRule>;

/** The object that Trace-EflowPacket emits: `EflowNetDiag.PacketTrace`, in PascalCase. */
export const PacketTrace = named(
  'PacketTrace',
  z.strictObject({
    from: TraceEnd,
    to: TraceEnd,
    protocol: TraceProtocol,
    port: describe(z.nullable(port), 'The port that the packet asks for.'),
    ...verdict,
    notes: describe(z.array(z.string()), 'How the question was understood, and what is worth knowing besides.'),
    change: describe(z.nullable(TraceChange), 'What became of it with the rules that were to be tried; null without.'),
    least: describe(z.array(LeastRule), 'What would let it pass, tried in the model; empty where it passes.'),
    leastReason: describe(z.nullable(z.string()), 'Why there is no such rule; null where there is, or none is needed.'),
    device: z.string(),
    collectedAt: z.string(),
  }),
  'What becomes of a packet, and why.',
);
export type PacketTrace = z.infer<typeof PacketTrace>;
