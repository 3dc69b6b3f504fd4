import { tableOf, type Chain, type Rule, type Table } from '../../parse/iptables/rule.js';
import { toNumber } from '../../ipv4.js';
import { callersOf, hooksOf } from './callers.js';
import { conditionsOf, mayHold, type Condition } from './condition.js';
import { effectOf } from './effects.js';
import { isEngineChain } from './engineRules.js';
import type { Flow } from './flow.js';
import { groundOf, type Ground } from './ground.js';
import type { Hook, RuleStep, Step } from './step.js';
import type { Decided, Outcome } from './verdict.js';
import type { BackEndName, World } from './world.js';

/** Where a rule stands. */
export interface Place {
  readonly backEnd: BackEndName;
  readonly table: 'filter' | 'nat';
  readonly chain: string;
  readonly rule: Rule;
}

/** Why a rule that looks as if it decided did not. */
export type Miss =
  /** It would match, but the packet never got to it: another rule decided first. */
  | { readonly kind: 'behind'; readonly decider: RuleStep }
  /** It would match in its own back end, but the other back end's filter decided. */
  | { readonly kind: 'otherBackEnd'; readonly decider: RuleStep }
  | { readonly kind: 'neverCalled' }
  /** Its chain is called, but not for this packet. */
  | { readonly kind: 'notCalledHere'; readonly call: Place; readonly failing: readonly Condition[] }
  /** The packet does not come by the chain: it is for the VM and the chain is for what passes through, or the other way round. */
  | { readonly kind: 'otherHook'; readonly hooks: readonly Hook[]; readonly taken: Hook }
  /** It asks for what the packet is not. */
  | { readonly kind: 'differs'; readonly failing: readonly Condition[] };

export interface NearMiss {
  readonly place: Place;
  readonly miss: Miss;
  readonly flow: Flow;
}

interface Scene {
  readonly world: World;
  readonly ground: Ground;
  readonly flow: Flow;
  readonly trail: readonly Step[];
  /** The rule or policy of `filter` that decided, where one did. */
  readonly decider: RuleStep | null;
  readonly hook: Hook;
}

/** A rule that asks for more than two things that the packet is not is about something else. */
const MOST_DIFFERENCES = 2;
const MOST_SHOWN = 8;

const isPort = ({ aspect }: Condition): boolean => aspect === 'port' || aspect === 'originalPort';

/** The packet as it would be if no translation had touched it, and as if the original were what it carries. */
const asAsked = (flow: Flow): Flow => ({ ...flow, now: flow.original });
const asCarried = (flow: Flow): Flow => ({ ...flow, original: flow.now });

/** A condition on the port that fails, but would hold before the translation, or behind it. */
const missesByTranslation = (condition: Condition, { flow, ground }: Scene): boolean =>
  condition.aspect === 'port' ? mayHold(condition, asAsked(flow), ground) : mayHold(condition, asCarried(flow), ground);

/** The container engine's own rules for what its bridges pass on. */
const isAboutBridge = ({ inInterface, outInterface }: Rule, { world }: Scene): boolean =>
  world.interfaces.some(
    ({ name, kind }) => kind === 'bridge' && [inInterface?.value, outInterface?.value].includes(name),
  );

/** Whether somebody who wrote the rule meant this packet. null: not at all. */
const differences = (rule: Rule, scene: Scene, wantsPort: boolean): readonly Condition[] | null => {
  const conditions = conditionsOf(rule);
  const failing = conditions.filter((one) => !mayHold(one, scene.flow, scene.ground));
  const ports = conditions.filter(isPort);
  if (failing.length > MOST_DIFFERENCES) return null;
  if (failing.some((one) => isPort(one) && !missesByTranslation(one, scene))) return null;
  if (ports.length > 0) return failing;
  if (isAboutBridge(rule, scene)) return null;
  const byWho = failing.every(({ aspect }) => ['source', 'destination', 'inInterface'].includes(aspect));
  return wantsPort || !byWho ? null : failing;
};

