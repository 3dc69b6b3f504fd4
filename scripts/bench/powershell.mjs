// @ts-check
// The module in PowerShell: its import, and a pipeline over many snapshot files.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findPowerShell } from '../powershell.mjs';
import { root } from '../setup.mjs';
import { inTurn, runProgram } from './measure.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure */

const folder = path.join(root, 'build/bench');
const sample = path.join(root, 'samples/published-port-blocked.json');

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/** @param {string} program @param {string} before @param {string} measured @returns {number} milliseconds, as PowerShell measured them */
const measuredBy = (program, before, measured) => {
  const script = `$ErrorActionPreference = 'Stop'; ${before}; $watch = [System.Diagnostics.Stopwatch]::StartNew(); ${measured}; [Console]::Out.WriteLine('took ' + $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))`;
  const { stdout } = runProgram(program, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script]);
  const took = /^took (\S+)$/m.exec(stdout)?.[1];
  if (took === undefined) throw new Error(`PowerShell did not say how long it took:\n${stdout}`);
  return Number(took);
};

const emptyModule = () => {
  const file = path.join(folder, 'Empty', 'Empty.psd1');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0' }\n");
  writeFileSync(path.join(folder, 'Empty', 'Empty.psm1'), '');
  return file;
};

/** @param {string} program */
const importFigure = (program) => {
  const empty = emptyModule();
  /** @param {string} file */
  const imported = (file) =>
    // Without a PATH no process could be started, and the import would fail if it tried.
    measuredBy(program, "$env:PATH = ''; $null = Get-Command -Name Import-Module", `Import-Module ${quoted(file)}`);
  return inTurn(
    {
      id: 'import-module',
      what: 'First `Import-Module` in a fresh process',
      against: 'an empty script module',
      aim: 6,
      unit: 'ms',
      how: 'Measured inside PowerShell, with an empty PATH: no process is started.',
      limit: 'PowerShell parses each function, and reads the strings, types and views.',
    },
    () => imported(path.join(root, 'EflowNetDiag.psd1')),
    () => imported(empty),
    7,
  );
};

/** @param {string} program @param {string} kind @param {number} count */
const pipelineFigure = (program, kind, count) => {
  const files = path.join(folder, 'snapshots');
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  for (let at = 0; at < count; at += 1) cpSync(sample, path.join(files, `device-${String(at).padStart(5, '0')}.json`));
  const module = `Import-Module ${quoted(path.join(root, 'EflowNetDiag.psd1'))}`;
  const list = `Get-ChildItem -LiteralPath ${quoted(files)} -Filter *.json`;
  return inTurn(
    {
      id: 'pipeline',
      what: `\`Test-EflowNetwork\` over ${count} snapshot files, in a pipeline`,
      against: 'reading them with `Get-Content -Raw` and `ConvertFrom-Json`',
      aim: kind === 'pwsh' ? 1 : null,
      unit: 'ms',
      how: `Measured inside PowerShell (${kind === 'pwsh' ? 'pwsh' : 'not pwsh: this machine has none, so the ratio is only told'}).`,
      limit: 'One process of Node judges them one after the other while PowerShell makes objects of the findings.',
    },
    () => measuredBy(program, module, `${list} | Test-EflowNetwork | Out-Null`),
    () =>
      measuredBy(
        program,
        module,
        `${list} | ForEach-Object { Get-Content -LiteralPath $_.FullName -Raw | ConvertFrom-Json } | Out-Null`,
      ),
    1,
  );
};

/** @param {{ full: boolean }} options @returns {Promise<Figure[]>} */
export const powerShellFigures = async ({ full }) => {
  const { path: program, kind } = await findPowerShell();
  return [await importFigure(program), await pipelineFigure(program, kind, full ? 10_000 : 500)];
};
