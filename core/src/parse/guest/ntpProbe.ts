import { originOf, type Origin } from './dnsProbe.js';
import { signedNumber, wholeNumber } from '../text/number.js';
import type { Parsed } from '../text/parsed.js';
import { oneOf, parseRecords, type Fields } from '../text/tsv.js';
import { say } from '../../texts/say.js';

const states = ['answered', 'silent', 'failed', 'unresolved', 'notTried'] as const;

/** One question for the time to one server that the guest is set to ask (SNTP, RFC 4330). No clock is set by it. */
export interface NtpAnswer {
  readonly from: Origin;
  readonly server: string;
  readonly address: string | null;
  readonly state: (typeof states)[number];
  /** 0 is a server that refuses, 16 one that has no time itself (RFC 5905 7.3). */
  readonly stratum: number | null;
  /** What has to be added to the guest's clock to get the server's: positive where the guest is behind. */
  readonly offsetMs: number | null;
  /** There and back; the offset is no better than half of it. */
  readonly delayMs: number | null;
}

const readAnswer = (fields: Fields): NtpAnswer | null => {
  const from = originOf(fields[0]);
  const server = fields[1];
  const state = oneOf(states, fields[3]);
  if (from === null || server == null || state === null) return null;
  const [stratum, offsetMs, delayMs] = [wholeNumber(fields[4]), signedNumber(fields[5]), wholeNumber(fields[6])];
  return { from, server, address: fields[2] ?? null, state, stratum, offsetMs, delayMs };
};

/** Fields: from, server, address, state, stratum, offsetMs, delayMs. */
export const parseNtpProbe = (text: string): Parsed<readonly NtpAnswer[]> =>
  parseRecords(say('An answer about the time'), text, 7, readAnswer);
