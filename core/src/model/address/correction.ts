import type { ConfiguredAddress } from './configuredAddress.js';
import { fixedDeployLine, proposeFixed, type HostSide } from './fixedAddress.js';
import { contains, isHostAddress, isLinkLocal, isNetworkOrBroadcast, prefixOf } from '../../ipv4.js';
import { unseenAddress, type FixedAddress } from './proposal.js';

const canStay = (
  address: string | null,
  { gateway, prefixLength }: FixedAddress,
  taken: readonly string[],
): address is string => {
  const subnet = prefixOf(gateway, prefixLength);
  if (address === null || subnet === null) return false;
  return (
    isHostAddress(address) &&
    contains(subnet, address) &&
    address !== gateway &&
    !isNetworkOrBroadcast(address, prefixLength) &&
    !taken.includes(address)
  );
};

const ownSubnet = ({ gateway, prefixLength }: ConfiguredAddress, taken: readonly string[]): FixedAddress | null => {
  if (gateway === null || isLinkLocal(gateway) || prefixLength === null || prefixLength < 1 || prefixLength > 30)
    return null;
  const subnet = prefixOf(gateway, prefixLength);
  const address = subnet === null ? null : unseenAddress(subnet, [gateway, ...taken]);
  return address === null ? null : { address, gateway, prefixLength };
};

/**
 * The three values put right: what the host has on the switch where it has something there, else the configured gateway's own
 * subnet. The configured address stays where it can.
 */
export const corrected = (configured: ConfiguredAddress, side: HostSide): FixedAddress | null => {
  const taken = [...(side.addresses ?? []).map(({ address }) => address), ...(side.taken ?? [])];
  const frame = proposeFixed(side) ?? ownSubnet(configured, taken);
  if (frame === null) return null;
  return canStay(configured.address, frame, taken) ? { ...frame, address: configured.address } : frame;
};

/** The corrected Deploy-Eflow line; empty where the values are not known. */
export const correctedDeployLine = (configured: ConfiguredAddress, side: HostSide): string =>
  fixedDeployLine(side.eflowSwitch, corrected(configured, side));
