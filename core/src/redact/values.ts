import { bitsOfIpv4, bitsOfIpv6, ipv4OfBits, ipv6OfBits } from './addressText.js';
import { prefixPreserving } from './bitTree.js';
import { isPublicInterface, publicWords } from './publicNames.js';
import type { Relations } from './relations.js';
import { asPublic, type Vault } from './vault.js';

/** Tokens for values of each kind, in the value's own form. Null: it is no such value. A value that is public stays. */
export interface Values {
  /** With a length, an address without bits behind it stays without. */
  readonly ipv4: (address: string, length?: number) => string | null;
  readonly ipv6: (address: string, length?: number) => string | null;
  readonly mac: (text: string) => string | null;
  /** Identifiers: digits, with or without dashes. */
  readonly hex: (text: string) => string;
  readonly interfaceName: (text: string) => string | null;
  readonly name: (text: string) => string;
  readonly file: (text: string) => string | null;
  readonly secret: (text: string) => string;
  /** What only a person could have written, as one word. */
  readonly text: (text: string) => string;
  /** An address in another form than its own. */
  readonly instead: (address: string, token: string) => string;
}

/** The one switch that has the same id on every Windows. */
const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';

/** Bytes that a hypervisor or the engine begins its MAC addresses with: they tell nothing of the device. */
const virtualMacs = ['00155d', '0242'];

/** Replaces digits so that those that began alike still do; the first `kept` ones stay, and of each later one the bits outside its mask. */
const scrambled = (vault: Vault, purpose: string, hex: string, kept: number, mask: (at: number) => number): string =>
  Array.from(hex, (digit, at) => {
    const turn = at < kept ? 0 : (vault.keyed(purpose, hex.slice(0, at))[0] ?? 0) & mask(at);
    return (parseInt(digit, 16) ^ turn).toString(16);
  }).join('');

const inFormOf = (form: string, hex: string): string => {
  const digits = Array.from(/[A-F]/.test(form) ? hex.toUpperCase() : hex);
  return form.replace(/[0-9A-Fa-f]/g, () => digits.shift() ?? '');
};

/** Lower case for lower case, upper for upper; another mixture for each other way to write the same letters. */
const inCaseOf = (vault: Vault, value: string, token: string): string => {
  if (value === value.toLowerCase()) return token;
  if (value === value.toUpperCase()) return token.toUpperCase();
  const coins = vault.keyed('case', value);
  const mixed = Array.from(token, (letter, at) => (((coins[at] ?? 0) & 1) === 1 ? letter.toUpperCase() : letter));
  return `N${token.slice(1, 5)}${mixed.slice(5).join('')}`;
};

/** As long as Windows and Linux let the name of a machine and of an interface be: 15 characters. */
const nameToken = (vault: Vault, value: string): string => {
  const bytes = vault.keyed('name', value.toLowerCase());
  const letters = Array.from(bytes.subarray(0, 10), (byte) => String.fromCharCode(97 + (byte & 15)));
  return inCaseOf(vault, value, `name-${letters.join('')}`);
};

/** EFLOW calls its VM and the VM's endpoint after the host. */
const EFLOW = /^(.+?)(-eflow(?:interface)?)$/i;

const addressKinds = (vault: Vault, relations: Relations, isCertain: boolean): Pick<Values, 'ipv4' | 'ipv6'> => {
  const reader = (
    kind: 'ipv4' | 'ipv6',
    size: number,
    bitsOf: (text: string) => string | null,
    textOf: (bits: string) => string,
  ) => {
    const ground = relations[kind];
    const coin = (prefix: string): boolean => ((vault.keyed(kind, prefix)[0] ?? 0) & 1) === 1;
    const map = prefixPreserving(
      ground,
      size,
      (prefix) => (isCertain && ground.classes.includes(prefix)) || coin(prefix),
    );
    const ranges = [...ground.kept, ...ground.classes];
    const edges = ground.classes.flatMap((one) => [one.padEnd(size, '0'), one.padEnd(size, '1')]);
    return (address: string, length?: number): string | null => {
      const bits = bitsOf(address);
      if (bits === null) return null;
      const prefix = length === undefined || bits.includes('1', length) ? bits : bits.slice(0, length);
      if (ground.kept.some((one) => prefix.startsWith(one))) return asPublic(address);
      // A prefix that holds a whole range, and the range's own ends, say no more than the range.
      const isRange = ranges.some((one) => one.startsWith(prefix)) || (edges.includes(bits) && map(bits) === bits);
      if (isRange) return asPublic(address);
      return vault.replace(kind, address, textOf(map(bits).slice(0, prefix.length).padEnd(size, '0')));
    };
  };
  return { ipv4: reader('ipv4', 32, bitsOfIpv4, ipv4OfBits), ipv6: reader('ipv6', 128, bitsOfIpv6, ipv6OfBits) };
};

