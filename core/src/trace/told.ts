import type { NearMiss as ToldMiss, TraceBranch, TraceHop, TraceRule } from '../contract/trace.js';
import { chainOf } from '../parse/iptables/rule.js';
import { isFixed, rangesText, type Field } from '../model/netfilter/field.js';
import type { Flow } from '../model/netfilter/flow.js';
import type { nearMisses, NearMiss } from '../model/netfilter/nearMiss.js';
import { describeMiss } from '../model/netfilter/nearMissText.js';
import { protocolNumbers } from '../model/netfilter/packet.js';
import { describeStep, type RuleStep, type Step } from '../model/netfilter/step.js';
import type { Arrival, Decided, Outcome } from '../model/netfilter/verdict.js';
import type { World } from '../model/netfilter/world.js';
import { say, tell, text } from '../texts/say.js';

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
    if (step.kind === 'rule') return [{ stage: step.hook, text: doing(step), rule: ruleOf(world, step) }];
    const before = trail[index - 1];
    const stage = before?.kind === 'rule' && before.did === 'translate' ? before.hook : 'routing';
    return [{ stage, text: step.text, rule: null }];
  });

/** Jumps are told by where they lead; what else a rule does stands in its text. */
const doing = (step: RuleStep): string => {
  const [, chain] = /^(?:jump|goto) (.*)/.exec(step.did) ?? [];
  const described = describeStep(step);
  return step.rule === null || chain === undefined
    ? described
    : say('{step}: goes on in {chain}', { step: described, chain });
};

const rangeText = (field: Field): string => rangesText(field, '-');

const protocolName = ({ beginning }: Flow): string =>
  Object.entries(protocolNumbers).find(
    ([, number]) => isFixed(beginning.protocol) && number === beginning.protocol.lo,
  )?.[0] ?? say('packet');

const entryOf = (flow: Flow): TraceHop => {
  const { source, destination, destinationPort } = flow.original;
  const port = isFixed(destinationPort) && destinationPort.lo === 0 ? '' : `:${rangeText(destinationPort)}`;
  const data = {
    protocol: protocolName(flow),
    source: rangeText(source),
    destination: `${rangeText(destination)}${port}`,
  };
  const text = flow.local
    ? say('{protocol} from {source} to {destination} is sent by the VM itself', data)
    : say('{protocol} from {source} to {destination} comes in by {device}', {
        ...data,
        device: flow.inInterface ?? say('an unknown interface'),
      });
  return { stage: 'entry', text, rule: null };
};

const listenerText = (process: string | null, relay: Decided | null): string => {
  const program = process ?? say('a program');
  if (relay === null) return say('{program} of the VM takes it', { program });
  return relay.kind === 'accepted'
    ? say('{program} of the VM takes it, a helper of the container engine whose own connection reaches its container', {
        program,
      })
    : say(
        '{program} of the VM takes it, a helper of the container engine whose own connection does not reach its container: {verdict}',
        { program, verdict: verdictText(relay) },
      );
};

const arrivalText = (arrival: Arrival): string => {
  switch (arrival.where) {
    case 'listener':
      return listenerText(arrival.process, arrival.relay);
    case 'vm':
      return say('the VM itself takes it');
    case 'container':
      return say('it gets to {container} at {address}', {
        container: arrival.container,
        address: `${arrival.address}${arrival.port === 0 ? '' : `:${arrival.port}`}`,
      });
    case 'network':
      return arrival.gateway === null
        ? say('it leaves by {device}; what lies beyond is not walked', { device: arrival.device })
        : say('it leaves by {device} to the gateway {gateway}; what lies beyond is not walked', {
            device: arrival.device,
            gateway: arrival.gateway,
          });
  }
};

const words = {
  refused: text('the sender is refused'),
  unreachable: text('the sender is told that it is unreachable'),
  timeOut: text('the sender gets no answer until its time is out'),
} as const;

const seenAs = (sender: keyof typeof words): string => tell(words[sender]);

const sentences: { readonly [K in Decided['kind']]: (verdict: Extract<Decided, { kind: K }>) => string } = {
  accepted: ({ arrival }) => say('Let through: {arrival}', { arrival: arrivalText(arrival) }),
  dropped: ({ by }) => say('Dropped by {step}: {seen}', { step: describeStep(by), seen: seenAs('timeOut') }),
  rejected: ({ by, type, sender }) =>
    say('Rejected with {type} by {step}: {seen}', { type, step: describeStep(by), seen: seenAs(sender) }),
  noRoute: ({ why, sender }) => say('The VM has no way for it ({why}): {seen}', { why, seen: seenAs(sender) }),
  rpFilter: ({ device, mode }) =>
    mode === null
      ? say(
          'Refused by the reverse path filter (rp_filter) of {device}, because the way back to the sender is another one: {seen}',
          { device, seen: seenAs('timeOut') },
        )
      : say(
          'Refused by the {mode} reverse path filter (rp_filter) of {device}, because the way back to the sender is another one: {seen}',
          { mode, device, seen: seenAs('timeOut') },
        ),
  martian: ({ device, why }) =>
    say('Refused on {device}, because {why}: {seen}', { device, why, seen: seenAs('timeOut') }),
  nobodyListening: ({ where, sender }) =>
    where === 'vm'
      ? say('Let through, but no program of the VM listens there: {seen}', { seen: seenAs(sender) })
      : say('Let through, but no machine has that address behind the interface: {seen}', { seen: seenAs(sender) }),
  unseen: ({ what }) => say('It cannot be told: {what}', { what }),
  noWayBack: ({ why }) => say('It arrives, but no answer comes back: {why}', { why }),
};

export const verdictText = (verdict: Decided): string =>
  say('{text}.', { text: sentences[verdict.kind](verdict as never) });

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
    const told =
      verdict.by === null ? verdict.why : say('{why} by {step}', { why: verdict.why, step: describeStep(verdict.by) });
    return [{ stage: 'wayBack', text: told, rule }];
  }
  if (verdict.kind === 'nobodyListening') return [{ stage: 'delivery', text: verdictText(verdict), rule: null }];
  if (verdict.kind !== 'accepted') return [];
  const delivery: TraceHop = { stage: 'delivery', text: arrivalText(verdict.arrival), rule: null };
  const isWalked = !flow.local && verdict.arrival.where !== 'network';
  return isWalked
    ? [delivery, { stage: 'wayBack', text: say('the answer gets back to the sender'), rule: null }]
    : [delivery];
};

const toldMiss = (world: World, miss: NearMiss): ToldMiss => {
  const { backEnd, table, chain, rule } = miss.place;
  const step: RuleStep = { kind: 'rule', hook: 'INPUT', backEnd, table, chain, rule, did: '' };
  return { rule: ruleOf(world, step), reason: miss.miss.kind, text: describeMiss(miss) };
};

/** One outcome of a walk, for people. */
export const toldOutcome = (
  world: World,
  outcome: Omit<Outcome, 'when'>,
  missesOf: typeof nearMisses,
): Omit<TraceBranch, 'when'> => {
  const { verdict, trail, end } = outcome;
  const by = 'by' in verdict ? verdict.by : null;
  return {
    verdict: verdict.kind,
    sender: senderOf(verdict),
    message: verdictText(verdict),
    decidedBy: by === null ? null : ruleOf(world, by),
    hops: [entryOf(end), ...hopsOf(world, trail), ...ends(world, verdict, end)],
    nearMisses: missesOf(world, outcome).map((miss) => toldMiss(world, miss)),
  };
};
