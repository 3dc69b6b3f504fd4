import type { RedactionReport } from '../contract/response.js';
import { GuestOutput, type Facts, type Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { rules } from '../engine/registry.gen.js';
import { differingRules } from './differingRules.js';
import { leaksIn } from './leaks.js';
import { names, versions } from './languages.js';
import { redactFacts } from './redactFacts.js';
import { relationsOf, type Relations } from './relations.js';
import type { Part } from './scribe.js';
import { valuesOf } from './values.js';
import { openVault, withoutMarks, withoutTokens, type Kind, type Replaced, type Vault } from './vault.js';
import { rewriter } from './words.js';
import { say } from '../texts/say.js';

export interface Redacted {
  readonly snapshot: Snapshot;
  readonly report: RedactionReport;
}

interface Draft {
  readonly snapshot: Snapshot;
  readonly dropped: RedactionReport['dropped'];
  readonly replaced: readonly Replaced[];
  /** All texts of the snapshot without the tokens. */
  readonly rest: readonly string[];
}

/** How many keys are tried: where many addresses share a range, the token of one may be the value of another. */
const ATTEMPTS = 4;

const mapTexts = (value: unknown, map: (text: string) => string): unknown => {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [map(key), mapTexts(one, map)]));
};

const textsIn = (value: unknown): string[] => {
  const texts: string[] = [];
  mapTexts(value, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
};

/** The texts that come from the device; the rest of a snapshot is the contract's own words. */
const deviceTexts = ({ device, moduleVersion, facts }: Snapshot): string[] => [
  device,
  moduleVersion,
  ...Object.values(facts).flatMap((envelope) =>
    envelope.status === 'ok'
      ? textsIn(GuestOutput.safeParse(envelope.value).data?.text ?? envelope.value)
      : envelope.reason,
  ),
];

/** What was left out, by fact and part; counted while writing. */
const counter = () => {
  const counts = new Map<string, { fact: string; part: Part; count: number }>();
  return {
    add: (fact: string, part: Part, count: number): void => {
      const one = counts.get(`${fact} ${part}`) ?? { fact, part, count: 0 };
      counts.set(`${fact} ${part}`, { ...one, count: one.count + count });
    },
    all: () => [...counts.values()],
  };
};

const kinds = ['ipv4', 'ipv6', 'mac', 'name', 'identifier', 'secret', 'text'] as const;

const summary = (replaced: readonly Replaced[]): RedactionReport['replaced'] =>
  kinds.flatMap((kind) => {
    const all = replaced.filter((one) => one.kind === kind);
    const places = all.reduce((sum, one) => sum + one.places, 0);
    return all.length === 0 ? [] : [{ kind, values: all.length, places }];
  });

/** A fact that was understood and is not any more was written wrongly: better none. */
const withoutMisfits = (snapshot: Snapshot, facts: FactTable, drop: (fact: string) => void): Facts => {
  const after = readFacts(snapshot);
  return Object.fromEntries(
    Object.entries(snapshot.facts).map(([id, envelope]) => {
      const [then, now] = [facts, after].map((table) => (id in table ? table[id as keyof FactTable].ok : true));
      if (envelope.status !== 'ok' || then !== true || now === true) return [id, envelope];
      drop(id);
      return [id, { status: 'failed', reason: 'It could not be written without its values, and was left out.' }];
    }),
  );
};

const draft = (snapshot: Snapshot, facts: FactTable, relations: Relations, vault: Vault, isLast: boolean): Draft => {
  const values = valuesOf(vault, relations, isLast);
  const dropped = counter();
  const device = rewriter(values, names)(snapshot.device);
  const moduleVersion = rewriter(values, versions)(snapshot.moduleVersion);
  const marked = { ...snapshot, device, moduleVersion, facts: redactFacts(snapshot.facts, facts, values, dropped.add) };
  const plain = mapTexts(marked, withoutMarks) as Snapshot;
  const whole = { ...plain, facts: withoutMisfits(plain, facts, (fact) => dropped.add(fact, 'fact', 1)) };
  const replaced = [...vault.replaced.values()];
  return { snapshot: whole, dropped: dropped.all(), replaced, rest: deviceTexts(marked).map(withoutTokens) };
};

const refuse = (leaks: readonly Replaced[]): never => {
  const found = [...new Set(leaks.map(({ kind }) => kind))].join(', ');
  throw new CoreFault(
    'RedactionLeak',
    say('{count} of the values that were to be replaced are still in the result ({found}): it is not given out.', {
      count: leaks.length,
      found,
    }),
    'snapshot',
  );
};

const vaultFor = (key: Uint8Array, attempt: number): Vault =>
  openVault(openVault(key).keyed('attempt', String(attempt)));

/** Kinds of which one value's token can be another value. */
const numeric: ReadonlySet<Kind> = new Set<Kind>(['ipv4', 'ipv6', 'mac', 'identifier']);

/** What a text holds of the values all the same: as another value's token, or because a value became itself. */
const coincidences = ({ snapshot, replaced }: Draft): readonly Replaced[] =>
  leaksIn(
    deviceTexts(snapshot),
    replaced.filter(({ kind }) => numeric.has(kind)),
  );

const isSame = ({ original, token }: Replaced): boolean => original.toLowerCase() === token.toLowerCase();

/** The first draft in which no value is to be seen; else one in which those that are seen are tokens of others. */
const bestDraft = (snapshot: Snapshot, facts: FactTable, key: Uint8Array): Draft => {
  const relations = relationsOf(facts);
  let second: Draft | undefined;
  let seen: readonly Replaced[] = [];
  for (let number = 1; number <= ATTEMPTS; number += 1) {
    const one = draft(snapshot, facts, relations, vaultFor(key, number), number === ATTEMPTS);
    const left = leaksIn(one.rest, one.replaced);
    if (left.length > 0) refuse(left);
    seen = coincidences(one);
    if (seen.length === 0) return one;
    if (!seen.some(isSame)) second ??= one;
  }
  return second ?? refuse(seen.filter(isSame));
};

/**
 * The snapshot with tokens in place of all that names the device, its network and its owner: the same value gets the same token,
 * prefixes and special ranges are kept, so that the same findings come out. Whoever has the key could go back: it is random
 * and nobody keeps it.
 * @throws CoreFault RedactionLeak where a value would still be in the result
 */
export const redact = (snapshot: Snapshot, key: Uint8Array): Redacted => {
  const best = bestDraft(snapshot, readFacts(snapshot), key);
  const changedRules = differingRules(snapshot, best.snapshot, rules);
  return {
    snapshot: best.snapshot,
    report: { replaced: summary(best.replaced), dropped: [...best.dropped], changedRules },
  };
};