const macOf = (vault: Vault, text: string): string | null => {
  const hex = text.replace(/[:.-]/g, '').toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(hex)) return null;
  // None, everybody, and groups: these are no machine's.
  if (/^0{12}$/.test(hex) || (parseInt(hex[1] ?? '', 16) & 1) === 1) return asPublic(text);
  const known = virtualMacs.find((prefix) => hex.startsWith(prefix))?.length ?? 0;
  // The second digit says whether an address is a group's, and whether somebody made it up.
  const token = scrambled(vault, 'mac', hex, known, (at) => (at === 1 ? 12 : 15));
  return vault.replace('mac', text, inFormOf(text, token));
};

const hexOf = (vault: Vault, text: string): string => {
  if (text.toLowerCase() === DEFAULT_SWITCH) return asPublic(text);
  const token = scrambled(vault, 'hex', text.replace(/-/g, '').toLowerCase(), 0, () => 15);
  return vault.replace('identifier', text, inFormOf(text, token));
};

/** Cut where a pattern is: what the patterns mean stays so. `br-` and `veth` say what an interface is. */
const cutName = (vault: Vault, stems: Relations['stems'], text: string): string => {
  const known = new Map([...stems, ['br-', true], ['veth', true], ['docker', true]] as const);
  const cuts = [...known.keys()].filter((stem) => text.startsWith(stem)).map(({ length }) => length);
  const places = [...new Set([0, ...cuts, text.length])].sort((one, other) => one - other);
  const part = (begin: number, end: number): string => {
    const own = text.slice(begin, end);
    return known.get(text.slice(0, end)) === true || /^\d{0,4}$/.test(own) ? own : nameOf(vault, own);
  };
  return places
    .slice(1)
    .map((end, at) => part(places[at] ?? 0, end))
    .join('');
};

/** The engine's own names are made of an identifier. */
const interfaceNameOf = (vault: Vault, { interfaces, stems }: Relations, text: string): string | null => {
  if (isPublicInterface(text)) return text;
  const isStem = stems.has(text);
  const [, kind = '', hex = ''] = /^(br-|veth)([0-9a-f]{1,12})$/.exec(text) ?? [];
  if ([7, 12].includes(hex.length) || (isStem && hex !== '')) return kind + hexOf(vault, hex);
  return isStem || interfaces.has(text) ? cutName(vault, stems, text) : null;
};

const nameOf = (vault: Vault, text: string): string => {
  const [, name = text, rest = ''] = EFLOW.exec(text) ?? [];
  return publicWords.has(name) ? text : vault.replace('name', name, nameToken(vault, name)) + rest;
};

/** `isCertain`: the first bit below each range is turned whatever the key says, so that no address there becomes itself. */
export const valuesOf = (vault: Vault, relations: Relations, isCertain = false): Values => ({
  ...addressKinds(vault, relations, isCertain),
  mac: (text) => macOf(vault, text),
  hex: (text) => hexOf(vault, text),
  interfaceName: (text) => interfaceNameOf(vault, relations, text),
  name: (text) => nameOf(vault, text),
  file: (text) => {
    const token = relations.files.get(text);
    return token === undefined ? null : vault.replace('name', text, token);
  },
  secret: (text) => vault.replace('secret', text, 'removed'),
  text: (text) => vault.replace('text', text, nameToken(vault, text)),
  instead: (address, token) => vault.replace(address.includes(':') ? 'ipv6' : 'ipv4', address, token),
});
