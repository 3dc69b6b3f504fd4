import type { Neighbour } from './item.js';

const DEAD_STATES = ['FAILED', 'INCOMPLETE'];

export const neighbourOf = (neighbours: readonly Neighbour[], address: string): Neighbour | null =>
  neighbours.find((one) => one.address === address) ?? null;

/** The link was asked for it and nobody answered. A neighbour that was not asked for is not dead: null is no sign. */
export const isDead = (neighbour: Neighbour | null): boolean =>
  neighbour !== null && (DEAD_STATES.includes(neighbour.state) || neighbour.mac === '00:00:00:00:00:00');
