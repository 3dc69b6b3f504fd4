// What is true of every cmdlet, whichever it is: a new one has no place to hide, for the table is compared with what is exported.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { azureEflow, inPowerShell, projectRoot, quoted, scratchFolder, speak, stateWithRepairs } from './support.js';

const sampleFile = (name: string): string => quoted(path.join(projectRoot, `samples/${name}.json`));
const [blocked, silent] = [sampleFile('published-port-blocked'), sampleFile('dns-server-silent')];

/** Which servers answer is asked of the guest, and that is a look as well. */
const dnsPlan = `function script:Get-EflowDnsPlan { ConvertFrom-EflowJson -Json ${quoted(readFileSync('test/contract/examples/DnsPlan/needed.json', 'utf8'))} }`;

interface Call {
  /** Parameters with which it asks the core about a saved snapshot; null where it looks at a device only. */
  readonly saved: string | null;
  /** Parameters with which it looks at this device; null where it never does. */
  readonly live: string | null;
  /** What it then sees, where that is not the other sample; and what of the plan is played. */
  readonly device?: string;
  readonly plan?: string;
  /** Whether it then changes something, on the host or in the guest. */
  readonly changes: boolean;
}

const calls: Readonly<Record<string, Call>> = {
  'Compare-EflowNetSnapshot': { saved: `${blocked} ${silent}`, live: silent, changes: false },
  'Export-EflowNetReport': { saved: `new.html -Snapshot ${blocked}`, live: 'new.html', changes: true },
  'Get-EflowDnsReport': { saved: `-Snapshot ${blocked}`, live: '', changes: false },
  'Get-EflowFirewallRule': { saved: `-Snapshot ${blocked}`, live: '', changes: false },
  'Get-EflowGuestScript': { saved: `-Snapshot ${blocked}`, live: null, changes: false },
  'Get-EflowNetworkRule': { saved: '', live: null, changes: false },
  'Invoke-EflowFirewallBypass': { saved: null, live: '-Port 8883', changes: true },
  'Measure-EflowFleet': { saved: blocked, live: null, changes: false },
  'Repair-EflowDns': { saved: `-Snapshot ${silent} -WhatIf`, live: '', device: silent, plan: dnsPlan, changes: true },
  'Repair-EflowFirewall': { saved: `-Port 8883 -Snapshot ${blocked} -WhatIf`, live: '-Port 8883', changes: true },
  'Save-EflowNetSnapshot': { saved: `new.json -Snapshot ${blocked}`, live: 'new.json', changes: true },
  'Save-EflowSupportBundle': { saved: `new.zip -Snapshot ${blocked}`, live: 'new.zip', changes: true },
  'Test-EflowNetwork': { saved: `-Snapshot ${blocked}`, live: '', changes: false },
  'Trace-EflowPacket': { saved: `-Port 8883 -Snapshot ${blocked}`, live: '-Port 8883', changes: false },
  'Undo-EflowRepair': { saved: '-List', live: '-Id 00000000000000a1', changes: true },
};
const node = `-NodePath ${quoted(process.execPath)}`;

/** Every file and folder below FOLDER, with what it holds. */
const tree = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), entry.isFile() ? readFileSync(file, 'utf8') : ''];
    }),
  );

/** SCRIPT as Invoke-Command runs it: no console, no host that shows or asks, in strict mode; its objects travel home. */
const withoutConsole = (script: string): string => `
  $shell = [System.Management.Automation.PowerShell]::Create([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
  $null = $shell.AddScript({
    param ($Manifest)
    Import-Module -Name Microsoft.PowerShell.Utility, Microsoft.PowerShell.Management
    Set-StrictMode -Version Latest
    Import-Module -Name $Manifest
    ${script}
  }.ToString()).AddArgument($Manifest)
  $all = $shell.Invoke()
  foreach ($record in $shell.Streams.Error) { Write-Error -ErrorRecord $record }
  [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($all, 1))`;

