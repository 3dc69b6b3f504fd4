import type { GatewayAnswer } from '../../parse/guest/gatewayProbe.js';
import type { Neighbour } from '../item.js';

const DEAD_STATES = ['FAILED', 'INCOMPLETE'];

export const neighbourOf = (neighbours: readonly Neighbour[], address: string): Neighbour | null =>
  neighbours.find((one) => one.address === address) ?? null;

/** The link was asked for it and nobody answered. A neighbour that was not asked for is not dead: null is no sign. */
export const isDead = (neighbour: Neighbour | null): boolean =>
  neighbour !== null && (DEAD_STATES.includes(neighbour.state) || neighbour.mac === '00:00:00:00:00:00');

/** A gateway as the link has it; what was seen after something had been sent to it goes before an older entry. */
export const gatewayOf = (
  probe: readonly GatewayAnswer[] | undefined,
  neighbours: readonly Neighbour[],
  gateway: string,
): Neighbour | null => {
  const answer = probe?.find((one) => one.gateway === gateway && (one.neighbour !== null || one.ping === 'answered'));
  if (answer === undefined) return neighbourOf(neighbours, gateway);
  const state = answer.ping === 'answered' ? 'REACHABLE' : (answer.neighbour ?? '');
  return { address: gateway, device: answer.device, mac: answer.mac, state };
};
