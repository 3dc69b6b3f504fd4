import { compileTable, TABLES, type CompiledTable, type TableName } from './chains.js';
import { fibOf, type Fib } from './routing.js';
import type { World } from './world.js';

/** A world made ready for walking: made once, used for every packet. */
export interface Ground {
  readonly world: World;
  readonly fib: Fib;
  /** The table of each back end that has it. */
  readonly tables: Readonly<Record<TableName, readonly CompiledTable[]>>;
}

const grounds = new WeakMap<World, Ground>();

const tablesOf = ({ backEnds }: World, name: TableName): CompiledTable[] =>
  backEnds.map((backEnd) => compileTable(backEnd, name)).filter((table) => table !== null);

export const groundOf = (world: World): Ground => {
  const known = grounds.get(world);
  if (known !== undefined) return known;
  const tables = Object.fromEntries(TABLES.map((name) => [name, tablesOf(world, name)])) as Record<
    TableName,
    CompiledTable[]
  >;
  const ground = { world, fib: fibOf(world), tables };
  grounds.set(world, ground);
  return ground;
};
