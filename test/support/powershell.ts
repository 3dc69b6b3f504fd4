import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PowerShell } from 'node-powershell';
import type * as finder from '../../scripts/powershell.mjs';

export type PowerShellEngine = finder.PowerShellEngine;

let engine: Promise<PowerShellEngine> | undefined;

/** The PowerShell of this test run: found once, for finding may mean building. */
export const powerShellEngine = (): Promise<PowerShellEngine> => (engine ??= find());

const find = async (): Promise<PowerShellEngine> => {
  // By its place in the project, which bundling does not move as it moves the tests.
  const url = pathToFileURL(path.resolve('scripts/powershell.mjs')).href;
  const { findPowerShell } = (await import(url)) as typeof finder;
  return findPowerShell();
};

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutSeconds?: number;
}

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs the chosen PowerShell as a program, with standard input closed or holding the given text. */
export const runPowerShell = async (args: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const { path } = await powerShellEngine();
  const child = spawn(path, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: 'pipe' });
  const timer = setTimeout(() => child.kill('SIGKILL'), (options.timeoutSeconds ?? 60) * 1000);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined); // it may end without having read
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === null) reject(new Error(`PowerShell was ended by ${String(signal)}.\n${stdout}\n${stderr}`));
      else resolve({ stdout: unixLines(stdout), stderr: unixLines(stderr), exitCode: code });
    });
  });
};

/** What a test wants to know of an error record. */
export interface PowerShellError {
  readonly id: string;
  readonly category: string;
  readonly message: string;
  readonly exception: string;
  readonly target: string | null;
  readonly terminating: boolean;
}

export interface SessionOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeoutSeconds?: number;
}

/** One running PowerShell, driven by node-powershell; what a script sets stays for the next one. */
export class PowerShellSession {
  readonly #shell: PowerShell;
  readonly engine: PowerShellEngine;
  /** Windows PowerShell 5.1, whose answers differ here and there. */
  readonly isDesktop: boolean;

  constructor(shell: PowerShell, engine: PowerShellEngine) {
    this.#shell = shell;
    this.engine = engine;
    this.isDesktop = engine.kind === 'powershell';
  }

  /** What a script shows on its output; errors are thrown with what it showed. */
  async text(script: string): Promise<string> {
    const result = await this.#shell.invoke(asOneLine(script));
    const stdout = unixLines(result.stdout?.toString() ?? '');
    if (result.hadErrors) throw new Error(`${unixLines(result.stderr?.toString() ?? 'timed out')}\n${stdout}`);
    return stdout;
  }

  /** The objects that a script emits, as JSON carries them; enumerations are numbers, dates are strings. */
  async objects<T = unknown>(script: string): Promise<T[]> {
    const json = await this.text(
      `[Console]::Out.WriteLine((ConvertTo-Json -InputObject @(& { ${script}\n}) -Depth 8 -Compress))`,
    );
    return JSON.parse(json) as T[];
  }

  /** The one object that a script emits. */
  async object<T = unknown>(script: string): Promise<T> {
    const all = await this.objects<T>(script);
    if (all.length !== 1) throw new Error(`One object was expected, not ${all.length}: ${JSON.stringify(all)}`);
    return all[0] as T;
  }

  /** The errors that a script writes, and the one that ends it. */
  async errors(script: string): Promise<PowerShellError[]> {
    return this.objects<PowerShellError>(`
      $seen = New-Object System.Collections.ArrayList
      $last = $null
      try { & { ${script}\n } 2>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { [void]$seen.Add($_) } } } catch { $last = $_; [void]$seen.Add($_) }
      foreach ($record in $seen) {
        $target = $null
        if ($null -ne $record.TargetObject) { $target = [string]$record.TargetObject }
        [pscustomobject]@{
          id = $record.FullyQualifiedErrorId; category = [string]$record.CategoryInfo.Category; message = [string]$record
          exception = $record.Exception.GetType().FullName; target = $target
          terminating = [object]::ReferenceEquals($record, $last)
        }
      }`);
  }

  /** The one error of a script. */
  async error(script: string): Promise<PowerShellError> {
    const all = await this.errors(script);
    if (all.length !== 1) throw new Error(`One error was expected, not ${all.length}: ${JSON.stringify(all)}`);
    return all[0] as PowerShellError;
  }

  async close(): Promise<void> {
    await this.#shell.dispose();
  }
}

export const openPowerShell = async (options: SessionOptions = {}): Promise<PowerShellSession> => {
  const found = await powerShellEngine();
  process.env['NODE_POWERSHELL'] = found.path; // node-powershell starts what this names
  const shell = new PowerShell({
    executableOptions: { '-NoProfile': true, '-NonInteractive': true },
    spawnOptions: {
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    },
    invocationTimeout: (options.timeoutSeconds ?? 60) * 1000,
    throwOnInvocationError: false,
  });
  const session = new PowerShellSession(shell, found);
  // Windows PowerShell would write its console's code page.
  await session.text('[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false');
  return session;
};

/**
 * PowerShell reads commands from a pipe line by line, and runs a statement of several lines only after a blank line. In
 * base64 any script is one line, and no code page can change it.
 */
const asOneLine = (script: string): string =>
  `. ([scriptblock]::Create([System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('${Buffer.from(script, 'utf8').toString('base64')}'))))`;

const unixLines = (text: string): string => text.replaceAll('\r\n', '\n');
