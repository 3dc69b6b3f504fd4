// What people's scripts depend on, read off the module by reflection and pinned here: a change of it is a decision.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { areas } from '../../../core/src/contract/finding.js';
import { CONTRACT } from '../../../core/src/contract/number.js';
import { viewFile, viewText } from '../../../scripts/views.mjs';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { everyOutput } from './everyOutput.js';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

const moduleFolder = path.join(projectRoot, 'ps-module');
const read = (...parts: string[]): string => readFileSync(path.join(moduleFolder, ...parts), 'utf8');
const sourceFiles = (...parts: string[]): string[] =>
  readdirSync(path.join(moduleFolder, ...parts), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ps1'),
  );
const allSources = (): string =>
  sourceFiles()
    .map((file) => read(file))
    .join('\n');

/** Every parameter set of every exported command, as PowerShell prints it. */
const commands: Record<string, readonly string[]> = {
  'Compare-EflowNetSnapshot': [
    '[-ReferenceSnapshot] <Object> [-DeviceProfile <Object>] [-Probe <string>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
    '[-ReferenceSnapshot] <Object> [-DifferenceSnapshot] <Object> [-DeviceProfile <Object>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
  ],
  'Export-EflowNetReport': [
    '[-Path] <string> [-Format <string>] [-DeviceProfile <Object>] [-Redact] [-Force] [-Probe <string>] [-IotedgeCheck] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '[-Path] <string> -InputObject <Object[]> [-Format <string>] [-DeviceProfile <Object>] [-Redact] [-Force] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '[-Path] <string> -Snapshot <Object[]> [-Format <string>] [-DeviceProfile <Object>] [-Redact] [-Force] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Get-EflowDnsReport': [
    '[[-Name] <string[]>] [-Probe <string>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
    '[[-Name] <string[]>] -Snapshot <Object[]> [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
  ],
  'Get-EflowFirewallRule': [
    '[[-Chain] <string[]>] [-Table <string[]>] [-Protocol <string>] [-Port <int>] [-Own] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
    '[[-Chain] <string[]>] -Snapshot <Object[]> [-Table <string[]>] [-Protocol <string>] [-Port <int>] [-Own] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
  ],
  'Get-EflowGuestScript': [
    '[[-Snapshot] <Object>] [[-Probe] <string>] [[-TimeoutSeconds] <int>] [[-NodePath] <string>] [[-Culture] <cultureinfo>] [<CommonParameters>]',
  ],
  'Get-EflowNetworkRule': [
    '[[-Name] <string[]>] [-Page] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
  ],
  'Invoke-EflowFirewallBypass': [
    '[-Port] <int> [-Protocol <string>] [-Seconds <int>] [-Full] [-Probe <scriptblock>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Measure-EflowFleet': [
    '[-Snapshot] <Object[]> [-DeviceProfile <Object>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
  ],
  'Repair-EflowDns': [
    '[[-Server] <string[]>] [-InputObject <Object[]>] [-Snapshot <Object[]>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '[[-Server] <string[]>] -ContainerEngine [-Snapshot <Object[]>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Repair-EflowFirewall': [
    '[-Port] <string> [-Protocol <string>] [-Source <string>] [-Interface <string>] [-State <string[]>] [-Target <string>] [-Chain <string>] [-Table <string>] [-Remove] [-CustomRule <string>] [-LiveOnly] [-Snapshot <Object[]>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '-AllowPing [-Source <string>] [-Interface <string>] [-State <string[]>] [-Target <string>] [-Chain <string>] [-Table <string>] [-Remove] [-LiveOnly] [-Snapshot <Object[]>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '-InputObject <Finding[]> [-Source <string>] [-Interface <string>] [-State <string[]>] [-Target <string>] [-Chain <string>] [-Table <string>] [-LiveOnly] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Save-EflowNetSnapshot': [
    '[-Path] <string> [-Force] [-Redact] [-Probe <string>] [-IotedgeCheck] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '[-Path] <string> -Snapshot <Object> [-Force] [-Redact] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Save-EflowSupportBundle': [
    '[-Path] <string> [-Force] [-Probe <string>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '[-Path] <string> -Snapshot <Object> [-Force] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Test-EflowNetwork': [
    '[-ControlSnapshot <Object>] [-Rule <string[]>] [-ExcludeRule <string[]>] [-DeviceProfile <Object>] [-Deployment <Object>] [-Category <string[]>] [-Severity <string[]>] [-Outcome <string[]>] [-All] [-Quiet] [-Probe <string>] [-IotedgeCheck] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
    '-Snapshot <Object[]> [-ControlSnapshot <Object>] [-Rule <string[]>] [-ExcludeRule <string[]>] [-DeviceProfile <Object>] [-Deployment <Object>] [-Category <string[]>] [-Severity <string[]>] [-Outcome <string[]>] [-All] [-Quiet] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
  'Trace-EflowPacket': [
    '[[-From] <string>] [[-To] <string>] [[-Port] <int>] [-Protocol <string>] [-WithRule <string[]>] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
    '[[-From] <string>] [[-To] <string>] [[-Port] <int>] -Snapshot <Object[]> [-Protocol <string>] [-WithRule <string[]>] [-NodePath <string>] [-Culture <cultureinfo>] [<CommonParameters>]',
  ],
  'Undo-EflowRepair': [
    '[[-Id] <string[]>] [-List] [-TimeoutSeconds <int>] [-NodePath <string>] [-Culture <cultureinfo>] [-WhatIf] [-Confirm] [<CommonParameters>]',
  ],
};

const confirmImpact: Record<string, string> = {
  'Export-EflowNetReport': 'Low',
  'Invoke-EflowFirewallBypass': 'High',
  'Repair-EflowDns': 'High',
  'Repair-EflowFirewall': 'Medium',
  'Save-EflowNetSnapshot': 'Low',
  'Save-EflowSupportBundle': 'Low',
  'Test-EflowNetwork': 'Low',
  'Undo-EflowRepair': 'High',
};

const outputs: Record<string, readonly string[]> = {
  'Compare-EflowNetSnapshot': ['EflowNetDiag.SnapshotChange'],
  'Export-EflowNetReport': ['System.IO.FileInfo'],
  'Get-EflowDnsReport': ['EflowNetDiag.DnsReportRow'],
  'Get-EflowFirewallRule': ['EflowNetDiag.FirewallRule'],
  'Get-EflowGuestScript': ['System.String'],
  'Get-EflowNetworkRule': ['EflowNetDiag.RuleInfo', 'System.String'],
  'Invoke-EflowFirewallBypass': ['EflowNetDiag.BypassResult'],
  'Measure-EflowFleet': ['EflowNetDiag.FleetOverview'],
  'Repair-EflowDns': ['EflowNetDiag.DnsRepairResult', 'EflowNetDiag.DnsPlan'],
  'Repair-EflowFirewall': ['EflowNetDiag.RepairResult', 'EflowNetDiag.RepairPlan'],
  'Save-EflowNetSnapshot': ['System.IO.FileInfo', 'EflowNetDiag.RedactionReport'],
  'Save-EflowSupportBundle': ['System.IO.FileInfo'],
  'Test-EflowNetwork': ['EflowNetDiag.Finding', 'System.Boolean'],
  'Trace-EflowPacket': ['EflowNetDiag.PacketTrace'],
  'Undo-EflowRepair': ['EflowNetDiag.Repair', 'EflowNetDiag.RepairResult', 'EflowNetDiag.DnsRepairResult'],
};

describe('The surface of the module', () => {
  const folder = scratchFolder();
  let session: PowerShellSession;

  before(async () => {
    session = await openPowerShell();
    await session.text(
      `Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}; $module = Get-Module -Name EflowNetDiag`,
    );
  });
  after(async () => {
    await session.close();
  });

  it('exports these commands with these parameters, and nothing else', async () => {
    const seen = await session.objects<{ name: string; sets: string[] }>(
      'foreach ($command in Get-Command -Module EflowNetDiag) { @{ name = $command.Name; sets = @($command.ParameterSets | ForEach-Object { $_.ToString() }) } }',
    );
    assert.deepEqual(Object.fromEntries(seen.map(({ name, sets }) => [name, sets])), commands);
    const [exported] = await session.objects<Record<string, number>>(
      '@{ variables = $module.ExportedVariables.Count; aliases = $module.ExportedAliases.Count; cmdlets = $module.ExportedCmdlets.Count }',
    );
    assert.deepEqual(exported, { variables: 0, aliases: 0, cmdlets: 0 });
  });

  it('asks for consent where something is changed', async () => {
    const seen = await session.objects<{ name: string; impact: string }>(
      `foreach ($name in ${Object.keys(commands).map(quoted).join(', ')}) {
         $binding = @((Get-Command $name).ScriptBlock.Attributes | Where-Object { $_ -is [System.Management.Automation.CmdletBindingAttribute] })[0]
         if ($binding.SupportsShouldProcess) { @{ name = $name; impact = [string] $binding.ConfirmImpact } }
       }`,
    );
    assert.deepEqual(Object.fromEntries(seen.map(({ name, impact }) => [name, impact])), confirmImpact);
  });

  it('says of every command what it emits', async () => {
    const seen = await session.objects<{ name: string; types: string[] }>(
      `foreach ($name in ${Object.keys(commands).map(quoted).join(', ')}) { @{ name = $name; types = @((Get-Command $name).OutputType | ForEach-Object { if ($_.Type) { $_.Type.FullName } else { $_.Name } }) } }`,
    );
    assert.deepEqual(Object.fromEntries(seen.map(({ name, types }) => [name, types])), outputs);
  });

  it('has a text beside each list of what it emits, which Export-Csv writes', async () => {
    const scripts = everyOutput(folder);
    const emitted = new Set(
      Object.values(outputs)
        .flat()
        .filter((type) => type.startsWith('EflowNetDiag.')),
    );
    assert.deepEqual(
      [...emitted].filter((type) => scripts[type.replace('EflowNetDiag.', '')] === undefined),
      [],
    );
    for (const [type, script] of Object.entries(scripts)) {
      const [seen] = await session.objects<{ count: number; lists: string[]; bare: string[]; csv: string }>(
        `$all = @(${script})
         $lists = @($all | ForEach-Object { $_.PSObject.Properties } | Where-Object { $_.Value -is [System.Collections.IList] } | ForEach-Object { $_.Name } | Select-Object -Unique)
         @{
           count = @($all | Where-Object { $_.PSObject.TypeNames[0] -eq 'EflowNetDiag.${type}' }).Count
           lists = $lists
           bare = @(foreach ($name in $lists) { foreach ($one in $all) { if ($one."\${name}Text" -isnot [string] -or (@($one.$name).Count -gt 0 -and -not $one."\${name}Text")) { $name } } })
           csv = $(if ($lists) { $all | Select-Object -Property ($lists | ForEach-Object { "\${_}Text" }) | ConvertTo-Csv | Out-String } else { '' })
         }`,
      );
      assert.ok((seen?.count ?? 0) > 0, type);
      assert.deepEqual(seen?.bare, [], `${type}: ${seen?.lists.join() ?? ''}`);
      assert.doesNotMatch(seen.csv, /\[\]|EflowNetDiag\./, type);
    }
  });

  it('lets the letters of -Category be those of the rule ids', async () => {
    const [values] = await session.objects<string[]>(
      ", @((Get-Command Test-EflowNetwork).Parameters['Category'].Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateSetAttribute] } | ForEach-Object { $_.ValidValues })",
    );
    assert.deepEqual(values, [...areas]);
  });

  it('has one version, and speaks the contract of the core', async () => {
    const packageVersion = (
      JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }
    ).version;
    const [seen] = await session.objects<{ version: string; contract: number; edition: string[] }>(
      '@{ version = $module.Version.ToString(); contract = (& $module { $script:contract }); edition = @($module.CompatiblePSEditions) }',
    );
    assert.deepEqual(seen, { version: packageVersion, contract: CONTRACT, edition: ['Desktop', 'Core'] });
    const manifest = readFileSync(path.join(projectRoot, 'EflowNetDiag.psd1'), 'utf8');
    assert.match(manifest, /PowerShellVersion\s+= '5\.1'/);
    assert.match(manifest, /RootModule\s+= 'ps-module\/EflowNetDiag\.psm1'/);
  });

  describe('gives help that is complete:', () => {
    interface Help {
      readonly synopsis: string;
      readonly description: string;
      readonly examples: { readonly code: string; readonly remarks: string }[];
      readonly parameters: { readonly name: string; readonly description: string }[];
      readonly inputs: string;
      readonly outputs: string;
      readonly notes: string;
    }

    for (const [name, sets] of Object.entries(commands)) {
      it(name, async () => {
        const help = await session.object<Help>(
          `$help = Get-Help ${name} -Full
           @{
             synopsis = $help.Synopsis
             description = ($help.description | ForEach-Object { $_.Text }) -join ' '
             examples = @($help.examples.example | ForEach-Object { @{ code = $_.code; remarks = ($_.remarks | ForEach-Object { $_.Text }) -join ' ' } })
             parameters = @($help.parameters.parameter | ForEach-Object { @{ name = $_.name; description = (@($_.PSObject.Properties['description'].Value) | ForEach-Object { $_.Text }) -join ' ' } })
             inputs = ($help.inputTypes.inputType | ForEach-Object { $_.type.name }) -join ' '
             outputs = ($help.returnValues.returnValue | ForEach-Object { $_.type.name }) -join ' '
             notes = ($help.alertSet.alert | ForEach-Object { $_.Text }) -join ' '
           }`,
        );
        assert.ok(help.synopsis.length > 20 && !help.synopsis.includes('['), help.synopsis);
        assert.ok(help.description.length > 100);
        assert.ok(help.examples.length >= 2);
        for (const { code, remarks } of help.examples) {
          assert.ok(code.includes(name), `an example without the command: ${code}`);
          assert.ok(remarks.trim().length > 15, `an example without its sense: ${code}`);
        }
        const own = new Set(
          sets
            .join(' ')
            .match(/-\w+/g)
            ?.map((one) => one.slice(1)),
        );
        for (const common of ['WhatIf', 'Confirm']) own.delete(common);
        for (const parameter of own) {
          const described = help.parameters.find((one) => one.name === parameter)?.description ?? '';
          assert.ok(described.length > 15, `-${parameter} is not described`);
        }
        assert.notEqual(help.inputs, '');
        for (const type of outputs[name] ?? [])
          assert.ok(help.outputs.includes(type), `${type} is not among the outputs: ${help.outputs}`);
        assert.ok(help.notes.length > 20);
      });
    }

    it('examples that parse, of commands and parameters that are there', async () => {
      const wrong = await session.objects<string>(
        `foreach ($name in ${Object.keys(commands).map(quoted).join(', ')}) {
           foreach ($example in (Get-Help $name -Full).examples.example) {
             $faults = $null
             $ast = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $faults)
             if ($faults) { "$name does not parse: $($example.code)" }
             foreach ($call in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
               $command = Get-Command -Name $call.GetCommandName() -ErrorAction Ignore
               if (-not $command) { if ($call.GetCommandName() -notmatch '-Eflow|^Invoke-Command$') { continue }; "$name names no command: $($call.GetCommandName())"; continue }
               foreach ($parameter in @($call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] })) {
                 try { $null = $command.ResolveParameter($parameter.ParameterName) } catch { "$($example.code): -$($parameter.ParameterName)" }
               }
             }
           }
         }`,
      );
      assert.deepEqual(wrong, []);
    });

    it('about_EflowNetDiag, which names every command', () => {
      const about = read('en-US', 'about_EflowNetDiag.help.txt');
      for (const name of Object.keys(commands)) assert.ok(about.includes(name), name);
      for (const heading of ['TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION', 'SEE ALSO'])
        assert.match(about, new RegExp(`^${heading}$`, 'm'));
      assert.ok(about.split('\n').every((line) => line.length <= 120));
    });
  });

  it('shows about_EflowNetDiag in Get-Help where it is installed', async () => {
    const modules = mkdtempSync(path.join(folder, 'modules-'));
    const installed = path.join(modules, 'EflowNetDiag');
    mkdirSync(installed);
    cpSync(path.join(projectRoot, 'EflowNetDiag.psd1'), path.join(installed, 'EflowNetDiag.psd1'));
    cpSync(moduleFolder, path.join(installed, 'ps-module'), { recursive: true });
    const { output, thrown } = await inPowerShell<string>('Get-Help about_EflowNetDiag | Out-String', {
      modules: [modules],
      env: { LC_ALL: 'en_US.UTF-8' },
    });
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.match(output[0] ?? '', /Finds, explains and mends network faults/);
  });

  describe('says everything from one file:', () => {
    let sentences: Record<string, string>;
    let categories: string[];

    before(async () => {
      sentences = await session.object<Record<string, string>>(
        '& $module { Set-EflowLanguage; $script:localizedData }',
      );
      categories = await session.objects<string>('& $module { $script:errorCategories.Keys }');
    });

    it('every sentence that is used is there, and every one there is used', () => {
      const source = allSources();
      const used = new Set([...source.matchAll(/\$script:localizedData\.(\w+)/g)].map(([, key]) => key));
      for (const [, id] of source.matchAll(/New-EflowErrorRecord -Id '(\w+)'(?! -Message)/g)) used.add(id);
      for (const [, step] of source.matchAll(/Write-EflowProgress -Step '(\w+)'/g)) used.add(`Progress${step ?? ''}`);
      for (const step of ['apply', 'commit', 'settle', 'revert', 'unapply', 'uncommit']) used.add(`Progress${step}`);
      used.add('LanguageConstrained'); // said by the root module before it can do anything
      assert.deepEqual([...used].sort(), Object.keys(sentences).sort());
    });

    it('every error has its category', () => {
      const source = allSources();
      const ids = [...source.matchAll(/New-EflowErrorRecord -Id '(\w+)'/g)].map(([, id]) => id ?? '');
      assert.ok(ids.length > 10);
      for (const id of ids) assert.ok(categories.includes(id), id);
    });

    it('every error of the core has its category too', () => {
      const core = readdirSync(path.join(projectRoot, 'core/src'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(path.join(projectRoot, 'core/src', file), 'utf8'))
        .join('\n');
      const ids = [...core.matchAll(/new CoreFault\(\s*'(\w+)'|failed\('\w+', '(\w+)'/g)].map(
        ([, fault, failed]) => fault ?? failed ?? '',
      );
      assert.ok(ids.includes('SnapshotNotJson') && ids.includes('UnknownRule'));
      assert.deepEqual(
        ids.filter((id) => !categories.includes(id)),
        [],
      );
    });

    it('every category is one of PowerShell', async () => {
      const wrong = await session.objects<string>(
        '& $module { $script:errorCategories.GetEnumerator() } | Where-Object { -not [System.Enum]::IsDefined([System.Management.Automation.ErrorCategory], $_.Value) } | ForEach-Object { $_.Key }',
      );
      assert.deepEqual(wrong, []);
    });
  });

  it('shows its objects by views that are as they would be written now', () => {
    assert.equal(readFileSync(viewFile, 'utf8'), viewText(), 'Run: node scripts/views.mjs');
  });

  describe('is built as agreed:', () => {
    it('one command a file, of the same name', () => {
      assert.deepEqual(
        sourceFiles('Public')
          .map((file) => file.replace(/\.ps1$/, ''))
          .sort(),
        Object.keys(commands),
      );
    });

    it('every command is called by a test besides this one', () => {
      const tests = path.join(projectRoot, 'test/ps/module');
      const texts = readdirSync(tests)
        .filter((file) => file.endsWith('.test.ts') && file !== 'surface.test.ts')
        .map((file) => readFileSync(path.join(tests, file), 'utf8'));
      const uncalled = Object.keys(commands).filter(
        (name) => !texts.some((text) => new RegExp(`${name}\\b`).test(text)),
      );
      assert.deepEqual(uncalled, []);
    });

    it('every file is named after its first function, but for tables', () => {
      const odd = sourceFiles().filter((file) => {
        const first = /^function ([\w-]+)/m.exec(read(file))?.[1];
        return first !== undefined && first !== path.basename(file, '.ps1');
      });
      assert.deepEqual(odd, []);
    });

    it('a collector for every host fact that is collected, and none besides', async () => {
      const names = await session.objects<string>(
        '& $module { $script:networkFacts + $script:machineFacts + $script:askedFacts + $script:eflowFacts + "host.eflow" }',
      );
      const wanted = names.map(
        (name) => `Get-Host${name.charAt('host.'.length).toUpperCase()}${name.slice('host.'.length + 1)}Fact.ps1`,
      );
      assert.deepEqual(
        sourceFiles('Private/Collect')
          .filter((file) => /^Get-Host\w+Fact\.ps1$/.test(file))
          .sort(),
        wanted.sort(),
      );
    });

    it('one caller of the guest, and one place that starts a process', () => {
      const holding = (text: RegExp): string[] =>
        sourceFiles().filter((file) => text.test(read(file).replace(/<#[\s\S]*?#>|#.*/g, '')));
      assert.deepEqual(holding(/Invoke-EflowVmCommand/), ['Private/Collect/Invoke-EflowGuest.ps1']);
      assert.deepEqual(holding(/\[System\.Diagnostics\.Process\]::Start\(/), ['Private/Core/Start-EflowNode.ps1']);
      assert.deepEqual(holding(/Get-EflowVm\b(?!\w)/), []);
    });

    it('the root module and a command have at most 60 lines, a function 40, besides help and parameters', async () => {
      assert.ok(read('EflowNetDiag.psm1').split('\n').length <= 60);
      const long = await session.objects<string>(
        `foreach ($file in [System.IO.Directory]::GetFiles(${quoted(moduleFolder)}, '*.ps1', 'AllDirectories')) {
           $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $null, [ref] $null)
           foreach ($function in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)) {
             $lines = $function.Extent.EndLineNumber - $function.Body.ParamBlock.Extent.EndLineNumber - 1
             $most = 40
             if ([System.IO.Path]::GetFileName([System.IO.Path]::GetDirectoryName($file)) -eq 'Public') { $most = 60 }
             if ($lines -gt $most) { "$($function.Name): $lines" }
           }
         }`,
      );
      assert.deepEqual(long, []);
    });
  });
});
