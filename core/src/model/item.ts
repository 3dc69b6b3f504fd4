import type { FactId, FactValues } from '../facts/facts.js';

/** One entry of a fact that is a list. */
export type ItemOf<K extends FactId> = FactValues[K] extends readonly (infer T)[] ? T : never;

export type NetworkInterface = ItemOf<'guest.interfaces'>;
export type Route = ItemOf<'guest.routes'>;
export type PolicyRule = ItemOf<'guest.policyRules'>;
export type Neighbour = ItemOf<'guest.neighbours'>;
export type DnsQuery = ItemOf<'guest.dnsProbe'>;
export type Reach = ItemOf<'guest.reach'>;
export type Container = ItemOf<'guest.containers'>;
export type Resolver = FactValues['guest.resolver'];
export type ResolverFile = FactValues['guest.resolvedConf'][number];
export type Upstream = FactValues['guest.upstream'];
export type VmEndpoint = ItemOf<'host.vmEndpoint'>;
export type VmNetwork = ItemOf<'host.vmNetwork'>;
export type VirtualSwitch = ItemOf<'host.switches'>;
export type Nat = ItemOf<'host.nat'>;
export type HostAddress = ItemOf<'host.addresses'>;
export type HostDns = ItemOf<'host.dnsServers'>;
export type HostRoute = ItemOf<'host.routes'>;
export type HostNeighbour = ItemOf<'host.neighbours'>;
export type NetworkFile = ItemOf<'guest.networkFiles'>;
export type Lease = ItemOf<'guest.leases'>;
export type HostAdapter = ItemOf<'host.adapters'>;
export type PortProbe = ItemOf<'host.portProbe'>;
export type HostService = ItemOf<'host.services'>;
export type ContainerNetwork = ItemOf<'guest.containerNetworks'>;
export type ProxySetting = ItemOf<'guest.proxySettings'>;
export type Service = ItemOf<'guest.services'>;
export type DaemonJson = FactValues['guest.daemonJson'];
export type ResolvConf = ItemOf<'guest.resolvConf'>;
export type NameLookup = ItemOf<'guest.nameProbe'>;
