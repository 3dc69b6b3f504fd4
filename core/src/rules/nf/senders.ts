import type { FactValues } from '../../facts/facts.js';
import { bridged, type Bridged } from '../../model/firewall/outbound.js';
import { say } from '../../texts/say.js';

type BridgeFacts = Pick<FactValues, 'guest.interfaces'> & {
  readonly [K in 'guest.containers' | 'guest.containerNetworks']?: FactValues[K] | undefined;
};

/** Who sends from each container network; null: nothing tells. */
export const sendersOf = (facts: BridgeFacts): readonly Bridged[] | null =>
  bridged(facts['guest.containers'], facts['guest.containerNetworks'], facts['guest.interfaces']);

/** Why some could not be judged; nothing where all were. */
export const undecidedSenders = (open: readonly string[]): { readonly unknown: string } | undefined =>
  open.length === 0
    ? undefined
    : {
        unknown: say('Whether containers are let out depends on what is not known: {on}.', {
          on: [...new Set(open)].join('; '),
        }),
      };
