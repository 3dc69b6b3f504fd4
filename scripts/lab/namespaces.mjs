// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run, tryRun } from './run.mjs';

/**
 * Namespaces are kept by bind mounts in the lab's own folder, not under /run/netns: `ip netns` would leave a mount of
 * /run/netns on the machine, and names there are shared by everyone.
 */
export const namespaceNames = /** @type {const} */ (['host', 'lan', 'neighbour', 'cloud', 'vm', 'control']);

/** @typedef {typeof namespaceNames[number]} NamespaceName */

/** @param {string} folder @param {NamespaceName} name */
export function namespacePath(folder, name) {
  return path.join(folder, 'ns', name);
}

/** @param {string} folder @param {NamespaceName} name */
export async function createNamespace(folder, name) {
  const file = namespacePath(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  await deleteNamespace(file);
  writeFileSync(file, '');
  await run(['unshare', `--net=${file}`, 'ip', 'link', 'set', 'lo', 'up']);
}

/** @param {string} folder @param {NamespaceName} name @param {readonly string[]} argv @returns {string[]} */
export function inNamespace(folder, name, argv) {
  return ['nsenter', `--net=${namespacePath(folder, name)}`, '--', ...argv];
}

/** @param {string} folder */
export async function deleteNamespaces(folder) {
  const ns = path.join(folder, 'ns');
  if (!existsSync(ns)) return;
  for (const name of readdirSync(ns)) {
    await deleteNamespace(path.join(ns, name));
  }
}

/** @param {string} file */
async function deleteNamespace(file) {
  if (isMountPoint(file)) await run(['umount', file]);
  rmSync(file, { force: true });
}

/** @returns {string[]} every mount point that this process sees */
export function mountPoints() {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const point = line.split(' ')[4];
    return point === undefined
      ? []
      : [point.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)))];
  });
}

/** @param {string} point */
export function isMountPoint(point) {
  return mountPoints().includes(point);
}

/**
 * Every mount at or under a folder goes, the innermost first.
 * @param {string} folder
 */
export async function unmountUnder(folder) {
  const ours = mountPoints().filter((point) => point === folder || point.startsWith(`${folder}/`));
  for (const point of ours.reverse()) {
    const first = await tryRun(['umount', point]);
    if (first.code !== 0) await run(['umount', '--lazy', point]);
  }
}

/**
 * Processes of this machine whose network namespace is one of the lab's.
 * @param {string} folder @returns {number[]}
 */
export function processesInNamespaces(folder) {
  const ours = new Set();
  for (const name of namespaceNames) {
    const file = namespacePath(folder, name);
    if (isMountPoint(file)) ours.add(statSync(file).ino);
  }
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      return ours.has(statSync(`/proc/${entry}/ns/net`).ino) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}
