import type { DnsCandidate } from '../contract/dnsPlan.js';
import { CONTROL_ADDRESS } from '../model/upstream/reach.js';
import { isHostAddress, isLinkLocal, isLoopback } from '../ipv4.js';
import type { DnsQuery, HostDns } from '../model/item.js';

type Origin = DnsCandidate['origin'];

export interface Choice {
  readonly server: string;
  readonly origin: Origin;
}

/** Whether the VM could ask a server of this address. */
export const usable = (address: string): boolean =>
  isHostAddress(address) && !isLinkLocal(address) && !isLoopback(address) && address !== CONTROL_ADDRESS;

/** Who is set to use which servers; the engine is asked about only where they are for it. */
export interface InUse {
  readonly engine?: readonly string[];
  readonly vm: readonly string[];
  readonly host: readonly HostDns[];
}

/** Never invented: those that the caller gives, else those that the engine, the VM and this Windows are set to use, in that order. */
export const choicesFrom = (given: readonly string[] | null, { engine = [], vm, host }: InUse): readonly Choice[] => {
  const of = (origin: Origin, servers: readonly string[]): Choice[] => servers.map((server) => ({ server, origin }));
  const inUse = [
    ...of('engine', engine),
    ...of('vm', vm),
    ...of(
      'host',
      host.flatMap(({ servers }) => servers),
    ),
  ];
  const all = given === null ? inUse : of('given', given);
  return all.filter(
    ({ server }, index) => usable(server) && all.findIndex((other) => other.server === server) === index,
  );
};

/** Whether the look itself has asked a server for every name. */
export const isAsked = (probe: readonly DnsQuery[], names: readonly string[], server: string): boolean => {
  const own = probe.filter((query) => query.from === 'vm' && query.server === server && query.state !== 'failed');
  return own.length > 0 && names.every((name) => own.some((query) => query.name === name));
};

/** An address that no machine may carry (0.0.0.0, 127.0.0.1) is how filters say no: it is none. */
const leadsSomewhere = ({ addresses }: DnsQuery): boolean => addresses.some(isHostAddress);

/** One answer with an address is proof for a name; where no name is known, any answer is. */
export const judge = (
  probe: readonly DnsQuery[],
  names: readonly string[],
  { server, origin }: Choice,
): DnsCandidate => {
  const own = probe.filter((query) => query.from === 'vm' && query.server === server && query.state !== 'failed');
  const answered = own.filter(({ state }) => state === 'answered');
  const missing = names.filter((name) => !answered.some((query) => query.name === name && leadsSomewhere(query)));
  const serves = answered.some(({ rcode }) => rcode === 'NOERROR' || rcode === 'NXDOMAIN');
  const state = (): DnsCandidate['state'] => {
    if (own.length === 0) return 'notAsked';
    if (answered.length === 0) return 'silent';
    // A server that was asked for some of the names only is not known to serve the others.
    if (!isAsked(probe, names, server)) return 'notAsked';
    return missing.length === 0 && serves ? 'good' : 'incomplete';
  };
  return { server, origin, state: state(), missing };
};
