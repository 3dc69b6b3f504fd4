import type { CompiledTable, TableName } from './chains.js';
import { hasConnection, type Flow } from './flow.js';
import type { Ground } from './ground.js';
import type { Ask } from './oracle.js';
import type { Watch } from './relevance.js';
import type { Hook, RuleStep, Step } from './step.js';
import type { Sight } from './test.js';
import type { BackEndName } from './world.js';
import { translate, turnBack } from './translate.js';
import { traverse, type TableVerdict } from './traverse.js';
import { say } from '../../texts/say.js';

/** One walk: the packet, what it may ask, and what was seen on the way. */
export interface Course {
  readonly ground: Ground;
  readonly flow: Flow;
  readonly ask: Ask;
  readonly trail: Step[];
  /** Where routing sends it next, for MASQUERADE. */
  nextHop: number | null;
  /** Who looks on; null: nobody. */
  readonly watch: Watch | null;
}

/** What stopped the packet. */
export type Stop =
  | { readonly kind: 'drop'; readonly step: RuleStep }
  | { readonly kind: 'reject'; readonly type: string; readonly step: RuleStep }
  | { readonly kind: 'noAddress'; readonly step: RuleStep };

export const sightOf = ({ ground, ask }: Course): Sight => ({ fib: ground.fib, ask });

/** Whether a table's chain of the hook can do anything to a packet. */
const matters = (table: CompiledTable, hook: Hook): boolean => {
  const chain = table.chain(hook);
  return chain !== null && (chain.rules.length > 0 || chain.policy === 'DROP');
};

/** Both back ends hook in at the same priority: which goes first depends on which was loaded first, and no snapshot tells. */
const inOrder = ({ ground, ask }: Course, name: TableName, hook: Hook): readonly CompiledTable[] => {
  const tables = ground.tables[name];
  if (tables.length < 2 || !tables.every((table) => matters(table, hook))) return tables;
  const [first, second] = tables;
  const asFound = ask.holds(
    `order of ${name}`,
    say('{chain} of {first} comes before {chain} of {second}', {
      chain: name,
      first: first?.backEnd ?? '',
      second: second?.backEnd ?? '',
    }),
  );
  return asFound ? tables : tables.toReversed();
};

const through = (course: Course, table: CompiledTable, hook: Hook): TableVerdict | null =>
  traverse({
    table,
    hook,
    flow: course.flow,
    // Written out: a literal that begins with a spread is slow to make, and walks make many.
    sight: { fib: course.ground.fib, ask: course.ask, backEnd: table.backEnd },
    trail: course.trail,
  });

/** Takes the packet through one table of a hook, in both back ends or in one. null: it goes on. */
export const filterBy = (course: Course, name: TableName, hook: Hook, only: BackEndName | null = null): Stop | null => {
  course.watch?.(name, hook, course.flow, course.ask);
  const tables = course.ground.tables[name];
  const chosen = only === null ? inOrder(course, name, hook) : tables.filter(({ backEnd }) => backEnd === only);
  for (const table of chosen) {
    const verdict = through(course, table, hook);
    if (verdict?.kind === 'drop') return verdict;
    if (verdict?.kind === 'reject') return verdict;
  }
  return null;
};

const sideAt = (hook: Hook): 'source' | 'destination' =>
  hook === 'PREROUTING' || hook === 'OUTPUT' ? 'destination' : 'source';

const describe = ({ now }: Flow, side: 'source' | 'destination'): string => {
  const [address, port] = side === 'source' ? [now.source, now.sourcePort] : [now.destination, now.destinationPort];
  const becomes = `${address.format(address.lo)}${port.lo === port.hi && port.lo > 0 ? `:${port.lo}` : ''}`;
  return side === 'source'
    ? say('source becomes {address}', { address: becomes })
    : say('destination becomes {address}', { address: becomes });
};

const firstOf = (course: Course, hook: Hook): Stop | null => {
  const { flow, ground, trail, nextHop } = course;
  course.watch?.('nat', hook, flow, course.ask);
  for (const table of inOrder(course, 'nat', hook)) {
    const verdict = through(course, table, hook);
    if (verdict?.kind === 'drop') return verdict;
    if (verdict?.kind !== 'translate') continue;
    const done = translate({ flow, world: ground.world, sight: sightOf(course), hook, nextHop }, verdict.translation);
    if (!done) return { kind: 'noAddress', step: verdict.step };
    trail.push({ kind: 'path', text: describe(flow, verdict.translation.side) });
    return null;
  }
  return null;
};

/** `nat` is asked once for each side of a new connection; the packets that follow are rewritten without asking. */
export const translateAt = (course: Course, hook: Hook): Stop | null => {
  const { flow } = course;
  const side = sideAt(hook);
  if (flow.reply) {
    // What raw kept from tracking is not turned back: it goes where it was sent.
    if (hasConnection(flow)) turnBack(flow, side);
    return null;
  }
  const settled = side === 'destination' ? flow.destinationSettled : flow.sourceSettled;
  if (settled || !flow.tracked || flow.state !== 'NEW') return null;
  const stop = firstOf(course, hook);
  if (side === 'destination') flow.destinationSettled = true;
  else flow.sourceSettled = true;
  return stop;
};

/** Connection tracking takes note of the packet; what `raw` kept from it has a state of its own. */
export const track = ({ flow, ground }: Course): void => {
  flow.tracked = ground.tracking;
};
