import { isIPv6 } from 'node:net';
import { toDotted, toNumber } from '../ipv4.js';

/** Addresses as texts of 0 and 1, and back. Null for what is no address. */

export const bitsOfIpv4 = (address: string): string | null => toNumber(address)?.toString(2).padStart(32, '0') ?? null;

export const ipv4OfBits = (bits: string): string => toDotted(Number.parseInt(bits, 2));

/** The tail of an address that embeds an IPv4 one, as two groups. */
const hexTail = (address: string): string => {
  const at = address.lastIndexOf(':') + 1;
  const value = toNumber(address.slice(at));
  if (value === null) return address;
  return `${address.slice(0, at)}${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
};

export const bitsOfIpv6 = (address: string): string | null => {
  if (!isIPv6(address) || address.includes('%')) return null;
  const [head = '', tail] = hexTail(address).split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = tail?.split(':').filter((group) => group !== '') ?? [];
  const between = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...between, ...after].map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
};

const groupsOf = (bits: string): string[] =>
  (bits.match(/.{16}/g) ?? []).map((group) => parseInt(group, 2).toString(16));

/** As RFC 5952 has it: URLs are written so. */
export const ipv6OfBits = (bits: string): string =>
  new URL(`http://[${groupsOf(bits).join(':')}]`).hostname.replace(/[[\]]/g, '');

export const hexOfBits = (bits: string): string =>
  (bits.match(/.{4}/g) ?? []).map((nibble) => parseInt(nibble, 2).toString(16)).join('');

export const bitsOfHex = (hex: string): string =>
  Array.from(hex, (digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');

/** `172.20.0.0/24` and `fe80::/64` as the bits that count. */
export const prefixBits = (cidr: string): string | null => {
  const [address = '', length = ''] = cidr.split('/');
  const bits = bitsOfIpv4(address) ?? bitsOfIpv6(address);
  return bits === null || !/^\d{1,3}$/.test(length) || Number(length) > bits.length
    ? null
    : bits.slice(0, Number(length));
};
