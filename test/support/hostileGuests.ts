import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** What docs/hostile-guests.md says of one fault: the reasons that facts give, and what comes all the same. */
export interface ToldFault {
  readonly fault: string;
  readonly reasons: readonly string[];
  readonly arrives: string;
}

const codeIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

/** The rows of the table under a heading of docs/hostile-guests.md, without its head. */
export const toldFaults = (heading: string): readonly ToldFault[] => {
  const [, part] = readFileSync('docs/hostile-guests.md', 'utf8').split(`\n## ${heading}\n`);
  if (part === undefined) assert.fail(`docs/hostile-guests.md has no heading "${heading}"`);
  const [table = ''] = part.split('\n## ');
  const rows = table.split('\n').filter((line) => /^\| (?!-)/.test(line));
  return rows.slice(1).map((line) => {
    const [, fault = '', reasons = '', arrives = ''] = line.split('|').map((cell) => cell.trim());
    return { fault, reasons: codeIn(reasons), arrives };
  });
};
