import { wholeNumber } from '../text/number.js';
import type { Parsed } from '../text/parsed.js';
import { parseRecords, type Fields } from '../text/tsv.js';
import { say } from '../../texts/say.js';

/** What the kernel has counted on an interface since it was made. */
export interface LinkCounters {
  readonly name: string;
  /** up, down, lowerlayerdown, dormant, unknown ... (RFC 2863). */
  readonly state: string | null;
  /** How often the link came and went. */
  readonly carrierChanges: number | null;
  readonly received: number | null;
  readonly sent: number | null;
  readonly receiveErrors: number | null;
  readonly sendErrors: number | null;
  readonly receiveDropped: number | null;
  readonly sendDropped: number | null;
}

const readCounters = ([name, state, ...counts]: Fields): LinkCounters | null => {
  if (name == null) return null;
  const count = (at: number): number | null => wholeNumber(counts[at]);
  return {
    name,
    state: state ?? null,
    carrierChanges: count(0),
    received: count(1),
    sent: count(2),
    receiveErrors: count(3),
    sendErrors: count(4),
    receiveDropped: count(5),
    sendDropped: count(6),
  };
};

/** Fields: name, state, carrier changes; packets received, sent; errors received, sent; dropped received, sent. */
export const parseLinkCounters = (text: string): Parsed<readonly LinkCounters[]> =>
  parseRecords(say('The counters of a link'), text, 9, readCounters);
