// Many looks at once: a device that is well is called well, and one of which nothing is known is not.
import assert from 'node:assert/strict';
import { CONTRACT } from '../../../core/src/contract/number.js';
import type { DeviceReport } from '../../../core/src/contract/report.js';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { assess } from '../../../core/src/report/assess.js';
import { fleetOverview } from '../../../core/src/report/fleetOverview.js';
import { overview } from '../../../core/src/report/render/html/fleet.js';
import { english } from '../../../core/src/texts/say.js';
import { snapshotOf } from '../../support/snapshots.js';

const looked = (snapshot: Snapshot): DeviceReport =>
  assess(
    { contract: CONTRACT, kind: 'assess', source: { from: 'file', path: 'a.json' }, brief: true },
    { textsIn: () => english, readFile: () => JSON.stringify(snapshot), randomHex: () => '', log: () => undefined },
  );

describe('Of many looks', () => {
  const healthy = looked(snapshotOf());
  const nothingKnown = looked({ ...snapshotOf(), device: 'EDGE-2', facts: {} });
  const nothingJudged = { ...healthy, device: 'EDGE-3', findings: [] };
  const devices = [healthy, nothingKnown, nothingJudged];

  it('those are well of which something was judged and nothing is wrong', () => {
    const seen = fleetOverview(devices);
    assert.deepEqual([seen.looks, seen.well, seen.faulty, seen.unknown], [3, 1, 0, 2]);
    assert.deepEqual(
      seen.devices.map(({ device, state, faults }) => [device, state, faults]),
      [
        ['EDGE-1', 'ok', 0],
        ['EDGE-2', 'unknown', 0],
        ['EDGE-3', 'unknown', 0],
      ],
    );
  });

  it('and the page marks them so', () => {
    const marks = [...overview(devices, () => null).text.matchAll(/class="mark (\w+)"/g)].map(([, mark]) => mark);
    assert.deepEqual(marks, ['ok', 'unknown', 'unknown']);
  });
});
