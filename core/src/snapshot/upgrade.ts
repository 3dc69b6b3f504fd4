import type { JsonObject } from '../parse/text/json.js';

/** Makes of a snapshot of one contract the same of the next. */
export type Upgrader = (snapshot: JsonObject) => JsonObject;

/** By the number of the contract that each reads. Whoever raises the number adds the one that reads the old. */
export const upgraders: Readonly<Record<number, Upgrader>> = {};

/** The snapshot under the contract wanted, by one upgrader after the other; null where one is missing, and for a later contract. */
export const upgraded = (
  snapshot: JsonObject,
  wanted: number,
  steps: Readonly<Record<number, Upgrader>>,
): JsonObject | null => {
  const { contract } = snapshot;
  if (contract === wanted) return snapshot;
  if (typeof contract !== 'number' || contract > wanted || !Object.hasOwn(steps, contract)) return null;
  const next = steps[contract]?.(snapshot);
  return next === undefined ? null : upgraded({ ...next, contract: contract + 1 }, wanted, steps);
};
