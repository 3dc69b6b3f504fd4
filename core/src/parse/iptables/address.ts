import { isIpv4, prefixOf, formatPrefix, toDotted, toNumber } from '../../ipv4.js';

/** As xtables_numeric_to_ipaddr does: missing octets are zeros (`10.1` is 10.1.0.0). */
const completed = (text: string): string | null => {
  if (isIpv4(text)) return text;
  if (!/^\d+(\.\d+){0,3}$/.test(text)) return null;
  const octets = text.split('.');
  const address = [...octets, '0', '0', '0'].slice(0, 4).join('.');
  return isIpv4(address) ? address : null;
};

/** The length of a mask of leading ones; null for any other mask. */
const lengthOf = (mask: number): number | null => {
  for (let length = 0; length <= 32; length += 1) if (mask === 2 ** 32 - 2 ** (32 - length)) return length;
  return null;
};

const withMask = (address: string, mask: string): string | null => {
  const maskValue = toNumber(mask);
  const value = toNumber(address);
  if (maskValue === null || value === null) return null;
  const length = lengthOf(maskValue);
  return length === null ? `${toDotted((value & maskValue) >>> 0)}/${mask}` : withLength(address, length);
};

const withLength = (address: string, length: number): string | null => {
  const prefix = prefixOf(address, length);
  return prefix === null ? null : formatPrefix(prefix);
};

/** An address of a rule as `iptables-save` prints it: host bits cut off, the mask as a length where it is one. null: not understood. */
export const savedAddress = (text: string): string | null => {
  const [start = '', mask = '32', rest] = text.split('/');
  const address = completed(start);
  if (address === null || rest !== undefined) return null;
  return /^\d{1,2}$/.test(mask) ? withLength(address, Number(mask)) : withMask(address, mask);
};
