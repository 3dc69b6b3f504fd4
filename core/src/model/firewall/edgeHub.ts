import { isIn } from '../attachment.js';
import type { Container, ContainerNetwork } from '../item.js';
import type { World } from '../netfilter/world.js';
import { wayBetween, type Bridged, type WayOut } from './outbound.js';

export const isEdgeHub = ({ name, image }: Pick<Container, 'name' | 'image'>): boolean =>
  name.toLowerCase() === 'edgehub' || image.includes('azureiotedge-hub');

/** By which modules and devices below connect to edgeHub, each as it likes: MQTT, AMQP, HTTPS. */
export const HUB_PORTS = [8883, 5671, 443] as const;

/** A module beside edgeHub, and what becomes of its connections on each port of edgeHub. */
export interface WayToHub {
  readonly module: string;
  readonly from: Bridged;
  readonly ways: readonly WayOut[];
}

const addressIn = ({ networks }: Container, network: ContainerNetwork): string | null =>
  networks.find((one) => isIn(one, network))?.address ?? null;

/** The ways from every module that runs on a bridge with edgeHub. */
export const waysToHub = (
  world: World,
  containers: readonly Container[],
  networks: readonly ContainerNetwork[],
): readonly WayToHub[] => {
  const running = containers.filter((one) => one.running);
  const hub = running.find(isEdgeHub);
  if (hub === undefined) return [];
  return networks.flatMap((network) => {
    const { bridge, name } = network;
    const to = addressIn(hub, network);
    if (bridge === null || to === null) return [];
    return running.flatMap((one) => {
      const address = addressIn(one, network);
      if (one === hub || address === null) return [];
      const from = { network: name, address, bridge };
      const ways = HUB_PORTS.map((port) => wayBetween(world, from, to, { protocol: 'tcp', port }));
      return [{ module: one.name, from, ways }];
    });
  });
};
