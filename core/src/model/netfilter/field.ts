import type { Ask } from './oracle.js';

/** Sorted and disjoint, both ends included. */
export type Ranges = readonly (readonly [lo: number, hi: number])[];

// Here and in `meets`, places instead of a pattern: taking a list apart asks for an iterator, and these are what walks do most.
export const inRanges = (ranges: Ranges, value: number): boolean =>
  ranges.some((range) => value >= range[0] && value <= range[1]);

/** Where a set begins and where what is behind it begins. */
export const cutsOf = (ranges: Ranges): number[] => ranges.flatMap(([lo, hi]) => [lo, hi + 1]);

/**
 * A value of a packet's header: one number, or a set of them where the question leaves it open. A test that holds for a part of
 * them narrows the field to that part and comes back for the others: the answers are exact sets.
 */
export interface Field {
  ranges: Ranges;
  /** The least and the greatest of them. */
  lo: number;
  hi: number;
  readonly name: string;
  readonly format: (value: number) => string;
  /** Whether the walk reads it as a number: what lies apart then stays apart, though it fares alike. */
  readonly apart: boolean;
}

export const fieldOf = (
  name: string,
  format: (value: number) => string,
  [lo, hi]: readonly [number, number],
): Field => ({
  ranges: [[lo, hi]],
  lo,
  hi,
  name,
  format,
  apart: false,
});

export const isFixed = ({ lo, hi }: Field): boolean => lo === hi;

export const narrow = (field: Field, ranges: Ranges): void => {
  field.ranges = ranges;
  field.lo = ranges[0]?.[0] ?? field.lo;
  field.hi = ranges.at(-1)?.[1] ?? field.hi;
};

/** More ranges than this say no more to anybody. */
const SHOWN = 3;

export const rangesText = ({ ranges, format }: Pick<Field, 'ranges' | 'format'>, between: string): string => {
  const texts = ranges.map(([lo, hi]) => (lo === hi ? format(lo) : `${format(lo)}${between}${format(hi)}`));
  return texts.length > SHOWN ? `${texts.slice(0, SHOWN).join(', ')} ...` : texts.join(', ');
};

export const describeField = (field: Field): string => `${field.name} ${rangesText(field, ' to ')}`;

interface Piece<K> {
  readonly ranges: [number, number][];
  readonly key: K;
}

/** In order, each once; what is so already, as most cuts are, is left as it is. */
export const inOrder = (cuts: readonly number[]): readonly number[] =>
  cuts.every((cut, at) => at === 0 || cut > (cuts[at - 1] ?? cut))
    ? cuts
    : [...new Set(cuts)].sort((one, other) => one - other);

/** Each class with all that is in it. */
const piecesOf = <K>({ ranges, apart }: Field, cuts: readonly number[], classOf: (value: number) => K): Piece<K>[] => {
  const sorted = inOrder(cuts);
  const pieces: Piece<K>[] = [];
  const byKey = new Map<K, Piece<K>>();
  const add = (lo: number, hi: number): void => {
    const key = classOf(lo);
    const before = byKey.get(key);
    const last = before?.ranges.at(-1);
    if (last?.[1] === lo - 1) last[1] = hi;
    else if (before !== undefined && !apart) before.ranges.push([lo, hi]);
    else {
      const piece = { ranges: [[lo, hi] as [number, number]], key };
      pieces.push(piece);
      byKey.set(key, piece);
    }
  };
  for (const [lo, hi] of ranges) {
    let start = lo;
    for (const cut of sorted) {
      if (cut <= start) continue;
      if (cut > hi) break;
      add(start, cut - 1);
      start = cut;
    }
    add(start, hi);
  }
  return pieces;
};

/**
 * Which class the field falls into, where classes change only at `cuts`. A field that spans several is narrowed to one of
 * them, and the walk is repeated for the others.
 */
export const classify = <K>(
  field: Field,
  cuts: () => readonly number[],
  classOf: (value: number) => K,
  ask: Ask,
): K => {
  if (field.lo === field.hi) return classOf(field.lo);
  const piece = ask.part(
    () => piecesOf(field, cuts(), classOf),
    ({ ranges }) => describeField({ ...field, ranges }),
  );
  narrow(field, piece.ranges);
  return piece.key;
};

export const within = (field: Field, ranges: Ranges, ask: Ask): boolean =>
  classify(
    field,
    () => cutsOf(ranges),
    (value) => inRanges(ranges, value),
    ask,
  );
