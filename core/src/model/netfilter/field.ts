import type { Ask } from './oracle.js';

/**
 * A value of a packet's header: one number, or every number from `lo` to `hi` where the question leaves it open. A test that
 * holds for a part of them narrows the field to one part and comes back for the others: the answers are exact sets.
 */
export interface Field {
  lo: number;
  hi: number;
  readonly name: string;
  readonly format: (value: number) => string;
}

export const isFixed = ({ lo, hi }: Field): boolean => lo === hi;

export const describeField = ({ lo, hi, name, format }: Field): string =>
  lo === hi ? `${name} ${format(lo)}` : `${name} ${format(lo)} to ${format(hi)}`;

/** Sorted and disjoint, both ends included. */
export type Ranges = readonly (readonly [lo: number, hi: number])[];

export const inRanges = (ranges: Ranges, value: number): boolean =>
  ranges.some(([lo, hi]) => value >= lo && value <= hi);

/** Where a set begins and where what is behind it begins. */
export const cutsOf = (ranges: Ranges): number[] => ranges.flatMap(([lo, hi]) => [lo, hi + 1]);

interface Piece<K> {
  readonly lo: number;
  readonly hi: number;
  readonly key: K;
}

const piecesOf = <K>({ lo, hi }: Field, cuts: readonly number[], classOf: (value: number) => K): Piece<K>[] => {
  const starts = [lo, ...[...new Set(cuts)].filter((cut) => cut > lo && cut <= hi).sort((one, other) => one - other)];
  const pieces: Piece<K>[] = [];
  for (const [index, start] of starts.entries()) {
    const end = (starts[index + 1] ?? hi + 1) - 1;
    const key = classOf(start);
    const before = pieces.at(-1);
    if (before !== undefined && before.key === key) pieces[pieces.length - 1] = { ...before, hi: end };
    else pieces.push({ lo: start, hi: end, key });
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
    ({ lo, hi }) => describeField({ ...field, lo, hi }),
  );
  field.lo = piece.lo;
  field.hi = piece.hi;
  return piece.key;
};

export const within = (field: Field, ranges: Ranges, ask: Ask): boolean =>
  classify(
    field,
    () => cutsOf(ranges),
    (value) => inRanges(ranges, value),
    ask,
  );
