import assert from 'node:assert/strict';
import { startFlow } from '../../../../core/src/model/netfilter/flow.js';
import { joined, regionsOf, type Region } from '../../../../core/src/model/netfilter/region.js';
import { packetOf } from '../worlds.js';

const [ONE = assert.fail()] = regionsOf(startFlow(packetOf('tcp 10.0.0.8 > 10.0.1.9:22')), 'eth0');
const at = (more: Partial<Region>): Region => ({ ...ONE, ...more });

describe('Sets of packets', () => {
  it('are every combination of what the fields of one allow', () => {
    const flow = startFlow(packetOf('tcp 10.0.0.8 > 10.0.1.9:22'));
    flow.original.destinationPort.ranges = [
      [22, 22],
      [80, 90],
    ];
    flow.original.source.ranges = [
      [1, 1],
      [3, 4],
    ];
    const found = regionsOf(flow, 'eth0');
    assert.deepEqual(
      found.map(({ source, destinationPort }) => [source, destinationPort]),
      [
        [
          [1, 1],
          [22, 22],
        ],
        [
          [3, 4],
          [22, 22],
        ],
        [
          [1, 1],
          [80, 90],
        ],
        [
          [3, 4],
          [80, 90],
        ],
      ],
    );
    assert.deepEqual(found[0], at({ source: [1, 1] }));
    assert.deepEqual([ONE.protocol, ONE.inInterface, ONE.sourcePort], [[6, 6], 'eth0', [32768, 65535]]);
  });

  it('are put together where they are neighbours in one field alone', () => {
    const cases: readonly (readonly [regions: readonly Partial<Region>[], together: readonly Partial<Region>[]])[] = [
      [[{ source: [1, 2] }, { source: [3, 4] }], [{ source: [1, 4] }]],
      [[{ source: [3, 4] }, { source: [1, 2] }], [{ source: [1, 4] }]],
      [
        [{ source: [1, 2] }, { source: [4, 5] }],
        [{ source: [1, 2] }, { source: [4, 5] }],
      ],
      [
        [{ source: [1, 2] }, { source: [3, 4], inInterface: null }],
        [{ source: [1, 2] }, { source: [3, 4], inInterface: null }],
      ],
      [
        [{ destinationPort: [1, 1] }, { destinationPort: [2, 2] }, { destinationPort: [3, 3] }],
        [{ destinationPort: [1, 3] }],
      ],
      [[{ protocol: [6, 6] }, { protocol: [7, 17] }], [{ protocol: [6, 17] }]],
      [
        [
          { source: [1, 1], destinationPort: [1, 1] },
          { source: [2, 2], destinationPort: [1, 1] },
          { source: [1, 1], destinationPort: [2, 2] },
          { source: [2, 2], destinationPort: [2, 2] },
        ],
        [{ source: [1, 2], destinationPort: [1, 2] }],
      ],
      [
        // Only once the ports are together are the senders neighbours.
        [
          { source: [1, 1], destinationPort: [1, 1] },
          { source: [1, 1], destinationPort: [2, 2] },
          { source: [2, 2], destinationPort: [1, 2] },
        ],
        [{ source: [1, 2], destinationPort: [1, 2] }],
      ],
      [
        [
          { source: [1, 1], destinationPort: [1, 1] },
          { source: [2, 2], destinationPort: [2, 2] },
        ],
        [
          { source: [1, 1], destinationPort: [1, 1] },
          { source: [2, 2], destinationPort: [2, 2] },
        ],
      ],
    ];
    for (const [regions, together] of cases) assert.deepEqual(joined(regions.map(at)), together.map(at));
    assert.deepEqual(joined([]), []);
  });
});
