import { changesBetween, type Changes } from './changedRules.js';
import { startFlow } from './flow.js';
import { follow } from './follow.js';
import { groundOf } from './ground.js';
import { explore, type Ask } from './oracle.js';
import { anyConnection, type Packet, type Span } from './packet.js';
import { joined, narrowedTo, regionOf, type Region } from './region.js';
import { Unaffected, watchFor } from './relevance.js';
import { certainSpans } from './ruleSpans.js';
import { steady } from './steady.js';
import type { Decided } from './verdict.js';
import type { World } from './world.js';

/** Connections that fare differently; `possible`: only if something holds that the snapshot does not tell. */
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

/** How far a connection gets: not in; in, but without an answer; or the firewall leaves it alone. */
const reachOf = ({ kind }: Decided): number => {
  if (kind === 'noWayBack') return 1;
  return kind === 'accepted' || kind === 'nobodyListening' ? 2 : 0;
};

interface Part {
  readonly region: Region;
  readonly change: 'opens' | 'closes' | 'none';
}

interface Pair {
  readonly before: World;
  readonly after: World;
  readonly changes: Changes | null;
}

/** Walks a set of packets through both worlds; what is not known is the same in both. */
const compare = ({ before, after, changes }: Pair, packet: Packet, ask: Ask): Part => {
  const inBoth = steady(ask);
  const flow = startFlow(packet);
  const regionNow = (): Region => regionOf(flow, packet.inInterface);
  try {
    const now = reachOf(follow(groundOf(after), flow, inBoth(), [], watchFor(changes)));
    const again = startFlow(narrowedTo(packet, regionNow()));
    const then = reachOf(follow(groundOf(before), again, inBoth(), []));
    const region = regionOf(again, packet.inInterface);
    if (now === then) return { region, change: 'none' };
    return { region, change: now > then ? 'opens' : 'closes' };
  } catch (error) {
    if (error instanceof Unaffected) return { region: regionNow(), change: 'none' };
    throw error;
  }
};

/** More parts than this are not looked at. */
const PARTS = 60_000;
const ALL_PROTOCOLS: Span = [0, 255];

/** The interfaces that packets come in by; a port of a bridge hands them to its bridge. null: what the VM itself sends. */
export const entrances = ({ interfaces }: World): (string | null)[] => [
  ...interfaces.filter(({ up, master, name }) => up && master === null && name !== 'lo').map(({ name }) => name),
  null,
];

const packetsToCompare = ({ before, changes }: Pair): Packet[] => {
  const [rule, ...others] = changes?.policies === false ? changes.rules : [];
  const spans = rule === undefined || others.length > 0 ? {} : certainSpans(rule);
  return entrances(before).map((name) => ({ ...anyConnection(name, ALL_PROTOCOLS), ...spans }));
};

/** Whether it changes in the same way whatever holds of what is not known. */
const isCertain = (pair: Pair, region: Region, change: Part['change'], most: number): boolean => {
  const packet = { ...anyConnection(region.inInterface, ALL_PROTOCOLS), ...region };
  const { ways, complete } = explore((ask) => compare(pair, packet, ask), most);
  return complete && ways.every(({ value }) => value.change === change);
};

/** Exactly the new connections that fare differently in two worlds, as sets of source, protocol and port. */
export const differenceOf = (before: World, after: World, most = PARTS): Difference => {
  const pair: Pair = { before, after, changes: changesBetween(before, after) };
  const found = packetsToCompare(pair).map((packet) => explore((ask) => compare(pair, packet, ask), most));
  const ways = found.flatMap((one) => one.ways);
  const changeOf = (change: Part['change']): Change => {
    const changed = ways.filter(({ value }) => value.change === change);
    const regionsOf = (some: typeof changed): Region[] => joined(some.map(({ value }) => value.region));
    const doubtful = regionsOf(changed.filter(({ assumed }) => assumed.length > 0));
    const certain = doubtful.filter((region) => isCertain(pair, region, change, most));
    return {
      certain: joined([...regionsOf(changed.filter(({ assumed }) => assumed.length === 0)), ...certain]),
      possible: doubtful.filter((region) => !certain.includes(region)),
    };
  };
  return {
    opens: changeOf('opens'),
    closes: changeOf('closes'),
    complete: found.every(({ complete }) => complete),
  };
};
