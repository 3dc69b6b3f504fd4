// A device that lists very many of anything is judged as any other. How long that takes, `npm run bench` measures.
import assert from 'node:assert/strict';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { deviceWithMany, listedFacts } from '../../support/manyThings.js';

const MANY = 3000;

describe('A snapshot with very many of a thing', () => {
  it('is looked at for every list that a look has', () => assert.ok(listedFacts.length > 40, listedFacts.join()));

  for (const id of listedFacts)
    it(`is judged by every rule: ${id}`, function () {
      this.timeout(20_000);
      const { findings } = diagnose(deviceWithMany(id, MANY), rules, {});
      assert.deepEqual(
        findings.filter(({ outcome }) => outcome === 'error').map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
      const judged = new Set(findings.map(({ rule }) => rule));
      assert.deepEqual(
        rules.filter((rule) => !judged.has(rule.id)).map((rule) => rule.id),
        [],
      );
    });
});
