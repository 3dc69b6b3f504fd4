import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { readSnapshot } from '../../../core/src/snapshot/readSnapshot.js';

const good = readFileSync('test/contract/examples/Snapshot/mixed.json', 'utf8');

const faultOf = (text: string): string => {
  try {
    readSnapshot(text, 'device.json');
  } catch (error) {
    assert.ok(error instanceof CoreFault, String(error));
    assert.equal(error.target, 'device.json');
    return error.id;
  }
  return 'none';
};

describe('Reading a snapshot', () => {
  it('reads what was written', () => assert.equal(readSnapshot(good, 'x').device, 'EDGE-1'));
  it('tolerates a byte order mark', () => assert.equal(readSnapshot(`\uFEFF${good}`, 'x').device, 'EDGE-1'));

  const cases: [string, string, string][] = [
    ['an empty file', '', 'SnapshotNotJson'],
    ['text', 'Windows IP Configuration', 'SnapshotNotJson'],
    ['JSON with a slip in the middle', good.replace('"device":', '"device"'), 'SnapshotNotJson'],
    ['a list', '[]', 'SnapshotNotOurs'],
    ['null', 'null', 'SnapshotNotOurs'],
    ['JSON of others', '{"kind":"Pod","apiVersion":"v1"}', 'SnapshotNotOurs'],
    ['a contract before the first', good.replace('"contract": 1', '"contract": 0'), 'SnapshotContract'],
    ['the next contract', good.replace('"contract": 1', '"contract": 2'), 'SnapshotContract'],
    ['no contract', good.replace('"contract": 1,', ''), 'SnapshotContract'],
    ['a later contract', good.replace('"contract": 1', '"contract": 99'), 'SnapshotContract'],
    ['a damaged fact', good.replace('"status": "ok"', '"status": "fine"'), 'SnapshotNotOurs'],
  ];
  for (const [title, text, id] of cases) it(`refuses ${title}: ${id}`, () => assert.equal(faultOf(text), id));

  it('tells a file that was cut off, wherever it was cut', () => {
    const compact = JSON.stringify(JSON.parse(good));
    for (let length = 1; length < compact.length; length += 1) {
      assert.equal(
        faultOf(compact.slice(0, length)),
        'SnapshotTruncated',
        `cut after ${length}: ${compact.slice(length - 20, length)}`,
      );
    }
  });

  it('survives a hundred thousand nested lists', () => {
    const deep = good.replace('"EDGE-1-EFLOW"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    assert.ok(['none', 'SnapshotNotJson', 'SnapshotNotOurs'].includes(faultOf(deep)));
  });
});
