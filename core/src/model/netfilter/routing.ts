import type { PolicyRule } from '../../parse/guest/policyRules.js';
import type { Route } from '../../parse/guest/route.js';
import { formatPrefix, lastOf, parsePrefix, toDotted, toNumber, type Prefix } from '../../ipv4.js';
import type { World, WorldInterface } from './world.js';

/** A route with its destination as numbers. */
export interface FibRoute extends Route {
  readonly prefix: Prefix;
}

/** What the kernel asks of its tables: where a packet with this destination (and source, mark) goes. */
export interface Lookup {
  readonly destination: number;
  readonly source: number;
  readonly mark: number;
  /** `lo` where the machine asks for itself. */
  readonly inInterface: string;
  /** Only routes by this device, where one is given. */
  readonly outInterface: string | null;
}

export interface Fib {
  readonly tables: ReadonlyMap<string, readonly FibRoute[]>;
  readonly rules: readonly PolicyRule[];
  /** Whether somebody added rules to the kernel's three: the kernel then checks sources in full. */
  readonly customRules: boolean;
  /** Where classes of destinations may begin and end. */
  readonly destinationCuts: readonly number[];
  /** Where a rule's `from` begins and ends. */
  readonly sourceCuts: readonly number[];
  /** Where `addressType` may change. */
  readonly typeCuts: readonly number[];
  /** Every address of an interface that is up. */
  readonly addresses: ReadonlySet<number>;
}

const rule = (priority: number, table: string): PolicyRule => ({
  priority,
  from: 'all',
  to: null,
  fwmark: null,
  iif: null,
  oif: null,
  inverted: false,
  table,
});

/** What every kernel starts with (ip-rule(8)). */
const KERNEL_RULES = [rule(0, 'local'), rule(32766, 'main'), rule(32767, 'default')];

const tableNames: Readonly<Record<string, string>> = { '253': 'default', '254': 'main', '255': 'local' };
const tableName = (name: string): string => tableNames[name] ?? name;

const kernelRoute = (type: string, destination: string, device: string): Route => ({
  table: 'local',
  type,
  destination,
  gateway: null,
  device,
  metric: 0,
  source: null,
  scope: null,
  protocol: 'kernel',
  linkDown: false,
});

/** What the kernel puts into the table `local` for the addresses of an interface that is up. */
const localRoutes = ({ name, up, addresses }: WorldInterface): Route[] =>
  !up
    ? []
    : addresses.flatMap(({ address, prefixLength }) => {
        const prefix = parsePrefix(`${address}/${prefixLength}`);
        if (prefix === null) return [];
        if (name === 'lo') return [kernelRoute('local', formatPrefix(prefix), name)];
        const local = kernelRoute('local', `${address}/32`, name);
        return prefixLength > 30 ? [local] : [local, kernelRoute('broadcast', `${toDotted(lastOf(prefix))}/32`, name)];
      });

const ownAddresses = ({ up, addresses }: WorldInterface): number[] =>
  up ? addresses.map(({ address }) => toNumber(address)).filter((value) => value !== null) : [];

const isUsable = (route: Route, interfaces: readonly WorldInterface[]): boolean =>
  route.device === null || interfaces.find(({ name }) => name === route.device)?.up !== false;

const compile = (route: Route): FibRoute[] => {
  const prefix = parsePrefix(route.destination);
  return prefix === null ? [] : [{ ...route, table: tableName(route.table), prefix }];
};

/** Longest prefix first, then lowest metric: the first that fits is the one. */
const byPreference = (one: FibRoute, other: FibRoute): number =>
  other.prefix.length - one.prefix.length || one.metric - other.metric;

const boundsOf = (prefix: Prefix): number[] => [prefix.network, lastOf(prefix) + 1];

const ruleBounds = (text: string | null): number[] => {
  const prefix = text === null ? null : parsePrefix(text.includes('/') ? text : `${text}/32`);
  return prefix === null ? [] : boundsOf(prefix);
};

const byTable = (routes: readonly FibRoute[]): Map<string, FibRoute[]> => {
  const tables = new Map<string, FibRoute[]>();
  for (const route of routes) {
    const table = tables.get(route.table);
    if (table === undefined) tables.set(route.table, [route]);
    else table.push(route);
  }
  return tables;
};

const typeCuts = (local: readonly FibRoute[]): number[] => [
  ...[1, 0xe0000000, 0xf0000000, 2 ** 32 - 1],
  ...local.flatMap(({ prefix }) => boundsOf(prefix)),
];

