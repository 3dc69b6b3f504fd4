// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitFor } from './run.mjs';

/**
 * A process of the lab. A pid is reused by the kernel; a pid with its start time isn't.
 * @typedef {{ pid: number, startTime: string, role: string, argv: string[] }} LabProcess
 */

/** @param {number} pid @returns {string | undefined} the start time in clock ticks since boot (proc(5), field 22) */
export function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in field 2 may hold blanks and parentheses: count from its last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** @param {LabProcess} one */
export function isAlive(one) {
  return startTimeOf(one.pid) === one.startTime;
}

/** @param {string} folder the lab's folder */
function recordsFolder(folder) {
  return path.join(folder, 'processes');
}

/** @param {string} folder @param {LabProcess} one */
function recordFile(folder, one) {
  return path.join(recordsFolder(folder), `${one.role}-${one.pid}.json`);
}

/** @param {string} folder @param {string} role @param {number} pid @param {readonly string[]} argv @returns {LabProcess} */
export function recordProcess(folder, role, pid, argv) {
  const one = { pid, startTime: startTimeOf(pid) ?? 'gone', role, argv: [...argv] };
  mkdirSync(recordsFolder(folder), { recursive: true });
  writeFileSync(recordFile(folder, one), JSON.stringify(one));
  return one;
}

/** @param {string} folder @param {LabProcess} one */
export function forgetProcess(folder, one) {
  rmSync(recordFile(folder, one), { force: true });
}

/** @param {string} folder @returns {LabProcess[]} */
export function recordedProcesses(folder) {
  try {
    const names = readdirSync(recordsFolder(folder));
    return names.map((name) => JSON.parse(readFileSync(path.join(recordsFolder(folder), name), 'utf8')));
  } catch {
    return [];
  }
}

/**
 * Starts a process that outlives this one and remembers it.
 * @param {string} folder @param {string} role @param {readonly string[]} argv @returns {LabProcess}
 */
export function startDaemon(folder, role, argv) {
  const [file, ...args] = argv;
  if (file === undefined) throw new Error('no command given');
  mkdirSync(path.join(folder, 'logs'), { recursive: true });
  const log = openSync(path.join(folder, 'logs', `${role}.log`), 'a');
  const child = spawn(file, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  closeSync(log);
  child.on('error', () => undefined); // a pid of undefined says it
  child.unref();
  if (child.pid === undefined) throw new Error(`${file} could not be started`);
  return recordProcess(folder, role, child.pid, argv);
}

/** @param {LabProcess} one @param {NodeJS.Signals} signal */
function signalProcess(one, signal) {
  try {
    if (isAlive(one)) process.kill(one.pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

/**
 * Ends a process by its id, politely first.
 * @param {string} folder @param {LabProcess} one @param {number} [politeMs]
 */
export async function endProcess(folder, one, politeMs = 3000) {
  const gone = () => !isAlive(one);
  if (politeMs > 0) {
    signalProcess(one, 'SIGTERM');
    await waitFor(`the end of ${one.role}`, politeMs, gone).catch(() => undefined);
  }
  signalProcess(one, 'SIGKILL');
  await waitFor(`the end of ${one.role}`, 5000, gone);
  forgetProcess(folder, one);
}

/** @param {string} folder @param {string} role */
export async function endRole(folder, role) {
  for (const one of recordedProcesses(folder)) {
    if (one.role === role) await endProcess(folder, one);
  }
}
