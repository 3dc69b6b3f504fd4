import type { FactValues } from '../../facts/facts.js';
import { toNumber } from '../../ipv4.js';
import { groundOf } from '../netfilter/ground.js';
import { fromVm, isRoute, lookUp, type Answer, type FibRoute, type Lookup } from '../netfilter/routing.js';
import { directBeyond } from '../upstream/reach.js';
import { worldOf } from '../netfilter/worldOf.js';

/** What the VM's own routes are known by. */
export type RouteFacts = Pick<FactValues, 'guest.interfaces' | 'guest.routes'> & {
  readonly 'guest.policyRules'?: FactValues['guest.policyRules'] | undefined;
};

/** What the VM's rules and tables say of what it sends to an address itself; null: that is none. */
export const answerTo = (facts: RouteFacts, address: string, asked: Partial<Lookup> = {}): Answer | null => {
  const destination = toNumber(address);
  if (destination === null) return null;
  const { fib } = groundOf(
    worldOf({
      'guest.interfaces': facts['guest.interfaces'],
      'guest.routes': facts['guest.routes'],
      'guest.policyRules': facts['guest.policyRules'],
    }),
  );
  return lookUp(fib, fromVm(destination, asked));
};

/** The route by which the VM itself sends to an address; null where it has none, or where its rules leave that open. */
export const routeTo = (facts: RouteFacts, address: string): FibRoute | null => {
  const found = answerTo(facts, address);
  return found !== null && isRoute(found) ? found : null;
};

/** Not a route of its own for some addresses, but the one for all that have none. */
export const isDefaultRoute = ({ prefix }: FibRoute): boolean => prefix.length === 0;

/**
 * The VM's own connections that come to the gateway of its default route: what goes by a route of its own never does (RT009), and
 * what a rule of routing may refuse need not.
 */
export const byDefaultRoute = (facts: RouteFacts & Pick<FactValues, 'guest.reach'>): ReturnType<typeof directBeyond> =>
  directBeyond(facts['guest.reach'], facts['guest.interfaces']).filter(({ address }) => {
    const route = routeTo(facts, address);
    return route !== null && isDefaultRoute(route);
  });
