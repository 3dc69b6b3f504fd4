import { chainOf } from '../../parse/iptables/rule.js';
import { USER_CHAIN } from './engineRules.js';
import { inboundPackets, type From } from './inbound.js';
import { withInsertion, type Inserted, type Insertion } from './insertion.js';
import type { Packet } from './packet.js';
import { addressSpan } from './packet.js';
import { describeStep, ruleSteps, type RuleStep, type Step } from './step.js';
import { passes } from './opening.js';
import type { Decided, Outcome, Verdict, Walk } from './verdict.js';
import { walk } from './walk.js';
import type { BackEndName, World } from './world.js';
import { say } from '../../texts/say.js';

/** What shall be let in to the VM's own address. */
export interface AcceptWish {
  /** icmp: echo requests. */
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Of no meaning for icmp. */
  readonly port: number;
  /** The rule is for all ports up to this one. */
  readonly lastPort?: number | undefined;
  /** An address or a prefix; null for whoever is on the switch or the LAN. */
  readonly source: string | null;
  /** Only what comes in by this interface of the VM. */
  readonly inInterface?: string | undefined;
  /** Only for these states of connection tracking. */
  readonly states?: readonly string[] | undefined;
  /** Only what the sender sends: what answers a connection has the same original port, and a rule that drops would drop that too. */
  readonly answersPass?: true;
}

export type Placement =
  /** Nothing is to be done. */
  | { readonly state: 'open'; readonly before: Walk }
  /** These rules, in this order, let it in. */
  | {
      readonly state: 'place';
      readonly before: Walk;
      readonly insertions: readonly Insertion[];
      readonly inserted: readonly Inserted[];
      readonly after: Walk;
    }
  /** No rule of ours can do it. */
  | { readonly state: 'none'; readonly before: Walk | null; readonly reason: string };

const isDecided = (verdict: Verdict): verdict is Decided => verdict.kind !== 'depends';

/** The step by which the packet came to stand in a chain last, before what decided. */
export const lastIn = (trail: readonly Step[], { backEnd, table, hook }: RuleStep, chain: string): RuleStep | null =>
  ruleSteps(trail).findLast(
    (step) => step.chain === chain && step.backEnd === backEnd && step.table === table && step.hook === hook,
  ) ?? null;

/** Before the rule that took the packet on; at the end of the chain where none did. */
export const placeOf = (world: World, backEnd: BackEndName, chain: string, step: RuleStep | null): number => {
  const ruleset = world.backEnds.find(({ name }) => name === backEnd)?.ruleset;
  const rules = ruleset === undefined ? undefined : chainOf(ruleset, 'filter', chain)?.rules;
  return step?.rule?.number ?? (rules?.length ?? 0) + 1;
};

/** As the tools print it, so that a line is found again in what they wrote; they leave out the source that is any. */
const sourceMatch = (source: string | null): string[] =>
  source === null || source === '0.0.0.0/0' ? [] : ['-s', source.includes('/') ? source : `${source}/32`];

const from = ({ source, inInterface }: AcceptWish): string[] => [
  ...sourceMatch(source),
  ...(inInterface === undefined ? [] : ['-i', inInterface]),
];

const portText = ({ port, lastPort }: AcceptWish): string =>
  lastPort === undefined || lastPort === port ? String(port) : `${port}:${lastPort}`;

const stateMatch = ({ states }: AcceptWish): string[] =>
  states === undefined ? [] : ['-m', 'conntrack', '--ctstate', states.join(',')];

/** The port as the sender asked for it: behind a translation, the packet carries another one. */
const byOriginalPort = (wish: AcceptWish, states: readonly string[]): string[] => [
  ...['-p', wish.protocol, '-m', 'conntrack', ...states, '--ctorigdstport', portText(wish)],
  ...(wish.answersPass === true ? ['--ctdir', 'ORIGINAL'] : []),
  ...stateMatch(wish),
];

