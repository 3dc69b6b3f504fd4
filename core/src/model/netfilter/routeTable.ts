import { grouped } from '../../grouped.js';
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

/** Routes to the same prefix stay in their order, which is that of preference. */
const routeTable = (routes: readonly FibRoute[]): RouteTable => {
  const longestFirst = [...grouped(routes, ({ prefix }) => prefix.length)].sort(([one], [other]) => other - one);
  const lengths = longestFirst.map(([length, alike]) => ({
    size: sizeOf(length),
    byNetwork: grouped(alike, ({ prefix }) => prefix.network),
  }));
  return { routes, lengths };
};

/** ROUTES, the best first, as the tables that they stand in. */
export const routeTables = (routes: readonly FibRoute[]): ReadonlyMap<string, RouteTable> => {
  const tables = grouped(routes, ({ table }) => table);
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
