import type { Parsed } from '../text/parsed.js';
import { oneOf, parseRecords, type Fields } from '../text/tsv.js';
import { say } from '../../texts/say.js';

const kinds = ['xdp', 'qdisc', 'filter'] as const;

/** Something that packets pass outside netfilter, where none of its rules sees them: an XDP program, a queue, a filter of tc(8). */
export interface TrafficControl {
  readonly kind: (typeof kinds)[number];
  readonly device: string;
  /** root, ingress, egress, clsact, or the handle of the queue above it. */
  readonly at: string | null;
  /** fq_codel, netem, bpf, u32 ...; for XDP its mode. */
  readonly what: string | null;
}

const readOne = (fields: Fields): TrafficControl | null => {
  const kind = oneOf(kinds, fields[0]);
  const device = fields[1];
  if (kind === null || device == null) return null;
  return { kind, device, at: fields[2] ?? null, what: fields[3] ?? null };
};

/** Fields: kind, device, at, what. */
export const parseTrafficControl = (text: string): Parsed<readonly TrafficControl[]> =>
  parseRecords(say('Traffic control'), text, 4, readOne);
