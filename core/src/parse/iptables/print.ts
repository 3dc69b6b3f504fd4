import { arityIn, matchOptions, targetOptions } from './options.js';
import type { Chain, Condition, Counters, Match, Option, Rule, Ruleset, Target } from './rule.js';
import { quoteWord } from './words.js';

const not = (negated: boolean): string => (negated ? '! ' : '');

const condition = (flag: string, part: Condition | null): string[] =>
  part === null ? [] : [`${not(part.negated)}${flag} ${quoteWord(part.value)}`];

/** Free text is quoted unless it is one plain word (xtables_save_string in libxtables/xtables.c). */
const freeText = (value: string): string => (/^[\w-]+$/.test(value) ? value : `"${value.replace(/["'\\]/g, '\\$&')}"`);

const option = ({ name, negated, values }: Option, free: boolean): string =>
  `${not(negated)}--${name}${values.map((value) => ` ${free ? freeText(value) : quoteWord(value)}`).join('')}`;

/** An option of a match module, as `iptables-save` prints it. */
export const printOption = (module: string, one: Option): string =>
  option(one, arityIn(matchOptions, module, one.name) === 'free');

const match = ({ module, options }: Match): string =>
  [`-m ${quoteWord(module)}`, ...options.map((one) => printOption(module, one))].join(' ');

const target = (one: Target): string =>
  [
    `${one.goto ? '-g' : '-j'} ${quoteWord(one.name)}`,
    ...one.options.map((each) => option(each, arityIn(targetOptions, one.name, each.name) === 'free')),
  ].join(' ');

/** The rule as `iptables-save` prints it, without counters. Only rules that are understood can be printed. */
export const printRule = (
  chain: string,
  rule: Omit<Rule, 'text' | 'line' | 'number' | 'counters' | 'problem'>,
): string =>
  [
    `-A ${quoteWord(chain)}`,
    ...condition('-s', rule.source),
    ...condition('-d', rule.destination),
    ...condition('-i', rule.inInterface),
    ...condition('-o', rule.outInterface),
    ...condition('-p', rule.protocol),
    ...(rule.fragment === null ? [] : [`${not(rule.fragment.negated)}-f`]),
    ...rule.matches.map(match),
    ...(rule.target === null ? [] : [target(rule.target)]),
  ].join(' ');

const counters = (counted: Counters | null): string =>
  counted === null ? '' : `[${counted.packets}:${counted.bytes}]`;

const ruleLine = (chain: string, rule: Rule): string =>
  [counters(rule.counters), rule.problem === null ? printRule(chain, rule) : rule.text]
    .filter((part) => part !== '')
    .join(' ');

const chainLine = ({ name, policy, counters: counted }: Chain): string =>
  [`:${name}`, policy ?? '-', counters(counted)].filter((part) => part !== '').join(' ');

/** A text that iptables-restore reads. */
export const printRuleset = (ruleset: Ruleset): string =>
  ruleset.tables
    .flatMap(({ name, chains }) => [
      `*${name}`,
      ...chains.filter(({ declared }) => declared).map(chainLine),
      ...chains.flatMap((chain) => chain.rules.map((rule) => ruleLine(chain.name, rule))),
      'COMMIT',
      '',
    ])
    .join('\n');
