import type { Rule } from '../../parse/iptablesRule.js';
import { startFlow } from './flow.js';
import { follow } from './follow.js';
import { groundOf } from './ground.js';
import type { Inserted } from './insertion.js';
import { explore, type Ask } from './oracle.js';
import { anyConnection, type Packet, type Span } from './packet.js';
import { joined, narrowedTo, regionOf, type Region } from './region.js';
import { certainSpans } from './ruleSpans.js';
import type { Step } from './step.js';
import type { Decided } from './verdict.js';
import type { World } from './world.js';

/** Packets that a change lets in. */
export interface Opening {
  readonly regions: readonly Region[];
  /** Packets that it lets in only if something holds that the snapshot does not tell. */
  readonly possible: readonly Region[];
  /** false: there are more than were looked at. */
  readonly complete: boolean;
}

/** The firewall lets it through: what is behind it answers or refuses by itself. */
export const passes = ({ kind }: Decided): boolean =>
  kind === 'accepted' || kind === 'nobodyListening' || kind === 'noWayBack';

const decidedBy = (trail: readonly Step[], rule: Rule): boolean =>
  trail.some((step) => step.kind === 'rule' && step.rule === rule);

interface Part {
  readonly region: Region;
  readonly opened: boolean;
}

/** Walks a set of packets through the changed world and, where the new rule decided, the same packets through the old. */
const compare = (before: World, { world, rule }: Inserted, packet: Packet, ask: Ask): Part => {
  const trail: Step[] = [];
  const after = startFlow(packet);
  const now = follow(groundOf(world), after, ask, trail);
  const region = regionOf(after, packet.inInterface);
  if (!decidedBy(trail, rule) || !passes(now)) return { region, opened: false };
  const flow = startFlow(narrowedTo(packet, region));
  const then = follow(groundOf(before), flow, ask, []);
  return { region: regionOf(flow, packet.inInterface), opened: !passes(then) };
};

/** More parts than this are not looked at. */
const PARTS = 20_000;

const ALL_PROTOCOLS: Span = [0, 255];

/** The interfaces that packets come in by; a port of a bridge hands them to its bridge. null: what the VM itself sends. */
export const entrances = ({ interfaces }: World): (string | null)[] => [
  ...interfaces.filter(({ up, master, name }) => up && master === null && name !== 'lo').map(({ name }) => name),
  null,
];

/** Exactly the packets that are let in with the rule and are not without it, as sets of source, protocol and port. */
export const whatOpens = (before: World, inserted: Inserted): Opening => {
  const found = entrances(before).map((name) => {
    const packet = { ...anyConnection(name, ALL_PROTOCOLS), ...certainSpans(inserted.rule) };
    return explore((ask) => compare(before, inserted, packet, ask), PARTS);
  });
  const opened = found.flatMap(({ ways }) => ways.filter(({ value }) => value.opened));
  const regionsOf = (ways: typeof opened): Region[] => joined(ways.map(({ value }) => value.region));
  return {
    regions: regionsOf(opened.filter(({ assumed }) => assumed.length === 0)),
    possible: regionsOf(opened.filter(({ assumed }) => assumed.length > 0)),
    complete: found.every(({ complete }) => complete),
  };
};
