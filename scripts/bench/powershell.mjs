// @ts-check
// The module in PowerShell: its import, a pipeline over many snapshot files, and what one would write instead.
import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makePackage } from '../package.mjs';
import { findPowerShell } from '../powershell.mjs';
import { root } from '../setup.mjs';
import { inTurn, runProgram } from './measure.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure */

const folder = path.join(root, 'build/bench');
const sample = path.join(root, 'samples/dns-server-silent.json');

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/** @param {string} program @param {string} before @param {string} measured @returns {{ took: number, said: string }} milliseconds, as PowerShell measured them, and what `$said` was then */
const run = (program, before, measured) => {
  const script = `$ErrorActionPreference = 'Stop'; $said = ''; ${before}; $watch = [System.Diagnostics.Stopwatch]::StartNew(); ${measured}; [Console]::Out.WriteLine('took ' + $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)); [Console]::Out.WriteLine("said $said")`;
  const { stdout } = runProgram(program, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script]);
  const took = /^took (\S+)$/m.exec(stdout)?.[1];
  if (took === undefined) throw new Error(`PowerShell did not say how long it took:\n${stdout}`);
  return { took: Number(took), said: /^said (.*)$/m.exec(stdout)?.[1]?.trim() ?? '' };
};

/** @param {string} program @param {string} before @param {string} measured */
const measuredBy = (program, before, measured) => run(program, before, measured).took;

const emptyModule = () => {
  const file = path.join(folder, 'Empty', 'Empty.psd1');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0' }\n");
  writeFileSync(path.join(folder, 'Empty', 'Empty.psm1'), '');
  return file;
};

/** @param {string} program @param {string} packaged the manifest of the package */
const importFigure = (program, packaged) => {
  const empty = emptyModule();
  /** @param {string} file */
  const imported = (file) =>
    // Without a PATH no process could be started, and the import would fail if it tried.
    measuredBy(program, "$env:PATH = ''; $null = Get-Command -Name Import-Module", `Import-Module ${quoted(file)}`);
  return inTurn(
    {
      id: 'import-module',
      what: 'First `Import-Module` of the packaged module in a fresh process',
      against: 'an empty script module',
      aim: 6,
      unit: 'ms',
      how: 'Measured inside PowerShell, with an empty PATH: no process is started.',
      limit: `PowerShell parses the ${Math.round(statSync(packaged.replace(/psd1$/, 'psm1')).size / 1000)} kB of the cmdlets and defines them, reads views and types, and registers what is offered while somebody types. All other functions, ${Math.round(statSync(packaged.replace(/psd1$/, 'functions.ps1')).size / 1000)} kB, are read when a cmdlet is first called, and so are the strings.`,
    },
    () => imported(packaged),
    () => imported(empty),
    7,
  );
};

/** @param {string} kind */
const engineText = (kind) =>
  kind === 'pwsh'
    ? 'Measured inside pwsh.'
    : "Measured inside the project's PowerShell host: this machine has no pwsh, so the ratio is only told.";

/** @param {number} count @returns {string} the command that lists so many snapshot files */
const snapshotFiles = (count) => {
  const files = path.join(folder, 'snapshots');
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  for (let at = 0; at < count; at += 1) cpSync(sample, path.join(files, `device-${String(at).padStart(5, '0')}.json`));
  return `Get-ChildItem -LiteralPath ${quoted(files)} -Filter *.json`;
};

