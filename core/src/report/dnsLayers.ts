import type { DnsLayer } from '../contract/dnsReport.js';
import type { FactId } from '../facts/facts.js';
import type { FactTable } from '../facts/readFacts.js';
import { vmServers } from '../model/dns/dns.js';
import type {
  Container,
  ContainerNetwork,
  DaemonJson,
  DnsQuery,
  HostDns,
  NetworkInterface,
  ResolvConf,
  Resolver,
} from '../model/item.js';
import { isIpv4, isLoopback } from '../ipv4.js';
import { cards } from '../model/address/vmInterface.js';
import { say } from '../texts/say.js';

/** A server at a layer, and from where the questions to it were asked. */
export interface LayerServer {
  readonly layer: DnsLayer;
  readonly scope: string;
  /** Empty where the layer has none. */
  readonly server: string;
  readonly configuredIn: string;
  /** As in the DNS probe: `vm`, `network:<name>`; `host` for the host's own; null where nobody asks from there. */
  readonly from: string | null;
  /** Why the layer could not be read; null where it could. */
  readonly missing: string | null;
}

type Place = Omit<LayerServer, 'server' | 'missing'>;

/** One entry a server; one without a server where there is none. */
const listed = (place: Place, servers: readonly string[]): LayerServer[] =>
  (servers.length === 0 ? [''] : [...new Set(servers)]).map((server) => ({ ...place, server, missing: null }));

const hostLayer = (adapters: readonly HostDns[]): LayerServer[] =>
  adapters
    .filter(({ servers }) => servers.length > 0)
    .flatMap(({ interfaceAlias, servers }) =>
      listed(
        { layer: 'host', scope: interfaceAlias, configuredIn: 'Get-DnsClientServerAddress', from: 'host' },
        servers.filter(isIpv4),
      ),
    );

const linkLayer = (resolver: Resolver, interfaces: readonly NetworkInterface[]): LayerServer[] =>
  cards(interfaces).flatMap(({ name }) => {
    const link = resolver.links.find((one) => one.name === name);
    return listed(
      { layer: 'vmLink', scope: name, configuredIn: 'resolvectl', from: 'vm' },
      link?.servers.filter(isIpv4) ?? [],
    );
  });

const vmLayers = (resolver: Resolver, interfaces: readonly NetworkInterface[]): LayerServer[] => {
  const { global, fallback } = vmServers(resolver, interfaces);
  const place = { scope: '', configuredIn: '/etc/systemd/resolved.conf', from: 'vm' } as const;
  return [
    ...linkLayer(resolver, interfaces),
    ...(global.length > 0 ? listed({ ...place, layer: 'vmGlobal' }, global) : []),
    ...(fallback.length > 0 ? listed({ ...place, layer: 'vmFallback' }, fallback) : []),
  ];
};

const DAEMON_JSON = '/etc/docker/daemon.json';
const UPSTREAM_RESOLV_CONF = '/run/systemd/resolve/resolv.conf';

const engineLayer = ({ dns }: DaemonJson): LayerServer[] =>
  listed({ layer: 'engine', scope: '', configuredIn: DAEMON_JSON, from: 'vm' }, dns);

/** What the containers' own resolver file names, as far as it was asked: the engine's resolver on networks that somebody made. */
const askedServers = (probe: readonly DnsQuery[], from: string): string[] =>
  probe.filter((query) => query.from === from).map(({ server }) => server);

/** Behind the containers' file stand the servers of daemon.json, else those that the VM's resolver knows. */
const networkLayer = (
  networks: readonly ContainerNetwork[],
  containers: readonly Container[],
  daemon: DaemonJson | null,
  files: readonly ResolvConf[] | null,
  probe: readonly DnsQuery[],
): LayerServer[] => {
  const inUse = new Set(
    containers.filter(({ running }) => running).flatMap((one) => one.networks.map(({ name }) => name)),
  );
  const uplink = files
    ?.find(({ path }) => path === UPSTREAM_RESOLV_CONF)
    ?.nameservers.filter((one) => isIpv4(one) && !isLoopback(one));
  const own = daemon?.dns ?? [];
  return networks
    .filter(({ name, driver }) => driver === 'bridge' && inUse.has(name))
    .flatMap(({ name }) => {
      const from = `network:${name}`;
      const asked = askedServers(probe, from);
      const place = { layer: 'network', scope: name, from } as const;
      if (asked.length > 0) return listed({ ...place, configuredIn: say("the containers' /etc/resolv.conf") }, asked);
      const configuredIn = own.length > 0 ? DAEMON_JSON : UPSTREAM_RESOLV_CONF;
      return listed({ ...place, configuredIn }, own.length > 0 ? own : (uplink ?? []));
    });
};

/** Only modules that have servers of their own: the others use those of their network. */
const moduleLayer = (containers: readonly Container[]): LayerServer[] =>
  containers
    .filter(({ dns, running }) => running && dns.length > 0)
    .flatMap(({ name, dns, networkMode, networks }) => {
      const network = networks[0]?.name;
      const from = networkMode === 'host' || network === undefined ? 'vm' : `network:${network}`;
      return listed({ layer: 'module', scope: name, configuredIn: 'HostConfig.Dns', from }, dns);
    });

/** What a layer is when a fact that shows it is missing. */
const unread = (facts: FactTable, layer: DnsLayer, ...ids: readonly FactId[]): LayerServer[] => {
  for (const id of ids) {
    const state = facts[id];
    if (!state.ok) {
      return [
        {
          layer,
          scope: '',
          server: '',
          configuredIn: '',
          from: null,
          missing: say('{facts} is missing: {reason}', { facts: id, reason: state.reason }),
        },
      ];
    }
  }
  return [];
};

const valueOf = <T>(state: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null =>
  state.ok ? state.value : null;

/** Every layer at which a name may be resolved, outermost first. */
export const dnsLayers = (facts: FactTable): readonly LayerServer[] => {
  const [host, resolver, interfaces] = [facts['host.dnsServers'], facts['guest.resolver'], facts['guest.interfaces']];
  const [daemon, containers, networks] = [
    facts['guest.daemonJson'],
    facts['guest.containers'],
    facts['guest.containerNetworks'],
  ];
  const files = valueOf(facts['guest.resolvConf']);
  return [
    ...(host.ok ? hostLayer(host.value) : unread(facts, 'host', 'host.dnsServers')),
    ...(resolver.ok && interfaces.ok
      ? vmLayers(resolver.value, interfaces.value)
      : unread(facts, 'vmLink', 'guest.resolver', 'guest.interfaces')),
    ...(daemon.ok ? engineLayer(daemon.value) : unread(facts, 'engine', 'guest.daemonJson')),
    ...(networks.ok && containers.ok
      ? networkLayer(networks.value, containers.value, valueOf(daemon), files, valueOf(facts['guest.dnsProbe']) ?? [])
      : unread(facts, 'network', 'guest.containerNetworks', 'guest.containers')),
    ...(containers.ok ? moduleLayer(containers.value) : []),
  ];
};
