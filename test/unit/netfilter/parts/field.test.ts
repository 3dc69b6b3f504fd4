import assert from 'node:assert/strict';
import {
  classify,
  cutsOf,
  describeField,
  fieldOf,
  inOrder,
  inRanges,
  isFixed,
  narrow,
  rangesText,
  within,
} from '../../../../core/src/model/netfilter/field.js';
import { explore } from '../../../../core/src/model/netfilter/oracle.js';

const port = (lo: number, hi: number, apart = false) => ({ ...fieldOf('port', String, [lo, hi]), apart });

describe('Ranges of a field', () => {
  it('hold their ends and what is between', () => {
    const held = [0, 1, 3, 4, 7, 8].map((value) =>
      inRanges(
        [
          [1, 3],
          [7, 7],
        ],
        value,
      ),
    );
    assert.deepEqual(held, [false, true, true, false, true, false]);
  });

  it('are cut where they begin and behind where they end', () =>
    assert.deepEqual(
      cutsOf([
        [1, 3],
        [7, 7],
      ]),
      [1, 4, 7, 8],
    ));

  it('are told with their ends, and three of many', () => {
    assert.equal(describeField(port(1, 1)), 'port 1');
    assert.equal(describeField(port(1, 9)), 'port 1 to 9');
    const text = (...ranges: [number, number][]): string => rangesText({ ranges, format: String }, '-');
    assert.equal(text([1, 1], [3, 4], [6, 6]), '1, 3-4, 6');
    assert.equal(text([1, 1], [3, 4], [6, 6], [8, 9]), '1, 3-4, 6 ...');
  });

  it('are narrowed with their ends', () => {
    const field = port(1, 9);
    narrow(field, [
      [2, 3],
      [5, 6],
    ]);
    assert.deepEqual([field.lo, field.hi, isFixed(field)], [2, 6, false]);
    narrow(field, [[5, 5]]);
    assert.equal(isFixed(field), true);
    narrow(field, []);
    assert.deepEqual([field.lo, field.hi], [5, 5]);
  });
});

describe('Cuts', () => {
  it('are put in order, each once', () => assert.deepEqual(inOrder([3, 1, 3, 2]), [1, 2, 3]));
  it('that are in order already are left as they are', () => {
    for (const cuts of [[], [1], [1, 2, 9]]) assert.equal(inOrder(cuts), cuts);
    assert.deepEqual(inOrder([1, 1]), [1]);
  });
});

describe('A field is classified', () => {
  /** The classes, each with what is in it. */
  const classes = (
    field: ReturnType<typeof port>,
    cuts: readonly number[],
    classOf: (value: number) => string,
  ): string[] =>
    explore((ask) => {
      const one = { ...field };
      return `${classify(one, () => cuts, classOf, ask)}: ${describeField(one)}`;
    }, 64).ways.map(({ value }) => value);
  const parity = (value: number): string => (value < 10 ? 'low' : value < 20 ? 'middle' : 'low');

  it('at once, where it is one value', () => {
    const never = (): never => assert.fail('asked');
    const ask = { choose: never, split: never, part: never, holds: never };
    assert.equal(classify(port(7, 7), never, parity, ask), 'low');
  });

  it('into all that its cuts part, what is alike together', () =>
    assert.deepEqual(classes(port(5, 25), [10, 20], parity), ['low: port 5 to 9, 20 to 25', 'middle: port 10 to 19']));

  it('into what lies apart apart, where that is read as a number', () =>
    assert.deepEqual(classes(port(5, 25, true), [10, 20], parity), [
      'low: port 5 to 9',
      'middle: port 10 to 19',
      'low: port 20 to 25',
    ]));

  it('by cuts within it alone', () => {
    assert.deepEqual(classes(port(5, 9), [5, 10], parity), ['low: port 5 to 9']);
    assert.deepEqual(classes(port(5, 10), [10], parity), ['low: port 5 to 9', 'middle: port 10']);
    assert.deepEqual(classes(port(5, 9), [7], parity), ['low: port 5 to 9']);
    assert.deepEqual(classes(port(5, 9, true), [7], parity), ['low: port 5 to 9']);
  });

  it('by cuts in any order', () => assert.deepEqual(classes(port(5, 25), [20, 10, 20], parity).length, 2));

  it('range by range', () => {
    const field = port(1, 30);
    narrow(field, [
      [1, 2],
      [15, 16],
      [29, 30],
    ]);
    assert.deepEqual(classes(field, [10, 20], parity), ['low: port 1 to 2, 29 to 30', 'middle: port 15 to 16']);
  });

  it('by whether it is within ranges', () => {
    const found = explore((ask) => {
      const field = port(1, 9);
      return [within(field, [[3, 4]], ask), describeField(field)];
    }, 9);
    assert.deepEqual(
      found.ways.map(({ value }) => value),
      [
        [false, 'port 1 to 2, 5 to 9'],
        [true, 'port 3 to 4'],
      ],
    );
    assert.deepEqual(
      found.ways.map(({ when, assumes }) => [when(), assumes]),
      [
        [['port 1 to 2, 5 to 9'], false],
        [['port 3 to 4'], false],
      ],
    );
  });
});
