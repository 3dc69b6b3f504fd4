import { isIPv6 } from 'node:net';
import { readReverse, readStart, splitReverse } from './partialAddresses.js';
import { isPublicFile, publicFrom, publicWords } from './publicNames.js';
import type { Values } from './values.js';
import { asPublic, withoutMarks } from './vault.js';

/** The words of a format: all that may stay beside numbers and signs. */
export interface Language {
  readonly words: ReadonlySet<string>;
  /** The names of fields and settings: words there, and not where a value stands. */
  readonly keys?: ReadonlySet<string>;
  /** Fields of which the value is the name of a machine: no word of the language is one. */
  readonly names?: ReadonlySet<string>;
  /** Words stand between dots too; elsewhere only names have dots. */
  readonly dotted?: true;
  /** Words are known whatever their case: Windows compares names so. */
  readonly anyCase?: true;
  /** Numbers with three dots are versions here, not addresses, and what stands between dots and dashes is a word. */
  readonly versions?: true;
  /** Twelve hexadecimal digits are a MAC address here, not the beginning of an identifier. */
  readonly plainMacs?: true;
  /** Parts of a word that tell what a product is: they stay behind the word's token. */
  readonly telling?: RegExp;
}

type Read = (found: RegExpExecArray) => string | null;

/** One kind of atom: where it begins, what it looks like, what it becomes. */
type Atom = readonly [pattern: RegExp, read: Read];

/** Numbers with units, versions, masks, hours and dates. Longer numbers name something. */
export const NUMBER =
  /^(?:\d{1,11}|\d{1,10}(?:\.\d{1,10}){1,5}|v\d{1,5}(?:\.\d{1,5}){0,4}|0x[0-9a-f]{1,8}|\d{1,10}(?:\.\d{1,6})?(?:[mun]?s|sec|min|h|d|z|[kmgt]?i?b|[kmgt]?(?:bps|bit|hz))|\d{4}-\d\d-\d\d(?:t\d\d)?)$/i;

