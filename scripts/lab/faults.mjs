// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} about                            what is broken, and how it looks in the field
 * @property {string} expects                          what the first failing finding should say, in words, with its rule where it has one
 * @property {string | null} finds                    the rule of the first failing finding; null where nothing should fail
 * @property {true} [restarts]                        restarts the guest, which heals what stands only in its memory: to be injected before such a fault
 * @property {(lab: import('./lab-api.mjs').Lab) => Promise<void>} inject
 */

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'faults');

/** @returns {string[]} */
export function faultNames() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => file.slice(0, -'.mjs'.length))
    .sort();
}

/** @param {string} name @returns {Promise<Fault>} */
export async function findFault(name) {
  const file = path.join(folder, `${name}.mjs`);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
    throw new Error(`There is no fault '${name}'. The lab knows: ${faultNames().join(', ')}`);
  }
  return (await import(pathToFileURL(file).href)).fault;
}
