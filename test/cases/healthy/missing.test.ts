// What could not be looked at is not known, and never a fault: on a healthy device nothing fails whatever is missing.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factIds, type FactId } from '../../../core/src/facts/facts.js';
import { placements, withSecondCard } from '../../support/healthyDevices.js';
import { findingsFor, type Change } from '../../support/snapshots.js';

const lost = (...ids: readonly FactId[]): Change =>
  Object.fromEntries(ids.map((id) => [id, { lost: 'The guest did not answer in time.' }]));

const faults = (...changes: readonly Change[]): readonly string[] =>
  findingsFor(...changes)
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('A healthy device of which something could not be looked at has no failing finding', () => {
  for (const [placement, device] of Object.entries(placements))
    it(`whatever is missing: ${placement}`, () => {
      for (const id of factIds) assert.deepEqual(faults(device, lost(id)), [], id);
    });

  it('whatever is missing: two cards', () => {
    const device = withSecondCard(placements['External, DHCP']);
    for (const id of factIds) assert.deepEqual(faults(placements['External, DHCP'], device, lost(id)), [], id);
  });

  it('whichever several are missing', () => {
    const several = fc.uniqueArray(fc.constantFrom(...factIds), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(several, fc.constantFrom(...Object.values(placements)), (ids, device) => {
        assert.deepEqual(faults(device, lost(...ids)), []);
      }),
    );
  });

  it('where the whole host or the whole guest is missing', () => {
    for (const side of ['host.', 'guest.'])
      assert.deepEqual(faults(lost(...factIds.filter((id) => id.startsWith(side)))), [], side);
  });
});
