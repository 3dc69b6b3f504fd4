import type { Finding } from '../../contract/finding.js';
import { printable } from '../../engine/printable.js';
import type { ReportInput } from './input.js';

const columns: Record<string, (finding: Finding) => string> = {
  Device: ({ device }) => device,
  CollectedAt: ({ collectedAt }) => collectedAt,
  Rule: ({ rule }) => rule,
  Outcome: ({ outcome }) => outcome,
  Severity: ({ severity }) => severity,
  Category: ({ category }) => category,
  Target: ({ target }) => target,
  Title: ({ title }) => title,
  Message: ({ message }) => message,
  CausedBy: ({ causedBy }) => causedBy ?? '',
  Suppressed: ({ suppressed }) => (suppressed === null ? '' : `${suppressed.expires}: ${suppressed.reason}`),
  Evidence: ({ evidence }) =>
    evidence.map(({ fact, path, observed, expected }) => `${fact}${path}: ${observed} (${expected})`).join(' | '),
  Remedy: ({ remedy }) =>
    remedy.map(({ text, command }) => (command === null ? text : `${text} ${command}`)).join(' | '),
  Repair: ({ repair }) => repair ?? '',
  Page: ({ page }) => page,
};

/**
 * A spreadsheet takes a cell that begins so for a formula, in quotes or not: an apostrophe before it makes it a text. The wide
 * forms are formulas in some languages' versions.
 */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/;

/** One cell: always in quotes, on one line, never a formula. */
export const cell = (value: string): string => {
  const text = printable(value.replace(/[\r\n\t]+/g, ' ')).replace(/\p{Surrogate}/gu, '\ufffd');
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export const csv = ({ devices }: ReportInput): string => {
  const findings = devices.flatMap((one) => one.findings);
  const rows = findings.map((finding) => row(Object.values(columns).map((column) => column(finding))));
  return `\ufeff${row(Object.keys(columns))}${rows.join('')}`;
};
