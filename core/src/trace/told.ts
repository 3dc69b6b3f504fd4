import type { NearMiss as ToldMiss, TraceBranch, TraceHop, TraceRule } from '../contract/trace.js';
import { chainOf } from '../parse/iptablesRule.js';
import { isFixed, type Field } from '../model/netfilter/field.js';
import type { Flow } from '../model/netfilter/flow.js';
import { nearMisses, type NearMiss } from '../model/netfilter/nearMiss.js';
import { describeMiss } from '../model/netfilter/nearMissText.js';
import { protocolNumbers } from '../model/netfilter/packet.js';
import { describeStep, type RuleStep, type Step } from '../model/netfilter/step.js';
import type { Arrival, Decided, Outcome } from '../model/netfilter/verdict.js';
import type { World } from '../model/netfilter/world.js';

const ruleOf = (world: World, { backEnd, table, chain, rule, did }: RuleStep): TraceRule => {
  const ruleset = world.backEnds.find(({ name }) => name === backEnd)?.ruleset;
  const policy = ruleset === undefined ? null : chainOf(ruleset, table, chain);
  return {
    backEnd,
    table,
    chain,
    number: rule?.number ?? null,
    text: rule?.text ?? `-P ${chain} ${did === 'drop' ? 'DROP' : 'ACCEPT'}`,
    packets: (rule === null ? policy?.counters : rule.counters)?.packets ?? null,
  };
};

/** Every table of every hook ends with its policy: only those of `filter`, and those that stop it, are worth telling. */
const matters = (step: Step): boolean =>
  step.kind === 'path' || step.rule !== null || step.table === 'filter' || step.did === 'drop';

/** A note right behind a translation tells what became of the address; all others are of routing. */
const hopsOf = (world: World, trail: readonly Step[]): TraceHop[] =>
  trail.flatMap((step, index): TraceHop[] => {
    if (!matters(step)) return [];
    if (step.kind === 'rule')
      return [{ stage: step.hook, text: `${describeStep(step)}${doing(step)}`, rule: ruleOf(world, step) }];
    const before = trail[index - 1];
    const stage = before?.kind === 'rule' && before.did === 'translate' ? before.hook : 'routing';
    return [{ stage, text: step.text, rule: null }];
  });

/** Jumps are told by where they lead; what else a rule does stands in its text. */
const doing = ({ did, rule }: RuleStep): string =>
  rule !== null && /^(jump|goto) /.test(did) ? `: goes on in ${did.replace(/^\w+ /, '')}` : '';

const rangeText = ({ lo, hi, format }: Field): string => (lo === hi ? format(lo) : `${format(lo)}-${format(hi)}`);

const protocolName = ({ beginning }: Flow): string =>
  Object.entries(protocolNumbers).find(
    ([, number]) => isFixed(beginning.protocol) && number === beginning.protocol.lo,
  )?.[0] ?? 'packet';

const entryOf = (flow: Flow): TraceHop => {
  const { source, destination, destinationPort } = flow.original;
  const port = protocolName(flow) === 'icmp' ? '' : `:${rangeText(destinationPort)}`;
  const packet = `${protocolName(flow)} from ${rangeText(source)} to ${rangeText(destination)}${port}`;
  const way = flow.local ? 'is sent by the VM itself' : `comes in by ${flow.inInterface ?? 'an unknown interface'}`;
  return { stage: 'entry', text: `${packet} ${way}`, rule: null };
};

const relayText = (relay: Decided | null): string => {
  if (relay === null) return '';
  const passes =
    relay.kind === 'accepted' ? 'reaches its container' : `does not reach its container: ${verdictText(relay)}`;
  return `, a helper of the container engine whose own connection ${passes}`;
};

const arrivalText = (arrival: Arrival): string => {
  switch (arrival.where) {
    case 'listener':
      return `${arrival.process ?? 'a program'} of the VM takes it${relayText(arrival.relay)}`;
    case 'vm':
      return 'the VM itself takes it';
    case 'container':
      return `it gets to ${arrival.container} at ${arrival.address}${arrival.port === 0 ? '' : `:${arrival.port}`}`;
    case 'network':
      return `it leaves by ${arrival.device}${arrival.gateway === null ? '' : ` to the gateway ${arrival.gateway}`}; what lies beyond is not walked`;
  }
};

