import assert from 'node:assert/strict';
import { pairSummary, singleSummary } from '../../../scripts/live/page.mjs';

const single = (wanted: string | null, first = wanted) => ({
  ...{ fault: 'x', wanted, first, foundFirst: first === wanted, others: [], consequences: [] },
});
const pair = (telling: number, found: number, first: string | null = 'IP001') => ({
  ...{
    pair: ['x', 'y'],
    first,
    blind: false,
    unknownFacts: 0,
    foundFirst: true,
    telling,
    found,
    hidden: [],
    invented: [],
  },
});

describe('The page of a live run', () => {
  it('counts no fault as found of which no finding is expected', () => {
    const [told] = singleSummary([single('IP001'), single('IP002', 'IP001'), single(null), single(null, 'IP003')]);
    assert.equal(
      told,
      '2 faults of which a finding is expected, 1 found first; 2 of which none is expected, 1 without a failing finding;',
    );
  });

  it('counts as both found only two that there are to be found', () => {
    const rows = [pair(2, 2), pair(2, 1), pair(1, 2), pair(0, 2, null)];
    const told = pairSummary(rows, rows).join(' ');
    assert.match(
      told,
      /^4 pairs\. 3 with a fault .* in 3\. 2 with two such faults: both found in 1\. 1 with none: .* in 1\./,
    );
  });
});
