import type { IotedgeCheck } from './iotedgeCheckResult.js';
import { linesOf } from '../text/lines.js';
import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

const marks = new Map<string, IotedgeCheck['result']>([
  ['\u221a', 'ok'],
  ['\u203c', 'warning'],
  ['\u00d7', 'error'],
]);

/** Version 1.0 prints the mark alone, later ones the word too. */
const words: readonly (readonly [string, IotedgeCheck['result'] | null])[] = [
  [' - OK', null],
  [' - Warning', null],
  [' - Error', null],
  [' - Skipped', 'skipped'],
  [' - Ignored', 'ignored'],
];

interface OpenCheck {
  readonly id: null;
  readonly title: string;
  readonly result: IotedgeCheck['result'];
  readonly details: string[];
}

const openCheck = (line: string): OpenCheck | null => {
  const result = marks.get(line.charAt(0));
  if (result === undefined || line.charAt(1) !== ' ') return null;
  const [word = '', instead = null] = words.find(([one]) => line.endsWith(one)) ?? [];
  const title = line.slice(2, line.length - word.length);
  return { id: null, title, result: instead ?? result, details: [] };
};

/** `Connectivity checks`, the dashes below it, and the counts at the end. */
const isBetween = (line: string): boolean =>
  /^[A-Z][a-z]{1,20} checks($| \()/.test(line) || line.startsWith('-----') || line.includes(' check(s) ');

export const parseIotedgeCheckText = (text: string): Parsed<readonly IotedgeCheck[]> => {
  const checks: OpenCheck[] = [];
  let current: OpenCheck | null = null;
  for (const line of linesOf(text).map((one) => one.trim())) {
    const opened = openCheck(line);
    if (opened !== null) checks.push((current = opened));
    else if (isBetween(line)) current = null;
    else if (line !== '') current?.details.push(line);
  }
  return checks.length > 0 ? parsed(checks) : notUnderstood('iotedge check', text);
};
