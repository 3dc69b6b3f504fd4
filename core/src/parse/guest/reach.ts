import { originOf, type Origin } from './dnsProbe.js';
import { portNumber, wholeNumber } from '../text/number.js';
import type { Parsed } from '../text/parsed.js';
import { oneOf, parseRecords, type Fields } from '../text/tsv.js';

const tcpStates = ['connected', 'refused', 'silent', 'unreachable', 'unresolved', 'notTried'] as const;
const tlsStates = ['ok', 'failed', 'notTried'] as const;
const ways = ['direct', 'proxy'] as const;

/** One attempt to reach a host's port, as far as a TLS hello. */
export interface Reach {
  readonly from: Origin;
  readonly host: string;
  readonly port: number;
  readonly address: string | null;
  readonly tcp: (typeof tcpStates)[number];
  readonly tls: (typeof tlsStates)[number];
  /** Who issued the certificate that was shown. */
  readonly issuer: string | null;
  readonly via: (typeof ways)[number];
  readonly tookMs: number | null;
}

const readReach = (fields: Fields): Reach | null => {
  const from = originOf(fields[0]);
  const host = fields[1];
  const port = portNumber(fields[2]);
  const tcp = oneOf(tcpStates, fields[4]);
  const tls = oneOf(tlsStates, fields[5]);
  const via = oneOf(ways, fields[7]);
  if (from === null || host == null || port === null || tcp === null || tls === null || via === null) return null;
  const [address = null, issuer = null] = [fields[3], fields[6]];
  return { from, host, port, address, tcp, tls, issuer, via, tookMs: wholeNumber(fields[8]) };
};

/** Fields: from, host, port, address, tcp, tls, issuer, via, tookMs. */
export const parseReach = (text: string): Parsed<readonly Reach[]> => parseRecords('A connection', text, 9, readReach);
