import type { CompiledChain, CompiledRule, CompiledTable } from './chains.js';
import type { Effect, MarkCopy, Marking, Translation } from './effects.js';
import { hasConnection, type Flow } from './flow.js';
import type { Hook, RuleStep, Step } from './step.js';
import { reaches } from './reach.js';
import type { Sight } from './test.js';

/** How a table leaves a packet. `step` is the rule or policy that decided. */
export type TableVerdict =
  | { readonly kind: 'accept'; readonly step: RuleStep }
  | { readonly kind: 'drop'; readonly step: RuleStep }
  | { readonly kind: 'reject'; readonly type: string; readonly step: RuleStep }
  | { readonly kind: 'translate'; readonly translation: Translation; readonly step: RuleStep };

interface Frame {
  readonly chain: CompiledChain;
  /** The place of the next rule to look at. */
  next: number;
  /** The places, behind the first ones, of the rules that may fit; null: not asked for yet, or all of them. */
  places: readonly number[] | null;
}

/** Rules at the head of a chain decide most packets: the index is asked only behind them. */
const HEAD = 8;

export interface Passage {
  readonly table: CompiledTable;
  readonly hook: Hook;
  readonly flow: Flow;
  readonly sight: Sight;
  readonly trail: Step[];
}

/** A rule that the model cannot follow may do any of these. */
const POSSIBLE: readonly Effect[] = [{ kind: 'accept' }, { kind: 'drop' }, { kind: 'continue' }];

const settle = ({ rule, effect: effectOf }: CompiledRule, { sight }: Passage): Effect => {
  const effect = effectOf();
  if (effect.kind !== 'unknown') return effect;
  const chosen = sight.ask.choose(POSSIBLE.length, (index) => `${rule.text} does ${POSSIBLE[index]?.kind ?? ''}`);
  return POSSIBLE[chosen] ?? effect;
};

const matches = ({ reach, tests }: CompiledRule, { flow, sight }: Passage): boolean =>
  reaches(reach, flow) && tests().every(({ holds }) => holds(flow, sight));

const frameOf = (chain: CompiledChain): Frame => ({ chain, next: 0, places: null });

const indexed = ({ index }: CompiledChain, flow: Flow): readonly number[] | null =>
  index?.(flow)?.filter((place) => place >= HEAD) ?? null;

/** The next rule that fits; null: the chain has none left. */
const nextFitting = (frame: Frame, passage: Passage): CompiledRule | null => {
  const { chain } = frame;
  for (;;) {
    if (frame.next === HEAD) frame.places = indexed(chain, passage.flow);
    const at = frame.next;
    const place = frame.places === null || at < HEAD ? at : frame.places[at - HEAD];
    const rule = place === undefined ? undefined : chain.rules[place];
    frame.next += 1;
    if (rule === undefined) return null;
    if (matches(rule, passage)) return rule;
  }
};

const didText = (effect: Effect): string => ('chain' in effect ? `${effect.kind} ${effect.chain}` : effect.kind);

const stepOf = ({ table, hook }: Passage, chain: CompiledChain, rule: CompiledRule | null, did: string): RuleStep => ({
  kind: 'rule',
  hook,
  backEnd: table.backEnd,
  table: table.name,
  chain: chain.name,
  rule: rule?.rule ?? null,
  did,
});

const marked = (old: number, { value, mask }: Marking): number => ((old & ~mask) ^ value) >>> 0;

const setMark = (flow: Flow, effect: Marking): void => {
  if (effect.of === 'packet') flow.mark = marked(flow.mark, effect);
  else if (hasConnection(flow) && flow.connectionMark !== null)
    flow.connectionMark = marked(flow.connectionMark, effect);
};

const copyMark = (flow: Flow, { to, packetMask, connectionMask }: MarkCopy): void => {
  const connection = flow.connectionMark;
  if (connection === null || !hasConnection(flow)) return;
  if (to === 'connection') flow.connectionMark = ((connection & ~connectionMask) ^ (flow.mark & packetMask)) >>> 0;
  else flow.mark = ((flow.mark & ~packetMask) ^ (connection & connectionMask)) >>> 0;
};

/** Effects that change the packet's company and let it go on. */
const change = (flow: Flow, effect: Effect): void => {
  if (effect.kind === 'mark') setMark(flow, effect);
  else if (effect.kind === 'copyMark') copyMark(flow, effect);
  else if (effect.kind === 'untrack' && !flow.tracked) flow.state = 'UNTRACKED';
};

/** Effects that end the table; null: the packet goes on. */
const final = (effect: Effect, step: RuleStep): TableVerdict | null => {
  if (effect.kind === 'accept' || effect.kind === 'drop') return { kind: effect.kind, step };
  if (effect.kind === 'reject') return { kind: 'reject', type: effect.type, step };
  return effect.kind === 'translate' ? { kind: 'translate', translation: effect, step } : null;
};

/** How many chains were entered: one or none. */
const enter = (passage: Passage, stack: Frame[], effect: Effect): number => {
  if (effect.kind !== 'jump' && effect.kind !== 'goto') return 0;
  const chain = passage.table.chain(effect.chain);
  if (chain === null) return 0;
  // A goto leaves no way back to the chain that it stands in.
  if (effect.kind === 'goto') stack.pop();
  stack.push(frameOf(chain));
  return 1;
};

const policyVerdict = (passage: Passage, base: CompiledChain): TableVerdict => {
  const kind = base.policy === 'DROP' ? 'drop' : 'accept';
  const step = stepOf(passage, base, null, kind);
  passage.trail.push(step);
  return { kind, step };
};

/** The kernel refuses a ruleset with a loop, but a file can hold one: a walk ends after more chains than any real one enters. */
const MAX_CHAINS = 5000;

const walkChains = (passage: Passage, base: CompiledChain): TableVerdict => {
  const stack: Frame[] = [frameOf(base)];
  let entered = 1;
  for (let frame = stack.at(-1); frame !== undefined && entered < MAX_CHAINS; frame = stack.at(-1)) {
    const rule = nextFitting(frame, passage);
    if (rule === null) {
      stack.pop();
      continue;
    }
    const effect = settle(rule, passage);
    const step = stepOf(passage, frame.chain, rule, didText(effect));
    passage.trail.push(step);
    const verdict = final(effect, step);
    if (verdict !== null) return verdict;
    change(passage.flow, effect);
    if (effect.kind === 'return') stack.pop();
    entered += enter(passage, stack, effect);
  }
  return policyVerdict(passage, base);
};

/** Takes the packet through a table's chain of a hook. null: the table has none there. */
export const traverse = (passage: Passage): TableVerdict | null => {
  const base = passage.table.chain(passage.hook);
  return base === null ? null : walkChains(passage, base);
};
