import { differenceOf } from './difference.js';
import type { Inserted } from './insertion.js';
import type { Region } from './region.js';
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

/** Exactly the packets that are let in with the rule and are not without it, as sets of source, protocol and port. */
export const whatOpens = (before: World, { world }: Inserted): Opening => {
  const { opens, complete } = differenceOf(before, world);
  return { regions: opens.certain, possible: opens.possible, complete };
};
