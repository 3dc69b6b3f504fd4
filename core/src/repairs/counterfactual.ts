import { isLetIn, openOf, packetsOf, walkWished } from '../model/netfilter/placement.js';
import type { Walk } from '../model/netfilter/verdict.js';
import type { World } from '../model/netfilter/world.js';
import { verdictText } from '../trace/told.js';
import { say } from '../texts/say.js';
import { acceptWish, portsOf } from './askedFor.js';
import { nameOf, type Site } from './site.js';

const becomes = ({ verdict }: Walk): string =>
  verdict.kind === 'depends'
    ? verdict.outcomes.map(({ when, verdict: one }) => `${when.join('; ')}: ${verdictText(one)}`).join(' ')
    : verdictText(verdict);

const isShut = (walked: Walk): boolean => openOf(walked) === null;

interface Walks {
  readonly number: number;
  readonly port: string;
  readonly now: Walk;
  readonly then: Walk;
}

/** Of a range, the first port of which the other world makes something else. */
const walksIn = ({ world, wish }: Site, other: World): Walks | null => {
  let first = null;
  for (const port of portsOf(wish)) {
    const packets = packetsOf(world, acceptWish(wish, port));
    const one = { now: walkWished(world, packets), then: walkWished(other, packets) };
    const told = {
      ...one,
      number: port,
      port: nameOf({ ...wish, port: wish.port === null ? null : port, lastPort: undefined }),
    };
    if (isLetIn(one.now) !== isLetIn(one.then) || isShut(one.now) !== isShut(one.then)) return told;
    first ??= told;
  }
  return first;
};

/** The port at which a change of the rules shows; the first that was asked for where it shows at none. */
export const firstChanged = (site: Site, other: World): number => walksIn(site, other)?.number ?? site.wish.port ?? 0;

/** What becomes of a packet that the wish is about, as it is and with the change. */
export const counterfactual = (site: Site, changed: World): string[] => {
  const walks = walksIn(site, changed);
  if (walks === null) return [];
  const { port, now, then } = walks;
  return [
    say('{port} as it is: {verdict}', { port, verdict: becomes(now) }),
    say('{port} with the change: {verdict}', { port, verdict: becomes(then) }),
  ];
};

/** The same where the rules that hold now let it in, and those that are saved do not. */
export const counterfactualOfStart = (site: Site, started: World): string[] => {
  const walks = walksIn(site, started);
  if (walks === null) return [];
  const { port, now, then } = walks;
  return [
    say('{port} as it is: {verdict}', { port, verdict: becomes(now) }),
    say('{port} after the next start, without that line: {verdict}', { port, verdict: becomes(then) }),
  ];
};
