import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPowerShell, runPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

const commands = 'Microsoft.PowerShell.Commands';

const views = `<?xml version="1.0" encoding="utf-8"?>
<Configuration>
  <ViewDefinitions>
    <View>
      <Name>Brief</Name>
      <ViewSelectedBy><TypeName>Eflow.Test.Route</TypeName></ViewSelectedBy>
      <TableControl>
        <TableHeaders>
          <TableColumnHeader><Label>To</Label></TableColumnHeader>
          <TableColumnHeader><Label>Metric</Label><Alignment>Right</Alignment></TableColumnHeader>
        </TableHeaders>
        <TableRowEntries><TableRowEntry><TableColumnItems>
          <TableColumnItem><ScriptBlock>"[$($_.Destination)]"</ScriptBlock></TableColumnItem>
          <TableColumnItem><PropertyName>Metric</PropertyName></TableColumnItem>
        </TableColumnItems></TableRowEntry></TableRowEntries>
      </TableControl>
    </View>
    <View>
      <Name>Whole</Name>
      <ViewSelectedBy><TypeName>Eflow.Test.Route</TypeName></ViewSelectedBy>
      <ListControl><ListEntries><ListEntry><ListItems>
        <ListItem><Label>Goes to</Label><PropertyName>Destination</PropertyName></ListItem>
      </ListItems></ListEntry></ListEntries></ListControl>
    </View>
  </ViewDefinitions>
</Configuration>
`;

