// The checks of the PowerShell sources can fail: each mistake, planted alone in a small project, is found, and only it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { powerShellEngine, runPowerShell, type Run } from '../../support/powershell.js';
import { skip } from '../../support/skip.js';
import { projectRoot, scratchFolder } from './support.js';

const script = path.join(projectRoot, 'scripts/check-powershell.ps1');
const check = (folder: string): Promise<Run> =>
  runPowerShell(['-NoLogo', '-NoProfile', '-NonInteractive', '-File', script, '-Path', folder], {
    timeoutSeconds: 110,
  });

describe('The checks of the PowerShell sources', () => {
  const folder = scratchFolder();

  const project = (files: Readonly<Record<string, string>>): string => {
    const root = mkdtempSync(path.join(folder, 'sources-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    return root;
  };

  it('pass on this project', async () => {
    const { stdout, exitCode } = await check(projectRoot);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /, 0 faults\./);
  });

  it('fail where there is nothing to check', async () => {
    assert.equal((await check(project({ 'readme.md': 'x' }))).exitCode, 1);
  });

  it('pass on sources without a mistake, wherever they are', async () => {
    const clean =
      'function Get-Thing {\n    param ([string] $Name)\n\n    Get-Other -Name $Name -Verbose | ForEach-Object -Process { $_ }\n}\n\nfunction Get-Other {\n    param ([string] $Name)\n\n    $Name\n}\n';
    const { stdout, exitCode } = await check(
      project({ 'ps-module/Clean.ps1': clean, 'scripts/clean.ps1': 'Write-Host "a script may speak"\n' }),
    );
    assert.deepEqual([stdout.trim(), exitCode], ['2 PowerShell files, 0 faults.', 0]);
  });

  const everywhere: readonly [what: string, text: string, said: RegExp][] = [
    ['a syntax error', 'if ($true) {\n', /:1: Missing closing/],
    ['the ternary operator', '$a = $true ? 1 : 2\n', /:1: \? is not in/],
    ['the null-coalescing operator', '$a = $null ?? 1\n', /:1: \?\? is not in/],
    ['a chain operator', "'a' && 'b'\n", /:1: && is not in/],
    ['a pipeline in the background', 'Get-Module &\n', /in the background/],
    ['an alias', "'a' | foreach { $_ }\n", /:1: foreach is an alias/],
    ['a backtick at the end of a line', "Get-Module `\n    -Name 'x'\n", /:1: a line joined/],
    ['what is not ASCII', "'gr\u00fcn'\n", /:1: not ASCII/],
    ['a tab', "if ($true) {\n\t'x'\n}\n", /:2: a tab/],
    ['an indentation of two', "if ($true) {\n  'x'\n}\n", /:2: indented by 2/],
    ['blanks at the end of a line', "'x' \n", /:1: blanks at the end/],
  ];
  const inModule: readonly [what: string, text: string, said: RegExp][] = [
    ['a command that 5.1 lacks', 'Test-Json -Json $a\n', /Test-Json is neither/],
    ['a parameter that 5.1 lacks', 'Get-Module -Nonsense\n', /Get-Module has no parameter -Nonsense/],
    ['a parameter of 7', "'a' | ForEach-Object -Parallel { $_ }\n", /ForEach-Object has no parameter -Parallel/],
    ['an abbreviated parameter', "Get-Module -Na 'x'\n", /Get-Module has no parameter -Na /],
    [
      'a wrong parameter of an own function',
      'function Get-Thing {\n    param ($Name)\n\n    $Name\n}\nGet-Thing -Nmae 1\n',
      /:6: Get-Thing has no parameter -Nmae/,
    ],
    ['Write-Host', "Write-Host 'x'\n", /Write-Host is not used/],
    ['Invoke-Expression', "Invoke-Expression 'x'\n", /Invoke-Expression is not used/],
    [
      'JSON outside its function',
      'function Get-Thing {\n    ConvertTo-Json -InputObject 1\n}\n',
      /:2: ConvertTo-Json outside ConvertTo-EflowJson/,
    ],
    ['a variable that 5.1 lacks', '$a = $IsWindows\n', /\$IsWindows does not exist/],
  ];

  it('find each mistake that counts everywhere', async () => {
    const files = Object.fromEntries(everywhere.map(([, text], index) => [`scripts/m${index}.ps1`, text]));
    const { stdout, exitCode } = await check(project(files));
    assert.equal(exitCode, 1);
    everywhere.forEach(([what, , said], index) => {
      const lines = stdout.split('\n').filter((line) => line.startsWith(`scripts/m${index}.ps1:`));
      assert.match(lines.join('\n'), said, `${what}: ${stdout}`);
    });
  });

  it('find each mistake that counts in the module, and there only', async () => {
    const named = (place: string): Record<string, string> =>
      Object.fromEntries(inModule.map(([, text], index) => [`${place}/m${index}.ps1`, text]));
    const { stdout } = await check(project({ ...named('ps-module'), ...named('scripts') }));
    inModule.forEach(([what, , said], index) => {
      const lines = stdout.split('\n').filter((line) => line.startsWith(`ps-module/m${index}.ps1:`));
      assert.match(lines.join('\n'), said, `${what}: ${stdout}`);
    });
    assert.ok(!stdout.includes('scripts/m'), stdout);
  });

  it('read the script blocks of the views as well', async () => {
    const view =
      "<Configuration><ViewDefinitions><ScriptBlock>$_.A ?? 'x'</ScriptBlock><ScriptBlock>Write-Host 'x'</ScriptBlock></ViewDefinitions></Configuration>";
    const { stdout, exitCode } = await check(
      project({ 'ps-module/X.psm1': "'x'\n", 'ps-module/X.format.ps1xml': view }),
    );
    assert.equal(exitCode, 1);
    assert.match(stdout, /X\.format\.ps1xml:1: \?\? is not in/);
    assert.match(stdout, /X\.format\.ps1xml:1: Write-Host is not used/);
  });

  it('know the commands of 5.1 as the full list has them', async function () {
    const list = process.env['EFLOWNETDIAG_PS51_COMMANDS'];
    if (list === undefined)
      skip(
        this,
        'EFLOWNETDIAG_PS51_COMMANDS does not name the full list (desktop-5.1.14393.206-windows.json of PSScriptAnalyzer)',
      );
    const { path: program } = await powerShellEngine();
    const result = spawnSync(process.execPath, ['scripts/ps51-commands.mjs', list ?? '', '--check'], {
      encoding: 'utf8',
      env: { ...process.env, EFLOWNETDIAG_POWERSHELL: program },
    });
    assert.equal(result.status, 0, result.stderr);
  });
});
