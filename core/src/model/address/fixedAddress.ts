import { hostEnd, hostGateway, subnetOf } from '../host/end.js';
import { isLinkLocal } from '../../ipv4.js';
import type { HostAddress, HostNeighbour, HostRoute, VirtualSwitch } from '../item.js';
import { deployLine, unseenAddress, type FixedAddress } from './proposal.js';
import { kindOf } from '../host/switchKind.js';

/** What is known of the host's side of the switch. */
export interface HostSide {
  readonly eflowSwitch: VirtualSwitch | null;
  readonly addresses: readonly HostAddress[] | undefined;
  readonly routes: readonly HostRoute[] | undefined;
  readonly neighbours: readonly HostNeighbour[] | undefined;
  /** Addresses that somebody has besides. */
  readonly taken?: readonly string[];
}

/**
 * A fixed address that fits the subnet the host has on the switch: on an Internal switch the host is the gateway, on an
 * External one the host's own gateway is. Null on the Default Switch, which allows none, and where the host has no subnet there.
 */
export const proposeFixed = ({
  eflowSwitch,
  addresses,
  routes,
  neighbours,
  taken = [],
}: HostSide): FixedAddress | null => {
  const end = hostEnd(eflowSwitch, addresses);
  if (eflowSwitch === null || end === null || isLinkLocal(end.address) || kindOf(eflowSwitch) === 'default')
    return null;
  const gateway = eflowSwitch.type === 'External' ? hostGateway(end.interfaceIndex, routes) : end.address;
  const subnet = subnetOf(end);
  if (gateway === null || subnet === null) return null;
  const seen = [end.address, gateway, ...taken, ...(neighbours ?? []).map(({ address }) => address)];
  const address = unseenAddress(subnet, seen);
  return address === null ? null : { address, gateway, prefixLength: end.prefixLength };
};

/** The Deploy-Eflow line for a fixed address; empty where none can be proposed. */
export const fixedDeployLine = (eflowSwitch: VirtualSwitch | null, fixed: FixedAddress | null): string => {
  if (eflowSwitch === null || fixed === null || eflowSwitch.type === 'Private') return '';
  return deployLine({ switchName: eflowSwitch.name, switchType: eflowSwitch.type, fixed });
};
