import { formatPrefix, lastOf, overlaps, parsePrefix, toDotted, type Prefix } from '../../ipv4.js';

/** Private ranges that neither the Default Switch (172.16.0.0/12, 192.168.0.0/16) nor home routers like, first. */
const candidates = ['10.213.0.0/16', '10.214.0.0/16', '10.137.0.0/16', '192.168.240.0/20', '172.31.0.0/16'];

export interface Pool {
  /** From where the engine takes subnets for its networks. */
  readonly base: string;
  /** The address of its own bridge, with length. */
  readonly bridge: string;
}

const ranges = candidates.flatMap((one) => parsePrefix(one) ?? []);

/** A range for container networks that overlaps none of those known; the first one where all do. */
export const freePool = (known: readonly Prefix[]): Pool => {
  const [first] = ranges;
  const found = ranges.find((one) => !known.some((other) => overlaps(one, other))) ?? first;
  if (found === undefined) throw new Error('There is no candidate for a pool.');
  // The bridge takes the last /24 of the range, which networks are given last.
  const last = found.network + 2 ** (32 - found.length) - 256;
  return { base: formatPrefix(found), bridge: `${toDotted(last + 1)}/24` };
};

/** A /24 of those ranges that overlaps none of those known; null where each does. */
export const freeSubnet = (known: readonly Prefix[]): Prefix | null => {
  for (const range of ranges) {
    for (let { network } = range; network <= lastOf(range); network += 256) {
      const subnet = { network, length: 24 };
      if (!known.some((other) => overlaps(subnet, other))) return subnet;
    }
  }
  return null;
};
