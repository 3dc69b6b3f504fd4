import { bitsOfIpv4, bitsOfIpv6, ipv4OfBits, ipv6OfBits } from './addressText.js';
import { prefixPreserving } from './bitTree.js';
import { isPublicInterface, publicWords } from './publicNames.js';
import type { Relations } from './relations.js';
import { asPublic, type Vault } from './vault.js';

/** Tokens for values of each kind, in the value's own form. Null: it is no such value. A value that is public stays. */
export interface Values {
  /** With a length, an address without bits behind it stays without. */
  ipv4(address: string, length?: number): string | null;
  ipv6(address: string, length?: number): string | null;
  mac(text: string): string | null;
  /** Identifiers: digits, with or without dashes. */
  hex(text: string): string;
  interfaceName(text: string): string | null;
  name(text: string): string;
  file(text: string): string | null;
  secret(text: string): string;
  /** What only a person could have written, as one word. */
  text(text: string): string;
  /** An address in another form than its own. */
  instead(address: string, token: string): string;
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

const cutTo = (bits: string, length: number | undefined, original: string): string =>
  length === undefined || original.includes('1', length) ? bits : bits.slice(0, length).padEnd(bits.length, '0');

const addressKinds = (vault: Vault, relations: Relations): Pick<Values, 'ipv4' | 'ipv6'> => {
  const reader = (
    kind: 'ipv4' | 'ipv6',
    size: number,
    bitsOf: (text: string) => string | null,
    textOf: (bits: string) => string,
  ) => {
    const ground = relations[kind];
    const map = prefixPreserving(ground, size, (prefix) => ((vault.keyed(kind, prefix)[0] ?? 0) & 1) === 1);
    return (address: string, length?: number): string | null => {
      const bits = bitsOf(address);
      if (bits === null || ground.kept.some((prefix) => bits.startsWith(prefix)))
        return bits === null ? null : asPublic(address);
      const token = cutTo(map(bits), length, bits);
      return token === bits ? asPublic(address) : vault.replace(kind, address, textOf(token));
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

/** `br-` and `veth` stay in front: they say what an interface is. The engine's own names are made of an identifier. */
const interfaceNameOf = (vault: Vault, { interfaces, stems }: Relations, text: string): string | null => {
  if (isPublicInterface(text)) return text;
  const [, kind = '', hex] = /^(br-|veth)([0-9a-f]{7}|[0-9a-f]{12})$/.exec(text) ?? [];
  if (hex !== undefined) return kind + hexOf(vault, hex);
  if (!interfaces.has(text) && !stems.includes(text)) return null;
  const cuts = ['br-', 'veth', 'docker', ...stems].filter((stem) => text.startsWith(stem)).map(({ length }) => length);
  const places = [...new Set([0, ...cuts, text.length])].sort((one, other) => one - other);
  return places
    .slice(1)
    .map((end, at) => text.slice(places[at], end))
    .map((part) => (/^\d{0,4}$/.test(part) || publicWords.has(part.replace(/-$/, '')) ? part : nameOf(vault, part)))
    .join('');
};

const nameOf = (vault: Vault, text: string): string => {
  const [, name = text, rest = ''] = EFLOW.exec(text) ?? [];
  return publicWords.has(name) ? text : vault.replace('name', name, nameToken(vault, name)) + rest;
};

export const valuesOf = (vault: Vault, relations: Relations): Values => ({
  ...addressKinds(vault, relations),
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