describe('Every cmdlet', () => {
  const folder = scratchFolder();

  it('stands in the table of this test', async () => {
    const { output } = await inPowerShell<string>('$module.ExportedFunctions.Keys');
    assert.deepEqual([...output].sort(), Object.keys(calls));
  });

  it('works where there is no console, in strict mode, and its objects travel', async () => {
    const { state } = stateWithRepairs(folder);
    const saved = Object.entries(calls).filter(([, call]) => call.saved !== null);
    const out = mkdtempSync(path.join(folder, 'out-'));
    const { output, errors, thrown } = await inPowerShell<[name: string, count: number]>(
      withoutConsole(
        `Set-Location -LiteralPath ${quoted(out)}
         ${saved.map(([name, call]) => `, @('${name}', @(${name} ${call.saved ?? ''} ${node} -Verbose -Debug).Count)`).join('\n')}`,
      ),
      { env: { XDG_STATE_HOME: state } },
    );
    assert.deepEqual([thrown, errors], [null, []]);
    assert.deepEqual(
      output.map(([name, count]) => [name, count > 0]),
      saved.map(([name]) => [name, true]),
    );
  });

  it('says and writes the same whatever the numbers, dates, letters and calendar of the session are', async function () {
    this.timeout(300_000);
    const { state } = stateWithRepairs(folder);
    const saved = Object.entries(calls).flatMap(([name, call]) => (call.saved === null ? [] : [[name, call.saved]]));
    const said: unknown[] = [];
    for (const culture of ['en-US', 'de-DE', 'tr-TR', 'ar-SA']) {
      const out = mkdtempSync(path.join(folder, 'culture-'));
      const { output, thrown, errors } = await inPowerShell<string>(
        `${speak(culture)}
         Set-Location -LiteralPath ${quoted(out)}
         ${saved.map(([name, words]) => `${name ?? ''} ${words ?? ''} ${node} | Where-Object { $_ -isnot [System.IO.FileInfo] } | ForEach-Object { ConvertTo-Json -InputObject $_ -Depth 6 -Compress }`).join('\n')}`,
        { env: { XDG_STATE_HOME: state, LC_ALL: 'C.UTF-8' } },
      );
      assert.deepEqual([thrown, errors], [null, []]);
      assert.ok(output.length > 100);
      // The guest's script has a nonce.
      const plain = output.map((one) => one.replace(/'[0-9a-f]{32}'/g, 'nonce'));
      said.push([plain, Object.entries(tree(out)).filter(([file]) => !file.endsWith('.zip'))]);
    }
    for (const other of said.slice(1)) assert.deepEqual(other, said[0]);
  });

  describe('changes nothing with -WhatIf, and nothing where the session prefers it, on the host or in the guest:', () => {
    /** What is other after CALL; the look itself is played by a saved one, so that the guest is asked for changes alone. */
    const changed = async (name: string, call: Call, how: string): Promise<readonly unknown[]> => {
      const here = mkdtempSync(path.join(folder, 'whatif-'));
      const { state } = stateWithRepairs(folder);
      const [temp, out, asked] = ['temp', 'out', 'asked'].map((one) => path.join(here, one)) as [
        string,
        string,
        string,
      ];
      for (const one of [temp, out]) mkdirSync(one);
      const note = `[System.IO.File]::AppendAllText(${quoted(asked)}, 'asked')`;
      const guest = `function Invoke-EflowVmCommand { [CmdletBinding()] param ([string] $command, [switch] $ignoreError) ${note} }
        function Set-EflowVmDnsServers { [CmdletBinding()] param ([string] $vendpointName, [string[]] $dnsServers) ${note} }`;
      const all = (): readonly unknown[] => [tree(state), tree(temp), tree(out), existsSync(asked)];
      const before = all();
      const { thrown } = await inPowerShell(
        `& $module { $script:passageMilliseconds = 500; $script:sessionSeconds = 1
           function script:Get-EflowLiveSource { Resolve-EflowSnapshot -Snapshot ${call.device ?? blocked} }
           ${call.plan ?? ''} }
         ${how.replace('CALL', `$null = ${name} ${call.live ?? ''} ${node}`)}`,
        { modules: [azureEflow(folder, guest)], env: { XDG_STATE_HOME: state, TMPDIR: temp }, cwd: out },
      );
      assert.equal(thrown, null, JSON.stringify(thrown));
      const after = all();
      return after.filter((one, index) => JSON.stringify(one) !== JSON.stringify(before[index]));
    };

    for (const [name, call] of Object.entries(calls).filter(([, { live }]) => live !== null))
      it(name, async () => {
        if (call.changes) {
          assert.deepEqual(await changed(name, call, 'CALL -WhatIf'), []);
          assert.notDeepEqual(await changed(name, call, 'CALL -Confirm:$false'), [], 'it would change nothing anyway');
        }
        const preferred = '$global:WhatIfPreference = $true; CALL; $global:WhatIfPreference = $false';
        assert.deepEqual(await changed(name, call, preferred), []);
      });
  });

  it('ends at any error of the table, with the same id, category and target, where the caller wants errors to stop', async function () {
    this.timeout(300_000);
    const { state } = stateWithRepairs(folder);
    // With what else it waits for played away, each gets to the error at once.
    const failing =
      "{ throw (New-EflowErrorRecord -Id $global:failsWith -Message 'It was played.' -Target 'the target') }";
    const throwing = ['Send-EflowCoreRequest', 'Get-EflowLiveSource'].map((one) => `function script:${one} ${failing}`);
    const idle = ['Assert-EflowLive', 'Open-EflowCore', 'Open-EflowWorker', 'Close-EflowCore', 'Close-EflowWorker'];
    const played = [
      ...throwing,
      ...idle.map((one) => `function script:${one} { ${one.startsWith('Open') ? '@{}' : ''} }`),
    ];
    const asked = Object.entries(calls).map(([name, { saved, live }]) => [
      name,
      saved === '-List' ? live : (saved ?? live),
    ]);
    const { output, thrown } = await inPowerShell<string>(
      `Set-Location -LiteralPath ${quoted(mkdtempSync(path.join(folder, 'stop-')))}
       & $module { ${played.join('; ')} }
       $ConfirmPreference = $global:ConfirmPreference = 'None'
       $categories = & $module { $script:errorCategories }
       foreach ($call in ${asked.map(([name, words]) => `@{ name = '${name ?? ''}'; run = { ${name ?? ''} ${words ?? ''} ${node} -ErrorAction Stop } }`).join(',\n')}) {
         # One cmdlet for each error, and each cmdlet for an error of each category, of a snapshot or not.
         $tried = @{}
         foreach ($id in $categories.Keys) {
           $kind = "$($id -like 'Snapshot*') $($categories[$id])"
           if ($call.name -ne 'Test-EflowNetwork' -and $tried.ContainsKey($kind)) { continue }
           $tried[$kind] = $true
           $global:failsWith = $id
           $became = 'no error'
           try { $null = & $call.run 2>$null }
           catch { $became = '{0} {1} {2}' -f $_.FullyQualifiedErrorId, $_.CategoryInfo.Category, $_.TargetObject }
           if ($became -cne "EflowNetDiag.$id,$($call.name) $($categories[$id]) the target") { "$($call.run), $id gave $became" }
         }
       }
       $categories.Count`,
      { env: { XDG_STATE_HOME: state } },
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(output.slice(0, -1), []);
    assert.ok(Number(output.at(-1)) > 50);
  });
});
