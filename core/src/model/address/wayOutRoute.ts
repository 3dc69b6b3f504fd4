import type { FactValues } from '../../facts/facts.js';
import { grouped } from '../../grouped.js';
import { toNumber } from '../../ipv4.js';
import { groundOf } from '../netfilter/ground.js';
import { fromVm, isRoute, lookUp, type Answer, type FibRoute, type Lookup } from '../netfilter/routing.js';
import { answeredBy, CONTROL_ADDRESS, directBeyond } from '../upstream/reach.js';
import { unreached } from './strayRoute.js';
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
export const routeTo = (facts: RouteFacts, address: string, asked: Partial<Lookup> = {}): FibRoute | null => {
  const found = answerTo(facts, address, asked);
  return found !== null && isRoute(found) ? found : null;
};

/** Not a route of its own for some addresses, but the one for all that have none. */
export const isDefaultRoute = ({ prefix }: FibRoute): boolean => prefix.length === 0;

/** Whether the VM sends by its default route what goes to an address. */
export const goesByDefault = (facts: RouteFacts, address: string): boolean => {
  const route = routeTo(facts, address);
  return route !== null && isDefaultRoute(route);
};

/**
 * The VM's own connections that come to the gateway of its default route: what goes by a route of its own never does (RT009), and
 * what a rule of routing may refuse need not.
 */
export const byDefaultRoute = (facts: RouteFacts & Pick<FactValues, 'guest.reach'>): ReturnType<typeof directBeyond> =>
  directBeyond(facts['guest.reach'], facts['guest.interfaces']).filter(({ address }) => goesByDefault(facts, address));

type AskedFacts = RouteFacts &
  Pick<FactValues, 'guest.reach'> & { readonly 'guest.dnsProbe'?: FactValues['guest.dnsProbe'] | undefined };

/**
 * What the VM needs by one way and did not reach, services by their names, DNS servers by their addresses; none where anything
 * answered by that way: then its fault is no fault of the way. `null`: nothing was tried by it.
 */
export const lostBy = (facts: AskedFacts, isOnWay: (address: string) => boolean): readonly string[] | null => {
  const interfaces = facts['guest.interfaces'];
  const probe = facts['guest.dnsProbe'] ?? [];
  const answered = [
    ...answeredBy(facts['guest.reach'], interfaces).map(({ address }) => address),
    ...probe
      .filter(({ from, state, server }) => from === 'vm' && state === 'answered' && server !== CONTROL_ADDRESS)
      .map(({ server }) => server),
  ];
  if (answered.some(isOnWay)) return [];
  const lost = unreached(facts['guest.reach'], interfaces, probe).filter(({ address }) => isOnWay(address));
  return lost.length === 0 ? null : [...new Set(lost.map(({ name }) => name))];
};

/** A route of its own with a gateway, and what the VM needs by it. */
interface LostRoute {
  readonly route: FibRoute;
  readonly gateway: string;
  /** As a list for people. */
  readonly names: string;
  /** The address of one of them. */
  readonly first: string;
}

/**
 * The routes, apart from the default one, behind whose gateway nothing answered that was asked. Of a single machine that is silent
 * nobody knows whether it is off: so there are at least two.
 */
export const lostRoutes = (facts: AskedFacts): readonly LostRoute[] => {
  const lost = unreached(facts['guest.reach'], facts['guest.interfaces'], facts['guest.dnsProbe']);
  const addresses = lost.map(({ address }) => address);
  return [...grouped(addresses, (address) => routeTo(facts, address))].flatMap(([route, addresses]) => {
    if (route === null || isDefaultRoute(route)) return [];
    const { gateway } = route;
    const [first = ''] = addresses;
    if (gateway === null || new Set(addresses).size < 2) return [];
    const names = lostBy(facts, (address) => routeTo(facts, address) === route) ?? [];
    return names.length === 0 ? [] : [{ route, gateway, names: names.join(', '), first }];
  });
};