export const fibOf = ({ routes, policyRules, interfaces }: World): Fib => {
  const known = (routes ?? []).filter((route) => isUsable(route, interfaces));
  const withLocal = known.some(({ table }) => tableName(table) === 'local')
    ? known
    : [...known, ...interfaces.flatMap(localRoutes)];
  const compiled = withLocal.flatMap(compile).sort(byPreference);
  const tables = byTable(compiled);
  const rules = [...(policyRules ?? KERNEL_RULES)].sort((one, other) => one.priority - other.priority);
  return {
    tables,
    rules,
    customRules: rules.length > KERNEL_RULES.length,
    destinationCuts: [
      ...compiled.flatMap(({ prefix }) => boundsOf(prefix)),
      ...rules.flatMap(({ to }) => ruleBounds(to)),
    ],
    sourceCuts: rules.flatMap(({ from }) => ruleBounds(from)),
    typeCuts: typeCuts(tables.get('local') ?? []),
    addresses: new Set(interfaces.flatMap(ownAddresses)),
  };
};

const inText = (text: string | null, address: number): boolean => {
  if (text === null || text === 'all') return true;
  const bounds = ruleBounds(text);
  return bounds[0] !== undefined && bounds[1] !== undefined && address >= bounds[0] && address < bounds[1];
};

const markFits = (fwmark: string | null, mark: number): boolean => {
  if (fwmark === null) return true;
  const [value = '', mask = '0xffffffff'] = fwmark.split('/');
  return ((mark ^ Number(value)) & Number(mask)) === 0;
};

const applies = (one: PolicyRule, lookup: Lookup): boolean => {
  const fits =
    inText(one.from, lookup.source) &&
    inText(one.to, lookup.destination) &&
    markFits(one.fwmark, lookup.mark) &&
    (one.iif === null || one.iif === lookup.inInterface) &&
    (one.oif === null || one.oif === lookup.outInterface);
  return fits !== one.inverted;
};

const fits = ({ prefix, device, type }: FibRoute, { destination, outInterface }: Lookup): boolean =>
  destination >= prefix.network &&
  destination <= lastOf(prefix) &&
  (outInterface === null || type !== 'unicast' || device === outInterface);

/** What the tables answer. `unknown`: a rule that does something else than ask a table. */
export type Answer = FibRoute | 'none' | 'unknown';

/** fib_rules_lookup and fib_table_lookup: rule by rule, the longest prefix of its table, `throw` goes on with the next rule. */
export const lookUp = (fib: Fib, lookup: Lookup, skipUnknown = false): Answer => {
  for (const one of fib.rules) {
    if ((skipUnknown && one.table === null) || !applies(one, lookup)) continue;
    if (one.table === null) return 'unknown';
    const found = fib.tables.get(tableName(one.table))?.find((route) => fits(route, lookup));
    if (found !== undefined && found.type !== 'throw') return found;
  }
  return 'none';
};

/** Every route to the same destination that the kernel may use at once: the hops of one route. */
export const hopsOf = (fib: Fib, route: FibRoute): readonly FibRoute[] =>
  (fib.tables.get(route.table) ?? []).filter(
    ({ prefix, metric, type }) =>
      prefix.network === route.prefix.network &&
      prefix.length === route.prefix.length &&
      metric === route.metric &&
      type === route.type,
  );

/**
 * inet_dev_addr_type: what kind of address it is to this machine, from the table `local` alone; with a device, to that device: what
 * another one has is a unicast address to it.
 */
export const addressType = (fib: Fib, address: number, device: string | null = null): string => {
  if (address === 0 || address === 2 ** 32 - 1) return 'BROADCAST';
  if (address >= 0xe0000000 && address < 0xf0000000) return 'MULTICAST';
  const found = fib.tables.get('local')?.find(({ prefix }) => address >= prefix.network && address <= lastOf(prefix));
  return found === undefined || (device !== null && found.device !== device) ? 'UNICAST' : found.type.toUpperCase();
};

const LIMITED_BROADCAST = 2 ** 32 - 1;

/** Whether an address means every machine on the interface's link. */
export const isBroadcastOf = (fib: Fib, address: number, device: string | null): boolean =>
  address === LIMITED_BROADCAST ||
  (fib.tables.get('local') ?? []).some(
    (route) => route.type === 'broadcast' && route.device === device && route.prefix.network === address,
  );

/** The address that an interface gives itself as a sender: its first. */
export const primaryAddress = ({ interfaces }: World, name: string): number | null => {
  const address = interfaces.find((one) => one.name === name)?.addresses[0]?.address;
  return address === undefined ? null : toNumber(address);
};
