import assert from 'node:assert/strict';
import { explore, type Ask } from '../../../../core/src/model/netfilter/oracle.js';

const told = (walk: (ask: Ask) => unknown, limit = 64): unknown => {
  const { ways, complete } = explore(walk, limit);
  return { ways: ways.map(({ value, when, assumes }) => [value, when(), assumes]), complete };
};
const letter = (index: number): string => 'abc'.charAt(index);

describe('Of what is open, a walk goes', () => {
  it('one way, where nothing is', () =>
    assert.deepEqual(
      told(() => 1),
      { ways: [[1, [], false]], complete: true },
    ));

  it('every way of a choice, and says that it assumes one', () =>
    assert.deepEqual(
      told(({ choose }) => choose(3, letter)),
      {
        ways: [
          [0, ['a'], true],
          [1, ['b'], true],
          [2, ['c'], true],
        ],
        complete: true,
      },
    ));

  it('every part of a set, and assumes nothing', () =>
    assert.deepEqual(
      told(({ split }) => split(2, letter)),
      {
        ways: [
          [0, ['a'], false],
          [1, ['b'], false],
        ],
        complete: true,
      },
    ));

  it('every part that is worked out, once, and tells of none where there is but one', () => {
    let made = 0;
    const parts = (): string[] => {
      made += 1;
      return ['x', 'y'];
    };
    assert.deepEqual(
      told(({ part }) => part(parts, (one) => `part ${one}`)),
      {
        ways: [
          ['x', ['part x'], false],
          ['y', ['part y'], false],
        ],
        complete: true,
      },
    );
    assert.equal(made, 1);
    assert.deepEqual(
      told(({ part }) => part(() => ['x'], String)),
      { ways: [['x', [], false]], complete: true },
    );
    assert.throws(() => told(({ part }) => part(() => [], String)), /A set of packets without a part/);
  });

  it('both ways of a question, and gives one answer to the same key', () => {
    assert.deepEqual(
      told(({ holds }) => [holds('k', 'q'), holds('k', 'q')]),
      {
        ways: [
          [[true, true], ['q'], true],
          [[false, false], ['not: q'], true],
        ],
        complete: true,
      },
    );
    assert.equal(explore(({ holds }) => [holds('k', 'q'), holds('l', 'q')], 9).ways.length, 4);
    assert.equal(explore(({ holds }) => [holds(null, 'q'), holds(null, 'q')], 9).ways.length, 4);
  });

  it('the last choice first', () =>
    assert.deepEqual(
      explore(({ choose }) => `${choose(2, letter)}${choose(2, letter)}`, 9).ways.map(({ value }) => value),
      ['00', '01', '10', '11'],
    ));

  it('no further than it is let', () => {
    const three = (limit: number) => explore(({ choose }) => choose(3, letter), limit);
    assert.deepEqual([three(2).ways.length, three(2).complete], [2, false]);
    assert.deepEqual([three(3).ways.length, three(3).complete], [3, true]);
  });
});
