import assert from 'node:assert/strict';
import { findingsFor } from '../../support/snapshots.js';

describe('The healthy device', () => {
  it('has no failing finding and none that is not known', () => {
    const odd = findingsFor().filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable');
    assert.deepEqual(
      odd.map(({ rule, outcome, message }) => `${rule} ${outcome}: ${message}`),
      [],
    );
  });
});
