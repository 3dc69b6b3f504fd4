import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7, itInHost } from './editions.js';

const commands = 'Microsoft.PowerShell.Commands';

describe('data cmdlets', () => {
  let ps: PowerShellSession;
  let folder: string;
  before(async () => {
    ps = await openPowerShell();
    folder = mkdtempSync(path.join(tmpdir(), 'eflow-data-'));
    await ps.text(`Set-Location -LiteralPath '${folder}'`);
  });
  after(async () => {
    await ps.close();
    rmSync(folder, { recursive: true });
  });
  const read = (name: string) =>
    readFileSync(path.join(folder, name), 'utf8')
      .replaceAll('\r', '')
      .replace(/^\ufeff/, '');

  describe('CSV', () => {
    const items = `[pscustomobject]@{ Name = 'eth0'; Note = 'say "hi", twice' }, [pscustomobject]@{ Name = $null; Note = '' }`;

    it('is written with quotes', async () => {
      assert.deepEqual(await ps.objects(`${items} | ConvertTo-Csv -NoTypeInformation`), [
        '"Name","Note"',
        '"eth0","say ""hi"", twice"',
        ',""',
      ]);
      assert.deepEqual(
        await ps.objects(`${items} | ConvertTo-Csv -NoTypeInformation -Delimiter ';' | Select-Object -First 1`),
        ['"Name";"Note"'],
      );
    });

    itIn7('is written with quotes only where asked', '-UseQuotes came with 7', async () => {
      assert.deepEqual(await ps.objects(`${items} | ConvertTo-Csv -UseQuotes AsNeeded`), [
        'Name,Note',
        'eth0,"say ""hi"", twice"',
        ',',
      ]);
      assert.deepEqual(await ps.objects(`[pscustomobject]@{ a = 1; b = 2 } | ConvertTo-Csv -QuoteFields b`), [
        'a,"b"',
        '1,"2"',
      ]);
    });

    it('is read back, line ends and quotes in fields too', async () => {
      assert.deepEqual(await ps.objects(`"a,b\n1,\`"x\n\`"\`"y\`"\`"\`"\n\n2" | ConvertFrom-Csv`), [
        { a: '1', b: 'x\n"y"' },
        { a: '2', b: null },
      ]);
      assert.deepEqual(await ps.objects(`'1;2', '3;4' | ConvertFrom-Csv -Delimiter ';' -Header p, q`), [
        { p: '1', q: '2' },
        { p: '3', q: '4' },
      ]);
    });

    it('goes to files and comes from them', async () => {
      assert.deepEqual(
        await ps.objects(
          `${items} | Export-Csv list.csv -NoTypeInformation; [pscustomobject]@{ Name = 'lo'; Note = 'x' } | Export-Csv list.csv -Append; (Import-Csv list.csv).Name`,
        ),
        ['eth0', '', 'lo'],
      );
      assert.equal(read('list.csv').split('\n')[0], '"Name","Note"');
      const mismatch = await ps.error(`[pscustomobject]@{ Other = 1 } | Export-Csv list.csv -Append`);
      assert.equal(mismatch.id, `CannotAppendCsvWithMismatchedPropertyNames,${commands}.ExportCsvCommand`);
      const taken = await ps.error(`${items} | Export-Csv list.csv -NoClobber`);
      assert.deepEqual([taken.id, taken.terminating], [`NoClobber,${commands}.ExportCsvCommand`, true]);
      const missing = await ps.error(`Import-Csv none.csv`);
      assert.equal(missing.id, `FileOpenFailure,${commands}.ImportCsvCommand`);
    });
  });

  it('CLIXML keeps types, lists and depth', async () => {
    const script = `
      [pscustomobject]@{ When = [datetime]'2024-05-06'; List = @(1, 2); Inner = @{ Key = 'v' } } | Export-Clixml thing.xml
      $back = Import-Clixml thing.xml
      $back.When.GetType().Name; $back.List.Count; $back.Inner['Key']; $back.PSObject.TypeNames[0]
      1, 'two', $null | Export-Clixml list.xml; @(Import-Clixml list.xml).Count`;
    assert.deepEqual(await ps.objects(script), [
      'DateTime',
      2,
      'v',
      'Deserialized.System.Management.Automation.PSCustomObject',
      3,
    ]);
    assert.match(
      (await ps.error(`Import-Clixml none.xml`)).id,
      /,Microsoft\.PowerShell\.Commands\.ImportClixmlCommand$/,
    );
  });

  it('Get-Date gives now, a date, parts of it, and text', async () => {
    assert.deepEqual(
      await ps.objects(
        `(Get-Date).GetType().Name; (Get-Date '2024-05-06' -Format 'yyyy/MM/dd').Replace('.', '/'); (Get-Date -Year 2020 -Month 1 -Day 2).DayOfYear; [math]::Abs(((Get-Date) - [datetime]::Now).TotalSeconds) -lt 5`,
      ),
      ['DateTime', '2024/05/06', 2, true],
    );
  });

  itIn7('Get-Date gives UTC when asked', '-AsUTC came with 7.1', async () => {
    assert.deepEqual(await ps.objects(`[string](Get-Date -AsUTC).Kind; (Get-Date -UnixTimeSeconds 0 -AsUTC).Year`), [
      'Utc',
      1970,
    ]);
  });

  it('New-TimeSpan, New-Guid and Get-Random', async () => {
    assert.deepEqual(
      await ps.objects(
        `(New-TimeSpan -Hours 1 -Minutes 30).TotalMinutes; (New-TimeSpan '2024-01-01' '2024-01-03').Days; (New-Guid).GetType().Name; (New-Guid) -eq (New-Guid)`,
      ),
      [90, 2, 'Guid', false],
    );
    const rolls = await ps.objects<number>(`1..50 | ForEach-Object { Get-Random -Minimum 3 -Maximum 6 }`);
    assert.deepEqual(
      [...new Set(rolls)].filter((roll) => roll < 3 || roll > 5),
      [],
    );
    assert.deepEqual(
      await ps.objects(
        `$a = Get-Random -SetSeed 5 -Maximum 1000; $b = Get-Random -SetSeed 5 -Maximum 1000; $a -eq $b; @(1..10 | Get-Random -Count 4).Count; (1..3 | Get-Random) -in 1..3`,
      ),
      [true, 4, true],
    );
    const order = await ps.error(`Get-Random -Minimum 5 -Maximum 5`);
    assert.deepEqual([order.id, order.terminating], [`MinGreaterThanOrEqualMax,${commands}.GetRandomCommand`, true]);
  });

  it('Get-FileHash', async () => {
    writeFileSync(path.join(folder, 'abc'), 'abc');
    assert.deepEqual(
      await ps.objects(
        `(Get-FileHash abc).Hash; (Get-FileHash abc -Algorithm MD5).Hash; (Get-FileHash abc).Algorithm; [System.IO.Path]::GetFileName((Get-FileHash abc).Path)`,
      ),
      [
        'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD',
        '900150983CD24FB0D6963F7D28E17F72',
        'SHA256',
        'abc',
      ],
    );
    assert.match((await ps.error(`Get-FileHash none`)).id, /^(FileNotFound|PathNotFound)/);
  });

  it('Tee-Object passes on what it keeps', async () => {
    assert.deepEqual(await ps.objects(`1, 2 | Tee-Object -Variable kept; $kept.Count; 'a', 'b' | Tee-Object tee.txt`), [
      1,
      2,
      2,
      'a',
      'b',
    ]);
    assert.match(
      readFileSync(path.join(folder, 'tee.txt'))
        .toString('latin1')
        .replaceAll(/[\0\r\u00ff\u00fe]/g, ''),
      /^a\nb\n$/,
    );
  });

  it('Select-String finds lines in text and files', async () => {
    writeFileSync(path.join(folder, 'log.txt'), 'up eth0\ndown eth1\nup docker0\n');
    assert.deepEqual(
      await ps.objects(
        `(Select-String '^UP (?<nic>\\w+)' log.txt | ForEach-Object { "$($_.LineNumber) $($_.Matches[0].Groups['nic'].Value) $($_.Filename)" })`,
      ),
      ['1 eth0 log.txt', '3 docker0 log.txt'],
    );
    assert.deepEqual(
      await ps.objects(
        `('a.b', 'axb' | Select-String 'a.b' -SimpleMatch).Line; 'x' | Select-String 'X' -CaseSensitive -Quiet; 'x' | Select-String 'X' -Quiet; ('up', 'down' | Select-String up -NotMatch).Line`,
      ),
      ['a.b', false, true, 'down'].filter((value) => value !== false || !ps.isDesktop),
    );
  });

  itIn7('Join-String', 'it came with 6.2', async () => {
    assert.deepEqual(
      await ps.objects(
        `1..3 | Join-String -Separator '-'; 'a', 'b' | Join-String -SingleQuote -Separator ', ' -OutputPrefix '(' -OutputSuffix ')'; [pscustomobject]@{ n = 'x' } | Join-String n`,
      ),
      ['1-2-3', `('a', 'b')`, 'x'],
    );
  });

  it('New-TemporaryFile', async () => {
    assert.deepEqual(await ps.objects(`$f = New-TemporaryFile; $f.Length; $f.Exists; Remove-Item $f`), [0, true]);
  });

  it('Get-, Stop-, Start- and Wait-Process', async () => {
    const node = process.execPath;
    const script = `
      (Get-Process -Id $PID).Id -eq $PID
      $p = Start-Process '${node}' -ArgumentList '-e', '"setTimeout(() => 0, 60000)"' -PassThru
      (Get-Process -Id $p.Id).Id -eq $p.Id
      Stop-Process -Id $p.Id; Wait-Process -InputObject $p -Timeout 20; $p.HasExited
      $q = Start-Process '${node}' -ArgumentList '-e', '"process.exit(3)"' -Wait -PassThru; $q.ExitCode`;
    assert.deepEqual(await ps.objects(script), [true, true, true, 3]);
    assert.match(
      await ps.text(`Stop-Process -Id $PID -WhatIf`),
      /^What if: Performing the operation "Stop-Process" on target ".+ \(\d+\)"\.$/,
    );
    const byId = await ps.error(`Get-Process -Id 2147483000`);
    assert.deepEqual(
      [byId.id, byId.category],
      [`NoProcessFoundForGivenId,${commands}.GetProcessCommand`, 'ObjectNotFound'],
    );
    const byName = await ps.error(`Get-Process no-such-process`);
    assert.deepEqual(
      [byName.id, byName.target, byName.terminating],
      [`NoProcessFoundForGivenName,${commands}.GetProcessCommand`, 'no-such-process', false],
    );
    assert.equal(
      (await ps.error(`Stop-Process -Name no-such-process`)).id,
      `NoProcessFoundForGivenName,${commands}.StopProcessCommand`,
    );
    assert.deepEqual(await ps.errors(`Get-Process no-such-*`), []);
    const notStarted = await ps.error(`Start-Process ./no-such-program`);
    assert.deepEqual(
      [notStarted.id, notStarted.terminating],
      [`InvalidOperationException,${commands}.StartProcessCommand`, true],
    );
  });

  itInHost('Add-Type says that it cannot compile', 'PowerShell itself can', async () => {
    const error = await ps.error(`Add-Type -TypeDefinition 'public class A {}'`);
    assert.deepEqual(
      [error.id, error.category, error.terminating],
      [`CompilerNotAvailable,${commands}.AddTypeCommand`, 'NotImplemented', true],
    );
    assert.match(error.message, /cannot compile/);
  });
});
