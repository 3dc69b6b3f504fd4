// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, startTimeOf } from './processes.mjs';
import { waitFor } from './run.mjs';

/** Two processes must not build, break or take down the same lab at once. */

/** @param {string} file @returns {boolean} whether it is ours now */
function take(file) {
  const mine = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '', role: 'lock', argv: process.argv };
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file @returns {boolean} whether the process that took it still runs */
function isHeld(file) {
  try {
    return isAlive(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return false;
  }
}

/**
 * @template T
 * @param {string} folder the lab's folder, which need not exist @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  const file = `${folder}.lock`;
  mkdirSync(path.dirname(file), { recursive: true });
  await waitFor(`the lock ${file}, which another process holds,`, 300_000, () => take(file));
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
