import type { FactId } from '../facts/facts.js';
import type { FactTable } from '../facts/readFacts.js';
import { say } from '../texts/say.js';

/** Why a plan cannot be made of these facts: the first one that it needs and that is not there; null where all are. */
export const missingReason = (facts: FactTable, needed: readonly FactId[]): string | null => {
  for (const id of needed) {
    const state = facts[id];
    if (!state.ok)
      return say('{fact} is missing: {reason} Nothing is changed on missing evidence.', {
        fact: id,
        reason: state.reason,
      });
  }
  return null;
};
