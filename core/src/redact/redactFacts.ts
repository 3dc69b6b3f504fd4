import { GuestOutput, type Envelope, type Facts } from '../contract/snapshot.js';
import { factParsers, type FactId } from '../facts/facts.js';
import type { FactTable } from '../facts/readFacts.js';
import { writeGuestText } from './guestText.js';
import { hostLanguage, languages, sentences } from './languages.js';
import { writeValue } from './plainValue.js';
import { scribeFor, type Part, type Scribe } from './scribe.js';
import type { Values } from './values.js';
import { asPublic, withoutTokens } from './vault.js';

type Drop = (fact: string, part: Part, count: number) => void;

interface Desk {
  readonly values: Values;
  readonly facts: FactTable;
  readonly drop: Drop;
}

const isKnown = (id: string): id is FactId => Object.hasOwn(factParsers, id);

const tookMsOf = ({ tookMs }: Envelope): { tookMs?: number } => (tookMs === undefined ? {} : { tookMs });

const leftOut = (desk: Desk, id: string, envelope: Envelope): Envelope => {
  desk.drop(id, 'fact', 1);
  return { status: 'failed', reason: asPublic('It was not understood, and left out.'), ...tookMsOf(envelope) };
};

/** A sentence of which most is not understood says nothing any more. */
const writeReason = (scribe: Scribe, reason: string): string => {
  const written = scribe.write(reason);
  const rest = withoutTokens(written);
  const tokens = rest.match(/\ue000/g)?.length ?? 0;
  const words = rest.match(/\p{L}+/gu)?.length ?? 0;
  if (tokens <= words / 3) return written;
  scribe.drop('lines');
  return asPublic('The reason was left out.');
};

const writeOutput = (desk: Desk, id: string, output: GuestOutput, scribe: Scribe): GuestOutput | undefined => {
  const { text, exitCode, truncated } = output;
  // Half an answer is none: no parser reads it.
  if (exitCode === 124 || exitCode === 137 || truncated === true) return { ...output, text: '' };
  if (exitCode !== 0) return { ...output, text: writeReason(sentencesOf(desk, id), text.slice(0, 400)) };
  if (isKnown(id) && !desk.facts[id].ok) return undefined;
  return { ...output, text: writeGuestText(scribe, id, text) };
};

const sentencesOf = ({ values, drop }: Desk, id: string): Scribe =>
  scribeFor(values, sentences, (part, count) => drop(id, part, count));

const writeGuest = (desk: Desk, id: string, value: unknown): unknown => {
  const output = GuestOutput.safeParse(value);
  const language = Object.hasOwn(languages, id) ? languages[id] : undefined;
  if (!output.success || language === undefined) return undefined;
  const scribe = scribeFor(desk.values, language, (part, count) => desk.drop(id, part, count));
  return writeOutput(desk, id, output.data, scribe);
};

const writeHost = (desk: Desk, id: string, value: unknown): unknown => {
  if (!isKnown(id) || !desk.facts[id].ok) return undefined;
  const drop = (part: Part, count: number): void => desk.drop(id, part, count);
  return writeValue(scribeFor(desk.values, hostLanguage(id), drop), value);
};

const writeEnvelope = (desk: Desk, id: string, envelope: Envelope): Envelope => {
  if (envelope.status !== 'ok') return { ...envelope, reason: writeReason(sentencesOf(desk, id), envelope.reason) };
  const value = id.startsWith('guest.') ? writeGuest(desk, id, envelope.value) : writeHost(desk, id, envelope.value);
  return value === undefined ? leftOut(desk, id, envelope) : { status: 'ok', value, ...tookMsOf(envelope) };
};

/** Every fact rewritten, with its tokens marked; one that is not known here is left out. */
export const redactFacts = (raw: Facts, facts: FactTable, values: Values, drop: Drop): Facts =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([id, envelope]) => {
      if (isKnown(id) || Object.hasOwn(languages, id))
        return [[id, writeEnvelope({ values, facts, drop }, id, envelope)] as const];
      drop(id, 'fact', 1);
      return [];
    }),
  );
