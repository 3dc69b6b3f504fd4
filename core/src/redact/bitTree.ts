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
  /** Prefixes after which no bit is turned. */
  readonly still: ReadonlySet<string>;
  readonly masks: readonly Mask[];
}

/** Below a prefix, bits that stay what they are: those where the mask has a 1. */
export interface Mask {
  readonly prefix: string;
  readonly mask: string;
}

/** Every prefix on the way to an address, from a length on. */
export const wayTo = (address: string, from = 0): string[] =>
  Array.from({ length: Math.max(0, address.length - from) }, (_none, at) => address.slice(0, from + at));

/** A one-to-one map of addresses of `length` bits that keeps what the ground says. `coin` says whether to turn the bit after a prefix. */
export const prefixPreserving = (
  { kept, classes, still, masks }: Ground,
  length: number,
  coin: (prefix: string) => boolean,
): ((bits: string) => string) => {
  const ranges = new Set([...kept, ...classes].flatMap((prefix) => wayTo(prefix)));
  const fixed = [...kept.map((prefix) => ({ prefix, mask: '1'.repeat(length) })), ...masks];
  const isFixed = (node: string): boolean =>
    ranges.has(node) ||
    still.has(node) ||
    fixed.some(({ prefix, mask }) => node.startsWith(prefix) && mask[node.length] === '1');
  const turned = new Map<string, boolean>();
  const turns = (node: string): boolean => {
    const known = turned.get(node) ?? (!isFixed(node) && coin(node));
    turned.set(node, known);
    return known;
  };
  return (bits) => Array.from(bits, (bit, at) => (turns(bits.slice(0, at)) ? (bit === '0' ? '1' : '0') : bit)).join('');
};
