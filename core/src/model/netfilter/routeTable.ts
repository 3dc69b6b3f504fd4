import { sizeOf, type Prefix } from '../../ipv4.js';
import type { FibRoute } from './routing.js';

/**
 * A table of routes by where they lead: a device may have thousands, and each lookup asks no more than the lengths of prefix that
 * there are.
 */
export interface RouteTable {
  readonly routes: readonly FibRoute[];
  /** The routes by their network, for each length that occurs: the longest first, as the kernel asks them. */
  readonly lengths: readonly { readonly size: number; readonly byNetwork: ReadonlyMap<number, readonly FibRoute[]> }[];
}

/** The list under a key; one that is made where there was none. */
const listIn = <K, V>(lists: Map<K, V[]>, key: K): V[] => {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: V[] = [];
  lists.set(key, made);
  return made;
};

/** Routes to the same prefix stay in their order, which is that of preference. */
const routeTable = (routes: readonly FibRoute[]): RouteTable => {
  const lengths = new Map<number, Map<number, FibRoute[]>>();
  for (const route of routes) {
    const { network, length } = route.prefix;
    const byNetwork = lengths.get(length) ?? new Map<number, FibRoute[]>();
    lengths.set(length, byNetwork);
    listIn(byNetwork, network).push(route);
  }
  const longestFirst = [...lengths].sort(([one], [other]) => other - one);
  return { routes, lengths: longestFirst.map(([length, byNetwork]) => ({ size: sizeOf(length), byNetwork })) };
};

/** ROUTES, the best first, as the tables that they stand in. */
export const routeTables = (routes: readonly FibRoute[]): ReadonlyMap<string, RouteTable> => {
  const tables = new Map<string, FibRoute[]>();
  for (const route of routes) listIn(tables, route.table).push(route);
  return new Map([...tables].map(([name, own]) => [name, routeTable(own)]));
};

/** The best route to ADDRESS that is wanted. */
export const bestTo = (
  table: RouteTable | undefined,
  address: number,
  isWanted: (route: FibRoute) => boolean = () => true,
): FibRoute | undefined => {
  for (const { size, byNetwork } of table?.lengths ?? []) {
    const found = byNetwork.get(address - (address % size))?.find(isWanted);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The routes whose prefix begins at ADDRESS, however long it is. */
export const beginningAt = (table: RouteTable | undefined, address: number): readonly FibRoute[] =>
  (table?.lengths ?? []).flatMap(({ byNetwork }) => byNetwork.get(address) ?? []);

/** The routes to just this prefix. */
export const routesTo = (table: RouteTable | undefined, prefix: Prefix): readonly FibRoute[] =>
  beginningAt(table, prefix.network).filter(({ prefix: { length } }) => length === prefix.length);
