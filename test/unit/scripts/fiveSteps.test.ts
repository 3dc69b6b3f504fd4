// The five steps of CONTRIBUTING.md, taken in a copy of the project.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const ruleFile = 'core/src/rules/dns/DNS999-name-too-long.ts';
const testFile = 'test/unit/rules/dns/DNS999-name-too-long.test.ts';
const pageFile = 'docs/rules/DNS999.md';

describe('Adding a rule in five steps', function () {
  this.timeout(180_000);
  let folder = '';

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-five-steps-'));
    for (const part of [
      'core/src',
      'docs/rules',
      'ps-module',
      'scripts',
      'test/support',
      'test/cases',
      'test/unit/rules/registry.test.ts',
    ]) {
      mkdirSync(path.dirname(path.join(folder, part)), { recursive: true });
      cpSync(part, path.join(folder, part), { recursive: true });
    }
    for (const file of [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'EflowNetDiag.psd1',
    ])
      cpSync(file, path.join(folder, file));
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const node = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    // Where colours are forced upon a build's steps, a mark is green.
    return { code: status, output: stripVTControlCharacters(stdout + stderr) };
  };
  const test = () => node('scripts/test.mjs', '--layer', 'unit', '--grep', 'DNS999');
  const edit = (file: string, change: (text: string) => string): void => {
    const target = path.join(folder, file);
    const text = readFileSync(target, 'utf8');
    assert.notEqual(change(text), text, `${file} is not as expected`);
    writeFileSync(target, change(text));
  };

  it('are the five of CONTRIBUTING.md', () => {
    const steps = readFileSync('CONTRIBUTING.md', 'utf8').match(/^\d\. /gm);
    assert.deepEqual(steps, ['1. ', '2. ', '3. ', '4. ', '5. ']);
  });

  it('1. new-rule writes a rule that can be registered', () => {
    assert.equal(node('scripts/new-rule.mjs', 'DNS999', 'name-too-long').code, 0);
    const { code, output } = node('scripts/generate.mjs');
    assert.equal(code, 0, output);
    assert.match(readFileSync(path.join(folder, 'core/src/engine/registry.gen.ts'), 'utf8'), /DNS999-name-too-long/);
  });

  it('2. its cases are red before the check is written', () => {
    edit(testFile, (text) =>
      text.replace(
        'fail: [],',
        "fail: [{ name: 'a long name', facts: { ...facts, 'guest.hostName': 'x'.repeat(70) }, messages: ['wrong'], says: ['xxx'] }],",
      ),
    );
    const { code, output } = test();
    assert.notEqual(code, 0);
    assert.match(output, /reports a long name/);
  });

  it('3. the check makes them green; the page is not', () => {
    edit(ruleFile, (text) => text.replace("name !== 'wrong'", 'name.length < 64'));
    const { code, output } = test();
    assert.notEqual(code, 0);
    assert.match(output, /✔ reports a long name/);
    assert.match(output, /1 failing/);
    assert.match(output, /the page cites its guide rows and cases/);
  });

  it('4. the page makes all green', () => {
    edit(pageFile, (text) => text.replace('## How we know\n', '## How we know\n\nGuide row G00.\n'));
    const { code, output } = test();
    assert.equal(code, 0, output);
    assert.match(output, / 0 failed/);
  });

  it('5. a line in CHANGELOG.md has its place', () => {
    assert.match(readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8'), /^## \[Unreleased\]$/m);
  });
});
