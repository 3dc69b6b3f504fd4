import { interpolate } from './interpolate.js';

/** The names in braces of a template: `Placeholder<'{a} of {b}'>` is `'a' | 'b'`. */
export type Placeholder<S extends string> = S extends `${string}{${infer P}}${infer R}` ? P | Placeholder<R> : never;

/** What fills a template: a value for each of its placeholders. */
export type DataOf<S extends string> = { readonly [P in Placeholder<S>]: string | number };

type Data = Readonly<Record<string, string | number>>;

/** A text that is computed is a text that no catalogue can hold. */
type Literal<S extends string> = string extends S ? never : S;

/** What a language has for the English texts: each by its English template, with the same placeholders. */
export interface Catalogue {
  readonly texts: Readonly<Record<string, string>>;
  /** The same for the reasons that snapshots carry, which are English in every snapshot. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** English stands in the code itself. */
export const english: Catalogue = { texts: {}, reasons: {} };

let spoken = english;

/** Everything that is said inside is said in this language. One request is carried out at a time, and without waiting. */
export const inLanguage = <T>(language: Catalogue, speak: () => T): T => {
  const before = spoken;
  spoken = language;
  try {
    return speak();
  } finally {
    spoken = before;
  }
};

/** The language of the request: what holds sentences and outlives a request is made for it. */
export const languageNow = (): Catalogue => spoken;

const own = (table: Readonly<Record<string, string>>, text: string): string | undefined =>
  Object.hasOwn(table, text) ? table[text] : undefined;

/** Says a text that was declared elsewhere, as those of rules are. A language that lacks it says it in English. */
export const tell = (template: string, data: Data = {}): string =>
  interpolate(own(spoken.texts, template) ?? template, data);

/** Marks a constant as a text that is told later: for tables of words, which are made before anybody has asked. */
export const text = <const S extends string>(template: Literal<S>): S => template;

/** Says a sentence, or a part of one, in the language of the request. Only inside functions: a constant would stay English. */
export const say = <const S extends string>(
  template: Literal<S>,
  ...[data]: [Placeholder<S>] extends [never] ? [] : [DataOf<S>]
): string => tell(template, data);

/** A reason for a snapshot: English, whoever reads it later; `tellReason` says it in the reader's language. */
export const reason = <const S extends string>(
  template: Literal<S>,
  ...[data]: [Placeholder<S>] extends [never] ? [] : [DataOf<S>]
): string => interpolate(template, data ?? {});

/** No reason of ours is longer: what is, a snapshot made up, and it could hold thousands of reasons in each other. */
const LONGEST_REASON = 4_000;

/**
 * What fills the placeholders where `text` was made from the template; null where it was made from another. Found piece by
 * piece: an expression with several gaps would go through a long text anew for each place of each.
 */
const filling = (template: string, text: string): Readonly<Record<string, string>> | null => {
  const [first = '', ...rest] = template.split(/\{([A-Za-z0-9]+)\}/);
  const end = text.length - (rest.at(-1) ?? '').length;
  if (rest.length === 0 || !text.startsWith(first) || !text.endsWith(rest.at(-1) ?? ''))
    return text === template ? {} : null;
  const data: Record<string, string> = {};
  let at = first.length;
  for (let index = 0; index < rest.length; index += 2) {
    const [name = '', behind = ''] = rest.slice(index);
    const next = index + 2 === rest.length ? end : text.indexOf(behind, at);
    if (next < at) return null;
    data[name] = text.slice(at, next);
    at = next + behind.length;
  }
  return data;
};

const mapValues = (data: Readonly<Record<string, string>>, change: (value: string) => string): Data =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, change(value)]));

/** Says a reason that a snapshot or the guest gave, and the reason in it. One that is not known stays as it is: it may be another program's own words. */
export const tellReason = (text: string): string => {
  if (text.length > LONGEST_REASON) return text;
  for (const [template, said] of Object.entries(spoken.reasons)) {
    const data = filling(template, text);
    if (data !== null) return interpolate(said, mapValues(data, tellReason));
  }
  return text;
};
