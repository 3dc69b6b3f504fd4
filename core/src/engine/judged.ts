import type { Finding } from '../contract/finding.js';
import type { SuppressionUse } from '../contract/suppression.js';
import type { FactTable } from '../facts/readFacts.js';
import type { AnyRule, Counted, Judged } from './rule.js';

/** For when nothing but the device itself was asked for. */
export const notJudged: Judged = {
  counts: { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0, suppressed: 0 },
  first: null,
  missing: [],
  suppressions: [],
};

const fromBad: readonly Counted[] = ['fail', 'error', 'unknown', 'suppressed', 'pass', 'notApplicable'];

/** The worst outcome of each rule that has findings. */
const worstOutcomes = (findings: readonly Finding[]): ReadonlyMap<string, Counted> => {
  const worst = new Map<string, Counted>();
  for (const { rule, outcome, suppressed } of findings) {
    const counted = suppressed === null ? outcome : 'suppressed';
    const known = worst.get(rule);
    if (known === undefined || fromBad.indexOf(counted) < fromBad.indexOf(known)) worst.set(rule, counted);
  }
  return worst;
};

export const judgedOf = (
  rules: readonly AnyRule[],
  findings: readonly Finding[],
  facts: FactTable,
  suppressions: readonly SuppressionUse[],
): Judged => {
  const worst = worstOutcomes(findings);
  // A rule without a finding of its own was folded into one about the fact that it misses.
  const outcomes = rules.map(({ id }) => worst.get(id) ?? 'unknown');
  const count = (outcome: Counted): number => outcomes.filter((one) => one === outcome).length;
  const read = new Set(rules.flatMap((rule) => [...rule.requires, ...(rule.uses ?? [])]));
  const missing = [...read].sort().flatMap((id) => {
    if (id === 'profile' || id === 'control') return [];
    const state = facts[id];
    return state.ok ? [] : [{ fact: id, reason: state.reason }];
  });
  return {
    counts: {
      pass: count('pass'),
      fail: count('fail'),
      notApplicable: count('notApplicable'),
      unknown: count('unknown'),
      error: count('error'),
      suppressed: count('suppressed'),
    },
    first: findings.find(({ outcome, suppressed }) => outcome === 'fail' && suppressed === null)?.rule ?? null,
    missing,
    suppressions,
  };
};
