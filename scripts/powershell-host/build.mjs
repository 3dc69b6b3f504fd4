// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const windows = process.platform === 'win32';
const executableName = windows ? 'pwsh-host.exe' : 'pwsh-host';

/** The .NET SDK that the host's target framework needs; the first number is what `dotnet --version` must reach. */
const neededSdk = 10;

export class PowerShellHostError extends Error {}

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

const cacheFolder = () => {
  const base = process.env['XDG_CACHE_HOME'] || (windows ? process.env['LOCALAPPDATA'] : undefined) || path.join(homedir(), '.cache');
  return path.join(base, 'eflownetdiag', 'powershell-host');
};

/** @returns {string[]} everything that decides what is built, sorted */
const sources = () =>
  readdirSync(here, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(cs|csproj|psd1|ps1xml)$/.test(entry.name))
    .map((entry) => path.relative(here, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/^(bin|obj)[\\/]/.test(file))
    .sort();

const hashOfSources = () => {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of sources()) {
    // Line ends differ between checkouts; the built host does not.
    const text = readFileSync(path.join(here, file), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`\0${file.replaceAll('\\', '/')}\0${text}`);
  }
  return hash.digest('hex').slice(0, 16);
};

const requireSdk = () => {
  const result = spawnSync('dotnet', ['--version'], { encoding: 'utf8', cwd: here });
  const version = result.error ? undefined : result.stdout.trim();
  if (result.status === 0 && Number(version?.split('.')[0]) >= neededSdk) return;
  throw new PowerShellHostError(
    `The .NET SDK ${neededSdk} or later is needed to build the PowerShell host; ` +
      (version ? `\`dotnet --version\` says ${version}.` : 'there is no working `dotnet` on the PATH.') +
      ' Install the SDK (dotnet.microsoft.com/download) or PowerShell 7 itself.',
  );
};

/**
 * Runs `dotnet publish`; its words go to stderr only if it fails.
 * @param {string} output
 * @param {string} artifacts
 */
const publish = async (output, artifacts) => {
  const args = ['publish', 'pwsh-host.csproj', '-c', 'Release', '-o', output, '--artifacts-path', artifacts, '-v', 'quiet', '--nologo'];
  const child = spawn('dotnet', args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', MSBUILDDISABLENODEREUSE: '1' } });
  let words = '';
  child.stdout.on('data', (chunk) => (words += chunk));
  child.stderr.on('data', (chunk) => (words += chunk));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new PowerShellHostError(`The PowerShell host could not be built: dotnet publish ended with ${code}.\n${words.trim()}`);
};

/**
 * Start-Job starts `pwsh` of the engine's own folder, so the host is there under that name too.
 * @param {string} folder
 */
const addJobExecutable = (folder) => {
  const copy = path.join(folder, windows ? 'pwsh.exe' : 'pwsh');
  copyFileSync(path.join(folder, executableName), copy);
  chmodSync(copy, 0o755);
};

/**
 * Builds the host unless exactly these sources were built before.
 * @returns {Promise<string>} the executable's path
 */
export const buildPowerShellHost = async () => {
  const folder = path.join(cacheFolder(), hashOfSources());
  const executable = path.join(folder, executableName);
  if (existsSync(executable)) return executable;

  requireSdk();
  say('Building the PowerShell host (once; needs the NuGet packages of its project) ...');
  const unfinished = `${folder}.${process.pid}`;
  const artifacts = `${unfinished}.obj`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await publish(unfinished, artifacts);
    addJobExecutable(unfinished);
    moveIntoPlace(unfinished, folder);
  } finally {
    rmSync(artifacts, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
  say(`Built ${executable}.`);
  return executable;
};

/**
 * Another process may have built the same in the meantime: then its result is as good.
 * @param {string} from
 * @param {string} to
 */
const moveIntoPlace = (from, to) => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(path.join(to, executableName))) throw error;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await buildPowerShellHost()}\n`);
  } catch (error) {
    if (!(error instanceof PowerShellHostError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
