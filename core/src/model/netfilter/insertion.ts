import type { Chain, Rule, Ruleset, Table } from '../../parse/iptables/rule.js';
import { ruleBodies } from '../../parse/iptables/ruleLine.js';
import { printRule } from '../../parse/iptables/print.js';
import type { BackEndName, World } from './world.js';

/** A rule that is put into a chain before the rule that has its place now. */
export interface Insertion {
  readonly backEnd: BackEndName;
  readonly table: 'filter';
  readonly chain: string;
  /** Counted from 1. */
  readonly position: number;
  /** The arguments of iptables after the chain. */
  readonly rule: readonly string[];
}

export interface Inserted {
  readonly world: World;
  /** The rule as it stands in the new world: what a trail shows where it decided. */
  readonly rule: Rule;
}

const numbered = (rules: readonly Rule[]): Rule[] => rules.map((rule, index) => ({ ...rule, number: index + 1 }));

const ruleOf = ({ chain, rule, position }: Insertion): Rule | null => {
  const [body] = ruleBodies(rule.map((text) => ({ text, quoted: text === '' || /\s/.test(text) })));
  if (body === undefined) return null;
  return { ...body, text: printRule(chain, body), line: 0, number: position, counters: null };
};

const inChain = (chain: Chain, { position }: Insertion, rule: Rule): Chain => ({
  ...chain,
  rules: numbered(chain.rules.toSpliced(position - 1, 0, rule)),
});

const replaced = <T>(items: readonly T[], old: T, next: T): T[] => items.map((item) => (item === old ? next : item));

/** The world with the rule in it; null where there is no such chain. */
export const withInsertion = (world: World, insertion: Insertion): Inserted | null => {
  const backEnd = world.backEnds.find(({ name }) => name === insertion.backEnd);
  const table: Table | undefined = backEnd?.ruleset.tables.findLast(({ name }) => name === insertion.table);
  const chain = table?.chains.find(({ name }) => name === insertion.chain);
  const rule = ruleOf(insertion);
  if (backEnd === undefined || table === undefined || chain === undefined || rule === null) return null;
  const next = inChain(chain, insertion, rule);
  const tables = replaced(backEnd.ruleset.tables, table, { ...table, chains: replaced(table.chains, chain, next) });
  const ruleset: Ruleset = { ...backEnd.ruleset, tables };
  return {
    world: { ...world, backEnds: replaced(world.backEnds, backEnd, { ...backEnd, ruleset }) },
    rule: next.rules[insertion.position - 1] ?? rule,
  };
};
