import type { PacketTrace, TraceBranch } from '../contract/trace.js';
import { nearMisses } from '../model/netfilter/nearMiss.js';
import { keyOf, type Decided, type Walk } from '../model/netfilter/verdict.js';
import type { World } from '../model/netfilter/world.js';
import { toldOutcome, verdictText } from './told.js';
import { say } from '../texts/say.js';

type Told = Pick<
  PacketTrace,
  'verdict' | 'sender' | 'message' | 'decidedBy' | 'hops' | 'nearMisses' | 'dependsOn' | 'branches' | 'complete'
>;

/** A verdict that depends has no way of its own: each of its branches has one. */
export const told = (world: World, { verdict, trail, end }: Walk, missesOf = nearMisses): Told => {
  if (verdict.kind !== 'depends')
    return { ...toldOutcome(world, { verdict, trail, end }, missesOf), dependsOn: [], branches: [], complete: true };
  const branches = verdict.outcomes.map(({ when, ...outcome }): TraceBranch => ({
    when: [...when],
    ...toldOutcome(world, outcome, missesOf),
  }));
  const [first] = branches;
  const senders = new Set(branches.map(({ sender }) => sender));
  return {
    verdict: 'depends',
    sender: senders.size === 1 && first !== undefined ? first.sender : 'unknown',
    message: say('The snapshot does not tell whether this holds, and it decides: {on}.', { on: verdict.on.join('; ') }),
    decidedBy: null,
    hops: first === undefined ? [] : first.hops.slice(0, 1),
    nearMisses: [],
    dependsOn: [...verdict.on],
    branches,
    complete: verdict.complete,
  };
};

const decidedOf = ({ verdict }: Walk): Decided | null => (verdict.kind === 'depends' ? null : verdict);

/** What the next start makes of the packet, where that is something else than now. */
export const laterNotes = (now: Walk, later: Walk | null): string[] => {
  const [before, after] = [decidedOf(now), later === null ? null : decidedOf(later)];
  if (before === null || after === null || keyOf(before) === keyOf(after)) return [];
  return [say('After the next start, with the saved rules: {verdict}', { verdict: verdictText(after) })];
};

const STOPPED: readonly Decided['kind'][] = ['dropped', 'rejected', 'noRoute', 'rpFilter', 'martian'];

/** A rule that stops it is told as certain, also beside rules that nobody knows: those might only have changed the packet before. */
export const gapNotes = ({ gaps }: World, walked: Walk): string[] => {
  const decided = decidedOf(walked);
  if (decided === null || !STOPPED.includes(decided.kind)) return [];
  return gaps.map((gap) => say('{gap}: whether it changes the packet before that is not known.', { gap }));
};

/** A walk tells of now; what the next start makes of it is another matter. */
export const unloadableNotes = ({ path, why }: { readonly path: string; readonly why: string }): string[] => [
  say('{path} does not load ({why}): after the next start every policy drops, and no rule is there.', { path, why }),
];
