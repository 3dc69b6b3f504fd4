import type { Snapshot } from '../contract/snapshot.js';
import { printable } from '../engine/printable.js';
import type { ControlVm } from '../model/controlVm.js';
import type { Profile } from '../model/profile.js';
import { say, tellReason } from '../texts/say.js';
import { complaintsIn } from './complaints.js';
import { withoutAsides } from './withoutAsides.js';
import { factIds, factParsers, type FactId, type FactValues } from './facts.js';

/** A fact is there, or missing with the reason why. */
export type FactState<K extends FactId> =
  { readonly ok: true; readonly value: FactValues[K] } | { readonly ok: false; readonly reason: string };

export type FactTable = { readonly [K in FactId]: FactState<K> };

/** What comes with the question, never with the snapshot: a device can be judged by another wish, or beside another VM. */
export interface Beside {
  readonly profile?: Profile | undefined;
  readonly control?: ControlVm | undefined;
}

/** What rules are run on. */
export type Inputs = FactTable & {
  readonly [K in keyof Beside]: { readonly ok: true; readonly value: NonNullable<Beside[K]> };
};

const readFact = (snapshot: Snapshot, id: FactId): FactState<FactId> => {
  const envelope = Object.hasOwn(snapshot.facts, id) ? snapshot.facts[id] : undefined;
  if (id === 'host.complaints') return { ok: true, value: complaintsIn(snapshot) };
  if (envelope === undefined) return { ok: false, reason: say('The snapshot does not hold it.') };
  if (envelope.status !== 'ok') return { ok: false, reason: tellReason(envelope.reason) };
  return factParsers[id](envelope.value);
};

/** A reason quotes what was not understood, and goes into plans and errors as it is. */
const plainly = (state: FactState<FactId>): FactState<FactId> =>
  state.ok ? state : { ok: false, reason: printable(state.reason) };

/** Parses every known fact of a snapshot. Never throws: what cannot be understood is missing, with the reason. */
export const readFacts = (snapshot: Snapshot): FactTable =>
  withoutAsides(Object.fromEntries(factIds.map((id) => [id, plainly(readFact(snapshot, id))])) as unknown as FactTable);

export const inputsOf = (facts: FactTable, { profile, control }: Beside): Inputs => ({
  ...facts,
  ...(profile === undefined ? {} : { profile: { ok: true, value: profile } }),
  ...(control === undefined ? {} : { control: { ok: true, value: control } }),
});