const IDENTIFIER = /^(?:[0-9a-f]{12,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Labels with dots between, up to the part of the name that is public. */
const dotted = (text: string, read: (label: string) => string): string => {
  const from = publicFrom(text);
  const labels = text.slice(0, from).split('.');
  const rest = text.slice(from);
  return labels.map((label) => (label === '' ? '' : read(label))).join('.') + (rest === '' ? '' : asPublic(rest));
};

/** What a word becomes, the known forms first. */
const wordReader = (values: Values, own: Language): ((word: string) => string) => {
  const { words, anyCase, plainMacs, telling } = own;
  const lowered = new Set(anyCase === true ? [...words].map((word) => word.toLowerCase()) : []);
  const isPublic = (word: string): boolean => publicWords.has(word) || NUMBER.test(word);
  const isOwn = (word: string): boolean => words.has(word) || lowered.has(word.toLowerCase()) || isPublic(word);
  const isMac = (word: string): boolean => plainMacs === true || /^[0-9]*[A-F][0-9A-F]*$/.test(word);
  const identifier = (word: string): string | null => {
    if (!IDENTIFIER.test(word)) return null;
    return (word.length === 12 && isMac(word) ? values.mac(word) : null) ?? values.hex(word);
  };
  const name = (word: string): string => {
    const part = telling?.exec(word)?.[0];
    return values.name(word) + (part === undefined ? '' : `-${part}`);
  };
  const token = (word: string): string => identifier(word) ?? values.interfaceName(word) ?? name(word);
  const label = (word: string): string => ((own.dotted === true ? isOwn : isPublic)(word) ? word : token(word));
  return (word) => {
    const file = values.file(word) ?? (isPublicFile(word) ? asPublic(word) : null);
    if (file !== null) return file;
    if (isOwn(word)) return word;
    if (telling?.test(word) === true || !word.includes('.')) return token(word);
    const [front, rest] = splitReverse(values, word) ?? [];
    if (front !== undefined) return [...front.map(label), rest].join('.');
    return values.interfaceName(word) ?? dotted(word, label);
  };
};

const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

/** `::1` of `:::443`. */
const addressIn = (candidate: string): string | null =>
  [candidate, candidate.replace(/:\d{0,5}$/, '')].find((one) => isIPv6(one)) ?? null;

/** What must go, whatever it means: keys, signatures and passwords, and who is named before them. */
const secretAtoms = (values: Values): Atom[] => [
  [
    /((?:Shared)?AccessKey|SharedAccessSignature|AccountKey|sig|pwd|password|passwd|passphrase|secret|api[-_]?key|token|psk|(?:Private|Preshared)Key)(["']?\s{0,4}[=:]\s{0,4}["']?)([^\s;&,"']{1,4096})/iuy,
    ({ 1: key = '', 2: sign = '', 3: value = '' }) => asPublic(key) + sign + values.secret(value),
  ],
  [/:\/\/([^\s/@"']{1,512})@/uy, ({ 1: user = '' }) => `://${values.secret(user)}@`],
  [/[A-Za-z0-9][A-Za-z0-9+/]{18,256}={1,2}(?![\p{L}\p{N}=])/uy, ([all]) => (isMixed(all) ? values.secret(all) : null)],
  [/[A-Za-z0-9][A-Za-z0-9+]{31,256}(?![\p{L}\p{N}_.-])/uy, ([all]) => (isMixed(all) ? values.secret(all) : null)],
];

const lengthOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const ending = (length: string | undefined): string => (length === undefined ? '' : `/${length}`);

const readIpv4 =
  (values: Values): Read =>
  ({ 1: address = '', 2: length }) => {
    const token = values.ipv4(address, lengthOf(length));
    return token === null ? null : token + ending(length);
  };

/** A port may stand behind it without brackets, as netstat has it, and an IPv4 address may be in it. */
const readIpv6 =
  (values: Values): Read =>
  ({ 1: candidate = '', 2: length }) => {
    const address = addressIn(candidate);
    if (address === null) return null;
    const [, before = '', embedded] = /^(::ffff:)(\d{1,3}\..{1,11})$/i.exec(address) ?? [];
    const token = embedded === undefined ? values.ipv6(address, lengthOf(length)) : values.ipv4(embedded);
    return `${before === '' ? '' : asPublic(before)}${token ?? address}${candidate.slice(address.length)}${ending(length)}`;
  };

const addressAtoms = (values: Values): Atom[] => [
  [
    /((?:[0-9a-f]{1,3}\.){1,32})(in-addr\.arpa|ip6\.arpa)(?![\p{L}\p{N}_-])/iuy,
    ({ 1: labels = '', 2: zone = '' }) => readReverse(values, labels, zone),
  ],
  [/(?:\d{1,3}\.){1,3}\*/uy, ([all]) => readStart(values, all)],
  [/(?:\d{1,3}\.){2,3}(?=[,;]|$)/uy, ([all]) => readStart(values, all)],
  [/[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\p{L}\p{N}_:-])/iuy, ([all]) => values.mac(all)],
  [/(\d{1,3}(?:\.\d{1,3}){3})(?!\.?\d)(?:\/(\d{1,2})(?![\d.]))?/uy, readIpv4(values)],
  [
    /((?:[0-9a-f]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}))(?![\p{L}\p{N}_])(?:\/(\d{1,3})(?![\d.]))?/iuy,
    readIpv6(values),
  ],
];

const PART = /[\p{L}\p{N}_]+/uy;

const WORD = /[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?/uy;

/** Signs between words stay; what steers a terminal goes. */
const SIGN = /[^\p{L}\p{N}_]/uy;

const atomAt = (atoms: readonly Atom[], text: string, at: number): readonly [token: string, length: number] => {
  for (const [pattern, read] of atoms) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const token = found === null ? null : read(found);
    if (found !== null && token !== null) return [token, found[0].length];
  }
  return ['', 1];
};

/** Rewrites a text of a language, atom by atom: what is neither a word of it nor public becomes a token. */
export const rewriter = (values: Values, language: Language): ((text: string) => string) => {
  const readWord = wordReader(values, language);
  const atoms: readonly Atom[] = [
    ...secretAtoms(values),
    ...(language.versions === true ? [] : addressAtoms(values)),
    [language.versions === true ? PART : WORD, ([word]) => readWord(word)],
    [SIGN, ([sign]) => (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(sign) ? '' : sign)],
  ];
  return (marked) => {
    const text = withoutMarks(marked);
    let written = '';
    for (let at = 0; at < text.length;) {
      const [token, length] = atomAt(atoms, text, at);
      written += token;
      at += length;
    }
    return written;
  };
};
