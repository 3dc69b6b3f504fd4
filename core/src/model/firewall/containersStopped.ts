import { callsEngine, USER_CHAIN } from '../netfilter/engineRules.js';
import type { World } from '../netfilter/world.js';
import type { WayOut } from './outbound.js';

/**
 * What keeps containers in. A policy stops what no rule lets through: the engine's rules are gone (`flushed`), or in the other
 * back end. `answers`: the owner's rule stops what comes back to them as it stops what nobody asked for.
 */
export type ContainersStopped = 'flushed' | 'otherBackEnd' | 'answers' | 'rule';

export const containersStopped = (
  { backEnds }: World,
  { by, how }: Extract<WayOut, { kind: 'closed' }>,
): ContainersStopped => {
  if (by.rule !== null) return how === 'answers' && [USER_CHAIN, 'FORWARD'].includes(by.chain) ? 'answers' : 'rule';
  const engine = backEnds.find(({ ruleset }) => callsEngine(ruleset, 'filter', 'FORWARD'));
  if (engine === undefined) return 'flushed';
  return engine.name === by.backEnd || by.chain !== 'FORWARD' ? 'rule' : 'otherBackEnd';
};
