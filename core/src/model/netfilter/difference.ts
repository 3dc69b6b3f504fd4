import { changesBetween, type Changes } from './changedRules.js';
import { firstLook, type FirstLook } from './firstLook.js';
import { classify } from './field.js';
import { rangesOf, startAgain, startFlow, type Flow } from './flow.js';
import { follow } from './follow.js';
import { groundOf } from './ground.js';
import { explore, type Ask, type Way } from './oracle.js';
import { anyConnection, type Packet, type Span } from './packet.js';
import { joined, regionsOf, type Region } from './region.js';
import { Unaffected, watchFor } from './relevance.js';
import { addressType } from './routing.js';
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

type Fate = 'opens' | 'closes' | 'none';

interface Part {
  readonly change: Fate;
  readonly packet: Packet;
  /** The packets that it is about, as far as they were told apart. */
  readonly flow: Flow;
}

interface Pair {
  readonly before: World;
  readonly after: World;
  readonly changes: Changes | null;
  readonly look: FirstLook | null;
}

/** The VM itself sends from addresses of its own alone. */
const isOwnSource = ({ after }: Pair, { local, original }: Flow, ask: Ask): boolean => {
  const { fib } = groundOf(after);
  return (
    !local ||
    classify(
      original.source,
      () => fib.typeCuts,
      (value) => addressType(fib, value) === 'LOCAL',
      ask,
    )
  );
};

/** Walks a set of packets through both worlds; what is not known is the same in both. */
const compare = (pair: Pair, packet: Packet, asked: Flow | null, ask: Ask): Part => {
  const { before, after, changes, look } = pair;
  const inBoth = steady(ask);
  const flow = asked === null ? startFlow(packet) : startAgain(packet, asked);
  if (!isOwnSource(pair, flow, ask) || look?.(flow, ask) === false) return { change: 'none', packet, flow };
  try {
    const now = reachOf(follow(groundOf(after), flow, inBoth(), [], watchFor(changes)));
    const again = startAgain(packet, flow);
    const then = reachOf(follow(groundOf(before), again, inBoth(), []));
    if (now === then) return { change: 'none', packet, flow };
    return { change: now > then ? 'opens' : 'closes', packet, flow: again };
  } catch (error) {
    if (error instanceof Unaffected) return { change: 'none', packet, flow };
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

/** Whether such packets fare differently in the same way whatever holds of what is not known. */
const isCertain = (pair: Pair, { change, packet, flow }: Part, most: number): boolean => {
  const { ways, complete } = explore((ask) => compare(pair, packet, flow, ask), most);
  return complete && ways.every(({ value }) => value.change === change);
};

/** The same packets by other assumptions are looked at once. */
const unlike = (parts: readonly Part[]): Part[] => [
  ...new Map(parts.map((part) => [`${part.packet.inInterface} ${JSON.stringify(rangesOf(part.flow))}`, part])).values(),
];

const changeOf = (pair: Pair, ways: readonly Way<Part>[], fate: Fate, most: number): Change => {
  const changed = ways.filter(({ value }) => value.change === fate);
  const doubtful = unlike(changed.filter(({ assumes }) => assumes).map(({ value }) => value));
  const certain = new Set(doubtful.filter((part) => isCertain(pair, part, most)));
  const sure = [...changed.filter(({ assumes }) => !assumes).map(({ value }) => value), ...certain];
  const setOf = (parts: readonly Part[]): Region[] =>
    joined(parts.flatMap(({ packet, flow }) => regionsOf(flow, packet.inInterface)));
  return { certain: setOf(sure), possible: setOf(doubtful.filter((part) => !certain.has(part))) };
};

/** Exactly the new connections that fare differently in two worlds, as sets of source, protocol and port. */
export const differenceOf = (before: World, after: World, most = PARTS): Difference => {
  const changes = changesBetween(before, after);
  const pair: Pair = { before, after, changes, look: firstLook(changes, [before, after]) };
  const found = entrances(before).map((name) => {
    const packet = anyConnection(name, ALL_PROTOCOLS);
    return explore((ask) => compare(pair, packet, null, ask), most);
  });
  const ways = found.flatMap((one) => one.ways);
  return {
    opens: changeOf(pair, ways, 'opens', most),
    closes: changeOf(pair, ways, 'closes', most),
    complete: found.every(({ complete }) => complete),
  };
};
