import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { skip } from '../../support/skip.js';
import { powerShellEngine } from '../../support/powershell.js';

describe('scripts/powershell.mjs', () => {
  let folder: string;
  before(function () {
    if (process.platform === 'win32') skip(this, 'the stand-in programs are shell scripts');
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'eflow-find-'));
    symlinkSync(process.execPath, path.join(folder, 'node'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const program = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  /** With nothing on the PATH but what the test put there, and no host built before. */
  const run = (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const clean = { HOME: folder, XDG_CACHE_HOME: path.join(folder, 'cache'), PATH: folder };
    const result = spawnSync(process.execPath, ['scripts/powershell.mjs', ...args], {
      env: { ...clean, ...env },
      encoding: 'utf8',
    });
    return { stdout: result.stdout, stderr: result.stderr, exitCode: result.status };
  };

  it('runs what EFLOWNETDIAG_POWERSHELL names, with the arguments, and passes its exit code on', () => {
    const named = program('mine', 'echo "mine: $*"; exit 9');
    program('pwsh', 'echo pwsh');
    assert.deepEqual(run({ EFLOWNETDIAG_POWERSHELL: named }, '-NoLogo', '-Command', 'a b'), {
      stdout: 'mine: -NoLogo -Command a b\n',
      stderr: '',
      exitCode: 9,
    });
  });

  it('runs pwsh of the PATH when nothing is named', () => {
    program('pwsh', 'echo "pwsh: $*"');
    assert.equal(run({}, '-Version').stdout, 'pwsh: -Version\n');
  });

  it('says so when the named program is none', () => {
    const result = run({ EFLOWNETDIAG_POWERSHELL: '/no/such/pwsh' });
    assert.deepEqual([result.stdout, result.exitCode], ['', 1]);
    assert.equal(result.stderr, 'EFLOWNETDIAG_POWERSHELL names /no/such/pwsh, which is not an executable file.\n');
  });

  it('says both ways out when there is neither PowerShell nor the .NET SDK', () => {
    const result = run({});
    assert.deepEqual([result.stdout, result.exitCode], ['', 1]);
    assert.match(result.stderr, /PowerShell 7/);
    assert.match(result.stderr, /\.NET SDK 10/);
    assert.doesNotMatch(result.stderr, /\n\s+at /); // a sentence, no stack
  });

  it('says which .NET SDK is too old', () => {
    program('dotnet', 'echo 8.0.100');
    const result = run({});
    assert.equal(result.exitCode, 1);
    assert.match(result.stderr, /`dotnet --version` says 8\.0\.100/);
  });

  it('says what went wrong when the host cannot be built, and leaves nothing half made', () => {
    program('dotnet', 'if [ "$1" = --version ]; then echo 10.0.100; else echo "no package for you"; exit 3; fi');
    const result = run({});
    assert.equal(result.exitCode, 1);
    assert.match(result.stderr, /no package for you/);
    const left = spawnSync('find', [path.join(folder, 'cache'), '-type', 'f'], { encoding: 'utf8' });
    assert.equal(left.stdout, '');
  });

  it('builds the host once', async function () {
    const engine = await powerShellEngine();
    const named = process.env['EFLOWNETDIAG_POWERSHELL'] !== undefined;
    if (engine.kind !== 'host' || named) skip(this, 'another PowerShell came first');
    const built = spawnSync(process.execPath, ['scripts/powershell-host/build.mjs'], { encoding: 'utf8' });
    assert.deepEqual([built.stdout.trim(), built.stderr], [engine.path, '']);
    assert.match(engine.version ?? '', /^7\.6\./);
  });
});
