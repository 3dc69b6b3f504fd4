import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newRule } from '../../../scripts/new-rule.mjs';

describe('npm run new-rule', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-new-rule-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const refused = (id: string, slug: string): string => {
    const ran = spawnSync(process.execPath, ['scripts/new-rule.mjs', id, slug], { encoding: 'utf8' });
    assert.equal(ran.status, 1);
    return ran.stderr;
  };

  it('writes the rule, its test, its page and its Japanese where their names say', () => {
    assert.deepEqual(newRule('DNS999', 'name-too-long', folder), [
      'core/src/rules/dns/DNS999-name-too-long.ts',
      'test/unit/rules/dns/DNS999-name-too-long.test.ts',
      'docs/rules/DNS999.md',
      'core/src/texts/ja/DNS999.json',
      'docs/rules/ja/DNS999.md',
    ]);
    const rule = readFileSync(path.join(folder, 'core/src/rules/dns/DNS999-name-too-long.ts'), 'utf8');
    assert.match(rule, /id: 'DNS999',\n {2}slug: 'name-too-long',/);
    const japanese = JSON.parse(readFileSync(path.join(folder, 'core/src/texts/ja/DNS999.json'), 'utf8')) as object;
    const said = [...rule.matchAll(/(?:title|text): '([^']+)'|say\('([^']+)'\)/g)].map(
      ([, one, other]) => one ?? other,
    );
    assert.deepEqual(Object.keys(japanese), said);
    const page = readFileSync(path.join(folder, 'docs/rules/DNS999.md'), 'utf8');
    assert.deepEqual(
      page.split('\n').filter((line) => line.startsWith('## ')),
      ['## What is wrong', '## How we know', '## How to mend it', '## When it does not apply'],
    );
  });

  it('gives an id once', () => {
    assert.match(refused('DNS001', 'another-slug'), /DNS001 is taken/);
    assert.ok(!existsSync('core/src/rules/dns/DNS001-another-slug.ts'));
  });

  it('refuses what is no id and no slug', () => {
    assert.match(refused('XX001', 'slug'), /XX001 is no id of a rule/);
    assert.match(refused('DNS1', 'slug'), /DNS1 is no id of a rule/);
    assert.match(refused('DNS998', 'Not_A_Slug'), /is no slug/);
    assert.match(refused('DNS998', '../../escape'), /is no slug/);
  });
});
