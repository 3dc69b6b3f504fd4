import type { ContainerNetwork, NetworkInterface } from '../item.js';
import { primary } from './vmInterface.js';

interface LargerBridge {
  readonly network: string;
  /** The largest packets of the network, in bytes. */
  readonly size: number;
}

/** The container networks that send larger packets than the card of the VM does. */
export const largerBridges = (
  interfaces: readonly NetworkInterface[],
  networks: readonly ContainerNetwork[],
): readonly LargerBridge[] => {
  const card = primary(interfaces);
  return networks.flatMap(({ name, bridge, mtu }) => {
    const size = mtu ?? interfaces.find((one) => one.name === bridge)?.mtu ?? null;
    return card === null || bridge === null || size === null || size <= card.mtu ? [] : [{ network: name, size }];
  });
};
