// What Invoke-Command brings home went through PowerShell's serializer, with its depth and without methods: it looks the same.
// The real serializer is asked; a session over WinRM was not at hand.
import assert from 'node:assert/strict';
import path from 'node:path';
import { everyOutput } from './everyOutput.js';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

const judge = `-Snapshot ${quoted(path.join(projectRoot, 'samples/dns-server-silent.json'))} -NodePath ${quoted(process.execPath)}`;

describe('Objects from another machine', () => {
  const folder = scratchFolder();
  for (const [type, script] of Object.entries(everyOutput(folder))) {
    it(`look as they do on their own, in a table and in full: ${type}`, async () => {
      const { output, thrown } = await inPowerShell<{ near: string[]; far: string[]; types: string[] }>(
        `$near = @(${script})
         $far = @(foreach ($one in $near) { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($one, 1)) })
         @{
           near = @(($near | Out-String), ($near | Format-Table | Out-String), ($near | Format-List | Out-String))
           far = @(($far | Out-String), ($far | Format-Table | Out-String), ($far | Format-List | Out-String))
           types = @($far | ForEach-Object { $_.PSObject.TypeNames[0] } | Select-Object -Unique)
         }`,
      );
      assert.equal(thrown, null, JSON.stringify(thrown));
      const [seen] = output;
      assert.deepEqual(seen?.far, seen?.near);
      assert.deepEqual(seen?.types, [`Deserialized.EflowNetDiag.${type}`]);
      assert.ok(
        seen.near.every((text) => text.trim().length > 60 && !/Object\[\]|String\[\]|EflowNetDiag\./.test(text)),
        seen.near.join(),
      );
    });
  }

  for (const [what, command, held] of [
    ['traces', `Trace-EflowPacket ${judge} -From host -To vm -Port 8883`, 'From Hops NearMisses'],
    ['plans', `Repair-EflowFirewall ${judge} -Port 9999 -WhatIf`, 'Steps Opens Checks'],
  ] as const) {
    it(`${what} keep what they hold`, async () => {
      const told = (objects: string): string =>
        held
          .split(' ')
          .map((name) => `(ConvertTo-Json -InputObject @(${objects}[0].${name}) -Depth 4 -Compress)`)
          .join('; ');
      const { output, thrown } = await inPowerShell<{ near: string[]; far: string[] }>(
        `$near = @(${command})
         $far = @([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($near, 1)))
         @{
           near = [string[]] @(${told('$near')})
           far = [string[]] @(${told('$far')})
         }`,
      );
      assert.equal(thrown, null, JSON.stringify(thrown));
      assert.deepEqual(output[0]?.far, output[0]?.near);
      assert.ok((output[0]?.near.join('') ?? '').length > 400);
    });
  }
});
