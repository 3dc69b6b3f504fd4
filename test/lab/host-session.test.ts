// All scripts of a lab run in one PowerShell on its host: each must be as alone in it as in one of its own.
import assert from 'node:assert/strict';
import { objectsFrom } from '../support/labPowerShell.js';
import { openLookLab } from './look-support.js';

describe("PowerShell on the lab's host", () => {
  const lab = openLookLab('host-session', {});

  const processId = async (): Promise<number | undefined> => (await objectsFrom<number>(lab, '$PID'))[0];
  const inModule = (work: string): string => `& (Get-Module -Name 'EflowNetDiag') { ${work} }`;

  it('runs one script after the other, in the network of the host', async () => {
    const first = await processId();
    const [address] = await objectsFrom<string>(lab, '(Get-NetIPAddress -IPAddress 192.168.50.20).IPAddress');
    assert.equal(address, '192.168.50.20');
    assert.equal(await processId(), first);
  });

  it('keeps nothing that a script set, in itself or in the module', async () => {
    const [set] = await objectsFrom<number>(lab, inModule('$script:turnsPerMinute = 99; $script:turnsPerMinute'));
    assert.equal(set, 99);
    await objectsFrom(lab, "$left = 1; $global:ErrorActionPreference = 'SilentlyContinue'");
    const [turns, left, preference] = await objectsFrom<unknown>(
      lab,
      `${inModule('$script:turnsPerMinute')}; $null -ne (Get-Variable -Name left -ErrorAction Ignore); $ErrorActionPreference.ToString()`,
    );
    assert.deepEqual([turns === 99, left, preference], [false, false, 'Stop']);
  });

  it('says of a script that fails why, and runs the next one', async () => {
    await assert.rejects(objectsFrom(lab, "Write-Error -Message 'this one'; 'goes on'"), /this one/);
    await assert.rejects(objectsFrom(lab, "Test-EflowNetwork -Snapshot './none.json'"), /none\.json/);
    assert.deepEqual(await objectsFrom(lab, "'well'"), ['well']);
  });

  it('starts anew after a script that ended it', async () => {
    const first = await processId();
    await assert.rejects(objectsFrom(lab, '[System.Environment]::Exit(3)'), /PowerShell has ended/);
    assert.notEqual(await processId(), first);
  });
});
