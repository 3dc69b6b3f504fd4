import type { Finding, Outcome } from '../contract/finding.js';
import { diagnose as diagnosisOf } from '../diagnose.js';
import { rules as allRules } from '../engine/registry.gen.js';
import { ruleInfo } from '../engine/ruleInfo.js';
import { VERDICT } from '../engine/verdict.js';
import { snapshotFrom } from '../snapshot/source.js';
import type { Handler } from './handler.js';

export { requests } from '../contract/requests/judging.js';

/** Most findings say that all is well: who does not want to know it need not read them. */
const wanted = (findings: readonly Finding[], outcomes: readonly Outcome[]): Finding[] =>
  findings.filter(({ rule, outcome }) => rule === VERDICT || outcomes.includes(outcome));

export const diagnose: Handler<'diagnose'> = ({ source, control, outcomes, ...wishes }, surroundings) => {
  const beside = control === undefined ? undefined : snapshotFrom(control, surroundings);
  const snapshot = snapshotFrom(source, surroundings);
  const diagnosis = diagnosisOf(snapshot, allRules, { ...wishes, control: beside });
  return {
    kind: 'diagnose',
    ...diagnosis,
    findings: outcomes === undefined ? diagnosis.findings : wanted(diagnosis.findings, outcomes),
  };
};

export const rules: Handler<'rules'> = () => ({ kind: 'rules', rules: allRules.map(ruleInfo) });
