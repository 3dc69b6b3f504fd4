import { cutAt, linesOf, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

export interface Memory {
  readonly totalKb: number;
  readonly availableKb: number;
}

/** /proc/meminfo, proc(5). */
export const parseMemory = (text: string): Parsed<Memory> => {
  const valueOf = (key: string): number | null => {
    const line = linesOf(text).find((one) => cutAt(one, ':')[0].trim() === key);
    return wholeNumber(wordsOf(cutAt(line ?? '', ':')[1] ?? '')[0]);
  };
  const totalKb = valueOf('MemTotal');
  const availableKb = valueOf('MemAvailable');
  return totalKb === null || availableKb === null ? notUnderstood('meminfo', text) : parsed({ totalKb, availableKb });
};
