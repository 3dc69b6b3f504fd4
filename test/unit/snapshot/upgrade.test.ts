import assert from 'node:assert/strict';
import { CONTRACT } from '../../../core/src/contract/number.js';
import { upgraded, upgraders, type Upgrader } from '../../../core/src/snapshot/upgrade.js';

/** Two changes that never were: a name that changed, then a field that was added. */
const steps: Readonly<Record<number, Upgrader>> = {
  5: ({ host, ...rest }) => ({ ...rest, device: host }),
  6: (snapshot) => ({ ...snapshot, site: null }),
};

describe('A snapshot of an earlier contract', () => {
  it('stays as it is under the present one', () => {
    const snapshot = { contract: 7, device: 'EDGE-1' };
    assert.equal(upgraded(snapshot, 7, steps), snapshot);
  });

  it('is brought up to date one contract after the other', () => {
    assert.deepEqual(upgraded({ contract: 6, device: 'EDGE-1' }, 7, steps), {
      contract: 7,
      device: 'EDGE-1',
      site: null,
    });
    assert.deepEqual(upgraded({ contract: 5, host: 'EDGE-1' }, 7, steps), {
      contract: 7,
      device: 'EDGE-1',
      site: null,
    });
  });

  for (const contract of [4, 8, 5.5, '6', null, 'constructor']) {
    it(`is not read where its contract is ${JSON.stringify(contract)}`, () =>
      assert.equal(upgraded({ contract, host: 'EDGE-1' }, 7, steps), null));
  }

  it('has an upgrader for each contract before the present one', () => {
    const earlier = Array.from({ length: CONTRACT - 1 }, (_none, at) => String(at + 1));
    assert.deepEqual(Object.keys(upgraders), earlier);
  });
});
