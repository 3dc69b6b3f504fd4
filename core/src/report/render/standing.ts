import type { Finding } from '../../contract/finding.js';
import type { DeviceReport } from '../../contract/report.js';
import { VERDICT } from '../../engine/verdict.js';

/** How a device stands. The same in every format, and that of -Quiet: well is only what was seen and has no fault. */
export type Standing = 'ok' | 'fail' | 'unknown';

const judged = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ rule }) => rule !== VERDICT);

export const countOf = ({ findings }: DeviceReport, outcome: Finding['outcome']): number =>
  judged(findings).filter((one) => one.outcome === outcome && one.suppressed === null).length;

/** The faults that are known and accepted. */
export const suppressedIn = ({ findings }: DeviceReport): readonly Finding[] =>
  judged(findings).filter(({ suppressed }) => suppressed !== null);

export const standingOf = (report: DeviceReport): Standing => {
  if (countOf(report, 'fail') > 0) return 'fail';
  const unsure = countOf(report, 'unknown') + countOf(report, 'error') > 0;
  return unsure || judged(report.findings).length === 0 ? 'unknown' : 'ok';
};

export const verdictOf = ({ findings }: DeviceReport): Finding | undefined =>
  findings.find(({ rule }) => rule === VERDICT);

export interface Tree {
  readonly finding: Finding;
  readonly consequences: readonly Tree[];
}

/** Findings under what explains them. One whose cause is not among them stands for itself, as does one in a ring. */
export const treesOf = (findings: readonly Finding[]): Tree[] => {
  const causes = new Map<string, Finding>();
  for (const one of findings) if (!causes.has(one.rule)) causes.set(one.rule, one);
  const causeOf = (one: Finding): Finding | undefined =>
    one.causedBy === null || one.causedBy === one.rule ? undefined : causes.get(one.causedBy);
  const placed = new Set<Finding>();
  const treeOf = (finding: Finding): Tree => {
    placed.add(finding);
    const under = findings.filter((one) => !placed.has(one) && causeOf(one) === finding);
    for (const one of under) placed.add(one);
    return { finding, consequences: under.map(treeOf) };
  };
  const roots = findings.filter((one) => causeOf(one) === undefined).map(treeOf);
  // What is left explains each other.
  return [
    ...roots,
    ...findings.filter((one) => !placed.has(one)).flatMap((one) => (placed.has(one) ? [] : treeOf(one))),
  ];
};
