import { hostAddressesOn, hostEnd } from '../host/end.js';
import { contains, prefixOf, type Prefix } from '../../ipv4.js';
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

/** What tells of the gateway that the VM was told to use. */
interface GatewayFacts {
  readonly 'guest.leases': readonly Lease[] | undefined;
  readonly 'guest.networkFiles': readonly NetworkFile[] | undefined;
  readonly 'host.vmEndpoint': readonly VmEndpoint[] | undefined;
  readonly 'host.switches': readonly VirtualSwitch[] | undefined;
  readonly 'host.vmNetwork': readonly VmNetwork[] | undefined;
  readonly 'host.addresses': readonly HostAddress[] | undefined;
}

/** On every switch but an External one the host stands between the VM and the rest: its own end is the gateway. */
const hostGatewayOf = (facts: GatewayFacts): string | null => {
  const found = eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  return found === null || found.type === 'External'
    ? null
    : (hostEnd(found, facts['host.addresses'])?.address ?? null);
};

const leasesOf = (card: NetworkInterface, facts: Pick<GatewayFacts, 'guest.leases'>): readonly Lease[] =>
  (facts['guest.leases'] ?? []).filter((lease) => lease.interface === card.name);

/** Whether the card has a lease, and that names no router. */
export const isLeasedWithoutRouter = (card: NetworkInterface, facts: Pick<GatewayFacts, 'guest.leases'>): boolean =>
  leasesOf(card, facts)[0]?.router.length === 0;

/** The gateways that the VM was told to use, whether or not it does: by its lease, its files, the endpoint's configuration. */
const toldGateways = (card: NetworkInterface, facts: GatewayFacts): readonly string[] => {
  const leased = leasesOf(card, facts).flatMap(({ router }) => router);
  const inFiles = filesFor(card, facts['guest.networkFiles'] ?? []).flatMap((file) =>
    valuesOf(file, 'Network', 'Gateway'),
  );
  const ofEndpoint = facts['host.vmEndpoint']?.[0]?.gateway ?? null;
  return [...leased, ...inFiles, ofEndpoint, hostGatewayOf(facts)].filter((gateway) => gateway !== null);
};

/** The first of them that can be a gateway of this subnet at all. */
export const knownGateway = (card: NetworkInterface, subnet: Prefix, facts: GatewayFacts): string | null =>
  toldGateways(card, facts).find((gateway) => gateway !== '0.0.0.0' && contains(subnet, gateway)) ?? null;

/** No address of the host would help a VM that cannot reach its gateway from its own subnet: IP009. */
export const isOutside = ({ address, prefixLength, gateway }: VmEndpoint): boolean => {
  if (address === null || prefixLength === null || gateway === null) return false;
  const subnet = prefixOf(address, prefixLength);
  return subnet !== null && !contains(subnet, gateway);
};

/** Whether the VM was told a gateway that only the host can be on this switch, and that the host does not have. */
export const lacksGateway = (
  used: VirtualSwitch,
  addresses: readonly HostAddress[],
  told: VmEndpoint | undefined,
): boolean => {
  if (told === undefined || told.gateway === null || isOutside(told)) return false;
  return !hostAddressesOn(used, addresses).some(({ address }) => address === told.gateway);
};
