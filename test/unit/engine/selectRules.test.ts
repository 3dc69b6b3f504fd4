import assert from 'node:assert/strict';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import type { AnyRule } from '../../../core/src/engine/rule.js';
import { selectRules } from '../../../core/src/engine/selectRules.js';

const rules = ['DNS001', 'DNS002', 'IP001'].map((id) => ({ id }) as AnyRule);
const select = (include?: string[], exclude?: string[]) => selectRules(rules, include, exclude).map(({ id }) => id);

describe('Selecting rules', () => {
  const cases: [string, string[] | undefined, string[] | undefined, string[]][] = [
    ['takes all when nothing is asked for', undefined, undefined, ['DNS001', 'DNS002', 'IP001']],
    ['takes an id', ['IP001'], undefined, ['IP001']],
    ['does not care about case', ['dns002'], undefined, ['DNS002']],
    ['takes wildcards', ['DNS*'], undefined, ['DNS001', 'DNS002']],
    ['takes single-character wildcards', ['DNS00?'], undefined, ['DNS001', 'DNS002']],
    ['keeps the order of the registry', ['IP001', 'DNS001'], undefined, ['DNS001', 'IP001']],
    ['leaves out', undefined, ['DNS*'], ['IP001']],
    ['takes nothing when nothing is asked for by name', [], undefined, []],
  ];
  for (const [title, include, exclude, expected] of cases) {
    it(title, () => assert.deepEqual(select(include, exclude), expected));
  }

  for (const pattern of ['DNS003', 'XX*', 'DNS', '[', 'DNS001|IP001', '.*']) {
    it(`refuses ${pattern}, which fits no rule`, () => {
      assert.throws(
        () => select([pattern]),
        (error) => error instanceof CoreFault && error.id === 'UnknownRule' && error.target === pattern,
      );
      assert.throws(() => select(undefined, [pattern]), CoreFault);
    });
  }

  it('is not slowed down by hostile patterns', () => {
    assert.throws(() => select([`${'*a'.repeat(2000)}!`]), CoreFault);
  });
});
