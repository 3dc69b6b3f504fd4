import { isIpv4, isLinkLocal, parsePrefix, prefixOf, type Prefix } from '../../ipv4.js';
import type { HostAddress, HostRoute, VirtualSwitch } from '../item.js';

/** Windows names the host's own adapter on a switch after the switch, in every language. */
export const hostAdapterName = (switchName: string): string => `vEthernet (${switchName})`;

/** All that the host has on a switch. */
export const hostAddressesOn = (
  one: VirtualSwitch | null,
  addresses: readonly HostAddress[] | undefined,
): readonly HostAddress[] => {
  if (one === null || addresses === undefined) return [];
  const alias = hostAdapterName(one.name).toLowerCase();
  return addresses.filter(({ interfaceAlias, address }) => interfaceAlias.toLowerCase() === alias && isIpv4(address));
};

/** The host's own address on a switch, the one it was given before one that it gave itself. */
export const hostEnd = (
  one: VirtualSwitch | null,
  addresses: readonly HostAddress[] | undefined,
): HostAddress | null => {
  const own = hostAddressesOn(one, addresses);
  return own.find(({ address }) => !isLinkLocal(address)) ?? own[0] ?? null;
};

export const subnetOf = ({ address, prefixLength }: HostAddress): Prefix | null => prefixOf(address, prefixLength);

/** The subnet of the address that the host was given on a switch; null where it has none, or gave itself one. */
export const givenSubnet = (one: VirtualSwitch, addresses: readonly HostAddress[] | undefined): Prefix | null => {
  const end = hostEnd(one, addresses);
  return end === null || isLinkLocal(end.address) ? null : subnetOf(end);
};

/** Where the host itself sends what is meant for elsewhere, on one of its adapters. */
export const hostGateway = (interfaceIndex: number, routes: readonly HostRoute[] | undefined): string | null =>
  routes?.find(
    (route) =>
      route.interfaceIndex === interfaceIndex &&
      parsePrefix(route.destination)?.length === 0 &&
      isIpv4(route.nextHop) &&
      route.nextHop !== '0.0.0.0',
  )?.nextHop ?? null;

/** One that Windows gave itself because nobody gave it another. */
export const isOwnIdea = ({ address, origin }: HostAddress): boolean => isLinkLocal(address) && origin !== 'Manual';
