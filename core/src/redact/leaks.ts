import { isIPv4 } from 'node:net';
import { bitsOfIpv4, bitsOfIpv6, hexOfBits } from './addressText.js';
import { allLanguages } from './languages.js';
import { isPublicInterface, publicWords } from './publicNames.js';
import type { Kind, Replaced } from './vault.js';
import { NUMBER, type Language } from './words.js';

/** What a value can look like somewhere else. */
type Forms = (original: string) => readonly string[];

const pairs = (hex: string): string[] => hex.match(/../g) ?? [];

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
  ];
};

const ipv6Forms: Forms = (original) => {
  const hex = hexOfBits(bitsOfIpv6(original) ?? '');
  return [original, hex, (hex.match(/.{4}/g) ?? []).join(':')];
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

let formatWords: ReadonlySet<string> | undefined;

/** Words that the formats have themselves: where one is also somebody's name, it tells nothing. */
const isFormatWord = (form: string): boolean => {
  formatWords ??= new Set(
    [...allLanguages, { words: publicWords }].flatMap(({ words, keys = new Set() }: Language) =>
      [...words, ...keys].flatMap((word) => [word, ...word.split(/[_.-]+/)]).map((word) => word.toLowerCase()),
    ),
  );
  return formatWords.has(form);
};

/** Whether a text that holds it must have it from the value. */
const canTell = (form: string): boolean =>
  form.length > 1 && !(NUMBER.test(form) && !isIPv4(form)) && !isPublicInterface(form) && !isFormatWord(form);

interface Wanted {
  readonly form: string;
  readonly value: Replaced;
}

const WORD = /[\p{L}\p{N}]+/gu;

/** The forms of all values by the word that they begin with: so a text is gone through once. */
const byFirstWord = (values: Iterable<Replaced>): ReadonlyMap<string, readonly Wanted[]> => {
  const index = new Map<string, Wanted[]>();
  for (const value of values) {
    for (const given of new Set(formsOf[value.kind](value.original))) {
      const form = given.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
      const first = form.match(WORD)?.[0];
      if (first !== undefined && canTell(form)) index.set(first, [...(index.get(first) ?? []), { form, value }]);
    }
  }
  return index;
};

/** Whether a value ends there: no word goes on, nor a number behind its dot. */
const endsAt = (text: string, end: number): boolean =>
  !/^(?:.[\p{L}\p{N}]|\d\.\d)/su.test(text.slice(end - 1, end + 2));

/** Those of the values that a text still holds, in any form in which they could be there. */
export const leaksIn = (texts: readonly string[], values: Iterable<Replaced>): Replaced[] => {
  const index = byFirstWord(values);
  const found = new Set<Replaced>();
  for (const text of texts.map((one) => one.toLowerCase())) {
    for (const { 0: word, index: at } of text.matchAll(WORD)) {
      for (const { form, value } of index.get(word) ?? [])
        if (text.startsWith(form, at) && endsAt(text, at + form.length)) found.add(value);
    }
  }
  return [...found];
};
