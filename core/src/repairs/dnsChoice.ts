import type { DnsCandidate } from '../contract/dnsPlan.js';
import { say, tell, text } from '../texts/say.js';

/** glibc and systemd-resolved use no more (resolv.conf(5)). */
export const SERVERS_AT_MOST = 3;

const candidateTexts = {
  good: text('{server} gives an address for every name.'),
  silent: text('{server} did not answer the VM.'),
  incomplete: text('{server} answers, but gives no address for {names}.'),
  notAsked: text('{server} was not asked from the VM.'),
} as const satisfies Record<DnsCandidate['state'], string>;

const candidateText = ({ server, state, missing }: DnsCandidate): string =>
  tell(candidateTexts[state], { server, names: missing.join(', ') || say('any name') });

/** A given list is taken whole or not at all; of the others, those of the first that has good ones: the engine, the VM, this Windows. */
const chosen = (candidates: readonly DnsCandidate[]): readonly string[] => {
  const good = candidates.filter(({ state }) => state === 'good');
  if (candidates.some(({ origin }) => origin === 'given'))
    return good.length === candidates.length ? good.map(({ server }) => server) : [];
  const [first] = good;
  return good
    .filter(({ origin }) => origin === first?.origin)
    .slice(0, SERVERS_AT_MOST)
    .map(({ server }) => server);
};

/** The servers to set, or why there are none. */
export const chooseServers = (
  candidates: readonly DnsCandidate[],
): { readonly servers: readonly string[]; readonly reason: string | null } => {
  const servers = chosen(candidates);
  if (servers.length > 0) return { servers, reason: null };
  return {
    servers,
    reason:
      candidates.length === 0
        ? say('Neither the VM nor this Windows is set to use a DNS server that could be tried: give some with -Server.')
        : say('No server can be set. {candidates}', { candidates: candidates.map(candidateText).join(' ') }),
  };
};

export const sameServers = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((server) => other.includes(server));
