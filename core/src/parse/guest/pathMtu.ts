import { originOf, type Origin } from './dnsProbe.js';
import { portNumber, wholeNumber } from '../text/number.js';
import type { Parsed } from '../text/parsed.js';
import { parseRecords, type Fields } from '../text/tsv.js';

/** Which sizes the path carries to a host whose TLS failed though TCP connected: pings that must not be fragmented. */
export interface PathMtu {
  readonly from: Origin;
  readonly host: string;
  readonly port: number;
  readonly address: string;
  /** The largest packet that was answered, in bytes with its IP header; null where none was: the host may answer no ping. */
  readonly passed: number | null;
  /** The smallest packet that was not; it proves something only where a smaller one passed. */
  readonly lost: number | null;
  /** The size that a router on the way, or the guest's own kernel, named as the most. */
  readonly told: number | null;
}

const readPath = (fields: Fields): PathMtu | null => {
  const from = originOf(fields[0]);
  const port = portNumber(fields[2]);
  const [, host, , address] = fields;
  if (from === null || host == null || port === null || address == null) return null;
  const [passed, lost, told] = [wholeNumber(fields[4]), wholeNumber(fields[5]), wholeNumber(fields[6])];
  return { from, host, port, address, passed, lost, told };
};

/** Fields: from, host, port, address, passed, lost, told. Nothing where no TLS failed. */
export const parsePathMtu = (text: string): Parsed<readonly PathMtu[]> => parseRecords('A path', text, 7, readPath);
