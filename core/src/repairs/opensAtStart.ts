import type { PlanStep } from '../contract/plan.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { withInsertion } from '../model/netfilter/insertion.js';
import { whatOpens, type Opening } from '../model/netfilter/opening.js';
import type { Span } from '../model/netfilter/packet.js';
import type { Region } from '../model/netfilter/region.js';
import { say } from '../texts/say.js';
import { apartFromAnswers, notAskedFor } from './askedFor.js';
import { opensText } from './opens.js';
import type { Site } from './site.js';

/**
 * What a saved line lets in at the next start, by the rules that there will be then: they may be others than those that hold
 * now, such as a translation that stands in the file alone. null: there is no such line, or no telling.
 */
export const opensAtStart = ({ world, saved, boot, wish }: Site, line: PlanStep | string | null): Opening | null => {
  if (line === null || typeof line === 'string' || saved === null) return null;
  const next = afterStart(world, saved, boot);
  const { backEnd, table, chain, position, rule } = line;
  const made = next === null ? null : withInsertion(next, { backEnd, table, chain, position, rule });
  return next === null || made === null ? null : apartFromAnswers(wish, whatOpens(next, made)).opening;
};

const isWithin = ([lo, hi]: Span, [first, last]: Span): boolean => lo >= first && hi <= last;

/** As a plan says it: by protocol, port and way in. */
const isAmong = (region: Region, others: readonly Region[]): boolean =>
  others.some(
    (other) =>
      isWithin(region.protocol, other.protocol) &&
      isWithin(region.destinationPort, other.destinationPort) &&
      region.inInterface === other.inInterface,
  );

/** In sentences, what is let in at the next start and not already by what is done now. */
export const opensOnlyAtStart = ({ wish }: Site, start: Opening | null, now: Opening | null): string[] => {
  if (start === null) return [];
  const known = [...(now?.regions ?? []), ...(now?.possible ?? [])];
  const apart = (some: readonly Region[]): Region[] => some.filter((region) => !isAmong(region, known));
  const opening = { ...start, regions: apart(start.regions), possible: apart(start.possible) };
  return opensText(opening, wish.source).map((text) => say('After the next start: {text}', { text }));
};

/** Why the line is not saved: it lets in more than was asked for. */
export const opensMoreAtStart = ({ wish }: Site, start: Opening | null): string | null => {
  const more = start === null ? [] : notAskedFor(wish, start);
  return more.length === 0
    ? null
    : say(
        'The saved line would open more than was asked for after the next start, by the rules saved with it: {more}',
        {
          more: opensText({ regions: more, possible: [], complete: true }, null).join(' '),
        },
      );
};
