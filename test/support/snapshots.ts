import type { Envelope, Snapshot } from '../../core/src/contract/snapshot.js';
import { diagnose } from '../../core/src/diagnose.js';
import { rules } from '../../core/src/engine/registry.gen.js';
import { collectedIds, factIds, type FactId, type FactValues } from '../../core/src/facts/facts.js';
import type { Finding } from '../../core/src/contract/finding.js';
import { healthyFacts } from './healthyFacts.js';
import { printers } from './printFacts.js';

/** A fact that could not be collected. */
export interface Lost {
  readonly lost: string;
}

type Device = { readonly [K in FactId]: FactValues[K] | Lost };

/** What differs from the healthy device: other facts, or lost ones. */
export type Change = { readonly [K in FactId]?: FactValues[K] | Lost };

const isLost = (value: unknown): value is Lost => typeof value === 'object' && value !== null && 'lost' in value;

const envelopeOf = (id: FactId, device: Device): Envelope => {
  const value: unknown = device[id];
  if (isLost(value)) return { status: 'failed', reason: value.lost };
  const printed = (printers[id] as (one: unknown) => unknown)(value);
  if (!id.startsWith('guest.')) return { status: 'ok', value: printed };
  return { status: 'ok', value: { text: printed, exitCode: 0 } };
};

/** The healthy device with changes, as a snapshot in the tools' own words. */
export const snapshotOf = (...changes: readonly Change[]): Snapshot => {
  const device: Device = Object.assign({}, healthyFacts, ...changes) as Device;
  return {
    kind: 'EflowNetDiag.Snapshot',
    contract: 1,
    moduleVersion: '0.1.0',
    device: 'EDGE-1',
    collectedAt: '2026-03-01T08:15:00Z',
    facts: Object.fromEntries(collectedIds.map((id) => [id, envelopeOf(id, device)])),
  };
};

/** Every guest fact lost for one reason. */
export const guestLost = (reason: string): Change =>
  Object.fromEntries(factIds.filter((id) => id.startsWith('guest.')).map((id) => [id, { lost: reason }]));

/** What the rules find: the verdict, which speaks of them all, is left out. */
export const findingsFor = (...changes: readonly Change[]): readonly Finding[] =>
  diagnose(snapshotOf(...changes), rules, { excludeRules: ['DEV001'] }).findings;

/** The same with the look of another VM on the same switch. */
export const findingsBeside = (control: readonly Change[], ...changes: readonly Change[]): readonly Finding[] =>
  diagnose(snapshotOf(...changes), rules, { excludeRules: ['DEV001'], control: snapshotOf(...control) }).findings;

/** What a healthy device with changes is called as a whole. */
export const verdictFor = (...changes: readonly Change[]): Finding | undefined =>
  diagnose(snapshotOf(...changes), rules, {}).findings.find(({ rule }) => rule === 'DEV001');
