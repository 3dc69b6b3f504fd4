// @ts-check
import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunResult
 * @property {number} code     the exit code; 128 + signal number when a signal ended it
 * @property {string} stdout
 * @property {string} stderr
 *
 * @typedef {object} RunOptions
 * @property {string} [input]
 * @property {number} [timeoutMs]
 * @property {Record<string, string | undefined>} [env]
 * @property {(pid: number) => void} [onStart]
 */

export class CommandFailed extends Error {
  /** @param {readonly string[]} argv @param {RunResult} result */
  constructor(argv, result) {
    super(`'${argv.join(' ')}' exited with ${result.code}: ${result.stderr.trim() || result.stdout.trim()}`);
    this.result = result;
  }
}

/**
 * Runs a command to its end, whatever its exit code.
 * @param {readonly string[]} argv @param {RunOptions} [options] @returns {Promise<RunResult>}
 */
export function tryRun(argv, options = {}) {
  const [file, ...args] = argv;
  if (file === undefined) throw new Error('no command given');
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: options.env ?? process.env });
    if (child.pid !== undefined) options.onStart?.(child.pid);
    const timer =
      options.timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
    /** @type {Buffer[]} */ const out = [];
    /** @type {Buffer[]} */ const err = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.stdin.on('error', () => undefined); // a command that doesn't read its input is no failure
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const killed = signal === 'SIGKILL' ? 137 : 143;
      resolve({ code: code ?? killed, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    child.stdin.end(options.input ?? '');
  });
}

/**
 * Runs a command that has to succeed.
 * @param {readonly string[]} argv @param {RunOptions} [options] @returns {Promise<string>} its standard output
 */
export async function run(argv, options = {}) {
  const result = await tryRun(argv, options);
  if (result.code !== 0) throw new CommandFailed(argv, result);
  return result.stdout;
}

/** @param {number} milliseconds @returns {Promise<void>} */
export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Asks until the answer is something, or throws after the time given.
 * @template T
 * @param {string} what @param {number} timeoutMs @param {() => Promise<T | undefined | false> | T | undefined | false} ask
 * @returns {Promise<T>}
 */
export async function waitFor(what, timeoutMs, ask) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    await sleep(30);
  }
}
