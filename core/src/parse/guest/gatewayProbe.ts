import { normalMac } from '../text/mac.js';
import type { Parsed } from '../text/parsed.js';
import { oneOf, parseRecords, type Fields } from '../text/tsv.js';
import { say } from '../../texts/say.js';

const pings = ['answered', 'silent', 'notTried'] as const;

/** One gateway of a default route, after something was sent to it: whether anybody on the link is it. */
export interface GatewayAnswer {
  readonly device: string;
  readonly gateway: string;
  /** Many gateways answer no ping: silence alone says nothing. */
  readonly ping: (typeof pings)[number];
  /** The kernel's word for its neighbour: REACHABLE, STALE, FAILED ...; null where it has none. */
  readonly neighbour: string | null;
  readonly mac: string | null;
}

const readAnswer = (fields: Fields): GatewayAnswer | null => {
  const [device, gateway] = fields;
  const ping = oneOf(pings, fields[2]);
  if (device == null || gateway == null || ping === null) return null;
  return { device, gateway, ping, neighbour: fields[3] ?? null, mac: normalMac(fields[4] ?? null) };
};

/** Fields: device, gateway, ping, neighbour, mac. */
export const parseGatewayProbe = (text: string): Parsed<readonly GatewayAnswer[]> =>
  parseRecords(say('The answer of a gateway'), text, 5, readAnswer);
