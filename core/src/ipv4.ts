/** IPv4 arithmetic on unsigned 32-bit numbers. Addresses stay dotted strings in facts; numbers never leave this file's callers. */

export interface Prefix {
  /** The network address as a number: host bits are zero. */
  readonly network: number;
  readonly length: number;
}

const DOT = 46;
const ZERO = 48;
const NONE = -1;

/**
 * The address as a number, or null for anything but four decimal octets. Leading zeros are refused: tools disagree on them. Read
 * character by character, as rulesets hold thousands.
 */
export const toNumber = (address: string): number | null => {
  let [value, octet, dots] = [0, NONE, 0];
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at);
    if (code === DOT) {
      if (octet === NONE || dots === 3) return null;
      value = value * 256 + octet;
      dots += 1;
      octet = NONE;
    } else {
      if (code < ZERO || code > ZERO + 9 || octet === 0) return null;
      octet = (octet === NONE ? 0 : octet * 10) + code - ZERO;
      if (octet > 255) return null;
    }
  }
  return dots === 3 && octet !== NONE ? value * 256 + octet : null;
};

export const isIpv4 = (text: string): boolean => toNumber(text) !== null;

export const toDotted = (value: number): string =>
  `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;

const SIZES = Array.from({ length: 33 }, (_none, length) => 2 ** (32 - length));

/** How many addresses a prefix of this length holds: looked up, for walks ask it of every route. */
export const sizeOf = (length: number): number => SIZES[length] ?? 2 ** (32 - length);

export const prefixOf = (address: string, length: number): Prefix | null => {
  const value = toNumber(address);
  if (value === null || !Number.isInteger(length) || length < 0 || length > 32) return null;
  return { network: value - (value % sizeOf(length)), length };
};

/** Parses `172.20.0.0/24`; host bits are cut off. */
export const parsePrefix = (cidr: string): Prefix | null => {
  const [address, length, rest] = cidr.split('/');
  if (address === undefined || length === undefined || rest !== undefined || !/^\d{1,2}$/.test(length)) return null;
  return prefixOf(address, Number(length));
};

export const formatPrefix = ({ network, length }: Prefix): string => `${toDotted(network)}/${length}`;

export const lastOf = ({ network, length }: Prefix): number => network + sizeOf(length) - 1;

export const contains = (prefix: Prefix, address: string): boolean => {
  const value = toNumber(address);
  return value !== null && value >= prefix.network && value <= lastOf(prefix);
};

/** Whether `outer` holds every address of `inner`. */
export const covers = (outer: Prefix, inner: Prefix): boolean =>
  outer.network <= inner.network && lastOf(outer) >= lastOf(inner);

export const overlaps = (one: Prefix, other: Prefix): boolean =>
  one.network <= lastOf(other) && other.network <= lastOf(one);

export const samePrefix = (one: Prefix, other: Prefix): boolean =>
  one.network === other.network && one.length === other.length;

const known = (cidr: string): Prefix => {
  const prefix = parsePrefix(cidr);
  if (prefix === null) throw new Error(`${cidr} is no prefix.`);
  return prefix;
};

/** RFC 3927: what a machine gives itself when nobody else does; routers do not forward it. */
export const LINK_LOCAL = known('169.254.0.0/16');
const LOOPBACK = known('127.0.0.0/8');
const MULTICAST_AND_ABOVE = known('224.0.0.0/3');
const THIS_NETWORK = known('0.0.0.0/8');
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(known);

export const isLinkLocal = (address: string): boolean => contains(LINK_LOCAL, address);
export const isLoopback = (address: string): boolean => contains(LOOPBACK, address);
/** RFC 1918. */
export const isPrivate = (address: string): boolean => PRIVATE.some((prefix) => contains(prefix, address));

/** Whether a machine may carry the address at all: not this-network, loopback, multicast, reserved. */
export const isHostAddress = (address: string): boolean =>
  isIpv4(address) && ![THIS_NETWORK, LOOPBACK, MULTICAST_AND_ABOVE].some((prefix) => contains(prefix, address));

/** The subnet's own two addresses, which no machine may carry; a /31 and a /32 have none (RFC 3021). */
export const isNetworkOrBroadcast = (address: string, length: number): boolean => {
  const prefix = prefixOf(address, length);
  const value = toNumber(address);
  return prefix !== null && length < 31 && (value === prefix.network || value === lastOf(prefix));
};

/** The addresses that machines of a subnet may carry, lowest first, at most `limit` of them. */
export const hostAddresses = (prefix: Prefix, limit: number): string[] => {
  const reserved = prefix.length < 31 ? 1 : 0;
  const count = Math.min(limit, sizeOf(prefix.length) - 2 * reserved);
  return Array.from({ length: Math.max(0, count) }, (_none, index) => toDotted(prefix.network + reserved + index));
};
