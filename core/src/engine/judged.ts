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

/** A rule without a finding of its own was folded into one about the fact that it misses. */
const worstOf = (rule: AnyRule, findings: readonly Finding[]): Counted => {
  const own = findings
    .filter((one) => one.rule === rule.id)
    .map(({ outcome, suppressed }) => (suppressed === null ? outcome : 'suppressed'));
  return fromBad.find((outcome) => own.includes(outcome)) ?? 'unknown';
};

export const judgedOf = (
  rules: readonly AnyRule[],
  findings: readonly Finding[],
  facts: FactTable,
  suppressions: readonly SuppressionUse[],
): Judged => {
  const outcomes = rules.map((rule) => worstOf(rule, findings));
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