describe('formatting', () => {
  let ps: PowerShellSession;
  let folder: string;
  before(async () => {
    ps = await openPowerShell();
    folder = mkdtempSync(path.join(tmpdir(), 'eflow-format-'));
  });
  after(async () => {
    await ps.close();
    rmSync(folder, { recursive: true });
  });

  /** Lines without the blanks that pad them, nor the empty lines around a block, which differ between versions. */
  const shown = async (script: string): Promise<string[]> => {
    const text = await ps.object<string>(`(${script} | Out-String -Width 80).Replace("\`r", '')`);
    return text
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
  };

  const items = `[pscustomobject]@{ Name = 'eth0'; Mtu = 1500 }, [pscustomobject]@{ Name = 'docker0'; Mtu = 1450 }`;

  it('Format-Table makes columns', async () => {
    assert.deepEqual(await shown(`${items} | Format-Table -AutoSize`), [
      'Name     Mtu',
      '----     ---',
      'eth0    1500',
      'docker0 1450',
    ]);
    assert.deepEqual(await shown(`${items} | Format-Table Mtu, Name -HideTableHeaders -AutoSize`), [
      '1500 eth0',
      '1450 docker0',
    ]);
    assert.deepEqual(
      await shown(
        `${items} | Format-Table @{ Label = 'Half'; Expression = { $_.Mtu / 2 }; Alignment = 'Left' } -AutoSize`,
      ),
      ['Half', '----', '750', '725'],
    );
  });

  it('Format-Table wraps, or cuts off', async () => {
    const long = `[pscustomobject]@{ A = 'x'; B = ('word ' * 30).Trim() }`;
    const wrapped = await shown(`${long} | Format-Table -Wrap`);
    assert.equal(wrapped.slice(2).join('').replaceAll(/[ x]/g, ''), 'word'.repeat(30));
    const cut = await shown(`${long} | Format-Table`);
    assert.equal(cut.length, 3);
    assert.match(cut[2] ?? '', /(…|\.\.\.)$/);
  });

  it('Format-Table groups', async () => {
    const grouped = await shown(
      `[pscustomobject]@{ G = 'a'; V = 1 }, [pscustomobject]@{ G = 'b'; V = 2 } | Format-Table V -GroupBy G -AutoSize`,
    );
    assert.deepEqual(
      grouped.map((line) => line.trim()),
      ['G: a', 'V', '-', '1', 'G: b', 'V', '-', '2'],
    );
  });

  it('Format-List makes lines', async () => {
    assert.deepEqual(await shown(`[pscustomobject]@{ Name = 'eth0'; Mtu = 1500 } | Format-List`), [
      'Name : eth0',
      'Mtu  : 1500',
    ]);
    assert.deepEqual(await shown(`[pscustomobject]@{ Name = 'eth0'; Mtu = 1500 } | Format-List M*`), ['Mtu : 1500']);
  });

  it('Format-Wide and Format-Custom make theirs', async () => {
    const wide = await shown(
      `1..4 | ForEach-Object { [pscustomobject]@{ Name = "n$_" } } | Format-Wide Name -Column 2`,
    );
    assert.deepEqual(
      wide.map((line) => line.split(/ +/)),
      [
        ['n1', 'n2'],
        ['n3', 'n4'],
      ],
    );
    assert.deepEqual(await shown(`[pscustomobject]@{ a = [pscustomobject]@{ b = 1 } } | Format-Custom`), [
      'class PSCustomObject',
      '{',
      '  a =',
      '    class PSCustomObject',
      '    {',
      '      b = 1',
      '    }',
      '}',
    ]);
    const both = await ps.error(`1 | Format-Wide -AutoSize -Column 2`);
    assert.deepEqual(
      [both.id, both.terminating],
      [`FormatCannotSpecifyAutosizeAndColumns,${commands}.FormatWideCommand`, true],
    );
  });

  it('refuses a property that is none', async () => {
    const error = await ps.error(`${items} | Format-Table @{ Nonsense = 1 }`);
    assert.deepEqual([error.id, error.terminating], [`DictionaryKeyIllegal,${commands}.FormatTableCommand`, true]);
  });

  it('Update-FormatData brings views, for the default output too', async () => {
    const file = path.join(folder, 'views.format.ps1xml');
    writeFileSync(file, views);
    const route = `[pscustomobject]@{ PSTypeName = 'Eflow.Test.Route'; Destination = 'default'; Metric = 5 }`;
    await ps.text(`Update-FormatData -AppendPath '${file}'`);
    const brief = [/^To +Metric$/, /^-- +------$/, /^\[default\] +5$/];
    for (const script of [route, `${route} | Format-Table`]) {
      const lines = await shown(script);
      assert.equal(lines.length, 3);
      brief.forEach((expected, i) => assert.match(lines[i] ?? '', expected));
    }
    assert.deepEqual(await shown(`${route} | Format-List`), ['Goes to : default']);
    assert.deepEqual(
      await shown(`${route} | Format-Table -View Brief -HideTableHeaders`).then((lines) =>
        lines.map((line) => line.split(/ +/)),
      ),
      [['[default]', '5']],
    );
    const unknown = await ps.error(`${route} | Format-Table -View NoSuchView`);
    assert.equal(unknown.terminating, true);
  });

  it('a module brings its own views, and they apply to what nobody formats', async () => {
    writeFileSync(path.join(folder, 'Routes.format.ps1xml'), views);
    writeFileSync(
      path.join(folder, 'Routes.psm1'),
      `function Get-Route { [pscustomobject]@{ PSTypeName = 'Eflow.Test.Route'; Destination = 'default'; Metric = 5 } }`,
    );
    writeFileSync(
      path.join(folder, 'Routes.psd1'),
      `@{ RootModule = 'Routes.psm1'; ModuleVersion = '1.0'; FunctionsToExport = 'Get-Route'; FormatsToProcess = 'Routes.format.ps1xml' }`,
    );
    const run = await runPowerShell([
      '-NoProfile',
      '-ExecutionPolicy',
      'Bypass',
      '-Command',
      `Import-Module '${path.join(folder, 'Routes.psd1')}'; Get-Route`,
    ]);
    assert.match(run.stdout, /To +Metric *\n-- +------ *\n\[default\] +5 *\n/);
    assert.equal(run.stderr, '');
  });

  it('says what is wrong with a file of views', async () => {
    const broken = path.join(folder, 'broken.format.ps1xml');
    writeFileSync(broken, '<Configuration><ViewDefinitions><View></Configuration>');
    const error = await ps.error(`Update-FormatData -AppendPath '${broken}'`);
    assert.equal(error.id, `FormatXmlUpdateException,${commands}.UpdateFormatDataCommand`);
    // and it spoils nothing
    assert.deepEqual((await shown(`'t' | Get-Member Length`))[1]?.split(/ +/), ['Name', 'MemberType', 'Definition']);
    assert.equal(
      (await ps.error(`Update-FormatData -AppendPath '${path.join(folder, 'none.ps1xml')}'`)).id,
      `FormatAppendPathException,${commands}.UpdateFormatDataCommand`,
    );
  });

  it('Out-String gives one text, lines when asked, and heeds the width', async () => {
    assert.deepEqual(
      await ps.objects(
        `@('a', 'b' | Out-String).Count; ('a', 'b' | Out-String -Stream).Count; ('a', 'b' | Out-String).Replace("\`r", '')`,
      ),
      [1, 2, 'a\nb\n'],
    );
    const lines = await ps.objects<string>(
      `[pscustomobject]@{ a = 'x' * 100 } | Format-Table | Out-String -Width 30 -Stream | Where-Object { $_ }`,
    );
    assert.equal(Math.max(...lines.map((line) => line.length)) <= 30, true);
  });

  itIn7('Out-String joins without line ends when asked', '-NoNewline came with 6', async () => {
    assert.equal(await ps.object(`'a', 'b' | Out-String -NoNewline`), 'ab');
  });

  it('Out-File writes what would be shown', async () => {
    const file = path.join(folder, 'out.txt');
    const content = `([System.IO.File]::ReadAllText('${file}')).Replace("\`r", '')`;
    assert.equal(
      await ps.object(
        `'a', 'b' | Out-File '${file}' -Encoding ascii; 'c' | Out-File '${file}' -Append -Encoding ascii; ${content}`,
      ),
      'a\nb\nc\n',
    );
    const refused = await ps.error(`'x' | Out-File '${file}' -NoClobber`);
    assert.deepEqual(
      [refused.id, refused.category, refused.terminating],
      [`NoClobber,${commands}.OutFileCommand`, 'ResourceExists', true],
    );
    assert.match(
      await ps.text(`'x' | Out-File '${file}' -WhatIf`),
      /^What if: Performing the operation "Output to File" on target "/,
    );
    assert.equal(
      await ps.object(
        `'d' > '${file}'; 'e' >> '${file}'; ([System.IO.File]::ReadAllText('${file}')).Replace("\`r", '')`,
      ),
      'd\ne\n',
    );
    const nowhere = await ps.error(`'x' | Out-File '${path.join(folder, 'none', 'x.txt')}'`);
    assert.deepEqual([nowhere.id, nowhere.terminating], [`FileOpenFailure,${commands}.OutFileCommand`, true]);
  });

  it('Update-TypeData adds members and default views to types', async () => {
    await ps.text(`
      Update-TypeData -TypeName Eflow.Test.Link -MemberType ScriptProperty -MemberName IsUp -Value { $this.State -eq 'UP' }
      Update-TypeData -TypeName Eflow.Test.Link -DefaultDisplayPropertySet Name, IsUp`);
    const link = `[pscustomobject]@{ PSTypeName = 'Eflow.Test.Link'; Name = 'eth0'; State = 'UP'; Mtu = 1500 }`;
    assert.equal(await ps.object(`(${link}).IsUp`), true);
    assert.deepEqual(await shown(`${link} | Format-List`), ['Name : eth0', 'IsUp : True']);
    const twice = await ps.error(
      `Update-TypeData -TypeName Eflow.Test.Link -MemberType NoteProperty -MemberName IsUp -Value 1`,
    );
    assert.equal(twice.id, `TypesDynamicUpdateException,${commands}.UpdateTypeDataCommand`);
    assert.equal(
      (await ps.error(`Update-TypeData -TypeName Eflow.Test.Link`)).id,
      `TypeDataEmpty,${commands}.UpdateTypeDataCommand`,
    );
    assert.equal(await ps.object(`(Get-TypeData Eflow.Test.Link).Members.Keys -join ','`), 'IsUp');
    await ps.text(`Remove-TypeData -TypeName Eflow.Test.Link`);
    assert.equal(await ps.object(`$null -eq (${link}).PSObject.Properties['IsUp']`), true);
  });

  it('Get-FormatData tells which views there are', async () => {
    const file = path.join(folder, 'told.format.ps1xml');
    writeFileSync(file, views.replaceAll('Eflow.Test.Route', 'Eflow.Test.Told'));
    const told = await ps.objects(`
      Update-FormatData -PrependPath '${file}'
      $data = Get-FormatData Eflow.Test.Told
      $data.TypeNames; $data.FormatViewDefinition | ForEach-Object { "$($_.Name) $($_.Control.GetType().Name)" }
      $data.FormatViewDefinition[0].Control.Headers[1].Label; @(Get-FormatData No.Such.*).Count`);
    assert.deepEqual(told, ['Eflow.Test.Told', 'Brief TableControl', 'Whole ListControl', 'Metric', 0]);
  });

  it('the engine shows the objects of these cmdlets as it shows the stock ones', async () => {
    assert.deepEqual((await shown(`'a', 'b', 'a' | Group-Object`))[0]?.split(/ +/), ['Count', 'Name', 'Group']);
    assert.deepEqual((await shown(`Get-Location`))[0], 'Path');
    assert.deepEqual((await shown(`'t' | Get-Member Length`)).slice(1, 2)[0]?.split(/ +/), [
      'Name',
      'MemberType',
      'Definition',
    ]);
    assert.deepEqual(await shown(`'a match' | Select-String match`), ['a match']);
  });
});
