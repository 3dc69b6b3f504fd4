import type { Chain, Rule, Table } from '../../parse/iptables/rule.js';
import { TABLES, type TableName } from './chains.js';
import { groundOf } from './ground.js';
import { EVERYTHING, reachOf, type Reach } from './reach.js';
import type { Hook } from './step.js';
import type { BackEnd, World } from './world.js';

/** What the rules and policies that differ can have to do with a packet, by table and hook. */
export interface Changes {
  readonly at: (table: TableName, hook: Hook) => readonly Reach[];
  readonly tables: readonly TableName[];
  readonly policies: boolean;
}

/** More rules than this are not looked at one by one: each cuts the packets into more parts. */
export const MANY = 24;

export const HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** The longest rising row of numbers, as the places of its members (patience sorting). */
const longestRise = (values: readonly number[]): number[] => {
  const piles: number[] = [];
  const before: number[] = [];
  for (const [place, value] of values.entries()) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((values[piles[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[place] = piles[low - 1] ?? -1;
    piles[low] = place;
  }
  const rise: number[] = [];
  for (let place = piles.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) rise.push(place);
  return rise.reverse();
};

const placesOfUnique = (rules: readonly Rule[]): Map<string, number> => {
  const places = new Map<string, number>();
  const twice = new Set<string>();
  for (const [place, { text }] of rules.entries()) {
    if (places.has(text)) twice.add(text);
    places.set(text, place);
  }
  for (const text of twice) places.delete(text);
  return places;
};

/** How many rules from the head are the same; from the end, with both turned around. */
const sameFrom = (one: readonly Rule[], other: readonly Rule[]): number => {
  let count = 0;
  while (count < one.length && count < other.length && one[count]?.text === other[count]?.text) count += 1;
  return count;
};

/** The rules without which both lists hold the same in the same order: a packet that fits none of them meets the same rules. */
export const differing = (before: readonly Rule[], after: readonly Rule[]): Rule[] => {
  const head = sameFrom(before, after);
  const [oldRest, newRest] = [before.slice(head), after.slice(head)];
  const tail = sameFrom(oldRest.toReversed(), newRest.toReversed());
  const [was, is] = [oldRest, newRest].map((rest) => rest.slice(0, rest.length - tail)) as [Rule[], Rule[]];
  const places = placesOfUnique(was);
  const common = [...placesOfUnique(is)].filter(([text]) => places.has(text));
  const kept = longestRise(common.map(([text]) => places.get(text) ?? 0)).map((at) => common[at]?.[0]);
  const isKept = new Set(kept);
  return [...was, ...is].filter(({ text }) => !isKept.has(text));
};

const chainIn = (table: Table | null, name: string): Chain | null =>
  table?.chains.find((chain) => chain.name === name) ?? null;

/** The chains that are reached from a hook, in either ruleset. */
const reachedFrom = (hook: Hook, tables: readonly Table[]): Set<string> => {
  const calls = new Map<string, Set<string>>();
  for (const { chains } of tables)
    for (const { name, rules } of chains) {
      const called = calls.get(name) ?? new Set();
      for (const { target } of rules) if (target !== null) called.add(target.name);
      calls.set(name, called);
    }
  const seen = new Set<string>([hook]);
  for (const name of seen) for (const called of calls.get(name) ?? []) seen.add(called);
  return seen;
};

interface TableChange {
  readonly table: TableName;
  readonly hooks: ReadonlyMap<Hook, readonly Reach[]>;
  readonly rules: readonly Rule[];
  readonly policies: boolean;
}

interface ChainChange {
  readonly chain: string;
  readonly rules: readonly Rule[];
  readonly policy: boolean;
}

const changeOfChain = (before: Table | null, after: Table | null, chain: string, moved: ReadonlySet<string>) => {
  const [was, is] = [chainIn(before, chain), chainIn(after, chain)];
  if (was === is && moved.size === 0) return { chain, rules: [], policy: false };
  const calls = (is?.rules ?? []).filter(({ target }) => target !== null && moved.has(target.name));
  return {
    chain,
    rules: [...differing(was?.rules ?? [], is?.rules ?? []), ...calls],
    policy: (was?.policy ?? 'ACCEPT') !== (is?.policy ?? 'ACCEPT'),
  };
};

const namesIn = (table: Table | null): string[] => (table?.chains ?? []).map(({ name }) => name);

const changeOfTable = (name: TableName, before: Table | null, after: Table | null): TableChange | null => {
  if (before === after) return null;
  const [was, is] = [new Set(namesIn(before)), new Set(namesIn(after))];
  // A rule that calls a chain does something else once there is such a chain.
  const moved = new Set([...was, ...is].filter((chain) => was.has(chain) !== is.has(chain)));
  const chains: ChainChange[] = [...new Set([...was, ...is])].map((chain) =>
    changeOfChain(before, after, chain, moved),
  );
  const tables = [before, after].filter((table) => table !== null);
  const hooks = HOOKS.map((hook) => {
    const reached = reachedFrom(hook, tables);
    const policy = chains.some((one) => one.chain === hook && one.policy);
    const rules = chains.filter(({ chain }) => reached.has(chain)).flatMap((one) => one.rules);
    return [hook, policy ? [EVERYTHING] : rules.map(reachOf)] as const;
  });
  const rules = chains.flatMap((one) => one.rules);
  const policies = chains.some(({ policy }) => policy);
  return { table: name, hooks: new Map(hooks), rules, policies };
};

const tableIn = (backEnds: readonly BackEnd[], backEnd: string, name: TableName): Table | null =>
  backEnds.find((one) => one.name === backEnd)?.ruleset.tables.findLast((table) => table.name === name) ?? null;

const sameApartFromRules = (before: World, after: World): boolean =>
  (Object.keys({ ...before, ...after }) as (keyof World)[]).every(
    (key) => key === 'backEnds' || before[key] === after[key],
  ) && groundOf(before).tracking === groundOf(after).tracking;

/** null: more than rules differ, and any packet may fare differently. */
export const changesBetween = (before: World, after: World): Changes | null => {
  if (!sameApartFromRules(before, after)) return null;
  const names = [...new Set([...before.backEnds, ...after.backEnds].map(({ name }) => name))];
  const found = names
    .flatMap((backEnd) =>
      TABLES.map((name) =>
        changeOfTable(name, tableIn(before.backEnds, backEnd, name), tableIn(after.backEnds, backEnd, name)),
      ),
    )
    .filter((change) => change !== null)
    .filter(({ rules, policies }) => rules.length > 0 || policies);
  return {
    at: (table, hook) => found.filter((one) => one.table === table).flatMap(({ hooks }) => hooks.get(hook) ?? []),
    tables: [...new Set(found.map(({ table }) => table))],
    policies: found.some(({ policies }) => policies),
  };
};
