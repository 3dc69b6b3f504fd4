import { hostEnd } from '../host/end.js';
import { contains, isIpv4, prefixOf, type Prefix } from '../../ipv4.js';
import type {
  HostAddress,
  Lease,
  NetworkFile,
  NetworkInterface,
  VirtualSwitch,
  VmEndpoint,
  VmNetwork,
} from '../item.js';
import { filesFor, valuesOf } from './networkFile.js';
import { eflowSwitch } from '../host/switchKind.js';

interface GatewaySources {
  readonly leases: readonly Lease[] | undefined;
  readonly files: readonly NetworkFile[] | undefined;
  readonly endpoint: readonly VmEndpoint[] | undefined;
  /** The host's own end of the switch, where the host is the gateway. */
  readonly hostEnd: string | null;
}

/** On every switch but an External one the host stands between the VM and the rest: its own end is the gateway. */
export const hostGatewayOf = (facts: {
  readonly 'host.switches': readonly VirtualSwitch[] | undefined;
  readonly 'host.vmNetwork': readonly VmNetwork[] | undefined;
  readonly 'host.addresses': readonly HostAddress[] | undefined;
}): string | null => {
  const found = eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  return found === null || found.type === 'External'
    ? null
    : (hostEnd(found, facts['host.addresses'])?.address ?? null);
};

/** The gateway that the VM was told to use, whether or not it does: by its lease, its files, the endpoint's configuration. */
export const toldGateways = (
  card: NetworkInterface,
  { leases, files, endpoint, hostEnd: end }: GatewaySources,
): readonly string[] => {
  const leased = (leases ?? []).filter((lease) => lease.interface === card.name).flatMap(({ router }) => router);
  const inFiles = filesFor(card, files ?? []).flatMap((file) => valuesOf(file, 'Network', 'Gateway'));
  const primaryEndpoint = endpoint?.[0]?.gateway ?? null;
  const all = [...leased, ...inFiles, primaryEndpoint, end];
  return [
    ...new Set(all.filter((gateway) => gateway !== null && isIpv4(gateway) && gateway !== '0.0.0.0')),
  ] as string[];
};

/** The first of them that can be a gateway of this subnet at all. */
export const knownGateway = (card: NetworkInterface, subnet: Prefix, sources: GatewaySources): string | null =>
  toldGateways(card, sources).find((gateway) => contains(subnet, gateway)) ?? null;

/** No address of the host would help a VM that cannot reach its gateway from its own subnet: IP009. */
export const isOutside = ({ address, prefixLength, gateway }: VmEndpoint): boolean => {
  if (address === null || prefixLength === null || gateway === null) return false;
  const subnet = prefixOf(address, prefixLength);
  return subnet !== null && !contains(subnet, gateway);
};
