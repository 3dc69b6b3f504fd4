import { toNumber } from '../../ipv4.js';
import type { Ranges } from './field.js';
import { addressSpan, protocolNumbers } from './packet.js';
import { otherProtocol } from './protocolNames.js';

/** Names of /etc/services that hand-written rules use; `iptables-save` always prints numbers. */
const services: Readonly<Record<string, number>> = {
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  bootps: 67,
  bootpc: 68,
  http: 80,
  ntp: 123,
  snmp: 161,
  https: 443,
  'ms-sql-s': 1433,
  mqtt: 1883,
  mysql: 3306,
  postgresql: 5432,
  amqps: 5671,
  amqp: 5672,
  'http-alt': 8080,
  'secure-mqtt': 8883,
};

const numberIn = (text: string, max: number): number | null => {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text)) return null;
  const value = Number(text);
  return value <= max ? value : null;
};

const readPort = (text: string): number | null =>
  Object.hasOwn(services, text) ? (services[text] ?? null) : numberIn(text, 65535);

/** `80`, `1000:2000`, `:1024`, `1024:`, and a list of them; null where a part is not understood. */
export const readPorts = (text: string): Ranges | null => {
  const ranges: [number, number][] = [];
  for (const part of text.split(',')) {
    const [first = '', last = first, rest] = part.split(':');
    const lo = first === '' ? 0 : readPort(first);
    const hi = last === '' ? 65535 : readPort(last);
    if (lo === null || hi === null || lo > hi || rest !== undefined) return null;
    ranges.push([lo, hi]);
  }
  return merged(ranges);
};

/** Sorted and disjoint, as `Ranges` promises. */
export const merged = (ranges: readonly (readonly [number, number])[]): Ranges => {
  const result: [number, number][] = [];
  for (const [lo, hi] of [...ranges].sort((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last !== undefined && lo <= last[1] + 1) last[1] = Math.max(last[1], hi);
    else result.push([lo, hi]);
  }
  return result;
};

/** `address/length`; a mask that is no prefix has too many parts for ranges and gives null. */
export const readAddresses = (text: string): Ranges | null => {
  const span = addressSpan(text);
  return span === null ? null : [span];
};

/** `10.0.0.1-10.0.0.9` or a single address. */
export const readAddressRange = (text: string): Ranges | null => {
  const [first = '', last = first, rest] = text.split('-');
  const lo = toNumber(first);
  const hi = toNumber(last);
  return lo === null || hi === null || lo > hi || rest !== undefined ? null : [[lo, hi]];
};

/** Address and mask of a condition such as `10.0.0.1/255.0.0.255`. */
export const readMasked = (text: string): { readonly value: number; readonly mask: number } | null => {
  const [address = '', dotted = '', rest] = text.split('/');
  const value = toNumber(address);
  const mask = toNumber(dotted);
  return value === null || mask === null || rest !== undefined ? null : { value, mask };
};

export const readProtocol = (name: string): number | null =>
  Object.hasOwn(protocolNumbers, name)
    ? protocolNumbers[name as keyof typeof protocolNumbers]
    : (otherProtocol(name) ?? numberIn(name, 255));

/** `0x1/0xff`: value and mask. */
export const readMark = (text: string): { readonly value: number; readonly mask: number } | null => {
  const [first = '', second = '0xffffffff', rest] = text.split('/');
  const value = numberIn(first, 0xffffffff);
  const mask = numberIn(second, 0xffffffff);
  return value === null || mask === null || rest !== undefined ? null : { value, mask };
};

/** Names of iptables-extensions(8); a name without a code stands for every code. */
const icmpNames: Readonly<Record<string, readonly [type: number, code: number | null]>> = {
  'echo-reply': [0, null],
  pong: [0, null],
  'destination-unreachable': [3, null],
  'network-unreachable': [3, 0],
  'host-unreachable': [3, 1],
  'protocol-unreachable': [3, 2],
  'port-unreachable': [3, 3],
  'fragmentation-needed': [3, 4],
  'source-quench': [4, null],
  redirect: [5, null],
  'echo-request': [8, null],
  ping: [8, null],
  'router-advertisement': [9, null],
  'router-solicitation': [10, null],
  'time-exceeded': [11, null],
  'ttl-exceeded': [11, null],
  'parameter-problem': [12, null],
  'timestamp-request': [13, null],
  'timestamp-reply': [14, null],
};

export interface IcmpKind {
  readonly types: Ranges;
  readonly codes: Ranges;
}

const ALL: Ranges = [[0, 255]];

/** `8`, `3/4`, `echo-request`, `any`. 255 is how the kernel writes "any". */
export const readIcmpType = (text: string): IcmpKind | null => {
  const named = Object.hasOwn(icmpNames, text) ? icmpNames[text] : undefined;
  if (named !== undefined)
    return { types: [[named[0], named[0]]], codes: named[1] === null ? ALL : [[named[1], named[1]]] };
  const [first = '', second, rest] = text.split('/');
  const type = first === 'any' ? 255 : numberIn(first, 255);
  const code = second === undefined ? null : numberIn(second, 255);
  if (type === null || rest !== undefined || (second !== undefined && code === null)) return null;
  return { types: type === 255 ? ALL : [[type, type]], codes: code === null ? ALL : [[code, code]] };
};
