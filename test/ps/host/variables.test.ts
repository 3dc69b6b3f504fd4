import assert from 'node:assert/strict';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

const commands = 'Microsoft.PowerShell.Commands';

describe('variable, alias and session cmdlets', () => {
  let ps: PowerShellSession;
  before(async () => (ps = await openPowerShell()));
  after(() => ps.close());

  it('Set- and Get-Variable write and read', async () => {
    assert.deepEqual(
      await ps.objects(
        `Set-Variable one 1; $one; (Get-Variable one).Value; Get-Variable one -ValueOnly; Get-Variable on? -ValueOnly`,
      ),
      [1, 1, 1, 1],
    );
    assert.deepEqual(
      await ps.objects(
        `2, 3 | Set-Variable both; $both.Count; Set-Variable a, b 5; $a + $b; (Set-Variable c 1 -PassThru).Name`,
      ),
      [2, 10, 'c'],
    );
  });

  it('heed the scope', async () => {
    const script = `
      $v = 'outer'
      function Set-Here { Set-Variable v 'here'; $v }
      function Set-There { Set-Variable v 'there' -Scope 1 }
      function Get-There { $v = 'mine'; Get-Variable v -ValueOnly -Scope 1; Get-Variable v -ValueOnly }
      Set-Here; $v; Set-There; $v; Get-There
      Set-Variable fromGlobal 'g' -Scope Global; $global:fromGlobal`;
    assert.deepEqual(await ps.objects(script), ['here', 'outer', 'there', 'there', 'mine', 'g']);
  });

  it('say what is not there', async () => {
    const missing = await ps.error(`Get-Variable noSuchVariable`);
    assert.deepEqual(
      [missing.id, missing.category, missing.target, missing.terminating],
      [`VariableNotFound,${commands}.GetVariableCommand`, 'ObjectNotFound', 'noSuchVariable', false],
    );
    assert.equal(missing.message, `Cannot find a variable with the name 'noSuchVariable'.`);
    assert.deepEqual(await ps.errors(`Get-Variable noSuch*`), []);
    assert.equal(
      (await ps.error(`Remove-Variable noSuchVariable`)).id,
      `VariableNotFound,${commands}.RemoveVariableCommand`,
    );
  });

  it('New-Variable refuses a name that is taken, and makes constants', async () => {
    const taken = await ps.error(`New-Variable x 1; New-Variable x 2`);
    assert.deepEqual(
      [taken.id, taken.category],
      [`VariableAlreadyExists,${commands}.NewVariableCommand`, 'ResourceExists'],
    );
    const readOnly = await ps.error(`New-Variable r 1 -Option ReadOnly; Set-Variable r 2`);
    assert.deepEqual(
      [readOnly.id, readOnly.category],
      [`VariableNotWritable,${commands}.SetVariableCommand`, 'WriteError'],
    );
    assert.deepEqual(
      await ps.objects(
        `New-Variable f 1 -Option ReadOnly; Set-Variable f 2 -Force; $f; Remove-Variable f -Force; Test-Path Variable:f`,
      ),
      [2, false],
    );
  });

  it('Remove- and Clear-Variable do what they say', async () => {
    assert.deepEqual(
      await ps.objects(`$p = 1; Remove-Variable p; Test-Path Variable:p; $q = 1; Clear-Variable q; $null -eq $q; `),
      [false, true],
    );
    assert.match(
      await ps.text(`$s = 1; Remove-Variable s -WhatIf; $s`),
      /^What if: Performing the operation "Remove variable" on target "Name: s"\.\n1$/,
    );
  });

  it('Set-, New- and Get-Alias', async () => {
    assert.deepEqual(
      await ps.objects(
        `Set-Alias sayIt Write-Output; sayIt 'said'; (Get-Alias sayIt).Definition; (Get-Alias -Definition Write-Output).Name -contains 'sayIt'`,
      ),
      ['said', 'Write-Output', true],
    );
    const taken = await ps.error(`New-Alias mine Get-Item; New-Alias mine Get-ChildItem`);
    assert.deepEqual([taken.id, taken.category], [`AliasAlreadyExists,${commands}.NewAliasCommand`, 'ResourceExists']);
    const missing = await ps.error(`Get-Alias noSuchAlias`);
    assert.deepEqual(
      [missing.id, missing.category],
      [`ItemNotFoundException,${commands}.GetAliasCommand`, 'ObjectNotFound'],
    );
  });

  itIn7('Remove-Alias', 'it came with 6', async () => {
    assert.deepEqual(await ps.objects(`Set-Alias gone Get-Item; Remove-Alias gone; Test-Path Alias:gone`), [false]);
  });

  it('Get-Host, Get-PSCallStack and Start-Sleep', async () => {
    assert.deepEqual(await ps.objects(`(Get-Host).Name; function Deep { (Get-PSCallStack)[0].FunctionName }; Deep`), [
      'ConsoleHost',
      'Deep',
    ]);
    const slept = await ps.object<number>(
      `$w = [System.Diagnostics.Stopwatch]::StartNew(); Start-Sleep -Milliseconds 150; $w.ElapsedMilliseconds`,
    );
    assert.equal(slept >= 140, true, String(slept));
  });

  it('Get-Verb knows the approved verbs', async () => {
    assert.deepEqual(await ps.objects(`(Get-Verb Repair).Group; @(Get-Verb).Count -gt 90; @(Get-Verb Mend).Count`), [
      'Diagnostic',
      true,
      0,
    ]);
  });

  it('ProgressPreference and the other preferences are there', async () => {
    assert.deepEqual(
      await ps.objects(
        `foreach ($name in 'ErrorAction', 'Warning', 'Verbose', 'Debug', 'Information', 'Progress', 'Confirm', 'WhatIf') { [string](Get-Variable ($name + 'Preference') -ValueOnly) }`,
      ),
      ['Continue', 'Continue', 'SilentlyContinue', 'SilentlyContinue', 'SilentlyContinue', 'Continue', 'High', 'False'],
    );
  });
});
