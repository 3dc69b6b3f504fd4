import type { FactTable } from '../../facts/readFacts.js';
import type { FactId, FactValues } from '../../facts/facts.js';
import { HTTPS } from '../upstream/endpoints.js';
import { isIpv4, isLoopback } from '../../ipv4.js';
import { hostNetworkPorts, publishedPorts } from '../firewall/offeredPort.js';
import { proxyInUse } from '../upstream/proxy.js';
import { CONTROL_ADDRESS, fromVm } from '../upstream/reach.js';
import { mainAddress, primary } from '../address/vmInterface.js';

/** What the host is to try for itself, once the guest has said what it needs and what it offers. */
export interface HostQuestions {
  /** Ports of the VM, tried from the host. */
  readonly ports: { readonly address: string; readonly port: number }[];
  readonly names: string[];
  /** The same ports that the VM tried. */
  readonly endpoints: { readonly host: string; readonly port: number }[];
  /** Those of them that the VM reaches by a proxy, by the VM's or else by the host's own. */
  readonly proxied: {
    readonly host: string;
    readonly port: number;
    readonly proxy: string;
    readonly proxyPort: number;
  }[];
  /** The VM's DNS servers and the host's own. */
  readonly queries: { readonly server: string; readonly transport: 'udp' | 'tcp'; readonly name: string }[];
}

/** Connections and queries of guest and host together, tries included. */
const ALL = 150;
const most = { ports: 16, names: 6, endpoints: 10, proxied: 6, servers: 4 } as const;
/** A question to a server that stays silent is asked twice. */
const TRIES = 2;

/** A management channel, not a port of a module: never knocked at. */
const SSH = 22;

/** Values from the guest: what is no host name or address is not asked for. */
const isHost = (text: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/.test(text);

const unique = <T>(values: readonly T[], most: number): T[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value])).values()].slice(0, most);

const valueOf = <K extends FactId>(facts: FactTable, id: K): FactValues[K] | undefined => {
  const state = facts[id];
  return state.ok ? state.value : undefined;
};

const portsOf = (facts: FactTable): HostQuestions['ports'] => {
  const card = primary(valueOf(facts, 'guest.interfaces') ?? []);
  const address = card === null ? null : (mainAddress(card)?.address ?? null);
  const containers = valueOf(facts, 'guest.containers') ?? [];
  const offered = [...publishedPorts(containers), ...hostNetworkPorts(containers)];
  const tcp = offered.filter(({ protocol, port }) => protocol === 'tcp' && port > 0 && port !== SSH);
  return address === null
    ? []
    : unique(
        tcp.map(({ port }) => ({ address, port })),
        most.ports,
      );
};

/** What the VM itself asks: found in its answers, or in what it is about to ask. */
export interface VmAsks {
  readonly names: readonly string[];
  readonly endpoints: HostQuestions['endpoints'];
  readonly servers: readonly string[];
}

const asksIn = (facts: FactTable): VmAsks => {
  const named = (valueOf(facts, 'guest.nameProbe') ?? []).filter(({ from }) => from === 'vm');
  const tried = fromVm(valueOf(facts, 'guest.reach') ?? []).filter(({ via }) => via === 'direct');
  const servers = (valueOf(facts, 'guest.dnsProbe') ?? []).filter(({ from }) => from === 'vm');
  return {
    names: named.map(({ name }) => name),
    endpoints: tried.map(({ host, port }) => ({ host, port })),
    servers: servers.map(({ server }) => server),
  };
};

const namesOf = ({ names }: VmAsks): string[] =>
  unique(
    names.filter((name) => isHost(name) && !isIpv4(name)),
    most.names,
  );

const endpointsOf = ({ endpoints }: VmAsks): HostQuestions['endpoints'] =>
  unique(
    endpoints.filter(({ host, port }) => port > 0 && host !== CONTROL_ADDRESS && isHost(host)),
    most.endpoints,
  );

/** What IoT Edge sends by a proxy goes to 443, WebSockets included. */
const proxiedOf = (endpoints: HostQuestions['endpoints'], facts: FactTable): HostQuestions['proxied'] => {
  const proxy = proxyInUse(valueOf(facts, 'guest.proxySettings'), valueOf(facts, 'host.proxy'));
  if (proxy === null || !isHost(proxy.host)) return [];
  return endpoints
    .filter(({ port }) => port === HTTPS)
    .slice(0, most.proxied)
    .map((one) => ({ ...one, proxy: proxy.host, proxyPort: proxy.port }));
};

/** A name that the device needs before one that it merely asked for, such as its own: not every server need know that. */
const nameToAsk = (endpoints: HostQuestions['endpoints'], names: readonly string[]): string | undefined =>
  endpoints.map(({ host }) => host).find((host) => !isIpv4(host)) ??
  names.find((name) => name.includes('.')) ??
  names[0];

const queriesOf = (ofVm: VmAsks['servers'], facts: FactTable, name: string | undefined): HostQuestions['queries'] => {
  const ofHost = (valueOf(facts, 'host.dnsServers') ?? []).flatMap(({ servers }) => servers);
  const servers = unique(
    [...ofVm, ...ofHost].filter((one) => isIpv4(one) && !isLoopback(one) && one !== CONTROL_ADDRESS),
    most.servers,
  );
  if (name === undefined) return [];
  return servers.flatMap((server) => (['udp', 'tcp'] as const).map((transport) => ({ server, transport, name })));
};

/** What the guest has asked for already; each connection may have cost a lookup and a TLS hello too. */
const spentBy = (facts: FactTable): number =>
  (valueOf(facts, 'guest.dnsProbe') ?? []).length * TRIES +
  (valueOf(facts, 'guest.nameProbe') ?? []).length +
  (valueOf(facts, 'guest.reach') ?? []).length * 3;

/** As many of the questions as there is room for, the first kinds first. */
export const questionsFor = (asks: VmAsks, facts: FactTable, allowance = ALL): HostQuestions => {
  let room = allowance;
  const within = <T>(questions: readonly T[], cost: number): T[] => {
    const taken = questions.slice(0, Math.max(0, Math.floor(room / cost)));
    room -= taken.length * cost;
    return taken;
  };
  const names = namesOf(asks);
  const endpoints = endpointsOf(asks);
  return {
    ports: within(portsOf(facts), 1),
    names: within(names, TRIES),
    endpoints: within(endpoints, 1),
    proxied: within(proxiedOf(endpoints, facts), 1),
    queries: within(queriesOf(asks.servers, facts, nameToAsk(endpoints, names)), TRIES),
  };
};

/** What the host is to try once the guest has answered. */
export const hostQuestions = (facts: FactTable): HostQuestions =>
  questionsFor(asksIn(facts), facts, ALL - spentBy(facts));