/** What an INPUT rule for a wish matches; `translated`: the port was another one before. */
export const inputMatch = (wish: AcceptWish, translated: boolean): string[] => {
  const { protocol } = wish;
  if (protocol === 'icmp') return [...from(wish), '-p', 'icmp', '-m', 'icmp', '--icmp-type', '8', ...stateMatch(wish)];
  if (translated) return [...from(wish), ...byOriginalPort(wish, [])];
  return [...from(wish), '-p', protocol, '-m', protocol, '--dport', portText(wish), ...stateMatch(wish)];
};

/** Only translated connections: without that, what containers send to the same port elsewhere would be let through as well. */
export const forwardMatch = (wish: AcceptWish): string[] => [
  ...from(wish),
  ...byOriginalPort(wish, ['--ctstate', 'DNAT']),
];

const ACCEPT = ['-j', 'ACCEPT'] as const;

export const isTranslated = (trail: readonly Step[]): boolean =>
  ruleSteps(trail).some(({ did, hook }) => did === 'translate' && hook === 'PREROUTING');

/** Where a rule undoes what stopped the packet, or why there is no such place. */
const insertionFor = (world: World, wish: AcceptWish, by: RuleStep, trail: readonly Step[]): Insertion | string => {
  const what = describeStep(by);
  if (by.table !== 'filter') return say('It is stopped outside the table filter: {what}.', { what });
  const common = { backEnd: by.backEnd, table: 'filter' } as const;
  if (by.hook === 'INPUT') {
    const position = placeOf(world, by.backEnd, 'INPUT', lastIn(trail, by, 'INPUT'));
    return { ...common, chain: 'INPUT', position, rule: [...inputMatch(wish, isTranslated(trail)), ...ACCEPT] };
  }
  if (by.hook !== 'FORWARD') return say('It is stopped on its way out: {what}.', { what });
  const called = ruleSteps(trail).some(({ did, backEnd }) => did === `jump ${USER_CHAIN}` && backEnd === by.backEnd);
  if (!called)
    return say('It is stopped before {chain}, or FORWARD does not call that chain: {what}.', {
      chain: USER_CHAIN,
      what,
    });
  if (!isTranslated(trail))
    return say('It is forwarded without a translation, which no published port does: {what}.', { what });
  const position = placeOf(world, by.backEnd, USER_CHAIN, lastIn(trail, by, USER_CHAIN));
  return { ...common, chain: USER_CHAIN, position, rule: [...forwardMatch(wish), ...ACCEPT] };
};

/** The rule that stopped it, or a sentence for what no rule of ours can mend. */
const stopOf = (verdict: Decided): RuleStep | string => {
  switch (verdict.kind) {
    case 'dropped':
    case 'rejected':
      return verdict.by;
    case 'noRoute':
      return say('There is no route for it.');
    case 'rpFilter':
      return say('The reverse path filter of {device} refuses it.', { device: verdict.device });
    case 'martian':
      return say('It is refused on {device}: {why}.', { device: verdict.device, why: verdict.why });
    case 'noWayBack':
      return say('It arrives, but no answer comes back: {why}.', { why: verdict.why });
    case 'unseen':
      return say('It cannot be told: {what}.', { what: verdict.what });
    case 'accepted':
    case 'nobodyListening':
      return say('It is let in.');
  }
};

/** The packets that a wish is about, of its first port. */
export const packetsOf = (world: World, { protocol, port, source, inInterface }: AcceptWish): readonly Packet[] => {
  const sender: From = source === null ? 'lan' : { address: source.split('/')[0] ?? '' };
  const packets = inboundPackets(world, {
    from: sender,
    protocol,
    port,
    ...(inInterface === undefined ? {} : { inInterface }),
  });
  const span = source === null ? null : addressSpan(source);
  return span === null ? packets : packets.map((packet) => ({ ...packet, source: span }));
};

/**
 * No matter of the known rules: senders that routing refuses, such as the VM's own address within its subnet, and filters that
 * nobody knows, which no rule of ours opens. What comes of those, the try of a repair tells.
 */
const isBesideRules = ({ verdict }: Outcome): boolean => ['martian', 'rpFilter', 'unseen'].includes(verdict.kind);

