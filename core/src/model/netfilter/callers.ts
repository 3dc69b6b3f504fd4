import type { Rule, Table } from '../../parse/iptables/rule.js';
import type { Hook } from './step.js';

export const HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** A rule that jumps into a chain, with the chain that it stands in. */
export interface Call {
  readonly chain: string;
  readonly rule: Rule;
}

/** Who calls a chain of the table. */
export const callersOf = (table: Table, name: string): readonly Call[] =>
  table.chains.flatMap(({ name: chain, rules }) =>
    rules.filter(({ target }) => target?.name === name).map((rule) => ({ chain, rule })),
  );

/** The hooks from which a chain is reached, by whatever calls; none where nothing calls it. */
export const hooksOf = (table: Table, name: string, seen: readonly string[] = []): readonly Hook[] => {
  const own = HOOKS.find((hook) => hook === name);
  if (own !== undefined) return [own];
  if (seen.includes(name)) return [];
  const found = callersOf(table, name).flatMap(({ chain }) => hooksOf(table, chain, [...seen, name]));
  return [...new Set(found)];
};
