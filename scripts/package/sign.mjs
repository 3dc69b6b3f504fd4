// @ts-check
// Signs a package: every file that PowerShell runs or reads as its own, then a catalog of everything, then the catalog.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findPowerShell } from '../powershell.mjs';

/** AllSigned asks for a signature in all of them: scripts, manifests, strings, views and types. */
const signable = /\.(ps1|psm1|psd1|ps1xml)$/;

/** @param {string} folder @returns {Map<string, string>} its files and their hashes */
const hashesOf = (folder) =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [
        path.relative(folder, file).replaceAll(path.sep, '/'),
        createHash('sha256').update(readFileSync(file)).digest('hex'),
      ]),
  );

/** @param {string} command of the caller's own, for the shell @param {string[]} files names of ours, without blanks @param {string} folder */
const runOn = (command, files, folder) => {
  const { status, error } = spawnSync(`${command} ${files.join(' ')}`, { cwd: folder, shell: true, stdio: 'inherit' });
  if (status !== 0) throw new Error(`The command failed (${error?.message ?? status}): ${command}`);
};

/** @param {string} catalog @param {string} folder */
const newFileCatalog = async (catalog, folder) => {
  if (process.platform !== 'win32')
    throw new Error('A catalog can be made by New-FileCatalog on Windows only: name another program with --catalog.');
  const { path: program } = await findPowerShell();
  // Beside the folder first, for the catalog is not part of itself.
  const text = `New-FileCatalog -Path . -CatalogFilePath ..\\${catalog} -CatalogVersion 2; Move-Item ..\\${catalog} .`;
  const { status } = spawnSync(program, ['-NoProfile', '-NonInteractive', '-Command', text], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('New-FileCatalog failed.');
};

/** @param {Map<string, string>} before @param {Map<string, string>} after @param {(file: string) => boolean} mayChange */
const onlyThese = (before, after, mayChange) => {
  for (const [file, hash] of before) {
    if (mayChange(file) === (after.get(file) === hash))
      throw new Error(mayChange(file) ? `${file} was not signed.` : `${file} was changed, and is not to be signed.`);
  }
  for (const file of after.keys())
    if (!before.has(file)) throw new Error(`${file} was left behind by the command that signs.`);
};

/**
 * @param {{ folder: string, signBy: string, catalogBy?: string | undefined, catalog: string }} wishes signBy: a command that
 *   signs, in place, the files that are its last arguments. catalogBy: one that makes the catalog that is its last argument.
 */
export const sign = async ({ folder, signBy, catalogBy, catalog }) => {
  const plain = hashesOf(folder);
  runOn(signBy, [...plain.keys()].filter((file) => signable.test(file)).sort(), folder);
  const signed = hashesOf(folder);
  onlyThese(plain, signed, (file) => signable.test(file));
  if (catalogBy === undefined) await newFileCatalog(catalog, folder);
  else runOn(catalogBy, [catalog], folder);
  if (!existsSync(path.join(folder, catalog))) throw new Error(`There is no ${catalog} after the catalog was made.`);
  const listed = hashesOf(folder);
  runOn(signBy, [catalog], folder);
  onlyThese(listed, hashesOf(folder), (file) => file === catalog);
  const last = hashesOf(folder);
  last.delete(catalog);
  onlyThese(signed, last, () => false);
};
