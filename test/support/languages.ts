import type { AnyRule } from '../../core/src/engine/rule.js';
import type { Catalogue } from '../../core/src/texts/say.js';
import { otherLanguages, readTexts } from '../../scripts/texts.mjs';

/** Rules that are still English only. The list only ever gets shorter; empty means that all is translated. */
export const pendingRules: readonly string[] = [
  'DEV002',
  'DEV003',
  'DEV004',
  'DNS001',
  'DNS002',
  'DNS003',
  'DNS004',
  'DNS005',
  'DNS006',
  'DNS007',
  'DNS008',
  'DNS009',
  'DNS010',
  'DNS011',
  'DNS012',
  'DNS013',
  'DNS014',
  'DNS015',
  'DNS016',
  'DNS017',
  'DNS018',
  'EP001',
  'EP002',
  'EP003',
  'EP004',
  'EP005',
  'EP006',
  'FW001',
  'FW002',
  'HOST001',
  'HOST002',
  'HOST003',
  'HOST004',
  'HOST005',
  'HOST006',
  'IP001',
  'IP002',
  'IP003',
  'IP004',
  'IP005',
  'IP006',
  'IP007',
  'IP008',
  'IP009',
  'IP010',
  'IP011',
  'IP012',
  'IP013',
  'IP014',
  'IP015',
  'IP016',
  'MOD001',
  'MOD002',
  'MOD003',
  'MOD004',
  'MOD005',
  'MTU001',
  'NF001',
  'NF002',
  'NF003',
  'NF004',
  'NF005',
  'NF006',
  'NF007',
  'NF008',
  'NF009',
  'NF010',
  'NF011',
  'NF012',
  'NF013',
  'NF014',
  'NF015',
  'NTP001',
  'NTP002',
  'PX001',
  'PX002',
  'PX003',
  'PX004',
  'RT001',
  'RT002',
  'RT003',
  'RT004',
  'RT005',
  'RT006',
  'RT007',
  'RT008',
  'SW001',
  'SW002',
  'SW003',
  'SW004',
  'SW005',
  'SW006',
  'SW007',
  'SW008',
  'SW009',
  'SW010',
  'SW011',
  'SW012',
  'SW013',
  'SW014',
  'SW015',
  'SW016',
  'TLS001',
  'TLS002',
];

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
