import type { Field, Ranges } from './field.js';

/** Which of many sets of numbers a number or a range meets, found without looking at those that it does not meet. */
export interface RangeTree {
  /** The items whose ranges meet the field; one may be named several times. */
  readonly meeting: (field: Pick<Field, 'lo' | 'hi'>) => number[];
}

export interface Ranged {
  readonly item: number;
  readonly ranges: Ranges;
}

/** The place of the last value that is not above; -1 where all are. */
const lastNotAbove = (sorted: readonly number[], value: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

const sortedUnique = (values: readonly number[]): number[] => [...new Set(values)].sort((one, other) => one - other);

/** A segment tree over the places where ranges begin and end, for one number; a list of beginnings, for what a range meets. */
export const rangeTree = (entries: readonly Ranged[]): RangeTree => {
  const all = entries.flatMap(({ item, ranges }) => ranges.map(([lo, hi]) => ({ item, lo, hi })));
  const cuts = sortedUnique(all.flatMap(({ lo, hi }) => [lo, hi + 1]));
  const size = cuts.length;
  const nodes: number[][] = Array.from({ length: 2 * size }, () => []);
  for (const { item, lo, hi } of all) {
    let from = size + lastNotAbove(cuts, lo);
    let to = size + lastNotAbove(cuts, hi + 1);
    for (; from < to; from >>= 1, to >>= 1) {
      if (from & 1) nodes[from++]?.push(item);
      if (to & 1) nodes[--to]?.push(item);
    }
  }
  const byStart = all.toSorted((one, other) => one.lo - other.lo);
  const starts = byStart.map(({ lo }) => lo);

  const meeting = ({ lo, hi }: Pick<Field, 'lo' | 'hi'>): number[] => {
    const found: number[] = [];
    const leaf = lastNotAbove(cuts, lo);
    if (leaf >= 0)
      for (let node = size + leaf; node >= 1; node >>= 1) for (const item of nodes[node] ?? []) found.push(item);
    if (hi > lo)
      for (let at = lastNotAbove(starts, lo) + 1; at < starts.length && (starts[at] ?? Infinity) <= hi; at += 1)
        found.push(byStart[at]?.item ?? 0);
    return found;
  };
  return { meeting };
};
