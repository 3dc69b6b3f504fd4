import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BypassPlan } from '../../../core/src/contract/bypassPlan.js';
import { powerShellEngine } from '../../support/powershell.js';

export const projectRoot = path.resolve('.');

/** A folder that is gone after the suite. */
export const scratchFolder = (): string => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'eflownetdiag-')));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** The plan of the contract's example, for an address at which nobody can be reached: what is tried is unreachable at once. */
export const playedBypass = (more: Partial<BypassPlan> = {}): BypassPlan => {
  const file = path.join(projectRoot, 'test/contract/examples/Response/planBypass.json');
  const { plan } = JSON.parse(readFileSync(file, 'utf8')) as { plan: BypassPlan };
  return { ...plan, address: '255.255.255.255', ...more };
};

/** PowerShell that makes a culture that of the session: of its numbers, dates and texts. */
export const speak = (culture: string): string => `
  foreach ($one in 'CurrentCulture', 'CurrentUICulture') {
    [System.Globalization.CultureInfo]::$one = [System.Globalization.CultureInfo]::GetCultureInfo('${culture}')
    [System.Globalization.CultureInfo]::"DefaultThread$one" = [System.Globalization.CultureInfo]::$one
  }`;

/** A text as a PowerShell literal. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** From here on the journal of the one repair that there is cannot be written: where its file was, a folder stands. */
export const journalFull =
  '$file = @(Get-ChildItem -Path $env:XDG_STATE_HOME -Recurse -Filter *.jsonl)[0].FullName; [System.IO.File]::Move($file, "$file.kept"); $null = [System.IO.Directory]::CreateDirectory($file)';

export interface ErrorSeen {
  readonly id: string;
  readonly category: string;
  readonly target: string | null;
  readonly message: string;
}

export interface Seen<T> {
  /** What the script emitted. */
  readonly output: readonly T[];
  /** Errors that were written, not thrown. */
  readonly errors: readonly ErrorSeen[];
  readonly thrown: ErrorSeen | null;
  readonly verbose: readonly string[];
  readonly warnings: readonly string[];
  readonly debug: readonly string[];
}

export interface ScriptOptions {
  /** The project, or a folder laid out like it. */
  readonly root?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A program that runs PowerShell, with its arguments. */
  readonly by?: readonly string[];
  /** Another PowerShell than that of the test run. */
  readonly program?: string;
  /** Folders before PSModulePath. */
  readonly modules?: readonly string[];
}

/** Runs what stands in SCRIPT with all streams kept apart, and prints one line of JSON. */
const harness = `
param ($Manifest, $ScriptFile)
Set-StrictMode -Version Latest
Import-Module -Name $Manifest
$module = Get-Module -Name 'EflowNetDiag'
# As every cmdlet does first: some scripts here ask private functions.
& $module { Set-EflowLanguage }
function Show-Error {
    param ($Record)
    $target = $null
    if ($null -ne $Record.TargetObject) { $target = [string] $Record.TargetObject }
    @{ id = $Record.FullyQualifiedErrorId; category = [string] $Record.CategoryInfo.Category; target = $target; message = $Record.Exception.Message }
}
$seen = @{ output = @(); errors = @(); thrown = $null; verbose = @(); warnings = @(); debug = @() }
try {
    . ([scriptblock]::Create([System.IO.File]::ReadAllText($ScriptFile))) *>&1 | ForEach-Object -Process {
        if ($_ -is [System.Management.Automation.ErrorRecord]) { $seen.errors += Show-Error -Record $_ }
        elseif ($_ -is [System.Management.Automation.VerboseRecord]) { $seen.verbose += $_.Message }
        elseif ($_ -is [System.Management.Automation.DebugRecord]) { $seen.debug += $_.Message }
        elseif ($_ -is [System.Management.Automation.WarningRecord]) { $seen.warnings += $_.Message }
        elseif ($_ -isnot [System.Management.Automation.InformationRecord]) { $seen.output += , $_ }
    }
}
catch { $seen.thrown = Show-Error -Record $_ }
$bytes = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $seen -Depth 12 -Compress))
[System.Console]::Out.WriteLine('SEEN ' + [System.Convert]::ToBase64String($bytes))
`;

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

/** What a script begins with where the played core notes its requests in a file: the real one may write none. */
export const coreMayWrite = `& $module { function script:Get-EflowNodePermission { '${permission} --no-warnings --allow-fs-write=*' } }`;

