// @ts-check
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

export const repoRoot = path.resolve(here, '..', '..');
export const guestFilesFolder = path.join(here, 'guest-files');
export const labCli = path.join(here, 'lab.mjs');
export const cloudServices = path.join(here, 'cloud-services.mjs');

/** Everything the lab keeps is outside the repository: it is large, and it belongs to root. */
export function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(base, 'eflownetdiag');
}

/** @param {string} name */
export function labFolder(name) {
  return path.join(cacheFolder(), 'lab', name);
}

/** @param {string} name */
export function statePathOf(name) {
  return path.join(labFolder(name), 'state.json');
}

/** The lab's name from the environment, so that two labs on one machine don't collide. */
export function defaultLabName() {
  return process.env['EFLOWNETDIAG_LAB'] || 'default';
}

/** @param {string} name */
export function checkLabName(name) {
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new Error(`A lab's name has lower-case letters, digits and hyphens, at most 31: '${name}'`);
  }
  return name;
}
