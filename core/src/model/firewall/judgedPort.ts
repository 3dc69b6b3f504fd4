import type { FactValues } from '../../facts/facts.js';
import { cardSubnets } from '../address/vmInterface.js';
import type { RuleStep } from '../netfilter/step.js';
import { worldOf, type WorldFacts } from '../netfilter/worldOf.js';
import { lettingChosenIn, passageOf, type OfferedPort, type Passage } from './offeredPort.js';

export type PortFacts = WorldFacts & { readonly 'host.portProbe'?: FactValues['host.portProbe'] | undefined };

/** A port, and what becomes of a connection from outside to it. */
export interface JudgedPort {
  readonly offered: OfferedPort;
  readonly passage: Passage;
  /** For a closed port: the rule that lets chosen senders in all the same. */
  readonly chosen?: RuleStep | null;
}

/** The discard service, which nobody offers: a VM that lets it in lets everything in. */
export const NOBODYS_PORT = 9;

/** Without an address nobody can knock: rules about the address tell why. */
export const canBeReached = (facts: Pick<FactValues, 'guest.interfaces'>): boolean =>
  cardSubnets(facts['guest.interfaces']).length > 0;

/** What becomes of a connection from outside to each of these ports. */
export const judgePorts = (ports: readonly OfferedPort[], facts: PortFacts): readonly JudgedPort[] => {
  const world = worldOf(facts);
  return ports.map((offered) => {
    const passage = passageOf(world, offered, facts['host.portProbe']);
    const stop = passage.kind === 'closed' ? passage.by : null;
    return { offered, passage, chosen: stop === null ? null : lettingChosenIn(world, offered, stop) };
  });
};
