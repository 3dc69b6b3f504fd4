import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isLike } from '../../../core/src/engine/wildcard.js';

describe('A wildcard', () => {
  it('is what it is in PowerShell, without regard to case', () => {
    for (const [text, pattern] of [
      ['', ''],
      ['', '*'],
      ['NF001', 'nf*'],
      ['8883/tcp', '88??/*'],
      ['a.b', 'A.?'],
      ['aab', '*ab'],
      ['a*b', 'a*b'],
      ['x[1]', 'x[1]'],
      ['\u{1f600}', '?'],
    ] as const)
      assert.ok(isLike(text, pattern), `${text} is like ${pattern}`);
    for (const [text, pattern] of [
      ['', '?'],
      ['NF001', 'NF'],
      ['NF001', 'F*'],
      ['a.b', 'a.b.'],
      ['axb', 'a.b'],
      ['x1', 'x[1]'],
    ] as const)
      assert.ok(!isLike(text, pattern), `${text} is not like ${pattern}`);
  });

  it('means what an expression of the same letters means', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (text, pattern) => {
        const same = new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
        assert.equal(isLike(text, pattern), same.test(text), `${text} and ${pattern}`);
      }),
    );
  });

  it('takes no time when it was made up to take much', () => {
    const begun = Date.now();
    assert.ok(!isLike('a'.repeat(50_000), `${'*a'.repeat(200)}*b`));
    assert.ok(Date.now() - begun < 2_000);
  });
});
