import type { Flow } from './flow.js';
import { rangeTree, type RangeTree, type Ranged } from './rangeTree.js';
import { DIMENSIONS, fieldAt, type Bound, type Dimension, type Reach } from './reach.js';

/** The places, in order, of the rules of a chain that may fit a packet; null: look at them all. */
export type RuleIndex = (flow: Flow) => readonly number[] | null;

/** Chains as short as this are as quickly looked through. */
const SHORT = 16;

/** A bound, with how many rules have the same. */
interface Counted extends Bound {
  readonly count: number;
}

const keyOf = ({ dimension, ranges }: Bound): string => `${dimension} ${ranges.join(' ')}`;

/** The bounds of each rule, counted over all rules. */
const counted = (reaches: readonly Reach[]): Counted[][] => {
  const counts = new Map<string, { count: number }>();
  const known = reaches.map(({ bounds }) =>
    bounds.map((bound) => {
      const key = keyOf(bound);
      const same = counts.get(key) ?? { count: 0 };
      if (same.count === 0) counts.set(key, same);
      same.count += 1;
      return { bound, same };
    }),
  );
  return known.map((bounds) => bounds.map(({ bound, same }) => ({ ...bound, count: same.count })));
};

/** The bound that a rule shares with the fewest others: by that one it is found. */
const rarest = (bounds: readonly Counted[]): Bound | null => {
  const rank = ({ count, dimension }: Counted): number => count * DIMENSIONS.length + DIMENSIONS.indexOf(dimension);
  return bounds.reduce<Counted | null>(
    (best, bound) => (best === null || rank(bound) < rank(best) ? bound : best),
    null,
  );
};

const addTo = (entries: Map<Dimension, Ranged[]>, dimension: Dimension, entry: Ranged): void => {
  const known = entries.get(dimension);
  if (known === undefined) entries.set(dimension, [entry]);
  else known.push(entry);
};

interface Branch {
  readonly dimension: Dimension;
  readonly tree: RangeTree;
  /** All its items, for packets that lack the field. */
  readonly items: readonly number[];
}

const inOrder = (items: readonly number[]): number[] => [...new Set(items)].sort((one, other) => one - other);

/** Each rule is found by one of its bounds; those without any are always among what is found. */
export const ruleIndex = (reaches: readonly Reach[]): RuleIndex | null => {
  if (reaches.length <= SHORT) return null;
  const entries = new Map<Dimension, Ranged[]>();
  const always: number[] = [];
  for (const [item, bounds] of counted(reaches).entries()) {
    const bound = rarest(bounds);
    if (bound === null) always.push(item);
    else addTo(entries, bound.dimension, { item, ranges: bound.ranges });
  }
  const branches: Branch[] = [...entries].map(([dimension, ranged]) => ({
    dimension,
    tree: rangeTree(ranged),
    items: ranged.map(({ item }) => item),
  }));
  if (always.length * 2 > reaches.length) return null;
  return (flow) => {
    const found = branches.flatMap(({ dimension, tree, items }) => {
      const field = fieldAt(flow, dimension);
      return field === null ? items : tree.meeting(field);
    });
    return inOrder([...always, ...found]);
  };
};
