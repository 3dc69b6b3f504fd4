import type { Finding } from '../contract/finding.js';
import type { Snapshot } from '../contract/snapshot.js';
import { diagnose } from '../diagnose.js';
import type { AnyRule } from '../engine/rule.js';

/** What a finding says beside its values: they are others in a redacted snapshot. */
const judgement = ({ rule, outcome, severity, causedBy, repair }: Finding): string =>
  JSON.stringify([rule, outcome, severity, causedBy, repair]);

const judgements = (snapshot: Snapshot, rules: readonly AnyRule[]): ReadonlyMap<string, string> => {
  const { findings } = diagnose(snapshot, rules, {});
  const of = (id: string): string[] => findings.filter(({ rule }) => rule === id).map(judgement);
  return new Map(rules.map(({ id }) => [id, of(id).sort().join('\n')]));
};

/** The rules that judge one snapshot otherwise than the other. */
export const differingRules = (one: Snapshot, other: Snapshot, rules: readonly AnyRule[]): string[] => {
  const [first, second] = [judgements(one, rules), judgements(other, rules)];
  return [...first].filter(([id, all]) => second.get(id) !== all).map(([id]) => id);
};
