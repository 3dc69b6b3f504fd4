import { wholeNumber } from '../text/number.js';
import type { Parsed } from '../text/parsed.js';
import { askedRecords, listField, oneOf, parseRecords, type Fields } from '../text/tsv.js';

/** Where a question was asked: in the VM itself, or in the namespace of a container network. */
export type Origin = 'vm' | `network:${string}`;

const transports = ['udp', 'tcp'] as const;
const states = ['answered', 'silent', 'refused', 'failed'] as const;

/** One question to one DNS server. An answer that says no (NXDOMAIN, SERVFAIL) is an answer: the server was reached. */
export interface DnsQuery {
  readonly from: Origin;
  readonly server: string;
  readonly transport: (typeof transports)[number];
  readonly name: string;
  readonly state: (typeof states)[number];
  /** NOERROR, NXDOMAIN, SERVFAIL, REFUSED ... */
  readonly rcode: string | null;
  readonly addresses: readonly string[];
  readonly tookMs: number | null;
}

export const originOf = (field: string | null | undefined): Origin | null => {
  if (field === 'vm') return 'vm';
  return field?.startsWith('network:') === true && field.length > 'network:'.length ? (field as Origin) : null;
};

const readQuery = (fields: Fields): DnsQuery | null => {
  const from = originOf(fields[0]);
  const transport = oneOf(transports, fields[2]);
  const state = oneOf(states, fields[4]);
  const [, server, , name] = fields;
  if (from === null || transport === null || state === null || server == null || name == null) return null;
  const addresses = listField(fields[6]);
  return { from, server, transport, name, state, rcode: fields[5] ?? null, addresses, tookMs: wholeNumber(fields[7]) };
};

/** Fields: from, server, transport, name, state, rcode, addresses (commas), tookMs. */
export const parseDnsProbe = (text: string): Parsed<readonly DnsQuery[]> =>
  parseRecords('A DNS query', askedRecords(text, 4), 8, readQuery);
