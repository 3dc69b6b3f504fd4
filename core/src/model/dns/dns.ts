import type { DnsQuery, Lease, NetworkInterface, Resolver } from '../item.js';
import { grouped } from '../../grouped.js';
import { contains, isIpv4, isLoopback } from '../../ipv4.js';
import { isIpv6 } from '../../ipv6.js';
import { CONTROL_ADDRESS } from '../upstream/reach.js';
import { cards, cardSubnets } from '../address/vmInterface.js';
import { remembering } from '../../remembering.js';
import { say } from '../../texts/say.js';

/** How a server took the questions that it was asked over one transport. */
export type Answering = 'answered' | 'silent' | 'refused' | 'notAsked';

/** A question to a server, asked by the guest or by the host. */
export type Question = Omit<DnsQuery, 'from'> & { readonly from: string };

/** The questions of one end to one server: each is asked for, of however many. */
const questions = remembering<Map<string, Question[]>>();

const sideOf = (from: string, server: string): string => `${from}\n${server}`;

const bySides = (probe: readonly Question[]): Map<string, Question[]> =>
  grouped(
    probe.filter(({ state }) => state !== 'failed'),
    ({ from, server }) => sideOf(from, server),
  );

const asked = (probe: readonly Question[], from: string, server: string): readonly Question[] =>
  questions(probe, [], () => bySides(probe)).get(sideOf(from, server)) ?? [];

/** One answer is proof; one silence among answers is a lost packet. `failed` is our own failure to ask, and says nothing. */
export const answering = (
  probe: readonly Question[],
  from: string,
  server: string,
  transport: 'udp' | 'tcp',
): Answering => {
  const states = asked(probe, from, server)
    .filter((query) => query.transport === transport)
    .map(({ state }) => state);
  if (states.includes('answered')) return 'answered';
  if (states.includes('refused')) return 'refused';
  return states.length === 0 ? 'notAsked' : 'silent';
};

/** Whether a server answers at all: over either transport. */
export const serverState = (probe: readonly DnsQuery[], from: string, server: string): Answering => {
  const both = [answering(probe, from, server, 'udp'), answering(probe, from, server, 'tcp')];
  return (['answered', 'refused', 'silent'] as const).find((state) => both.includes(state)) ?? 'notAsked';
};

export interface VmServers {
  /** Of the links to a switch. */
  readonly link: readonly string[];
  readonly global: readonly string[];
  /** Asked only where there is no other. */
  readonly fallback: readonly string[];
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** The IPv4 servers that the VM's resolver knows, by where it has them from. Its own stub is none. */
export const vmServers = (resolver: Resolver, interfaces: readonly NetworkInterface[]): VmServers => {
  const names = new Set(cards(interfaces).map(({ name }) => name));
  const usable = (servers: readonly string[]): string[] =>
    unique(servers.filter((one) => isIpv4(one) && !isLoopback(one)));
  return {
    link: usable(resolver.links.filter(({ name }) => names.has(name)).flatMap(({ servers }) => servers)),
    global: usable(resolver.global.servers),
    fallback: usable(resolver.global.fallbackServers),
  };
};

/** The same by IPv6, which routers announce; EFLOW's cmdlet sets none. A link-local one carries its link: `fe80::1%eth0`. */
export const sixServers = (resolver: Resolver, interfaces: readonly NetworkInterface[]): readonly string[] => {
  const names = new Set(cards(interfaces).map(({ name }) => name));
  const links = resolver.links.filter(({ name }) => names.has(name)).flatMap(({ servers }) => servers);
  return unique(
    [...links, ...resolver.global.servers].filter((one) => isIpv6(one.split('%')[0] ?? '') && one !== '::1'),
  );
};

/** The servers that the VM asks: assigned ones, without the fallback. */
export const assignedServers = (resolver: Resolver, interfaces: readonly NetworkInterface[]): readonly string[] => {
  const { link, global } = vmServers(resolver, interfaces);
  return unique([...link, ...global]);
};

/** What each link has, as people read it. */
export const linkServers = ({ links }: Resolver): readonly string[] =>
  links.map(({ name, servers }) => `${name}: ${servers.join(', ') || say('none')}`);

/** Whether there is a lease that names no server. */
export const isServerless = (leases: readonly Lease[] | undefined): boolean =>
  leases?.some(({ dns }) => dns.length === 0) === true;

/** Whether a server stands on one of the VM's own links: on the Default Switch the host itself answers there. */
export const isNear = (server: string, interfaces: readonly NetworkInterface[]): boolean =>
  cardSubnets(interfaces).some((subnet) => contains(subnet, server));

/** Servers beyond the VM's subnets, where none of them answered it: with names that fail, all that tells of the way out. */
export const silentBeyond = (
  probe: readonly DnsQuery[],
  interfaces: readonly NetworkInterface[],
): readonly string[] => {
  const far = unique(probe.filter(({ from }) => from === 'vm').map(({ server }) => server)).filter(
    (server) => server !== CONTROL_ADDRESS && !isLoopback(server) && !isNear(server, interfaces),
  );
  return far.every((server) => serverState(probe, 'vm', server) === 'silent') ? far : [];
};

/** Servers that gave the VM what it asked for, whoever had them configured, in the order in which they were asked. */
export const provenServers = (probe: readonly DnsQuery[]): readonly string[] =>
  unique(
    probe
      .filter(({ from, rcode, server }) => from === 'vm' && rcode === 'NOERROR' && server !== CONTROL_ADDRESS)
      .map(({ server }) => server),
  );
