import { bitsOfIpv4, bitsOfIpv6, hexOfBits } from './addressText.js';
import { languages, hostLanguage, sentences } from './languages.js';
import { publicWords } from './publicNames.js';
import type { Kind, Replaced } from './vault.js';

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

/** The last part is what an interface makes its IPv6 address of (RFC 4291, appendix A). */
const macForms: Forms = (original) => {
  const hex = original.replace(/[:.-]/g, '').toLowerCase();
  const [two = '', three = '', four = '', five = '', six = ''] = pairs(hex).slice(1);
  const own = [two, three].join('').replace(/^0+/, '');
  return [
    ...['', ':', '-', ' '].map((sign) => pairs(hex).join(sign)),
    (hex.match(/.{4}/g) ?? []).join('.'),
    pairs(hex).reverse().join(''),
    `${own.slice(-2)}ff:fe${four}:${five}${six}`,
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
    [...Object.values(languages), hostLanguage, sentences, { words: publicWords }].flatMap(({ words }) =>
      [...words].flatMap((word) => [word, ...word.split(/[_.-]+/)]).map((word) => word.toLowerCase()),
    ),
  );
  return formatWords.has(form);
};

const isWordChar = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Whether a text holds a value as a whole word, or as whole numbers. */
const holds = (text: string, form: string): boolean => {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const end = at + form.length;
    const goesOn = text[end] === '.' && /\d/.test(form.at(-1) ?? '') && /\d/.test(text[end + 1] ?? '');
    if (!isWordChar(text[at - 1]) && !isWordChar(text[end]) && !goesOn) return true;
  }
  return false;
};

const canTell = (form: string): boolean => form.length > 1 && !/^[\d.]{1,4}$/.test(form) && !isFormatWord(form);

/** Those of the values that a text still holds, in any form in which they could be there. */
export const leaksIn = (texts: readonly string[], values: Iterable<Replaced>): Replaced[] => {
  const text = texts.join('\n').toLowerCase();
  return [...values].filter((value) =>
    formsOf[value.kind](value.original)
      .map((form) => form.toLowerCase())
      .some((form) => canTell(form) && holds(text, form)),
  );
};
