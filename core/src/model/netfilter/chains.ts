import { tableOf, type Chain, type Rule } from '../../parse/iptables/rule.js';
import { effectOf, type Effect } from './effects.js';
import { testsOf } from './matches.js';
import { EVERYTHING, reachOf, type Reach } from './reach.js';
import { ruleIndex, type RuleIndex } from './ruleIndex.js';
import type { Test } from './test.js';
import type { BackEnd, BackEndName } from './world.js';

export const TABLES = ['raw', 'mangle', 'nat', 'filter', 'security'] as const;
export type TableName = (typeof TABLES)[number];

export interface CompiledRule {
  readonly rule: Rule;
  readonly reach: Reach;
  /** Made when they are first asked for: most rules of a long chain never are. */
  readonly tests: () => readonly Test[];
  readonly effect: () => Effect;
}

export interface CompiledChain {
  readonly name: string;
  readonly policy: string | null;
  readonly rules: readonly CompiledRule[];
  /** null: its rules are looked at one by one. */
  readonly index: RuleIndex | null;
}

export interface CompiledTable {
  readonly backEnd: BackEndName;
  readonly name: TableName;
  readonly chain: (name: string) => CompiledChain | null;
}

/** What is made of a rule is made once, however many worlds it is in: a changed ruleset shares all its other rules. */
const once = <T extends object>(make: (rule: Rule) => T): ((rule: Rule) => T) => {
  const made = new WeakMap<Rule, T>();
  return (rule) => {
    const known = made.get(rule);
    if (known !== undefined) return known;
    const value = make(rule);
    made.set(rule, value);
    return value;
  };
};

const testsFor = once<readonly Test[]>(testsOf);
const reachFor = once(reachOf);

/** What a rule asks for. */
type TestsOf = (rule: Rule) => readonly Test[];

const compileRule = (rule: Rule, chains: ReadonlySet<string>, indexed: boolean, tests: TestsOf): CompiledRule => {
  let effect: Effect | null = null;
  return {
    rule,
    reach: indexed ? reachFor(rule) : EVERYTHING,
    tests: () => tests(rule),
    effect: () => (effect ??= effectOf(rule, chains)),
  };
};

const compileChain = (
  { name, policy, rules: written }: Chain,
  chains: ReadonlySet<string>,
  indexed: boolean,
  tests: TestsOf,
): CompiledChain => {
  const rules = written.map((rule) => compileRule(rule, chains, indexed, tests));
  return { name, policy, rules, index: indexed ? ruleIndex(rules.map(({ reach }) => reach)) : null };
};

/** null where the back end has no such table: its hooks then let everything pass. Chains are compiled when they are reached. */
export const compileTable = (
  { name: backEnd, ruleset }: BackEnd,
  name: TableName,
  indexed: boolean,
  tests: TestsOf = testsFor,
): CompiledTable | null => {
  const table = tableOf(ruleset, name);
  if (table === null) return null;
  const sources = new Map(table.chains.map((chain) => [chain.name, chain]));
  const names = new Set(table.chains.filter(({ policy }) => policy === null).map((chain) => chain.name));
  const compiled = new Map<string, CompiledChain>();
  return {
    backEnd,
    name,
    chain: (chain) => {
      const known = compiled.get(chain);
      const source = sources.get(chain);
      if (known !== undefined || source === undefined) return known ?? null;
      const made = compileChain(source, names, indexed, tests);
      compiled.set(chain, made);
      return made;
    },
  };
};
