import { bitsOfHex, bitsOfIpv6, hexOfBits, ipv6OfBits } from './addressText.js';
import type { Values } from './values.js';
import { asPublic, withoutMarks } from './vault.js';

/** Beginnings of addresses in forms without a length: zones of reverse names, and what lists of exceptions from a proxy have. */

const ipv4Start = (values: Values, octets: readonly string[]): string | null => {
  const token = values.ipv4([...octets, '0', '0', '0'].slice(0, 4).join('.'), 8 * octets.length);
  return token === null ? null : withoutMarks(token).split('.').slice(0, octets.length).join('.');
};

const ipv6Start = (values: Values, nibbles: readonly string[]): string | null => {
  const address = ipv6OfBits(bitsOfHex(nibbles.join('').padEnd(32, '0')));
  const token = values.ipv6(address, 4 * nibbles.length);
  return token === null ? null : hexOfBits(bitsOfIpv6(withoutMarks(token)) ?? '').slice(0, nibbles.length);
};

const backwards = (parts: Iterable<string>): string => [...parts].reverse().join('.');

/** `30.20.10.` of `in-addr.arpa` is where 10.20.30.0/24 is looked up (RFC 1035, 3.5; RFC 3596, 2.5). */
export const readReverse = (values: Values, labels: string, zone: string): string | null => {
  const parts = labels.split('.').filter((label) => label !== '');
  const six = zone.toLowerCase() === 'ip6.arpa';
  if (!parts.every((part) => (six ? /^[0-9a-f]$/i : /^\d{1,3}$/).test(part)) || parts.length > (six ? 32 : 4))
    return null;
  parts.reverse();
  const token = six ? ipv6Start(values, parts) : ipv4Start(values, parts)?.split('.');
  return token === null || token === undefined ? null : asPublic(`${backwards(token)}.${zone}`);
};

/** Names may stand in front of it, as in `b._dns-sd._udp.0.30.20.10.in-addr.arpa`: those, and the rest's token. */
export const splitReverse = (values: Values, name: string): readonly [labels: string[], token: string] | null => {
  const zone = ['in-addr.arpa', 'ip6.arpa'].find((one) => name.toLowerCase().endsWith(`.${one}`));
  if (zone === undefined) return null;
  const labels = name.slice(0, -zone.length - 1).split('.');
  const own = labels.findLastIndex((label) => !/^(?:\d{1,3}|[0-9a-f])$/i.test(label)) + 1;
  const begin = Math.max(own, labels.length - (zone === 'ip6.arpa' ? 32 : 4));
  const token = readReverse(values, labels.slice(begin).join('.'), name.slice(-zone.length));
  return token === null ? null : [labels.slice(0, begin), token];
};

/** `10.20.30.*`, `192.168.1.` */
export const readStart = (values: Values, text: string): string | null => {
  const octets = text.split('.').slice(0, -1);
  const token = ipv4Start(values, octets);
  return token === null ? null : asPublic(`${token}.${text.endsWith('*') ? '*' : ''}`);
};
