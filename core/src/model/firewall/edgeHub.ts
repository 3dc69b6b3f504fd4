import type { Container, ContainerNetwork } from '../item.js';
import type { World } from '../netfilter/world.js';
import { wayBetween, type Bridged, type WayOut } from './outbound.js';

export const isEdgeHub = ({ name, image }: Pick<Container, 'name' | 'image'>): boolean =>
  name.toLowerCase() === 'edgehub' || image.includes('azureiotedge-hub');

/** Modules talk to edgeHub by HTTPS, AMQP or MQTT, each as it likes. */
const HUB_PORTS = [443, 5671, 8883] as const;

/** A module beside edgeHub, and what becomes of its connections on each port of edgeHub. */
export interface WayToHub {
  readonly module: string;
  readonly from: Bridged;
  readonly ways: readonly WayOut[];
}

const attachedTo = ({ networks }: Container, { id, name }: ContainerNetwork): string | null =>
  networks.find((one) => one.networkId === id || one.name === name)?.address ?? null;

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
    const to = attachedTo(hub, network);
    if (bridge === null || to === null) return [];
    return running.flatMap((one) => {
      const address = attachedTo(one, network);
      if (one === hub || address === null) return [];
      const from = { network: name, address, bridge };
      const ways = HUB_PORTS.map((port) => wayBetween(world, from, to, { protocol: 'tcp', port }));
      return [{ module: one.name, from, ways }];
    });
  });
};
