import type { Rule } from '../../parse/iptables/rule.js';
import { lastOf, parsePrefix } from '../../ipv4.js';
import { compileTable, TABLES, type CompiledTable, type TableName } from './chains.js';
import type { Ranges } from './field.js';
import { fibOf, type Fib } from './routing.js';
import type { World, WorldInterface } from './world.js';

/** A world made ready for walking: made once, used for every packet. */
export interface Ground {
  readonly world: World;
  readonly fib: Fib;
  /** By interface. */
  readonly subnets: ReadonlyMap<string, Ranges>;
  /** The table of each back end that has it. */
  readonly tables: Readonly<Record<TableName, readonly CompiledTable[]>>;
  /** Whether the kernel tracks connections: it does once any rule needs them, and without it nobody asks `nat`. */
  readonly tracking: boolean;
}

const grounds = new WeakMap<World, Ground>();

const tablesOf = ({ backEnds }: World, name: TableName, indexed: boolean): CompiledTable[] =>
  backEnds.map((backEnd) => compileTable(backEnd, name, indexed)).filter((table) => table !== null);

const subnetsOf = ({ addresses }: WorldInterface): Ranges =>
  addresses.flatMap(({ address, prefixLength }) => {
    const prefix = parsePrefix(`${address}/${prefixLength}`);
    return prefix === null ? [] : [[prefix.network, lastOf(prefix)] as const];
  });

const TRACKING_MATCHES = ['conntrack', 'state', 'connmark', 'connbytes', 'connlimit', 'connlabel', 'helper', 'cluster'];
const TRACKING_TARGETS = ['DNAT', 'SNAT', 'MASQUERADE', 'REDIRECT', 'NETMAP', 'CONNMARK', 'CONNSECMARK', 'CT'];

const needsTracking = ({ matches, target }: Rule): boolean =>
  matches.some(({ module }) => TRACKING_MATCHES.includes(module)) ||
  (target !== null && TRACKING_TARGETS.includes(target.name) && !target.options.some(({ name }) => name === 'notrack'));

const tracks = ({ backEnds }: World): boolean =>
  backEnds.some(({ ruleset }) =>
    ruleset.tables.some(({ chains }) => chains.some(({ rules }) => rules.some(needsTracking))),
  );

const prepare = (world: World, indexed: boolean): Ground => {
  const tables = Object.fromEntries(TABLES.map((name) => [name, tablesOf(world, name, indexed)])) as Record<
    TableName,
    CompiledTable[]
  >;
  const subnets = new Map(world.interfaces.map((one) => [one.name, subnetsOf(one)]));
  return { world, fib: fibOf(world), subnets, tables, tracking: tracks(world) };
};

export const groundOf = (world: World): Ground => {
  const known = grounds.get(world);
  if (known !== undefined) return known;
  const ground = prepare(world, true);
  grounds.set(world, ground);
  return ground;
};

/** The same without an index of rules: what an index must not change. */
export const plainGroundOf = (world: World): Ground => prepare(world, false);