/** Runs a script in a PowerShell of its own, with the module imported and as $module. */
export const inPowerShell = async <T = unknown>(script: string, options: ScriptOptions = {}): Promise<Seen<T>> => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'eflownetdiag-run-')));
  try {
    writeFileSync(path.join(folder, 'harness.ps1'), harness);
    writeFileSync(path.join(folder, 'script.ps1'), script);
    const stdout = await runHarness(folder, options);
    const line = stdout.split('\n').find((text) => text.startsWith('SEEN '));
    if (line === undefined) assert.fail(`The script printed no result:\n${stdout}`);
    return JSON.parse(Buffer.from(line.slice('SEEN '.length), 'base64').toString('utf8')) as Seen<T>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const runHarness = async (folder: string, options: ScriptOptions): Promise<string> => {
  const program = options.program ?? (await powerShellEngine()).path;
  const manifest = path.join(options.root ?? projectRoot, 'EflowNetDiag.psd1');
  const modulePath = [...(options.modules ?? []), process.env['PSModulePath'] ?? ''].filter((one) => one !== '');
  const files = [path.join(folder, 'harness.ps1'), manifest, path.join(folder, 'script.ps1')];
  const [command = program, ...args] = [
    ...(options.by ?? []),
    program,
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-File',
    ...files,
  ];
  const child = spawn(command, args, {
    cwd: options.cwd ?? folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      XDG_STATE_HOME: path.join(folder, 'state'),
      PSModulePath: modulePath.join(path.delimiter),
      ...options.env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return `${stdout}\n${stderr}`;
};

/** A folder laid out like the project, with a core of one's own (a Node script), or none. */
export const projectWithCore = (folder: string, core: string | null, { copied = false } = {}): string => {
  const root = mkdtempSync(path.join(folder, 'project-'));
  cpSync(path.join(projectRoot, 'EflowNetDiag.psd1'), path.join(root, 'EflowNetDiag.psd1'));
  const [from, to] = [path.join(projectRoot, 'ps-module'), path.join(root, 'ps-module')];
  if (copied) cpSync(from, to, { recursive: true });
  else symlinkSync(from, to, 'junction');
  if (core !== null) {
    mkdirSync(path.join(root, 'core/dist'), { recursive: true });
    writeFileSync(path.join(root, 'core/dist/eflownetdiag-core.cjs'), core);
  }
  return root;
};

/** A core that answers each request with what BODY, the body of a function of `request`, returns. */
export const answeringCore = (body: string): string => `
const readline = require('node:readline');
const answer = (request) => { ${body} };
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line.replace(/^\\uFEFF/, ''));
  process.stdout.write(JSON.stringify({ contract: 1, coreVersion: '0', ...answer(request) }) + '\\n');
});
`;

/** A folder of modules with an AzureEFLOW whose cmdlets do what CMDLETS, PowerShell functions, say. */
export const azureEflow = (folder: string, cmdlets: string): string => {
  const modules = mkdtempSync(path.join(folder, 'modules-'));
  mkdirSync(path.join(modules, 'AzureEFLOW'));
  const usual = `
function Verify-EflowVm { $true }
function Get-EflowVmName { 'EDGE-1-EFLOW' }
function Get-EflowVmEndpoint { [pscustomobject] @{ Name = 'EDGE-1-EFLOWInterface'; IpConfiguration = [pscustomobject] @{ Address = '172.20.0.2'; PrefixLength = 24 } } }
function Get-EflowNetwork { [pscustomobject] @{ Name = 'Default Switch'; AllocationMethod = 'Dynamic'; Cidr = ''; Type = 'ICS' } }
function Get-EflowVmAddr { Write-Host ' - Virtual machine MAC: 00:15:5d:4e:15:2c'; '00:15:5d:4e:15:2c'; '172.27.120.111 ' }
function Get-EflowVm { throw 'Get-EflowVm is slow and must not be called.' }
`;
  writeFileSync(path.join(modules, 'AzureEFLOW/AzureEFLOW.psm1'), `${usual}\n${cmdlets}\n`);
  return modules;
};

/** A state folder in whose journal a port was let in, and another repair was cut off while it was tried. */
export const stateWithRepairs = (folder: string): { state: string; ids: readonly [string, string] } => {
  const state = mkdtempSync(path.join(folder, 'state-'));
  const journal = path.join(state, 'eflownetdiag/journal');
  mkdirSync(journal, { recursive: true, mode: 0o700 });
  const plan = JSON.parse(readFileSync('test/contract/examples/RepairPlan/needed.json', 'utf8')) as object;
  const ids = ['00000000000000a1', '00000000000000b2'] as const;
  const last = [{ step: 'done', state: 'added' }, { step: 'verify' }];
  for (const [index, id] of ids.entries()) {
    const steps = [{ step: 'apply' }, last[index]];
    const lines = steps.map((step) =>
      JSON.stringify({ at: `2026-11-2${index}T10:00:00.000Z`, run: id, plan: { ...plan, id }, backup: null, ...step }),
    );
    writeFileSync(path.join(journal, `${id}.jsonl`), `${lines.join('\n')}\n`, { mode: 0o600 });
  }
  return { state, ids };
};
