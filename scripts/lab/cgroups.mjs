// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { waitFor } from './run.mjs';

/**
 * Each guest gets control groups of its own. systemd-nspawn puts a guest below the group that it was started in; two guests in
 * one group would find each other's services in theirs, and neither could stop what it started.
 */

/** @param {string} id the guest's id on this machine @returns {string[]} one folder in each hierarchy that systemd uses */
export function guestGroups(id) {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return mounts.flatMap((line) => {
    const [left = '', right = ''] = line.split(' - ');
    const [type, , options = ''] = right.split(' ');
    const used = type === 'cgroup2' || (type === 'cgroup' && options.split(',').includes('name=systemd'));
    const point = left.split(' ')[4];
    return used && point !== undefined ? [path.join(point, `eflownetdiag-${id}`)] : [];
  });
}

/** @param {string} id @param {readonly string[]} argv @returns {string[]} the command, started in the guest's own groups */
export function inGroups(id, argv) {
  const groups = guestGroups(id);
  for (const group of groups) mkdirSync(group, { recursive: true });
  const enter = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs"; shift; done; shift; exec "$@"';
  return ['sh', '-ec', enter, 'sh', ...groups, '--', ...argv];
}

/** @param {string} folder a group; the kernel's own files in it are no obstacle */
function removeTree(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(path.join(folder, entry.name));
  }
  rmdirSync(folder);
}

/** @param {string} folder @returns {number[]} the processes of a group and of those below it */
function members(folder) {
  const own = readFileSync(path.join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...own, ...below.flatMap((entry) => members(path.join(folder, entry.name)))];
}

/**
 * Ends what is left in a guest's groups and removes them. Nothing is left after a proper end; after systemd-nspawn was killed
 * the whole guest is, without a parent.
 * @param {string} id
 */
export async function removeGroups(id) {
  for (const group of guestGroups(id)) {
    await waitFor(`the end of ${group}`, 10_000, () => {
      try {
        if (!existsSync(group)) return true;
        for (const pid of members(group)) process.kill(pid, 'SIGKILL');
        removeTree(group);
        return true;
      } catch {
        return false; // a process or a group went away between two looks, or isn't quite gone yet
      }
    });
  }
}
