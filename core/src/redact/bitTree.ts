/**
 * Replaces addresses so that those that shared a prefix still share one of the same length (J. Xu et al., "Prefix-Preserving
 * IP Address Anonymization", 2002): whether a bit is turned depends on the bits before it and on nothing else. Addresses are
 * texts of 0 and 1.
 */
export interface Ground {
  /** Prefixes that stay what they are with all below them. */
  readonly kept: readonly string[];
  /** Prefixes that stay what they are; what is below them is replaced and stays below. */
  readonly classes: readonly string[];
  /** Prefixes of subnets: their first and their last address stay the first and the last. */
  readonly subnets: readonly string[];
  /** Prefixes below which the order of addresses is kept. */
  readonly ordered: readonly string[];
}

const beginnings = (prefix: string): string[] => Array.from(prefix, (_bit, at) => prefix.slice(0, at));

/** The nodes on the way to the first and to the last address of a subnet. */
const edges = (prefix: string, length: number): string[] =>
  Array.from({ length: length - prefix.length }, (_none, more) => [
    prefix + '0'.repeat(more),
    prefix + '1'.repeat(more),
  ]).flat();

/** Prefixes after which a bit is never turned. */
const stillNodes = ({ kept, classes, subnets }: Ground, length: number): ReadonlySet<string> =>
  new Set([...[...kept, ...classes].flatMap(beginnings), ...subnets.flatMap((prefix) => edges(prefix, length))]);

/** A one-to-one map of addresses of `length` bits that keeps what the ground says. `coin` says whether to turn the bit after a prefix. */
export const prefixPreserving = (
  ground: Ground,
  length: number,
  coin: (prefix: string) => boolean,
): ((bits: string) => string) => {
  const still = stillNodes(ground, length);
  const below = (prefix: string): boolean =>
    [...ground.kept, ...ground.ordered].some((block) => prefix.startsWith(block));
  const turned = new Map<string, boolean>();
  const turns = (prefix: string): boolean => {
    const known = turned.get(prefix) ?? (!still.has(prefix) && !below(prefix) && coin(prefix));
    turned.set(prefix, known);
    return known;
  };
  return (bits) => Array.from(bits, (bit, at) => (turns(bits.slice(0, at)) ? (bit === '0' ? '1' : '0') : bit)).join('');
};
