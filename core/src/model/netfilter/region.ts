import { grouped } from '../../grouped.js';
import type { Field } from './field.js';
import type { Flow } from './flow.js';
import type { Span } from './packet.js';

const DIMENSIONS = [
  'protocol',
  'source',
  'destination',
  'sourcePort',
  'destinationPort',
  'icmpType',
  'icmpCode',
] as const;
type Dimension = (typeof DIMENSIONS)[number];

type Spans = Readonly<Record<Dimension, Span>>;

const NOTHING: Span = [0, 0];

/** A set of packets as they come in: every combination of what its spans allow. */
export interface Region extends Spans {
  readonly inInterface: string | null;
}

/** The sets that a walked packet's open fields stand for, as they came in. */
export const regionsOf = ({ protocol, icmpType, icmpCode, original }: Flow, inInterface: string | null): Region[] => {
  const fields: Readonly<Record<Dimension, Field>> = { protocol, icmpType, icmpCode, ...original };
  let regions: Region[] = [{ inInterface, ...(Object.fromEntries(DIMENSIONS.map((one) => [one, NOTHING])) as Spans) }];
  for (const dimension of DIMENSIONS)
    regions = fields[dimension].ranges.flatMap((span) => regions.map((region) => ({ ...region, [dimension]: span })));
  return regions;
};

const keyWithout = (region: Region, left: Dimension): string =>
  JSON.stringify([
    region.inInterface,
    ...DIMENSIONS.map((dimension) => (dimension === left ? null : region[dimension])),
  ]);

const joinGroup = (group: readonly Region[], dimension: Dimension): Region[] => {
  const joined: Region[] = [];
  for (const region of [...group].sort((one, other) => one[dimension][0] - other[dimension][0])) {
    const last = joined.at(-1);
    if (last?.[dimension][1] === region[dimension][0] - 1)
      joined[joined.length - 1] = { ...last, [dimension]: [last[dimension][0], region[dimension][1]] };
    else joined.push(region);
  }
  return joined;
};

/** Disjoint regions, with neighbours that differ in one field alone put together. */
export const joined = (regions: readonly Region[]): Region[] => {
  let current = [...regions];
  for (let before = Infinity; current.length < before;) {
    before = current.length;
    for (const dimension of DIMENSIONS) {
      current = [...grouped(current, (region) => keyWithout(region, dimension)).values()].flatMap((group) =>
        joinGroup(group, dimension),
      );
    }
  }
  return current;
};