const seenAs = {
  refused: 'the sender is refused',
  unreachable: 'the sender is told that it is unreachable',
  timeOut: 'the sender gets no answer until its time is out',
} as const;

const sentences: { readonly [K in Decided['kind']]: (verdict: Extract<Decided, { kind: K }>) => string } = {
  accepted: ({ arrival }) => `Let through: ${arrivalText(arrival)}`,
  dropped: ({ by }) => `Dropped by ${describeStep(by)}: ${seenAs.timeOut}`,
  rejected: ({ by, type, sender }) => `Rejected with ${type} by ${describeStep(by)}: ${seenAs[sender]}`,
  noRoute: ({ why, sender }) => `The VM has no way for it (${why}): ${seenAs[sender]}`,
  rpFilter: ({ device, mode }) =>
    `Refused by the ${mode === null ? '' : `${mode} `}reverse path filter (rp_filter) of ${device}, because the way back to the sender is another one: ${seenAs.timeOut}`,
  martian: ({ device, why }) => `Refused on ${device}, because ${why}: ${seenAs.timeOut}`,
  nobodyListening: ({ where, sender }) =>
    where === 'vm'
      ? `Let through, but no program of the VM listens there: ${seenAs[sender]}`
      : `Let through, but no machine has that address behind the interface: ${seenAs[sender]}`,
  unseen: ({ what }) => `It cannot be told: ${what}`,
  noWayBack: ({ why }) => `It arrives, but no answer comes back: ${why}`,
};

export const verdictText = (verdict: Decided): string => `${sentences[verdict.kind](verdict as never)}.`;

type SeenBySender = TraceBranch['sender'];

export const senderOf = (verdict: Decided): SeenBySender => {
  switch (verdict.kind) {
    case 'accepted':
      return verdict.arrival.where === 'network' ? 'unknown' : 'answered';
    case 'rejected':
    case 'noRoute':
    case 'nobodyListening':
      return verdict.sender;
    case 'dropped':
    case 'rpFilter':
    case 'martian':
    case 'noWayBack':
      return 'timeOut';
    case 'unseen':
      return 'unknown';
  }
};

const ends = (world: World, verdict: Decided, flow: Flow): TraceHop[] => {
  if (verdict.kind === 'noWayBack') {
    const rule = verdict.by === null ? null : ruleOf(world, verdict.by);
    const by = verdict.by === null ? '' : ` by ${describeStep(verdict.by)}`;
    return [{ stage: 'wayBack', text: `${verdict.why}${by}`, rule }];
  }
  if (verdict.kind === 'nobodyListening') return [{ stage: 'delivery', text: verdictText(verdict), rule: null }];
  if (verdict.kind !== 'accepted') return [];
  const delivery: TraceHop = { stage: 'delivery', text: arrivalText(verdict.arrival), rule: null };
  const isWalked = !flow.local && verdict.arrival.where !== 'network';
  return isWalked
    ? [delivery, { stage: 'wayBack', text: 'the answer gets back to the sender', rule: null }]
    : [delivery];
};

const toldMiss = (world: World, miss: NearMiss): ToldMiss => {
  const { backEnd, table, chain, rule } = miss.place;
  const step: RuleStep = { kind: 'rule', hook: 'INPUT', backEnd, table, chain, rule, did: '' };
  return { rule: ruleOf(world, step), reason: miss.miss.kind, text: describeMiss(miss) };
};

/** One outcome of a walk, for people. */
export const toldOutcome = (world: World, outcome: Omit<Outcome, 'when'>): Omit<TraceBranch, 'when'> => {
  const { verdict, trail, end } = outcome;
  const by = 'by' in verdict ? verdict.by : null;
  return {
    verdict: verdict.kind,
    sender: senderOf(verdict),
    message: verdictText(verdict),
    decidedBy: by === null ? null : ruleOf(world, by),
    hops: [entryOf(end), ...hopsOf(world, trail), ...ends(world, verdict, end)],
    nearMisses: nearMisses(world, outcome).map((miss) => toldMiss(world, miss)),
  };
};
