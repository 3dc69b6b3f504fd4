import type { AnyRule } from '../../core/src/engine/rule.js';
import type { Catalogue } from '../../core/src/texts/say.js';
import { otherLanguages, readTexts } from '../../scripts/texts.mjs';

/** Rules that are still English only. The list only ever gets shorter; empty means that all is translated. */
export const pendingRules: readonly string[] = [];

export interface OtherLanguage {
  readonly name: string;
  readonly catalogue: Catalogue;
  /** Texts that stand in two of its files. */
  readonly twice: readonly string[];
}

export const others: readonly OtherLanguage[] = otherLanguages().map((name) => ({ name, ...readTexts(name) }));

/** Every text of a rule that a person reads; commands are the same in every language. */
export const textsOfRule = ({ title, messages }: Pick<AnyRule, 'title' | 'messages'>): readonly string[] => [
  title,
  ...Object.values(messages).flatMap(({ text, remedy }) => [text, ...remedy.map((step) => step.text)]),
];

/** The texts that a table lacks. */
export const missingIn = (table: Readonly<Record<string, string>>, texts: Iterable<string>): readonly string[] =>
  [...new Set(texts)].filter((text) => !Object.hasOwn(table, text));

/** Running English in what was said in another language: three words in a row that no command or value consists of. */
export const isEnglish = (text: string): boolean =>
  /(?<![\w./'"-])[A-Za-z]?[a-z]+ [a-z]+ [a-z]{2,}(?![\w/-])/.test(text);
