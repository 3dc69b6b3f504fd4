// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPowerShellHost, PowerShellHostError } from './powershell-host/build.mjs';

/** @typedef {{ kind: 'pwsh' | 'powershell' | 'host', path: string, version?: string }} PowerShellEngine */

/** No PowerShell can be had; the message says what to install. */
export class NoPowerShellError extends Error {}

/**
 * @param {string} name
 * @returns {string | undefined} its full path if it is on the PATH
 */
const onPath = (name) => {
  const extensions = process.platform === 'win32' ? ['.exe'] : [''];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => extensions.map((extension) => path.join(folder, name + extension)));
  return candidates.find(isExecutable);
};

/** @param {string} file */
const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/**
 * A path that a person gave says by its file name what it is.
 * @param {string} file
 * @returns {PowerShellEngine['kind']}
 */
const kindOf = (file) => {
  const name = path
    .basename(file)
    .toLowerCase()
    .replace(/\.exe$/, '');
  if (name === 'powershell') return 'powershell';
  return name === 'pwsh-host' ? 'host' : 'pwsh';
};

/** @returns {Promise<PowerShellEngine>} without a version, which only PowerShell itself can tell */
const locate = async () => {
  const wanted = process.env['EFLOWNETDIAG_POWERSHELL'];
  if (wanted !== undefined && wanted !== '') {
    const file = path.isAbsolute(wanted) || /[\\/]/.test(wanted) ? path.resolve(wanted) : (onPath(wanted) ?? wanted);
    if (!isExecutable(file))
      throw new NoPowerShellError(`EFLOWNETDIAG_POWERSHELL names ${wanted}, which is not an executable file.`);
    return { kind: kindOf(file), path: file };
  }
  const pwsh = onPath('pwsh');
  if (pwsh !== undefined) return { kind: 'pwsh', path: pwsh };
  const windowsPowerShell = process.platform === 'win32' ? onPath('powershell') : undefined;
  if (windowsPowerShell !== undefined) return { kind: 'powershell', path: windowsPowerShell };
  return { kind: 'host', path: await hostOrExplanation() };
};

/**
 * Finds the PowerShell that all scripts and tests use: EFLOWNETDIAG_POWERSHELL, then `pwsh`, then Windows'
 * `powershell.exe`, then the project's own host, which is built when it is first needed.
 * @returns {Promise<PowerShellEngine>}
 */
export const findPowerShell = async () => {
  const found = await locate();
  // Windows PowerShell's -Version means something else, and a command is understood by all of them.
  const result = spawnSync(
    found.path,
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '$PSVersionTable.PSVersion.ToString()'],
    { encoding: 'utf8' },
  );
  const version = result.status === 0 ? result.stdout.trim() : '';
  return version === '' ? found : { ...found, version };
};

const hostOrExplanation = async () => {
  try {
    return await buildPowerShellHost();
  } catch (error) {
    if (!(error instanceof PowerShellHostError)) throw error;
    throw new NoPowerShellError(
      `${error.message}\nEflowNetDiag needs a PowerShell. Either install PowerShell 7 (aka.ms/powershell), so that \`pwsh\` is on the PATH, ` +
        'or install the .NET SDK 10 (dotnet.microsoft.com/download), from which the project builds a small host of its own.',
    );
  }
};

const runAsProgram = async () => {
  const { path: executable } = await locate();
  const child = spawn(executable, process.argv.slice(2), { stdio: 'inherit' });
  // Ctrl+C goes to the whole group: PowerShell decides what it means.
  process.on('SIGINT', () => {});
  child.on('error', (error) => {
    process.stderr.write(`${executable} could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('close', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1;
  });
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await runAsProgram();
  } catch (error) {
    if (!(error instanceof NoPowerShellError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
