import { explain } from './causes/explain.js';
import type { Finding, Outcome } from './contract/finding.js';
import type { requests } from './contract/request.js';
import type { Counts } from './contract/response.js';
import type { Snapshot } from './contract/snapshot.js';
import type { SuppressionUse } from './contract/suppression.js';
import { judgedOf } from './engine/judged.js';
import type { AnyRule } from './engine/rule.js';
import { runRule, runRules } from './engine/runRules.js';
import { suppress } from './engine/suppress.js';
import { selectRules } from './engine/selectRules.js';
import { VERDICT } from './engine/verdict.js';
import { inputsOf, readFacts } from './facts/readFacts.js';
import { readControl } from './model/controlVm.js';
import { asPlanned, canJudgePlan, plannedFacts, readDeployment, type Deployment } from './model/host/plannedDevice.js';
import { readProfile, readSuppressions } from './model/profile.js';
import type * as z from 'zod/mini';

interface Wishes extends Pick<z.infer<typeof requests.diagnose>, 'rules' | 'excludeRules' | 'profile' | 'deployment'> {
  /** What another VM on the same switch saw. */
  readonly control?: Snapshot | undefined;
}

export interface Diagnosis {
  readonly device: string;
  readonly collectedAt: string;
  readonly counts: Counts;
  readonly findings: Finding[];
  /** What became of the suppressions of the profile. */
  readonly suppressions: SuppressionUse[];
}

const countOutcomes = (findings: readonly Finding[]): Counts => {
  const open = findings.filter(({ suppressed }) => suppressed === null);
  const count = (outcome: Outcome): number => open.filter((finding) => finding.outcome === outcome).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    notApplicable: count('notApplicable'),
    unknown: count('unknown'),
    error: count('error'),
    suppressed: findings.length - open.length,
  };
};

const isVerdict = ({ id }: AnyRule): boolean => id === VERDICT;

/** Judges the host with a VM that is to be deployed, by the same rules; a verdict is on a device, which this is not yet. */
const diagnosePlan = (
  snapshot: Snapshot,
  rules: readonly AnyRule[],
  wishes: Wishes,
  deployment: Deployment,
): Diagnosis => {
  const facts = plannedFacts(readFacts(snapshot), deployment);
  const judging = selectRules(rules, wishes.rules, wishes.excludeRules).filter((rule) => !isVerdict(rule));
  const context = { now: new Date(snapshot.collectedAt), device: snapshot.device };
  const findings = explain(runRules(judging.filter(canJudgePlan(facts)), facts, context), facts).map(asPlanned);
  return {
    device: snapshot.device,
    collectedAt: snapshot.collectedAt,
    counts: countOutcomes(findings),
    findings: [...findings],
    suppressions: [],
  };
};

const ids = (rules: readonly AnyRule[]): ReadonlySet<string> => new Set(rules.map(({ id }) => id));

/** Judges a snapshot: the same code for a live device and for a file. */
export const diagnose = (snapshot: Snapshot, rules: readonly AnyRule[], wishes: Wishes): Diagnosis => {
  if (wishes.deployment !== undefined) return diagnosePlan(snapshot, rules, wishes, readDeployment(wishes.deployment));
  const facts = readFacts(snapshot);
  const control = wishes.control === undefined ? undefined : readControl(wishes.control);
  const inputs = inputsOf(facts, { profile: readProfile(wishes.profile), control });
  const context = { now: new Date(snapshot.collectedAt), device: snapshot.device };
  const judging = selectRules(rules, wishes.rules, wishes.excludeRules).filter((rule) => !isVerdict(rule));
  const explained = explain(runRules(judging, inputs, context), facts);
  const { findings, uses } = suppress(explained, readSuppressions(wishes.profile, ids(rules)), context.now);
  // Whichever rules are asked for, the verdict says what they were asked about; only who excludes it is spared it.
  const verdict = selectRules(rules, undefined, wishes.excludeRules)
    .filter(isVerdict)
    .flatMap((rule) => runRule(rule, inputs, { ...context, judged: judgedOf(judging, findings, facts, uses) }));
  return {
    device: snapshot.device,
    collectedAt: snapshot.collectedAt,
    counts: countOutcomes(findings),
    findings: [...verdict, ...findings],
    suppressions: [...uses],
  };
};
