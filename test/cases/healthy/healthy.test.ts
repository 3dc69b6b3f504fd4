import assert from 'node:assert/strict';
import { extras, placements, protocols, surroundings, systems, withSecondCard } from '../../support/healthyDevices.js';
import { findingsFor, type Change } from '../../support/snapshots.js';

const alarms = (...changes: readonly Change[]): string[] =>
  findingsFor(...changes)
    .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable')
    .map(({ rule, outcome, message }) => `${rule} ${outcome}: ${message}`);

const each = (what: string, choices: Readonly<Record<string, Change>>): void => {
  for (const [name, change] of Object.entries(choices)) {
    it(`${what}: ${name}`, () => {
      assert.deepEqual(alarms(change), []);
    });
  }
};

describe('Healthy devices: no failing finding, and none that is not known', () => {
  each('switch and address', placements);
  each('protocol', protocols);
  each('system', systems);
  each('surroundings', surroundings);
  each('besides', extras);

  it('a second card without a gateway', () => {
    assert.deepEqual(alarms(withSecondCard(placements['Default Switch'])), []);
  });

  it('every legal combination', function () {
    this.timeout(300_000);
    const found = new Map<string, string>();
    let count = 0;
    for (const [where, placement] of Object.entries(placements)) {
      for (const [how, protocol] of Object.entries(protocols)) {
        for (const [which, system] of Object.entries(systems)) {
          for (const [around, surrounding] of Object.entries(surroundings)) {
            for (const [besides, extra] of Object.entries(extras)) {
              for (const second of [{}, withSecondCard(placement)]) {
                count += 1;
                for (const alarm of alarms(placement, protocol, system, surrounding, extra, second))
                  found.set(alarm, [where, how, which, around, besides].join(' / '));
              }
            }
          }
        }
      }
    }
    assert.deepEqual([...found], []);
    assert.equal(count, 6 * 7 * 3 * 4 * 2 * 2);
  });
});
