import { explain } from './causes/explain.js';
import type { Finding, Outcome } from './contract/finding.js';
import type { requests } from './contract/request.js';
import type { Counts } from './contract/response.js';
import type { Snapshot } from './contract/snapshot.js';
import type { AnyRule } from './engine/rule.js';
import { runRules } from './engine/runRules.js';
import { selectRules } from './engine/selectRules.js';
import { readFacts } from './facts/readFacts.js';
import type * as z from 'zod/mini';

type Wishes = Pick<z.infer<typeof requests.diagnose>, 'rules' | 'excludeRules'>;

export interface Diagnosis {
  readonly device: string;
  readonly collectedAt: string;
  readonly counts: Counts;
  readonly findings: Finding[];
}

const countOutcomes = (findings: readonly Finding[]): Counts => {
  const count = (outcome: Outcome): number => findings.filter((finding) => finding.outcome === outcome).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    notApplicable: count('notApplicable'),
    unknown: count('unknown'),
    error: count('error'),
  };
};

/** Judges a snapshot: the same code for a live device and for a file. */
export const diagnose = (snapshot: Snapshot, rules: readonly AnyRule[], wishes: Wishes): Diagnosis => {
  const facts = readFacts(snapshot);
  const context = { now: new Date(snapshot.collectedAt), device: snapshot.device };
  const findings = explain(runRules(selectRules(rules, wishes.rules, wishes.excludeRules), facts, context), facts);
  return { device: snapshot.device, collectedAt: snapshot.collectedAt, counts: countOutcomes(findings), findings };
};
