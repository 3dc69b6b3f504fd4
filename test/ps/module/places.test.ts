// Wherever the module, its Node.js, its journal and what it is given lie, and however an editor saved it.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../../support/skip.js';
import { inPowerShell, projectRoot, quoted, scratchFolder, stateWithRepairs } from './support.js';

const sample = path.join(projectRoot, 'samples/dns-server-silent.json');
const node = `-NodePath ${quoted(process.execPath)}`;

describe('Where things lie', () => {
  const folder = scratchFolder();

  it('folders may have brackets, blanks and letters of any language, those of the module, of Node.js and of the journal too', async function () {
    if (process.platform === 'win32') skip(this, 'links need a right of their own on Windows');
    const home = path.join(folder, "[1] der 'Ort' 東京 [ab]*?");
    const [modules, tools] = [path.join(home, 'modules'), path.join(home, 'tools')];
    const root = path.join(modules, 'EflowNetDiag');
    for (const made of [root, tools, path.join(home, 'out')]) mkdirSync(made, { recursive: true });
    for (const part of ['EflowNetDiag.psd1', 'ps-module', 'core/dist', 'docs/rules'])
      cpSync(path.join(projectRoot, part), path.join(root, part), { recursive: true });
    symlinkSync(process.execPath, path.join(tools, 'node'));
    const state = path.join(home, 'state');
    cpSync(stateWithRepairs(folder).state, state, { recursive: true });
    const { output, errors, thrown } = await inPowerShell<string>(
      `Remove-Module -Name EflowNetDiag
       [System.IO.Directory]::SetCurrentDirectory(${quoted(home)})
       $import = [System.IO.Path]::Combine(${quoted(root)}, 'EflowNetDiag.psd1')
       Import-Module -Name ([System.Management.Automation.WildcardPattern]::Escape($import))
       $with = @{ NodePath = ${quoted(path.join(tools, 'node'))} }
       (Get-Module -Name EflowNetDiag).ModuleBase
       @(Test-EflowNetwork -Snapshot ${quoted(sample)} @with).Count -gt 0
       @(Test-EflowNetwork -Snapshot ${quoted(sample)} @with -Culture ja-JP).Count -gt 0
       @(Get-EflowNetworkRule -Name DNS001 -Page @with).Count -gt 0
       @(Undo-EflowRepair -List).Count
       $null = Save-EflowSupportBundle -Path ${quoted(path.join(home, 'out', 'all.zip'))} -Snapshot ${quoted(sample)} @with
       $null = Export-EflowNetReport -Path ${quoted(path.join(home, 'out', 'all.html'))} -Snapshot ${quoted(sample)} @with`,
      { env: { XDG_STATE_HOME: state } },
    );
    assert.deepEqual([thrown, errors], [null, []]);
    assert.deepEqual(output, [root, true, true, true, 2]);
    assert.deepEqual(readdirSync(path.join(home, 'out')).sort(), ['all.html', 'all.zip']);
  });

  it('files may have been saved by any editor: with line ends of Windows, and with a mark in front', async () => {
    const text = JSON.stringify(JSON.parse(readFileSync(sample, 'utf8')), null, 2);
    const wish = JSON.stringify({ Protocol: 'Mqtt' }, null, 2);
    const judged: unknown[] = [];
    for (const [name, save] of [
      ['unix', (one: string) => one],
      ['windows', (one: string) => one.replaceAll('\n', '\r\n')],
      ['notepad', (one: string) => `\uFEFF${one.replaceAll('\n', '\r\n')}\r\n`],
    ] as const) {
      const [look, profile] = [path.join(folder, `${name}.json`), path.join(folder, `${name}-wish.json`)];
      writeFileSync(look, save(text));
      writeFileSync(profile, save(wish));
      const { output, errors, thrown } = await inPowerShell<string>(
        `Test-EflowNetwork -All -Snapshot ${quoted(look)} -DeviceProfile ${quoted(profile)} ${node} | ForEach-Object { "$($_.Rule) $($_.Outcome) $($_.Target) $($_.Message)" }`,
      );
      assert.deepEqual([thrown, errors], [null, []], name);
      assert.ok(output.length > 50);
      judged.push(output);
    }
    assert.deepEqual(judged[1], judged[0]);
    assert.deepEqual(judged[2], judged[0]);
  });
});
