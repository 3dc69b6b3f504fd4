import { originOf, type Origin } from './dnsProbe.js';
import type { Parsed } from '../text/parsed.js';
import { askedRecords, listField, oneOf, parseRecords, type Fields } from '../text/tsv.js';
import { say } from '../../texts/say.js';

const states = ['resolved', 'unresolved', 'timedOut'] as const;

/** What the system's own resolution makes of a name: hosts file, resolver and all. */
export interface NameLookup {
  readonly from: Origin;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly state: (typeof states)[number];
  /** The tool that was asked, or the source that it named. */
  readonly via: string | null;
}

const readLookup = (fields: Fields): NameLookup | null => {
  const from = originOf(fields[0]);
  const state = oneOf(states, fields[3]);
  const name = fields[1];
  if (from === null || state === null || name == null) return null;
  return { from, name, addresses: listField(fields[2]), state, via: fields[4] ?? null };
};

/** Fields: from, name, addresses (commas), state, via. */
export const parseNameProbe = (text: string): Parsed<readonly NameLookup[]> =>
  parseRecords(say('A name lookup'), askedRecords(text, 3), 5, readLookup);