/** What the known rules make of the packets that can come at all. */
export const walkWished = (world: World, packets: readonly Packet[]): Walk => {
  const walked = walk(world, ...packets);
  if (walked.verdict.kind !== 'depends' || !walked.verdict.complete) return walked;
  const [possible, ...others] = walked.verdict.outcomes.filter((one) => !isBesideRules(one));
  return possible === undefined || others.length > 0 ? walked : possible;
};

/** Two back ends, each with its own chain to open; what still stops it then is not of this kind. */
const MOST_INSERTIONS = 4;

/** Arrives and is answered, or refused by whoever is there: the firewall has nothing to do with what happens next. */
export const isOpen = (verdict: Verdict): boolean =>
  isDecided(verdict)
    ? verdict.kind !== 'noWayBack' && passes(verdict)
    : verdict.complete && verdict.outcomes.every((one) => isOpen(one.verdict));

/** What of it is let in; of packets that fare differently, the first that is. */
export const openOf = (walked: Walk): Walk | null => {
  if (isOpen(walked.verdict)) return walked;
  if (isDecided(walked.verdict)) return null;
  return walked.verdict.assumes ? null : (walked.verdict.outcomes.find(({ verdict }) => isOpen(verdict)) ?? null);
};

const dependsText = (verdict: Extract<Verdict, { kind: 'depends' }>): string =>
  say('It depends on what is not known: {on}.', { on: verdict.on.join('; ') });

/** Why it cannot be told what becomes of it; null: it can. */
export const unknownOf = ({ verdict }: Pick<Walk, 'verdict'>): string | null =>
  isDecided(verdict) || (!verdict.assumes && verdict.complete) ? null : dependsText(verdict);

/** What is stopped first, or why that cannot be told; null: nothing is. Where only the sender decides, each of them counts. */
const stoppedOf = ({ verdict, trail }: Walk): Pick<Outcome, 'verdict' | 'trail'> | string | null => {
  if (isDecided(verdict)) return isOpen(verdict) ? null : { verdict, trail };
  const unknown = unknownOf({ verdict });
  if (unknown !== null) return unknown;
  const possible = verdict.outcomes.filter((one) => !isBesideRules(one));
  if (possible.length === 0) return dependsText(verdict);
  return possible.find((one) => !isOpen(one.verdict)) ?? null;
};

/** Whether nothing of it is stopped. */
export const isLetIn = (walked: Walk): boolean => stoppedOf(walked) === null;

const insertionAgainst = (
  world: World,
  wish: AcceptWish,
  stopped: Pick<Outcome, 'verdict' | 'trail'> | string,
): Insertion | string => {
  if (typeof stopped === 'string') return stopped;
  const stop = stopOf(stopped.verdict);
  return typeof stop === 'string' ? stop : insertionFor(world, wish, stop, stopped.trail);
};

/** The least rules that let a connection in, each where it takes effect, or why there are none. The model tries them before anybody does. */
export const placeForAccept = (world: World, wish: AcceptWish): Placement =>
  placeForPackets(world, wish, packetsOf(world, wish));

/** The same for packets that somebody asks about. */
export const placeForPackets = (world: World, wish: AcceptWish, packets: readonly Packet[]): Placement => {
  if (packets.length === 0)
    return { state: 'none', before: null, reason: say('The VM has no address that such a packet could come to.') };
  const before = walkWished(world, packets);
  if (isLetIn(before)) return { state: 'open', before };
  const insertions: Insertion[] = [];
  const inserted: Inserted[] = [];
  for (let current = world, now = before; ;) {
    const stopped = stoppedOf(now);
    if (stopped === null) return { state: 'place', before, insertions, inserted, after: now };
    const insertion = insertionAgainst(current, wish, stopped);
    if (typeof insertion === 'string') return { state: 'none', before, reason: insertion };
    const made = insertions.length < MOST_INSERTIONS ? withInsertion(current, insertion) : null;
    if (made === null)
      return {
        state: 'none',
        before,
        reason: say('A rule in {chain} does not let it in.', { chain: insertion.chain }),
      };
    insertions.push(insertion);
    inserted.push(made);
    current = made.world;
    now = walkWished(current, packets);
  }
};
