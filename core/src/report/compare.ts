import type { SnapshotChange } from '../contract/change.js';
import type { Finding } from '../contract/finding.js';
import type { Snapshot } from '../contract/snapshot.js';
import { diagnose } from '../diagnose.js';
import { printable } from '../engine/printable.js';
import { rules } from '../engine/registry.gen.js';
import { VERDICT } from '../engine/verdict.js';
import { factIds } from '../facts/facts.js';
import { readFacts, type FactState } from '../facts/readFacts.js';
import { differences, type Lines } from './factLines.js';
import { say } from '../texts/say.js';

/** What differs from one second to the next on a device on which nothing happened. */
const restless = new Set<string>([
  ...['guest.clock', 'guest.linkCounters', 'guest.memory', 'guest.conntrack', 'guest.trafficControl'],
  ...['guest.neighbours', 'host.neighbours', 'host.events', 'host.complaints'],
]);
/** How much of a fact is told: what changed wholesale is not read line by line. */
const MOST_LINES = 20;
const LONGEST = 300;

/** What a look tries out, and comes out otherwise as networks do: it matters where a rule came out otherwise by it. */
const isMeasured = (id: string): boolean => /(Probe|reach|pathMtu|iotedgeCheck|portProbe)$/.test(id);

type Fact = FactState<(typeof factIds)[number]>;

const unseen = (fact: Fact): string[] => (fact.ok ? [] : [say('not seen: {reason}', { reason: fact.reason })]);

/** A fact that was not seen before, or is not now, is not read line by line. */
const linesOf = (then: Fact, now: Fact): Lines => {
  if (then.ok && now.ok) return differences(then.value, now.value);
  const [gone, come] = [unseen(then), unseen(now)];
  if (!then.ok && !now.ok && then.reason === now.reason) return { gone: [], come: [] };
  return { gone: then.ok ? [say('seen')] : gone, come: now.ok ? [say('seen')] : come };
};

const told = (lines: readonly string[]): string[] => {
  const short = lines.slice(0, MOST_LINES).map((line) => printable(line).slice(0, LONGEST));
  return lines.length > MOST_LINES ? [...short, say('and {count} more', { count: lines.length - MOST_LINES })] : short;
};

type Seen = Pick<Finding, 'outcome' | 'message'>;

const isBad = (one: Pick<Finding, 'outcome'> | undefined): boolean =>
  one !== undefined && (one.outcome === 'fail' || one.outcome === 'unknown' || one.outcome === 'error');

const changeOf = (before: Seen | undefined, after: Seen | undefined): SnapshotChange['change'] | null => {
  if (isBad(after)) {
    if (!isBad(before)) return 'new';
    return before?.outcome === after?.outcome ? 'unchanged' : 'changed';
  }
  return isBad(before) ? 'gone' : null;
};

const keyed = (findings: readonly Finding[]): Map<string, Finding> =>
  new Map(findings.filter(({ rule }) => rule !== VERDICT).map((one) => [JSON.stringify([one.rule, one.target]), one]));

const order = ['new', 'changed', 'unchanged', 'gone', 'fact'] as const;

/**
 * Rules that lack the same fact say so together, under the name of one of them: a rule of which nothing is told could not judge,
 * and what it found in the other look is neither gone nor new.
 */
const unjudged = (findings: Map<string, Finding>, rule: string): Seen | undefined => {
  const own = [...findings.values()].filter((one) => one.rule === rule);
  const judged = own.some(({ outcome }) => outcome !== 'unknown' && outcome !== 'error');
  return judged ? undefined : { outcome: 'unknown', message: own[0]?.message ?? say('It could not be judged.') };
};

const findingChanges = (before: Map<string, Finding>, after: Map<string, Finding>): SnapshotChange[] =>
  [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const own = after.get(key) ?? before.get(key);
    if (own === undefined) return [];
    const failed = own.outcome === 'fail';
    const then: Seen | undefined = before.get(key) ?? (failed ? unjudged(before, own.rule) : undefined);
    const now: Seen | undefined = after.get(key) ?? (failed ? unjudged(after, own.rule) : undefined);
    const change = changeOf(then, now);
    if (change === null) return [];
    return {
      change,
      what: own.rule,
      severity: own.severity,
      target: own.target,
      outcomeBefore: then?.outcome ?? null,
      outcomeAfter: now?.outcome ?? null,
      before: then === undefined ? [] : [then.message],
      after: now === undefined ? [] : [now.message],
      suppressed: (isBad(now) ? after : before).get(key)?.suppressed ?? null,
      rules: [],
    };
  });

const factChanges = (before: Snapshot, after: Snapshot, changed: ReadonlySet<string>): SnapshotChange[] => {
  const [then, now] = [readFacts(before), readFacts(after)];
  const readers = (id: string): string[] =>
    rules.filter((rule) => changed.has(rule.id) && rule.requires.some((one) => one === id)).map((rule) => rule.id);
  return factIds
    .filter((id) => !restless.has(id))
    .flatMap((id) => {
      const { gone, come } = linesOf(then[id], now[id]);
      const rulesOf = readers(id);
      if (rulesOf.length === 0 && isMeasured(id)) return [];
      if (gone.length + come.length === 0) return [];
      return {
        change: 'fact' as const,
        what: id,
        severity: null,
        suppressed: null,
        target: '',
        outcomeBefore: null,
        outcomeAfter: null,
        before: told(gone),
        after: told(come),
        rules: rulesOf,
      };
    });
};

/**
 * What is otherwise in a later look: findings first, what is new before what is gone; then what was seen otherwise, what changed
 * a finding before the rest.
 */
export const compare = (before: Snapshot, after: Snapshot, profile?: unknown): SnapshotChange[] => {
  const judged = [before, after].map((one) => keyed(diagnose(one, rules, { profile }).findings));
  const findings = findingChanges(judged[0] ?? new Map<string, Finding>(), judged[1] ?? new Map<string, Finding>());
  const changed = new Set(findings.filter(({ change }) => change !== 'unchanged').map(({ what }) => what));
  const facts = factChanges(before, after, changed);
  return [
    ...findings.sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change)),
    ...facts.sort((a, b) => b.rules.length - a.rules.length),
  ];
};
