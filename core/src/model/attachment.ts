import type { Container, ContainerNetwork } from './item.js';

type Attachment = Container['networks'][number];

/** Whether a container is in a network by this: the engine of some versions tells the id, of others the name alone. */
export const isIn = ({ networkId, name }: Attachment, network: Pick<ContainerNetwork, 'id' | 'name'>): boolean =>
  networkId === network.id || name === network.name;
