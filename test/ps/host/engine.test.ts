import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itInHost } from './editions.js';

const moduleSource = `
function Get-Route {
<#
.SYNOPSIS
Gets routes.
.DESCRIPTION
Gets the routes of a device, as they are.
.PARAMETER Name
Which routes.
.EXAMPLE
Get-Route -Name default
Gets the default route.
#>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [ValidateSet('default', 'local')] [string] $Name)
    if ($PSCmdlet.ShouldProcess($Name, 'Get')) { $Name }
}
Register-ArgumentCompleter -CommandName Find-Route -ParameterName Rule -ScriptBlock {
    param($commandName, $parameterName, $wordToComplete)
    'DNS001', 'DNS002', 'FW001' | Where-Object { $_ -like "$wordToComplete*" } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', "tip of $_") }
}
function Find-Route { param([string] $Rule) $Rule }
function Hidden { }
`;

describe('the engine with these cmdlets', () => {
  let ps: PowerShellSession;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'eflow-engine-'));
    mkdirSync(path.join(folder, 'Routes/en-US'), { recursive: true });
    writeFileSync(path.join(folder, 'Routes/Routes.psm1'), moduleSource);
    writeFileSync(
      path.join(folder, 'Routes/en-US/about_Routes.help.txt'),
      'TOPIC\n    about_Routes\n\nSHORT DESCRIPTION\n    Of routes.\n',
    );
    writeFileSync(
      path.join(folder, 'Routes/Routes.types.ps1xml'),
      `<Types><Type><Name>Eflow.Test.Way</Name><Members><ScriptProperty><Name>Twice</Name><GetScriptBlock>$this.N * 2</GetScriptBlock></ScriptProperty></Members></Type></Types>`,
    );
    writeFileSync(
      path.join(folder, 'Routes/Routes.psd1'),
      `@{ RootModule = 'Routes.psm1'; ModuleVersion = '1.2.3'; GUID = '6e1d1a55-1c1b-4f3a-9d9d-5a8a3f0e7c11'; FunctionsToExport = 'Get-Route', 'Find-Route'; CmdletsToExport = @(); AliasesToExport = @(); TypesToProcess = 'Routes.types.ps1xml' }`,
    );
    ps = await openPowerShell({
      env: {
        PSModulePath: [folder, process.env['PSModulePath'] ?? ''].join(path.delimiter),
        LANG: 'en_US.UTF-8',
        LC_ALL: undefined,
      },
    });
  });
  after(async () => {
    await ps.close();
    rmSync(folder, { recursive: true });
  });

  it('loads a module when a command of it is called', async () => {
    assert.equal(await ps.object(`Get-Route -Name default`), 'default');
    assert.deepEqual(
      await ps.objects(
        `(Get-Module Routes).Version.ToString(); (Get-Module Routes).ExportedFunctions.Keys | Sort-Object; @(Get-Command Hidden -ErrorAction Ignore).Count`,
      ),
      ['1.2.3', 'Find-Route', 'Get-Route', 0],
    );
    assert.equal(await ps.object(`(Get-Module -ListAvailable Routes).Name`), 'Routes');
    assert.equal(await ps.object(`([pscustomobject]@{ PSTypeName = 'Eflow.Test.Way'; N = 4 }).Twice`), 8);
  });

  it('imports again and forgets', async () => {
    assert.deepEqual(
      await ps.objects(
        `Import-Module Routes -Force; Remove-Module Routes; @(Get-Module Routes).Count; (Import-Module Routes -PassThru).Name`,
      ),
      [0, 'Routes'],
    );
    const missing = await ps.error(`Import-Module NoSuchModule -ErrorAction Stop`);
    assert.equal(missing.id, 'Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand');
  });

  it('Get-Command tells parameters, and what there is not', async () => {
    assert.deepEqual(
      await ps.objects(
        `$c = Get-Command Get-Route; [string]$c.CommandType; $c.Source; $c.Parameters.ContainsKey('WhatIf'); (Get-Command -Module Routes).Count`,
      ),
      ['Function', 'Routes', true, 2],
    );
    assert.equal(
      (await ps.error(`Get-Command No-SuchCommand`)).id,
      'CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand',
    );
    assert.equal((await ps.error(`No-SuchCommand`)).id, 'CommandNotFoundException');
    assert.equal(await ps.object(`(Get-Command Get-Content).Parameters.ContainsKey('Raw')`), true); // a parameter of the provider
  });

  it('Get-Help reads comments and topics', async () => {
    const help = await ps.objects(
      `$h = Get-Help Get-Route; $h.Synopsis; $h.Description[0].Text; $h.parameters.parameter[0].name; $h.examples.example[0].code.Split([char]10)[0]`,
    );
    assert.deepEqual(help, [
      'Gets routes.',
      'Gets the routes of a device, as they are.',
      'Name',
      'Get-Route -Name default',
    ]);
    assert.match(await ps.object<string>(`Get-Help Get-Route -Full | Out-String`), /-Name <String>/);
    assert.match(await ps.object<string>(`Get-Help about_Routes | Out-String`), /Of routes\./);
  });

  it('completes commands, parameters, values and what a completer says', async () => {
    const complete = (line: string) =>
      ps.objects<string>(
        `(TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches | ForEach-Object { $_.CompletionText }`,
      );
    assert.deepEqual(
      (await complete('Get-Rou')).filter((text) => text === 'Get-Route'),
      ['Get-Route'],
    );
    assert.deepEqual(await complete('Get-Route -Na'), ['-Name']);
    assert.deepEqual(await complete('Get-Route -Name d'), ['default']);
    assert.deepEqual(await complete('Find-Route -Rule DNS'), ['DNS001', 'DNS002']);
    assert.deepEqual(
      await ps.objects(
        `(TabExpansion2 -inputScript 'Find-Route -Rule FW' -cursorColumn 19).CompletionMatches[0].ToolTip`,
      ),
      ['tip of FW001'],
    );
  });

  it('validates and binds parameters', async () => {
    assert.equal((await ps.error(`Get-Route -Name elsewhere`)).id, 'ParameterArgumentValidationError,Get-Route');
    assert.equal((await ps.error(`Get-Route -NoSuch 1`)).id, 'NamedParameterNotFound,Get-Route');
    assert.match(
      await ps.text(`Get-Route default -WhatIf`),
      /^What if: Performing the operation "Get" on target "default"\.$/,
    );
  });

  it('runs jobs', async () => {
    const script = `$job = Start-Job { param($n) $n * 2; Write-Error 'of the job' } -ArgumentList 21; $null = Wait-Job $job -Timeout 50; [int](Receive-Job $job -ErrorAction SilentlyContinue); [string]$job.State; Remove-Job $job`;
    assert.deepEqual(await ps.objects(script), [42, 'Completed']);
  });

  it('handles errors as the language says', async () => {
    const script = `
      try { Get-Item ./no-such-item -ErrorAction Stop } catch [System.Management.Automation.ItemNotFoundException] { 'typed' } finally { 'finally' }
      Get-Item ./no-such-item -ErrorAction SilentlyContinue -ErrorVariable kept; $kept.Count; $?
      trap { 'trapped'; continue }
      throw 'x'
      Set-StrictMode -Version Latest
      try { $undefined } catch { $_.FullyQualifiedErrorId }`;
    assert.deepEqual(await ps.objects(script), ['typed', 'finally', 1, true, 'trapped', 'VariableIsUndefined']);
  });

  itInHost('exports every cmdlet that it has', 'its modules are its own', async () => {
    const root = 'scripts/powershell-host';
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cs'));
    const written = sources.flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/\[Cmdlet\((?:Verbs\w+\.(\w+)|"(\w+)"), "(\w+)"/g)].map(
        (found) => `${found[1] ?? found[2] ?? ''}-${found[3] ?? ''}`,
      ),
    );
    const exported = await ps.objects<string>(
      `(Get-Command -Module Microsoft.PowerShell.Utility, Microsoft.PowerShell.Management -CommandType Cmdlet).Name`,
    );
    assert.equal(written.length > 90, true);
    assert.deepEqual([...exported].sort(), [...written].sort());
  });
});
