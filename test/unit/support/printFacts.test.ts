import assert from 'node:assert/strict';
import { factIds } from '../../../core/src/facts/facts.js';
import { readFacts } from '../../../core/src/facts/readFacts.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { snapshotOf } from '../../support/snapshots.js';

/** Rules carry the lines of the text that they came from, which a print of them does not keep. */
const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'line' || key === 'backEnd' ? undefined : one)));

describe('The healthy device in the words of its tools', () => {
  const facts = readFacts(snapshotOf());

  for (const id of factIds) {
    it(`is read back as it was: ${id}`, () => {
      const state = facts[id];
      assert.ok(state.ok, state.ok ? '' : state.reason);
      assert.deepEqual(comparable(state.value), comparable(healthyFacts[id]));
    });
  }
});
