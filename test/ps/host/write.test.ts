import assert from 'node:assert/strict';
import { openPowerShell, runPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

describe('Write-*', () => {
  let ps: PowerShellSession;
  before(async () => (ps = await openPowerShell()));
  after(() => ps.close());

  it('Write-Output enumerates, unless told not to', async () => {
    assert.deepEqual(await ps.objects(`Write-Output 1, 2`), [1, 2]);
    assert.deepEqual(await ps.objects(`1, 2 | Write-Output`), [1, 2]);
    assert.equal(await ps.object(`(Write-Output 1, 2 -NoEnumerate | Measure-Object).Count`), 1);
    assert.deepEqual(await ps.objects(`Write-Output 1 2 3`), [1, 2, 3]); // the rest of the line is one list
  });

  it('Write-Error makes a record of its parts', async () => {
    const error = await ps.error(
      `Write-Error -Message 'no route' -ErrorId NoRoute -Category ConnectionError -TargetObject 'eth0'`,
    );
    assert.deepEqual(
      [error.id, error.category, error.message, error.target, error.terminating],
      ['NoRoute', 'ConnectionError', 'no route', 'eth0', false],
    );
    assert.equal(error.exception, 'Microsoft.PowerShell.Commands.WriteErrorException');
  });

  it('Write-Error names its exception when it is given no id', async () => {
    assert.equal((await ps.error(`Write-Error 'oops'`)).id, 'Microsoft.PowerShell.Commands.WriteErrorException');
    const made = await ps.error(
      `Write-Error -Exception (New-Object System.ArgumentException 'bad') -Category InvalidArgument`,
    );
    assert.deepEqual(
      [made.id, made.message, made.exception],
      ['System.ArgumentException', 'bad', 'System.ArgumentException'],
    );
  });

  it('Write-Error says which function raised the error', async () => {
    const error = await ps.error(
      `function Find-Route { [CmdletBinding()] param() Write-Error 'none' -ErrorId NoRoute }; Find-Route`,
    );
    assert.equal(error.id, 'NoRoute,Find-Route');
  });

  it('Write-Error passes a record on, with details and advice of its own', async () => {
    const error = await ps.error(`
      $record = New-Object System.Management.Automation.ErrorRecord (New-Object System.Exception 'inner'), 'MyId', 'DeviceError', 'disk'
      Write-Error -ErrorRecord $record`);
    assert.deepEqual([error.id, error.category, error.message, error.target], ['MyId', 'DeviceError', 'inner', 'disk']);
    const said = await ps.objects(`
      Write-Error -Exception (New-Object System.Exception 'inner') -Message 'outer' -RecommendedAction 'reboot' -CategoryReason Why -CategoryActivity Doing -ErrorVariable e 2>$null
      $e[0].ErrorDetails.Message; $e[0].ErrorDetails.RecommendedAction; $e[0].CategoryInfo.Reason; $e[0].CategoryInfo.Activity`);
    assert.deepEqual(said, ['outer', 'reboot', 'Why', 'Doing']);
  });

  it('Write-Error obeys -ErrorAction', async () => {
    const stopped = await ps.errors(`Write-Error 'first' -ErrorAction Stop; Write-Error 'second'`);
    assert.deepEqual(
      stopped.map((error) => [error.message, error.terminating]),
      [['first', true]],
    );
    assert.deepEqual(await ps.errors(`Write-Error 'unseen' -ErrorAction SilentlyContinue`), []);
  });

  it('Write-Warning, -Verbose, -Debug and -Information go to their streams', async () => {
    const script = `
      $all = & { Write-Warning w; Write-Verbose v -Verbose; Write-Information i -Tags t; Write-Output o } 3>&1 4>&1 6>&1
      $all | ForEach-Object { $_.GetType().Name + '=' + $_ }`;
    assert.deepEqual(await ps.objects(script), [
      'WarningRecord=w',
      'VerboseRecord=v',
      'InformationRecord=i',
      'String=o',
    ]);
    assert.deepEqual(
      await ps.objects(
        `Write-Warning w -WarningVariable kept -WarningAction SilentlyContinue; $kept.Count; $kept[0].Message`,
      ),
      [1, 'w'],
    );
    assert.deepEqual(
      await ps.objects(`Write-Information i -Tags a, b -InformationVariable kept; $kept[0].MessageData; $kept[0].Tags`),
      ['i', 'a', 'b'],
    );
  });

  it('Write-Information keeps the tags of PowerShell for itself', async () => {
    const error = await ps.error(`Write-Information i -Tags PSMine`);
    assert.deepEqual(
      [error.id, error.terminating],
      ['PSPrefixReservedInInformationTag,Microsoft.PowerShell.Commands.WriteInformationCommand', true],
    );
  });

  it('Write-Host joins what it is given and goes to the information stream', async () => {
    const script = `$records = & { Write-Host 'a' 1 @('x', 'y'); Write-Host b, c -Separator '-' } 6>&1; $records | ForEach-Object { $_.MessageData.Message }; $records[0].Tags`;
    assert.deepEqual(await ps.objects(script), ['a 1 x y', 'b-c', 'PSHOST']);
  });

  it('Write-Progress takes its parameters and shows nothing on redirected output', async () => {
    assert.deepEqual(
      await ps.objects(
        `Write-Progress -Activity a -Status s -PercentComplete 5 -Id 1; Write-Progress -Activity a -Completed -Id 1`,
      ),
      [],
    );
  });

  it('each stream appears where the console puts it, with its prefix', async () => {
    const script = `Write-Output o; Write-Warning w; Write-Verbose v -Verbose; $DebugPreference = 'Continue'; Write-Debug d; Write-Information i -InformationAction Continue; Write-Host h; Write-Error e`;
    const run = await runPowerShell(['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script]);
    assert.deepEqual(run.stdout.trimEnd().split('\n'), ['o', 'WARNING: w', 'VERBOSE: v', 'DEBUG: d', 'i', 'h']);
    assert.match(run.stderr, /e/);
    assert.doesNotMatch(run.stdout + run.stderr, /\u001b\[/); // no colours where nobody can see them
  });

  itIn7('an error is shown as "Command: message"', 'it shows the position instead', async () => {
    const run = await runPowerShell(['-NoProfile', '-Command', `Write-Error 'no route'`]);
    assert.equal(run.stderr.trim(), 'Write-Error: no route');
  });
});