const inTrail = (trail: readonly Step[], rule: Rule): boolean =>
  trail.some((step) => step.kind === 'rule' && step.rule === rule);

/** Whether the packet was in a chain. */
const wasIn = ({ trail, hook }: Scene, { backEnd, table, chain }: Place): boolean =>
  chain === hook ||
  trail.some(
    (step) =>
      step.kind === 'rule' &&
      step.backEnd === backEnd &&
      step.table === table &&
      (step.did === `jump ${chain}` || step.did === `goto ${chain}`),
  );

/** The call that the packet does not take on its way to a chain that it was not in; null where one is open to it. */
const closedCall = (scene: Scene, table: Table, place: Place, depth = 0): Miss | null => {
  if (depth > 8 || wasIn(scene, place)) return null;
  const calls = callersOf(table, place.chain).filter(({ chain }) => hooksOf(table, chain).includes(scene.hook));
  const closed = calls.map(({ chain, rule }): Miss | null => {
    const failing = conditionsOf(rule).filter((one) => !mayHold(one, scene.flow, scene.ground));
    const call: Place = { ...place, chain, rule };
    return failing.length > 0 ? { kind: 'notCalledHere', call, failing } : closedCall(scene, table, call, depth + 1);
  });
  return closed.includes(null) ? null : (closed[0] ?? null);
};

/** Why a rule that would match was not asked, or did not decide. */
const whyNotAsked = (scene: Scene, table: Table, place: Place): Miss | null => {
  const { decider, trail } = scene;
  const closed = closedCall(scene, table, place);
  if (closed !== null) return closed;
  if (decider === null) return null;
  if (decider.backEnd !== place.backEnd) return { kind: 'otherBackEnd', decider };
  const passed = inTrail(trail, place.rule);
  return passed || isEngineChain(place.chain) ? null : { kind: 'behind', decider };
};

/** A packet that went another way never had the interfaces of this one. */
const withoutInterfaces = (failing: readonly Condition[]): Condition[] =>
  failing.filter(({ aspect }) => aspect !== 'outInterface' && aspect !== 'inInterface');

const elsewhere = (scene: Scene, place: Place, hooks: readonly Hook[]): Miss | null => {
  const asked = { ...scene, flow: asAsked(scene.flow) };
  const failing = [scene, asked].map((one) => differences(place.rule, one, true));
  const fits = failing.some(
    (one) => one !== null && withoutInterfaces(one).every((part) => part.aspect === 'destination'),
  );
  const isShown = place.table === 'nat' || !isEngineChain(place.chain);
  return fits && isShown ? { kind: 'otherHook', hooks, taken: scene.hook } : null;
};

const missOf = (scene: Scene, table: Table, place: Place, wantsPort: boolean): Miss | null => {
  const hooks = hooksOf(table, place.chain);
  if (hooks.length > 0 && !hooks.includes(scene.hook)) return elsewhere(scene, place, hooks);
  const failing = differences(place.rule, scene, wantsPort);
  if (failing === null || inTrail(scene.trail, place.rule)) {
    const isOther = scene.decider !== null && scene.decider.backEnd !== place.backEnd;
    return failing?.length === 0 && isOther ? whyNotAsked(scene, table, place) : null;
  }
  if (hooks.length === 0) return { kind: 'neverCalled' };
  return failing.length === 0 ? whyNotAsked(scene, table, place) : { kind: 'differs', failing };
};

type Wanted = (rule: Rule, chains: ReadonlySet<string>) => boolean;

const accepts: Wanted = (rule, chains) => effectOf(rule, chains).kind === 'accept';
const refuses: Wanted = (rule, chains) => ['drop', 'reject'].includes(effectOf(rule, chains).kind);
const redirects: Wanted = (rule, chains) => {
  const effect = effectOf(rule, chains);
  return effect.kind === 'translate' && effect.side === 'destination';
};

interface Search {
  readonly table: 'filter' | 'nat';
  readonly wanted: Wanted;
  /** Only rules that name a port. */
  readonly wantsPort: boolean;
}

