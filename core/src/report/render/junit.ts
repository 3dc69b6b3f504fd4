import type { Finding } from '../../contract/finding.js';
import type { DeviceReport } from '../../contract/report.js';
import type { SuppressionUse } from '../../contract/suppression.js';
import { printable } from '../../engine/printable.js';
import { VERDICT } from '../../engine/verdict.js';
import { suppressionText } from '../../model/suppressionWords.js';
import type { ReportInput } from './input.js';
import { countOf } from './standing.js';
import { suppressedWords } from './words.js';

/**
 * The elements and attributes that this writes, and no others: what the readers of JUnit's XML agree on (docs/reports.md).
 * A finding is a test case of its device's suite: pass; fail -> failure; unknown and error -> error; notApplicable, and a fault
 * that is suppressed -> skipped. So is a suppression that holds for nothing.
 */
export const junitElements: Readonly<Record<string, readonly string[]>> = {
  testsuites: ['name', 'tests', 'failures', 'errors'],
  testsuite: ['name', 'hostname', 'timestamp', 'tests', 'failures', 'errors', 'skipped'],
  testcase: ['classname', 'name'],
  failure: ['type', 'message'],
  error: ['type', 'message'],
  skipped: ['message'],
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** XML 1.0 has no place for most control characters, nor for half a pair, nor for the two that are none. */
const escaped = (text: string): string =>
  text
    .split(/\r?\n/)
    .map(printable)
    .join('\n')
    .replace(/\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"'\n]/g, (char) => entities[char] ?? '');

const attributes = (of: Readonly<Record<string, string | number>>): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const details = ({ evidence, remedy }: Finding): string =>
  [
    ...evidence.map(({ fact, path, observed, expected }) => `${fact}${path}: ${observed}; ${expected}`),
    ...remedy.flatMap(({ text, command }) => (command === null ? [text] : [text, `    ${command}`])),
  ].join('\n');

const resultOf = (finding: Finding): string => {
  const { outcome, severity, message, suppressed } = finding;
  if (outcome === 'pass') return '';
  if (suppressed !== null) return `<skipped${attributes({ message: `${suppressedWords(suppressed)}: ${message}` })}/>`;
  if (outcome === 'notApplicable') return `<skipped${attributes({ message })}/>`;
  const element = outcome === 'fail' ? 'failure' : 'error';
  const type = outcome === 'fail' ? severity : outcome;
  return `<${element}${attributes({ type, message })}>${escaped(details(finding))}</${element}>`;
};

const caseOf = (finding: Finding): string => {
  const { rule, category, title, target } = finding;
  const name = attributes({ classname: `EflowNetDiag.${category}`, name: `${rule} ${title} (${target})` });
  return `    <testcase${name}>${resultOf(finding)}</testcase>\n`;
};

/** A suppression that holds for no finding is seen here or nowhere. */
const idle = ({ suppressions }: DeviceReport): readonly SuppressionUse[] =>
  suppressions.filter(({ state }) => state !== 'used');

const idleCase = (one: SuppressionUse): string => {
  const name = attributes({ classname: 'EflowNetDiag.suppression', name: `${one.rule} (${one.target})` });
  return `    <testcase${name}><skipped${attributes({ message: suppressionText(one) })}/></testcase>\n`;
};

const judged = ({ findings }: DeviceReport): readonly Finding[] => findings.filter(({ rule }) => rule !== VERDICT);

const isSkipped = ({ outcome, suppressed }: Finding): boolean => outcome === 'notApplicable' || suppressed !== null;

const countsOf = (reports: readonly DeviceReport[]): { tests: number; failures: number; errors: number } => ({
  tests: reports.reduce((sum, one) => sum + judged(one).length + idle(one).length, 0),
  failures: reports.reduce((sum, one) => sum + countOf(one, 'fail'), 0),
  errors: reports.reduce((sum, one) => sum + countOf(one, 'unknown') + countOf(one, 'error'), 0),
});

const suite = (report: DeviceReport): string => {
  const findings = judged(report);
  const head = attributes({
    name: report.device,
    hostname: report.device,
    timestamp: report.collectedAt,
    ...countsOf([report]),
    skipped: idle(report).length + findings.filter(isSkipped).length,
  });
  return `  <testsuite${head}>\n${findings.map(caseOf).join('')}${idle(report).map(idleCase).join('')}  </testsuite>\n`;
};

export const junit = ({ devices }: ReportInput): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: 'EflowNetDiag', ...countsOf(devices) })}>\n${devices.map(suite).join('')}</testsuites>\n`;
