import type { FactValues } from '../../facts/facts.js';
import { HTTPS, protocolOf, upstreamHost } from './endpoints.js';
import type { Reach } from '../item.js';
import type { Profile } from '../profile.js';
import { protocols } from './protocols.js';
import { attempts } from './reach.js';
import { text } from '../../texts/say.js';

/** How a connection fails, in words. */
export const failures = {
  silent: text('no answer, so the packets are dropped on the way'),
  refused: text('refused'),
  unreachable: text('a router says that there is no way'),
} as const;

type Failure = keyof typeof failures;

/** The way to the hub or the parent on the port of the protocol in use. */
export interface UpstreamWay {
  readonly host: string;
  readonly port: number;
  /** The protocol, as people call it. */
  readonly says: string;
  readonly tried: readonly Reach[];
  /** null: nothing was tried, or it cannot be told. */
  readonly state: 'connected' | Failure | null;
  /** The protocol that goes the same way by port 443, which is open; null where it is not, or where there is none. */
  readonly webSockets: string | null;
}

const stateOf = (tried: readonly Reach[]): UpstreamWay['state'] => {
  if (tried.some(({ tcp }) => tcp === 'connected')) return 'connected';
  return tried.map(({ tcp }) => tcp).find((tcp): tcp is Failure => tcp in failures) ?? null;
};

/** null: the configuration names neither a hub nor a parent. */
export const upstreamWay = (
  upstream: FactValues['guest.upstream'],
  reach: readonly Reach[],
  profile: Profile | undefined,
): UpstreamWay | null => {
  const host = upstreamHost(upstream);
  if (host === null) return null;
  const { port, says, webSockets } = protocols[protocolOf(upstream, profile)];
  const tried = attempts(reach, host, port);
  const isOpen = attempts(reach, host, HTTPS).some(({ tcp }) => tcp === 'connected');
  return { host, port, says, tried, state: stateOf(tried), webSockets: isOpen ? webSockets : null };
};
