import { isIPv4 } from 'node:net';
import { classesIpv4, classesIpv6, keptIpv4, keptIpv6 } from './addressRanges.js';
import { bitsOfIpv4, bitsOfIpv6, hexOfBits } from './addressText.js';
import { allLanguages } from './languages.js';
import { isPublicInterface, publicWords } from './publicNames.js';
import type { Kind, Replaced } from './vault.js';
import { NUMBER, type Language } from './words.js';

/** What a value can look like somewhere else. */
type Forms = (original: string) => readonly string[];

const pairs = (hex: string): string[] => hex.match(/../g) ?? [];

const ranges = [...keptIpv4, ...classesIpv4, ...keptIpv6, ...classesIpv6];

/** The lengths at which an address's beginning tells more than a range that everybody has. */
const tellingLengths = (bits: string, lengths: readonly number[]): number[] =>
  lengths.filter((length) => length < bits.length && !ranges.some((one) => one.startsWith(bits.slice(0, length))));

/** What stands for the rest of an address, so that a form ends in a word. */
const ANY = 'any';

const withAny = (text: string): string => text.replaceAll('.*', `.${ANY}`).replace(/\.(?=[,;]|$)/g, `.${ANY}`);

const reverseOf = (parts: Iterable<string>, zone: string): string => [...[...parts].reverse(), zone].join('.');

/** `30.20.10.in-addr.arpa`, `10.20.30.*`. A number with a dot alone is more often the end of a sentence. */
const ipv4Starts: Forms = (original) =>
  tellingLengths(bitsOfIpv4(original) ?? '', [8, 16, 24]).flatMap((length) => {
    const octets = original.split('.').slice(0, length / 8);
    return [reverseOf(octets, 'in-addr.arpa'), ...(length > 8 ? [`${octets.join('.')}.${ANY}`] : [])];
  });

const ipv4Forms: Forms = (original) => {
  const hex = hexOfBits(bitsOfIpv4(original) ?? '');
  const octets = original.split('.');
  return [
    original,
    octets.join('-'),
    [...octets].reverse().join('.'),
    hex,
    pairs(hex).reverse().join(''),
    pairs(hex).join(':'),
    `0x${hex}`,
    String(parseInt(hex, 16)),
    ...ipv4Starts(original),
  ];
};

const ipv6Forms: Forms = (original) => {
  const bits = bitsOfIpv6(original) ?? '';
  const hex = hexOfBits(bits);
  const reverse = [...tellingLengths(bits, [16, 24, 32, 48, 56, 64]), 128].map((length) =>
    reverseOf(hex.slice(0, length / 4), 'ip6.arpa'),
  );
  return [original, hex, (hex.match(/.{4}/g) ?? []).join(':'), ...reverse];
};

const withoutZeros = (group: string): string => group.replace(/^0{1,3}/, '');

/** The last one is what an interface makes its IPv6 address of (RFC 4291, appendix A). */
const macForms: Forms = (original) => {
  const hex = original.replace(/[:.-]/g, '').toLowerCase();
  const [, , three = '', four = '', five = '', six = ''] = pairs(hex);
  return [
    ...['', ':', '-', ' '].map((sign) => pairs(hex).join(sign)),
    (hex.match(/.{4}/g) ?? []).join('.'),
    pairs(hex).reverse().join(''),
    [`${three}ff`, `fe${four}`, five + six].map(withoutZeros).join(':'),
  ];
};

/** A long identifier is often shown by its first digits. */
const identifierForms: Forms = (original) => {
  const hex = original.replace(/-/g, '');
  return [original, hex.length > 12 ? hex.slice(0, 12) : hex];
};

/** The words of a name too: what they are joined with may differ. */
const nameForms: Forms = (original) => [
  original,
  ...original.split(/[\s_.-]+/).filter((part) => part.length > 3 && /\p{L}/u.test(part)),
];

const formsOf: Readonly<Record<Kind, Forms>> = {
  ipv4: ipv4Forms,
  ipv6: ipv6Forms,
  mac: macForms,
  identifier: identifierForms,
  name: nameForms,
  secret: (original) => [original],
  text: (original) => [original],
};

const WORD = /[\p{L}\p{N}]+/gu;

/** What a word holds: every run of its parts, as `iot-edge` of `azure-iot-edge`. */
const runsIn = (word: string): string[] => {
  const parts = [...word.matchAll(WORD)];
  return parts.flatMap(({ index: begin }, at) =>
    parts.slice(at).map(({ 0: last, index }) => word.slice(begin, index + last.length)),
  );
};

let formatWords: ReadonlySet<string> | undefined;

/** Words that the formats have themselves: where one is also somebody's name, it tells nothing. */
const isFormatWord = (form: string): boolean => {
  formatWords ??= new Set(
    [...allLanguages, { words: publicWords }].flatMap(({ words, keys = new Set() }: Language) =>
      [...words, ...keys].flatMap((word) => runsIn(word.toLowerCase())),
    ),
  );
  return formatWords.has(form);
};

/** Whether a text that holds it must have it from the value. */
const canTell = (form: string): boolean =>
  form.length > 1 &&
  !(NUMBER.test(form) && form.length < 8 && !isIPv4(form)) &&
  !isPublicInterface(form) &&
  !isFormatWord(form);

/** The forms of all values; and by the word that a form begins with, of how many words such forms are. */
interface Wanted {
  readonly forms: ReadonlyMap<string, readonly Replaced[]>;
  readonly sizes: ReadonlyMap<string, ReadonlySet<number>>;
}

/** From its first letter or digit to its last. */
const trimmed = (given: string): string => {
  const words = [...given.matchAll(WORD)];
  const [first, last] = [words[0], words.at(-1)];
  return first === undefined || last === undefined ? '' : given.slice(first.index, last.index + last[0].length);
};

const wantedOf = (values: Iterable<Replaced>): Wanted => {
  const forms = new Map<string, Replaced[]>();
  const sizes = new Map<string, Set<number>>();
  for (const value of values) {
    for (const given of new Set(formsOf[value.kind](value.original))) {
      const form = trimmed(given.toLowerCase());
      const [first, ...others] = form.match(WORD) ?? [];
      if (first === undefined || !canTell(form)) continue;
      forms.set(form, [...(forms.get(form) ?? []), value]);
      sizes.set(first, (sizes.get(first) ?? new Set()).add(others.length + 1));
    }
  }
  return { forms, sizes };
};

/** `10.1.2.3` is not in `10.1.2.3.4`. */
const goesOn = (text: string, end: number): boolean => /^\d\.\d/.test(text.slice(end - 1, end + 2));

const leaksInText = (text: string, { forms, sizes }: Wanted): Replaced[] => {
  const words = [...text.matchAll(WORD)];
  return words.flatMap(({ 0: first, index: begin }, at) =>
    [...(sizes.get(first) ?? [])].flatMap((size) => {
      const last = words[at + size - 1];
      const end = last === undefined ? begin : last.index + last[0].length;
      return goesOn(text, end) ? [] : (forms.get(text.slice(begin, end)) ?? []);
    }),
  );
};

/** Those of the values that a text still holds, in any form in which they could be there. */
export const leaksIn = (texts: readonly string[], values: Iterable<Replaced>): Replaced[] => {
  const wanted = wantedOf(values);
  return [...new Set(texts.flatMap((text) => leaksInText(withAny(text.toLowerCase()), wanted)))];
};