const inChain = (scene: Scene, table: Table, chain: Chain, backEnd: BackEndName, search: Search): NearMiss[] => {
  const names = new Set(table.chains.filter(({ policy }) => policy === null).map(({ name }) => name));
  return chain.rules
    .filter((rule) => rule.problem === null && search.wanted(rule, names))
    .flatMap((rule) => {
      const place: Place = { backEnd, table: search.table, chain: chain.name, rule };
      const miss = missOf(scene, table, place, search.wantsPort);
      return miss === null ? [] : [{ place, miss, flow: scene.flow }];
    });
};

const find = (scene: Scene, search: Search): NearMiss[] =>
  scene.world.backEnds.flatMap(({ name, ruleset }) => {
    const table = tableOf(ruleset, search.table);
    return (table?.chains ?? []).flatMap((chain) => (table === null ? [] : inChain(scene, table, chain, name, search)));
  });

const PATH_HOOKS: readonly Hook[] = ['INPUT', 'FORWARD', 'OUTPUT'];

/** By which of the three chains of `filter` the packet went, as far as it got. */
const hookTaken = (trail: readonly Step[], { local, inInterface, outInterface }: Flow): Hook => {
  const seen = trail.findLast((step) => step.kind === 'rule' && PATH_HOOKS.includes(step.hook));
  if (seen?.kind === 'rule') return seen.hook;
  if (local) return inInterface === 'lo' ? 'INPUT' : 'OUTPUT';
  return outInterface === null ? 'INPUT' : 'FORWARD';
};

const deciderOf = (verdict: Decided, trail: readonly Step[], hook: Hook): RuleStep | null => {
  if (verdict.kind === 'dropped' || verdict.kind === 'rejected') return verdict.by;
  const last = trail.findLast((step) => step.kind === 'rule' && step.table === 'filter' && step.hook === hook);
  return last?.kind === 'rule' ? last : null;
};

/** Somebody asks the VM by an address of its own. */
const isForVm = ({ flow, world }: Scene): boolean =>
  world.interfaces.some(({ addresses }) =>
    addresses.some(({ address }) => toNumber(address) === flow.original.destination.lo),
  );

/** Translations that did not happen, although a rule for the port is there. */
const translations = (scene: Scene): NearMiss[] => {
  const { flow } = scene;
  if (flow.destinationTranslated || !isForVm(scene)) return [];
  const hook: Hook = flow.local ? 'OUTPUT' : 'PREROUTING';
  const before: Flow = { ...flow, outInterface: null, inInterface: flow.local ? null : flow.inInterface };
  const search: Search = { table: 'nat', wanted: redirects, wantsPort: true };
  return find({ ...scene, flow: before, hook, decider: null }, search);
};

const ROUTED = ['noRoute', 'rpFilter', 'martian', 'unseen'];

const order: readonly Miss['kind'][] = [
  'behind',
  'otherBackEnd',
  'differs',
  'notCalledHere',
  'neverCalled',
  'otherHook',
];

/** What names the port comes before what lets in whoever comes by an interface. */
const rank = ({ place, miss }: NearMiss): number =>
  order.indexOf(miss.kind) + (conditionsOf(place.rule).some(isPort) ? 0 : order.length);

/** Rules that somebody may have counted on and that did not decide, each with the reason; none where no rule decides. */
export const nearMisses = (world: World, { verdict, trail, end: flow }: Omit<Outcome, 'when'>): readonly NearMiss[] => {
  if (ROUTED.includes(verdict.kind)) return [];
  const hook = hookTaken(trail, flow);
  const scene: Scene = { world, ground: groundOf(world), flow, trail, hook, decider: deciderOf(verdict, trail, hook) };
  const isStopped = verdict.kind === 'dropped' || verdict.kind === 'rejected';
  const search: Search = isStopped
    ? { table: 'filter', wanted: accepts, wantsPort: false }
    : { table: 'filter', wanted: refuses, wantsPort: true };
  return [...find(scene, search), ...translations(scene)]
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, MOST_SHOWN);
};
