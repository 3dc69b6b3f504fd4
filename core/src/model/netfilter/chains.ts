import { tableOf, type Chain, type Rule } from '../../parse/iptablesRule.js';
import { effectOf, type Effect } from './effects.js';
import { testsOf } from './matches.js';
import type { Test } from './test.js';
import type { BackEnd, BackEndName } from './world.js';

export const TABLES = ['raw', 'mangle', 'nat', 'filter', 'security'] as const;
export type TableName = (typeof TABLES)[number];

export interface CompiledRule {
  readonly rule: Rule;
  readonly tests: readonly Test[];
  readonly effect: Effect;
}

export interface CompiledChain {
  readonly name: string;
  readonly policy: string | null;
  readonly rules: readonly CompiledRule[];
}

export interface CompiledTable {
  readonly backEnd: BackEndName;
  readonly name: TableName;
  readonly chain: (name: string) => CompiledChain | null;
}

/** Tests are made once for a rule, however many worlds it is in: a changed ruleset shares all its other rules. */
const testsByRule = new WeakMap<Rule, readonly Test[]>();

const testsFor = (rule: Rule): readonly Test[] => {
  const known = testsByRule.get(rule);
  if (known !== undefined) return known;
  const tests = testsOf(rule);
  testsByRule.set(rule, tests);
  return tests;
};

const compileChain = ({ name, policy, rules }: Chain, chains: ReadonlySet<string>): CompiledChain => ({
  name,
  policy,
  rules: rules.map((rule) => ({ rule, tests: testsFor(rule), effect: effectOf(rule, chains) })),
});

/** null where the back end has no such table: its hooks then let everything pass. Chains are compiled when they are reached. */
export const compileTable = ({ name: backEnd, ruleset }: BackEnd, name: TableName): CompiledTable | null => {
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
      const made = compileChain(source, names);
      compiled.set(chain, made);
      return made;
    },
  };
};
