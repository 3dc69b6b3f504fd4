import type { Snapshot } from '../contract/snapshot.js';
import type { LeastRule, PacketTrace, TraceChange, TraceWish } from '../contract/trace.js';
import { CoreFault } from '../engine/coreFault.js';
import { printRule } from '../parse/iptables/print.js';
import { isPublishedAt } from '../model/netfilter/delivery.js';
import { differenceOf } from '../model/netfilter/difference.js';
import { placeForPackets, type Placement } from '../model/netfilter/placement.js';
import { isProblem, readEdit, withEdit } from '../model/netfilter/ruleEdit.js';
import type { Walk } from '../model/netfilter/verdict.js';
import { walk } from '../model/netfilter/walk.js';
import type { World } from '../model/netfilter/world.js';
import { understand, type Understood } from './ends.js';
import { setsOf } from './sets.js';
import { siteOf, type Site } from './site.js';
import { asksSix, traceSix } from './six.js';
import { gapNotes, laterNotes, told, unloadableNotes } from './verdictTold.js';
import { say } from '../texts/say.js';

const changedWorld = ({ world, plain }: Site, texts: readonly string[]): World => {
  let current = world;
  for (const text of texts) {
    const edit = readEdit(text);
    if (isProblem(edit))
      throw new CoreFault(
        'RuleNotUnderstood',
        say("-WithRule '{rule}': {problem}.", { rule: text, problem: edit.problem }),
        text,
      );
    const next = withEdit(current, edit, plain);
    if (isProblem(next))
      throw new CoreFault(
        'RuleHasNoPlace',
        say("-WithRule '{rule}': {problem}.", { rule: text, problem: next.problem }),
        text,
      );
    current = next;
  }
  return current;
};

const changeOf = (site: Site, after: World, { packets }: Understood, texts: readonly string[]): TraceChange => {
  const { opens, closes, complete } = differenceOf(site.world, after);
  return {
    rules: [...texts],
    ...told(after, walk(after, ...packets)),
    opens: setsOf(opens),
    closes: setsOf(closes),
    allCompared: complete,
  };
};

const leastOf = (placement: Placement): LeastRule[] => {
  if (placement.state !== 'place') return [];
  return placement.insertions.map(({ backEnd, chain, position }, index) => {
    const rule = placement.inserted[index]?.rule;
    const words = rule === undefined ? '' : printRule(chain, rule).replace(/^-A \S+ /, '');
    return { backEnd, table: 'filter', chain, position, text: `iptables-${backEnd} -I ${chain} ${position} ${words}` };
  });
};

/** A published port whose packet no DNAT rule took: the helper of the container engine is all that may answer. */
const untranslated = ({ containers }: World, { port }: Understood, { end, trail }: Walk): string[] => {
  if (end.destinationTranslated || !trail.some((step) => step.kind === 'rule' && step.hook === 'INPUT')) return [];
  return (containers ?? [])
    .filter(({ running, published }) => running && published.some((one) => isPublishedAt(one, end)))
    .map(({ name }) =>
      say(
        '{name} publishes port {port}, but no DNAT rule takes this packet there: what may answer is the helper of the container engine (docker-proxy), which stands behind INPUT.',
        { name, port },
      ),
    );
};

/** What is still in the way of the packet in this world, and the least that takes it away. */
const least = (
  world: World,
  { packets, port }: Understood,
  wish: TraceWish,
): Pick<PacketTrace, 'least' | 'leastReason'> => {
  if (wish.protocol === 'icmp') return { least: [], leastReason: say('Rules are placed for tcp and udp only.') };
  const placement = placeForPackets(world, { protocol: wish.protocol, port, source: null }, packets);
  return { least: leastOf(placement), leastReason: placement.state === 'none' ? placement.reason : null };
};

/**
 * Walks a packet through the rules of a snapshot: what becomes of it, by which rules, which ones do not decide and why, and what
 * changed rules would make of it.
 * @throws CoreFault TraceEndUnknown, TraceNoAddress, TraceFactMissing, TracePortMissing, RuleNotUnderstood, RuleHasNoPlace
 */
export const trace = (snapshot: Snapshot, wish: TraceWish): PacketTrace => {
  const { protocol, withRules } = wish;
  if (protocol !== 'icmp' && wish.port === null)
    throw new CoreFault('TracePortMissing', say('A packet of {protocol} needs a port.', { protocol }), protocol);
  if (asksSix(wish)) return traceSix(snapshot, wish);
  const site = siteOf(snapshot);
  const question = understand(site, { ...wish, port: protocol === 'icmp' ? 0 : (wish.port ?? 0) });
  const after = changedWorld(site, withRules);
  const walked = walk(site.world, ...question.packets);
  return {
    from: question.from,
    to: question.to,
    protocol,
    port: protocol === 'icmp' ? null : question.port,
    ...told(site.world, walked),
    notes: [
      ...question.notes,
      ...untranslated(site.world, question, walked),
      ...gapNotes(site.world, walked),
      ...(site.savedFault === null ? [] : unloadableNotes(site.savedFault)),
      ...laterNotes(walked, site.later === null ? null : walk(site.later, ...question.packets)),
    ],
    change: withRules.length === 0 ? null : changeOf(site, after, question, withRules),
    ...least(after, question, wish),
    device: snapshot.device,
    collectedAt: snapshot.collectedAt,
  };
};
