// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const standInsFolder = path.dirname(fileURLToPath(import.meta.url));

/**
 * What PSModulePath has to name. A module that isn't installed can't be played by one that is, so that a lab whose
 * stand-in.json leaves some out gets a folder of links to the others.
 * @param {string} stateFolder @returns {string}
 */
export function standInModulePath(stateFolder) {
  const missing = missingModules(path.join(stateFolder, 'stand-in.json'));
  if (missing.length === 0) return standInsFolder;
  const folder = path.join(stateFolder, 'modules');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(standInsFolder)) {
    if (!missing.includes(name)) symlinkSync(path.join(standInsFolder, name), path.join(folder, name));
  }
  return folder;
}

/** @param {string} file @returns {string[]} */
function missingModules(file) {
  if (!existsSync(file)) return [];
  /** @type {{ eflowMissing?: boolean, missingModules?: string[] }} */
  const options = JSON.parse(readFileSync(file, 'utf8'));
  return [...(options.missingModules ?? []), ...(options.eflowMissing === true ? ['AzureEFLOW'] : [])];
}
