import type { Container, ContainerNetwork } from './item.js';

type Attachment = Container['networks'][number];

/** Whether a container is in a network by this: the engine of some versions tells the id, of others the name alone. */
export const isIn = ({ networkId, name }: Attachment, network: Pick<ContainerNetwork, 'id' | 'name'>): boolean =>
  networkId === network.id || name === network.name;

const EDGE_AGENT = 'edgeAgent';

/** Unless config.toml names another one. */
const EDGE_NETWORK = 'azure-iot-edge';

/** Whether IoT Edge makes a network when it is not there: the one that it starts its own agent in. */
export const isOfEdge = (network: string, containers: readonly Container[] | undefined): boolean =>
  network === EDGE_NETWORK ||
  (containers ?? []).some(({ name, networkMode }) => name === EDGE_AGENT && networkMode === network);
