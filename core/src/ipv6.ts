import { toNumber } from './ipv4.js';

const GROUPS = 8;
const HEX = '0123456789abcdef';

const groupOf = (text: string): number | null => {
  const digits = Array.from(text.toLowerCase(), (digit) => HEX.indexOf(digit));
  const isGroup = digits.length > 0 && digits.length <= 4 && !digits.includes(-1);
  return isGroup ? digits.reduce((value, digit) => value * 16 + digit, 0) : null;
};

/** The groups of `2001:db8:0:1`; the last may be a dotted IPv4 address, which is two. null: something else stands there. */
const groupsOf = (text: string): readonly number[] | null => {
  if (text === '') return [];
  const parts = text.split(':');
  const dotted = toNumber(parts.at(-1) ?? '');
  const words = (dotted === null ? parts : parts.slice(0, -1)).map(groupOf);
  if (words.includes(null)) return null;
  const tail = dotted === null ? [] : [dotted >>> 16, dotted & 0xffff];
  return [...words.filter((one) => one !== null), ...tail];
};

/** An IPv6 address as a number; null for anything else. */
export const toBigInt = (address: string): bigint | null => {
  const [head = '', tail, rest] = address.split('::');
  const [front, back] = [groupsOf(head), groupsOf(tail ?? '')];
  if (front === null || back === null || rest !== undefined) return null;
  const left = GROUPS - front.length - back.length;
  if (tail === undefined ? left !== 0 : left < 1) return null;
  const groups = [...front, ...Array.from({ length: left }, () => 0), ...back];
  return groups.reduce((value, group) => value * 65536n + BigInt(group), 0n);
};

export const isIpv6 = (text: string): boolean => text.includes(':') && toBigInt(text) !== null;

/** Whether an address is in `2001:db8::/32`; null: that is no prefix. */
export const isInPrefix6 = (prefix: string, address: bigint): boolean | null => {
  const [network = '', length = '128', rest] = prefix.split('/');
  const [value, bits] = [toBigInt(network), Number(length)];
  if (value === null || rest !== undefined || !Number.isInteger(bits) || bits < 0 || bits > 128) return null;
  const host = BigInt(128 - bits);
  return value >> host === address >> host;
};
