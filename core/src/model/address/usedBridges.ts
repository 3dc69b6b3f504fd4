import type { FactValues } from '../../facts/facts.js';
import { isIn } from '../attachment.js';
import { isIpv4, parsePrefix } from '../../ipv4.js';

/** The bridge of a container network that a running container is in. */
export interface UsedBridge {
  readonly network: string;
  readonly bridge: string;
  /** What the engine gives the bridge: an address in each of the network's IPv4 subnets. */
  readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
}

export const usedBridges = (
  containers: FactValues['guest.containers'],
  networks: FactValues['guest.containerNetworks'],
): readonly UsedBridge[] => {
  const attached = containers.filter(({ running }) => running).flatMap((one) => one.networks);
  return networks.flatMap((network) => {
    const { name, bridge, subnets } = network;
    if (bridge === null || !attached.some((one) => isIn(one, network))) return [];
    const addresses = subnets.flatMap(({ subnet, gateway }) => {
      const prefix = parsePrefix(subnet);
      return gateway !== null && isIpv4(gateway) && prefix !== null
        ? [{ address: gateway, prefixLength: prefix.length }]
        : [];
    });
    return [{ network: name, bridge, addresses }];
  });
};
