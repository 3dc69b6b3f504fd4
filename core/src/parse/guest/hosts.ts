import { cutAt, linesOf, wordsOf } from '../text/lines.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** A line of hosts(5). */
export interface HostsEntry {
  readonly address: string;
  readonly names: readonly string[];
}

export const parseHosts = (text: string): Parsed<readonly HostsEntry[]> =>
  parsed(
    linesOf(text).flatMap((line) => {
      const [address, ...names] = wordsOf(cutAt(line, '#')[0]);
      return address === undefined || names.length === 0 ? [] : [{ address, names }];
    }),
  );
