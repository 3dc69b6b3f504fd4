import { contains, toDotted, type Prefix } from '../../ipv4.js';
import type { NetworkInterface, Neighbour } from '../item.js';
import { isDead } from './neighbours.js';
import { mainAddress } from './vmInterface.js';

/**
 * Whom the card asks for on its link in vain although they are beyond it: its subnet is wider than that of this Windows on the
 * same link, so that it takes them for neighbours.
 */
export const takenForNeighbours = (
  card: NetworkInterface,
  link: Prefix,
  neighbours: readonly Neighbour[] | undefined,
): readonly string[] => {
  const own = mainAddress(card);
  if (own === null || own.prefixLength >= link.length || !contains(own.subnet, toDotted(link.network))) return [];
  return (neighbours ?? [])
    .filter((one) => one.device === card.name && isDead(one))
    .map(({ address }) => address)
    .filter((address) => contains(own.subnet, address) && !contains(link, address));
};
