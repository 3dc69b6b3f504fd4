import type { SnapshotChange } from '../contract/change.js';
import type { Finding } from '../contract/finding.js';
import type { Snapshot } from '../contract/snapshot.js';
import { diagnose } from '../diagnose.js';
import { printable } from '../engine/printable.js';
import { rules } from '../engine/registry.gen.js';
import { VERDICT } from '../engine/verdict.js';
import { factIds } from '../facts/facts.js';
import { readFacts, type FactState } from '../facts/readFacts.js';
import { say } from '../texts/say.js';

/** What differs from one second to the next on a device on which nothing happened. */
const restless = new Set<string>([
  ...['guest.clock', 'guest.linkCounters', 'guest.memory', 'guest.conntrack', 'guest.trafficControl'],
  ...['guest.neighbours', 'host.neighbours', 'host.events', 'host.complaints'],
]);
const restlessKeys = new Set([
  'tookMs',
  'packets',
  'bytes',
  'counters',
  'pid',
  'handle',
  'id',
  'expires',
  'leftSeconds',
]);

/** How much of a fact is told: what changed wholesale is not read line by line. */
const MOST_LINES = 20;
const LONGEST = 300;

const quiet = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(quiet);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !restlessKeys.has(key));
  return Object.fromEntries(kept.map(([key, one]) => [key, quiet(one)]));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (path: string, key: string): string => (path === '' ? key : `${path}/${key}`);

/** An entry that says itself what it is, such as a rule with its text, is told by that. */
const entryText = (value: unknown): string =>
  isRecord(value) && typeof value['text'] === 'string' ? value['text'] : JSON.stringify(value);

const isFlat = (value: unknown): boolean =>
  !isRecord(value) ||
  typeof value['text'] === 'string' ||
  !Object.values(value).some((one) => Array.isArray(one) && one.some(isRecord));

/** A fact as lines: one an entry of a list, one a property of what is none. */
const linesOf = (value: unknown, path = ''): string[] => {
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => {
      if (isFlat(one)) return [path === '' ? entryText(one) : `${path}: ${entryText(one)}`];
      const name = isRecord(one) && typeof one['name'] === 'string' ? one['name'] : '';
      return linesOf(one, at(path, name));
    });
  if (isRecord(value)) return Object.entries(value).flatMap(([key, one]) => linesOf(one, at(path, key)));
  return [path === '' ? JSON.stringify(value) : `${path}: ${JSON.stringify(value)}`];
};

const factLines = (fact: FactState<(typeof factIds)[number]>): string[] =>
  fact.ok ? linesOf(quiet(fact.value)) : [say('not seen: {reason}', { reason: fact.reason })];

/** What is in one list and not in the other, as often as it is. */
const without = (lines: readonly string[], others: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
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
      const [was, is] = [factLines(then[id]), factLines(now[id])];
      const [gone, come] = [without(was, is), without(is, was)];
      if (gone.length + come.length === 0) return [];
      return {
        change: 'fact' as const,
        what: id,
        severity: null,
        target: '',
        outcomeBefore: null,
        outcomeAfter: null,
        before: told(gone),
        after: told(come),
        rules: readers(id),
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
