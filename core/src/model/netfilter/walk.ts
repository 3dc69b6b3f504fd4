import { startFlow } from './flow.js';
import { follow } from './follow.js';
import { groundOf } from './ground.js';
import { explore, type Ask, type Way } from './oracle.js';
import { describePacket, type Packet } from './packet.js';
import type { Step } from './step.js';
import { keyOf, type Outcome, type Walk } from './verdict.js';
import type { World } from './world.js';

/** More ways than this are not walked: the verdict then says that it is not complete. */
export const WAYS = 512;

/** Where a rule took it. */
const takenTo = ({ verdict, end: { destinationTranslated, now } }: Omit<Outcome, 'when'>): string =>
  verdict.kind === 'accepted' && destinationTranslated ? `${now.destination.lo} ${now.destinationPort.lo}` : '';

/** Parts of the packets may be taken to different places and still fare alike; where a packet goes that nobody knows is another matter. */
const outcomesOf = (ways: readonly Way<Omit<Outcome, 'when'>>[]): Outcome[] => {
  const outcomes = new Map<string, Outcome>();
  const assumes = ways.some((way) => way.assumes);
  for (const { value, when } of ways) {
    const key = assumes ? `${keyOf(value.verdict)} ${takenTo(value)}` : keyOf(value.verdict);
    if (!outcomes.has(key)) outcomes.set(key, { ...value, when: when() });
  }
  return [...outcomes.values()];
};

const NOT = /^not: /;

const anyOf = (packets: readonly Packet[], ask: Ask): Packet => {
  const chosen = packets.length === 1 ? 0 : ask.split(packets.length, (index) => describeAt(packets, index));
  const packet = packets[chosen];
  if (packet === undefined) throw new Error('There is no packet to walk.');
  return packet;
};

const describeAt = (packets: readonly Packet[], index: number): string => {
  const packet = packets[index];
  return packet === undefined ? '' : describePacket(packet);
};

/** What decides between such ways, each once. */
export const decidedBy = (ways: readonly { readonly when: readonly string[] }[]): readonly string[] => [
  ...new Set(ways.flatMap(({ when }) => when.map((text) => text.replace(NOT, '')))),
];

/** What becomes of a packet by every way that what is not known allows. */
export const walkWays = (way: (ask: Ask) => Omit<Outcome, 'when'>): Walk => {
  const { ways, complete } = explore(way, WAYS);
  const outcomes = outcomesOf(ways);
  const [first] = outcomes;
  if (first === undefined) throw new Error('A walk without an outcome.');
  if (outcomes.length === 1 && complete) return { verdict: first.verdict, trail: first.trail, end: first.end };
  const on = decidedBy(outcomes);
  const assumes = ways.some((way) => way.assumes);
  return { verdict: { kind: 'depends', on, outcomes, assumes, complete }, trail: first.trail, end: first.end };
};

/**
 * What becomes of a packet, and by which rules. A packet with open fields, or several, stand for all that they may be: where
 * these fare differently, the verdict depends.
 */
export const walk = (world: World, ...packets: readonly Packet[]): Walk => {
  const ground = groundOf(world);
  return walkWays((ask) => {
    const trail: Step[] = [];
    const end = startFlow(anyOf(packets, ask));
    return { verdict: follow(ground, end, ask, trail), trail, end };
  });
};
