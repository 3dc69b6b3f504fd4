import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { guidePage, type Rule } from '../../../scripts/guide.mjs';

const own = rules as unknown as readonly Rule[];

describe('docs/guide.md', () => {
  const text = readFileSync('docs/guide.md', 'utf8');
  const rows = text.split('\n').filter((line) => /^\| (?!---)/.test(line));

  it('is what the sources say now', async () => assert.equal(text, await guidePage(own)));

  it('has every row of the guide, and no empty cell', () => {
    for (let row = 1; row <= 30; row += 1)
      assert.equal(rows.filter((line) => line.startsWith(`| G${`${row}`.padStart(2, '0')} |`)).length, 1, `G${row}`);
    for (const row of rows) assert.doesNotMatch(row, /\|\s*\|/, row);
  });

  it('names every rule that cites a row of the guide', () => {
    const missing = own.filter(
      ({ id, guide }) => guide.some((one) => /^G\d\d$/.test(one)) && !text.includes(`[${id}]`),
    );
    assert.deepEqual(missing, []);
  });

  it('is not made where a row loses its last rule, or a rule has no place', async () => {
    await assert.rejects(guidePage(own.filter(({ guide }) => !guide.includes('G30'))), /G30, rules is empty/);
    await assert.rejects(guidePage([...own, { id: 'XX001', guide: [], requires: [], messages: {} }]), /XX001: cite/);
  });
});
