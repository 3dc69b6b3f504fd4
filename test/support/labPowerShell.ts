import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Lab } from '../../scripts/lab/lab-api.mjs';
import { forgetProcess, recordProcess } from '../../scripts/lab/processes.mjs';
import { tryRun } from '../../scripts/lab/run.mjs';
import { powerShellEngine } from './powershell.js';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

const modulePath = path.resolve('EflowNetDiag.psd1');

const commandLine = async (script: string): Promise<string[]> => {
  const { path: program } = await powerShellEngine();
  return [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
};

/** Runs a script on the lab's Windows host: in its network, with the stand-ins for AzureEFLOW and the Windows cmdlets. */
export const onWindowsHost = async (lab: Lab, script: string): Promise<Ran> => {
  const argv = await commandLine(`$ErrorActionPreference = 'Stop'; Import-Module '${modulePath}'; ${script}`);
  return tryRun(lab.inPlace('host', argv), { env: lab.hostEnvironment() });
};

/**
 * What a session's PowerShell does: for each script that it is given, the module is loaded anew, so that nothing stays in it
 * from the script before; what comes out is one line. Both go past standard input and output, which programs inherit.
 */
const readScripts = `
  $pipe = { param ($number, $access) [System.IO.FileStream]::new([Microsoft.Win32.SafeHandles.SafeFileHandle]::new([System.IntPtr] $number, $false), $access) }
  $scripts = [System.IO.StreamReader]::new((& $pipe 3 'Read'))
  $answers = [System.IO.StreamWriter]::new((& $pipe 4 'Write'))
  while ($null -ne ($line = $scripts.ReadLine())) {
    $global:ErrorActionPreference = 'Stop'
    try {
      Import-Module -Name '${modulePath}' -Force
      $text = [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($line))
      $answer = @{ json = ConvertTo-Json -InputObject @(& ([scriptblock]::Create($text))) -Depth 8 -Compress }
    }
    catch {
      $answer = @{ error = [string] $_ + [char] 10 + $_.ScriptStackTrace }
    }
    $answers.WriteLine((ConvertTo-Json -InputObject $answer -Compress))
    $answers.Flush()
  }`;

type Answer = { readonly json: string } | { readonly error: string };

/** A PowerShell on the lab's Windows host that runs one script after the other, for to start one takes seconds. */
class HostSession {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #said = '';
  #busy = false;

  constructor(lab: Lab, argv: readonly string[]) {
    const [file = '', ...args] = lab.inPlace('host', argv);
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      env: lab.hostEnvironment(),
    });
    // As one of the lab's processes: it ends when the lab goes down.
    const record = recordProcess(lab.folder, 'exec-host', child.pid ?? 0, argv);
    child.on('close', () => forgetProcess(lab.folder, record));
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.#process = child;
    this.#answers = createInterface({ input: child.stdio[4] as Readable })[Symbol.asyncIterator]();
  }

  /** Not one that has ended, or that a test which was given up still waits for. */
  get isReady(): boolean {
    return !this.#busy && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }

  async run(script: string): Promise<string> {
    this.#busy = true;
    this.#said = '';
    (this.#process.stdio[3] as Writable).write(`${Buffer.from(script).toString('base64')}\n`);
    const line = await this.#answers.next();
    if (line.done === true) throw new Error(`PowerShell has ended:\n${this.#said}`);
    this.#busy = false;
    const answer = JSON.parse(line.value) as Answer;
    if ('error' in answer) throw new Error(`${answer.error}\n${this.#said}`);
    return answer.json;
  }
}

const sessions = new WeakMap<Lab, HostSession>();

const sessionOn = async (lab: Lab): Promise<HostSession> => {
  const open = sessions.get(lab);
  if (open?.isReady === true) return open;
  open?.end();
  const session = new HostSession(lab, await commandLine(readScripts));
  sessions.set(lab, session);
  return session;
};

/** The objects that a script emits on the lab's Windows host. All scripts of a lab run in one PowerShell. */
export const objectsFrom = async <T>(lab: Lab, script: string): Promise<T[]> =>
  JSON.parse(await (await sessionOn(lab)).run(script)) as T[];
