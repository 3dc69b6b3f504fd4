import type { Rule } from '../../parse/iptablesRule.js';
import { startFlow } from './flow.js';
import { follow } from './follow.js';
import { groundOf } from './ground.js';
import { entrances, passes } from './opening.js';
import { explore, type Ask } from './oracle.js';
import { anyConnection, type Packet, type Span } from './packet.js';
import { joined, narrowedTo, regionOf, type Region } from './region.js';
import { certainSpans } from './ruleSpans.js';
import type { Step } from './step.js';
import type { World } from './world.js';

/** Connections that fare differently; `possible`: if something holds that the snapshot does not tell. */
export interface Change {
  readonly certain: readonly Region[];
  readonly possible: readonly Region[];
}

export interface Difference {
  readonly opens: Change;
  readonly closes: Change;
  /** false: there may be more. */
  readonly complete: boolean;
}

interface Part {
  readonly region: Region;
  readonly change: 'opens' | 'closes' | 'none';
}

const keyOfStep = (backEnd: string, table: string, chain: string, text: string): string =>
  JSON.stringify([backEnd, table, chain, text]);

/** Every rule and policy, and how often it is there. */
const contents = ({ backEnds }: World): Map<string, { count: number; rule: Rule | null }> => {
  const found = new Map<string, { count: number; rule: Rule | null }>();
  const add = (key: string, rule: Rule | null): void => {
    found.set(key, { count: (found.get(key)?.count ?? 0) + 1, rule });
  };
  for (const { name, ruleset } of backEnds)
    for (const table of ruleset.tables)
      for (const chain of table.chains) {
        if (chain.policy !== null) add(keyOfStep(name, table.name, chain.name, `policy ${chain.policy}`), null);
        for (const rule of chain.rules) add(keyOfStep(name, table.name, chain.name, rule.text), rule);
      }
  return found;
};

interface Changed {
  readonly keys: ReadonlySet<string>;
  /** Nothing was taken away: what no new rule has to do with fares as before. */
  readonly onlyAdded: boolean;
  readonly rules: readonly (Rule | null)[];
}

const changedIn = (before: World, after: World): Changed => {
  const [then, now] = [contents(before), contents(after)];
  const keys = [...new Set([...then.keys(), ...now.keys()])].filter(
    (key) => then.get(key)?.count !== now.get(key)?.count,
  );
  const count = (one: typeof then, key: string): number => one.get(key)?.count ?? 0;
  const onlyAdded = keys.every((key) => count(now, key) > count(then, key));
  return { onlyAdded, keys: new Set(keys), rules: keys.map((key) => (now.get(key) ?? then.get(key))?.rule ?? null) };
};

const touches = (trail: readonly Step[], { keys }: Changed): boolean =>
  trail.some((step) => {
    if (step.kind !== 'rule') return false;
    const text = step.rule === null ? `policy ${step.did === 'drop' ? 'DROP' : 'ACCEPT'}` : step.rule.text;
    return keys.has(keyOfStep(step.backEnd, step.table, step.chain, text));
  });

/** Only what a changed rule or policy had to do with can fare differently: the rest is not asked twice about what is not known. */
const compare = (before: World, after: World, changed: Changed, packet: Packet, ask: Ask): Part => {
  const [newTrail, oldTrail]: [Step[], Step[]] = [[], []];
  const flow = startFlow(packet);
  const now = passes(follow(groundOf(after), flow, ask, newTrail));
  if (changed.onlyAdded && !touches(newTrail, changed))
    return { region: regionOf(flow, packet.inInterface), change: 'none' };
  const again = startFlow(narrowedTo(packet, regionOf(flow, packet.inInterface)));
  const then = passes(follow(groundOf(before), again, ask, oldTrail));
  const region = regionOf(again, packet.inInterface);
  if (now === then || (!touches(newTrail, changed) && !touches(oldTrail, changed))) return { region, change: 'none' };
  return { region, change: now ? 'opens' : 'closes' };
};

/** More parts than this are not looked at. */
const PARTS = 20_000;
const ALL_PROTOCOLS: Span = [0, 255];

/** Exactly the connections that fare differently in two worlds whose rules differ, as sets of source, protocol and port. */
export const differenceOf = (before: World, after: World): Difference => {
  const changed = changedIn(before, after);
  const [only] = changed.rules;
  const spans = changed.rules.length === 1 && only != null ? certainSpans(only) : {};
  const found = entrances(before).map((name) => {
    const packet = { ...anyConnection(name, ALL_PROTOCOLS), ...spans };
    return explore((ask) => compare(before, after, changed, packet, ask), PARTS);
  });
  const ways = found.flatMap((one) => one.ways);
  const regionsOf = (change: Part['change'], assumed: boolean): Region[] =>
    joined(
      ways
        .filter((way) => way.value.change === change && way.assumed.length > 0 === assumed)
        .map(({ value }) => value.region),
    );
  return {
    opens: { certain: regionsOf('opens', false), possible: regionsOf('opens', true) },
    closes: { certain: regionsOf('closes', false), possible: regionsOf('closes', true) },
    complete: found.every(({ complete }) => complete),
  };
};