/** @param {string} program @param {string} kind @param {string} packaged @param {number} count @param {string} list */
const pipelineFigure = (program, kind, packaged, count, list) =>
  inTurn(
    {
      id: 'pipeline',
      what: `\`Test-EflowNetwork\` over ${count} snapshot files, in a pipeline`,
      against: 'reading them with `Get-Content -Raw` and `ConvertFrom-Json`',
      aim: kind === 'pwsh' ? 1 : null,
      unit: 'ms',
      how: engineText(kind),
      limit:
        'One process of Node judges them one after the other while PowerShell reads the answers and makes objects of the findings that are shown.',
    },
    () => measuredBy(program, `Import-Module ${quoted(packaged)}`, `${list} | Test-EflowNetwork | Out-Null`),
    () =>
      measuredBy(
        program,
        '',
        `${list} | ForEach-Object { Get-Content -LiteralPath $_.FullName -Raw | ConvertFrom-Json } | Out-Null`,
      ),
    1,
  );

/** Rules, each with the condition that an administrator would write for it: true where something is wrong. */
const conditions = {
  SW001: `@($f.'host.switches'.value.name) -notcontains @($f.'host.vmNetwork'.value)[0].name`,
  IP003: `"$($f.'host.vmAddress'.value.output)" -match '\\b169\\.254\\.'`,
  RT001: `@(($f.'guest.routes'.value.text | ConvertFrom-Json).dst) -notcontains 'default'`,
  DNS001: `$f.'guest.resolver'.value.text -notmatch 'DNS Servers: \\S'`,
  DNS002: `@($f.'guest.dnsProbe'.value.text -split "\\n" -match "^vm\\t172\\..*\\tanswered\\t").Count -eq 0`,
  DNS005: `$f.'guest.services'.value.text -notmatch '(?s)Id=systemd-resolved\\.service.{1,40}ActiveState=active'`,
  NTP002: `$f.'guest.clock'.value.text -notmatch 'NTPSynchronized=yes'`,
  DEV003: `$f.'guest.memory'.value.text -match 'MemAvailable: +(\\d+)' -and [long] $Matches[1] -lt 65536`,
};

/** @param {string} program @param {string} packaged @param {number} count @param {string} list */
const conditionsFigure = (program, packaged, count, list) => {
  const rules = Object.keys(conditions);
  const tests = Object.entries(conditions).map(([rule, condition]) => `if (${condition}) { '${rule}' }`);
  const said = '$said = ($found | Sort-Object -Unique) -join " "';
  const ours = `$found = ${list} | Test-EflowNetwork -Rule ${rules.join(', ')} -Outcome fail | Where-Object Rule -ne DEV001 | ForEach-Object Rule; ${said}`;
  const byHand = `$found = ${list} | ForEach-Object { $f = (Get-Content -LiteralPath $_.FullName -Raw | ConvertFrom-Json).facts; ${tests.join('; ')} }; ${said}`;
  /** @param {{ took: number, said: string }} ran */
  const took = (ran) => {
    if (ran.said !== 'DNS002') throw new Error(`The snapshots have one fault, DNS002; found: ${ran.said}`);
    return ran.took;
  };
  return inTurn(
    {
      id: 'conditions',
      what: `${rules.length} rules over ${count} snapshot files`,
      against: 'the same checks as PowerShell conditions over the same objects',
      aim: null,
      unit: 'ms',
      how: `${rules.join(', ')}: what an administrator would write instead, a line each; both find the one fault. A condition knows one format of one tool and says nothing where a fact is missing.`,
      limit: 'Reading the files is most of the baseline; the start of Node, all parsers and the wire are in ours.',
    },
    () => took(run(program, `Import-Module ${quoted(packaged)}`, ours)),
    () => took(run(program, '', byHand)),
    1,
  );
};

/** @returns {Promise<Figure[]>} */
export const powerShellFigures = async () => {
  const { path: program, kind } = await findPowerShell();
  const { folder: module } = await makePackage({ out: path.join(folder, 'package') });
  const packaged = path.join(module, 'EflowNetDiag.psd1');
  const count = kind === 'pwsh' ? 10_000 : 100;
  const list = snapshotFiles(count);
  return [
    await importFigure(program, packaged),
    await pipelineFigure(program, kind, packaged, count, list),
    await conditionsFigure(program, packaged, count, list),
  ];
};
