import type { Finding, Outcome } from '../contract/finding.js';
import type { FactTable } from '../facts/readFacts.js';
import type { AnyRule, Judged } from './rule.js';

const fromBad: readonly Outcome[] = ['fail', 'error', 'unknown', 'pass', 'notApplicable'];

/** A rule without a finding of its own was folded into one about the fact that it misses. */
const worstOf = (rule: AnyRule, findings: readonly Finding[]): Outcome => {
  const own = findings.filter((one) => one.rule === rule.id).map(({ outcome }) => outcome);
  return fromBad.find((outcome) => own.includes(outcome)) ?? 'unknown';
};

export const judgedOf = (rules: readonly AnyRule[], findings: readonly Finding[], facts: FactTable): Judged => {
  const outcomes = rules.map((rule) => worstOf(rule, findings));
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
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
    },
    first: findings.find(({ outcome }) => outcome === 'fail')?.rule ?? null,
    missing,
  };
};
