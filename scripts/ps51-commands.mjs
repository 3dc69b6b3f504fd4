// @ts-check
// Makes scripts/data/ps51-commands.json: what Windows PowerShell 5.1 has of the commands that the module uses.
//   node scripts/ps51-commands.mjs FULL-LIST [--check]
// FULL-LIST: a compatibility profile of PSScriptAnalyzer, such as desktop-5.1.14393.206-windows.json (Engine/Settings).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPowerShell } from './powershell.mjs';
import { giveUp, root, say } from './setup.mjs';

const file = path.join(root, 'scripts/data/ps51-commands.json');

/** @typedef {{ Name: string, ParameterSets: string | string[] | null }} ListedCommand */

/** @param {string} fullList @returns {Map<string, Set<string>>} lower-case name -> parameters, over all versions of a command */
export const readFullList = (fullList) => {
  /** @type {{ Modules: { ExportedCommands?: ListedCommand[] | null }[] }} */
  const { Modules } = JSON.parse(readFileSync(fullList, 'utf8').replace(/^\uFEFF/, ''));
  const commands = new Map();
  for (const command of Modules.flatMap((module) => module.ExportedCommands ?? [])) {
    const key = command.Name.toLowerCase();
    const parameters = commands.get(key) ?? new Set();
    for (const [, name] of String(command.ParameterSets ?? '').matchAll(/(?<![\w-])-(\w+)/g)) parameters.add(name);
    commands.set(key, parameters);
  }
  return commands;
};

/** @returns {Promise<string[]>} */
const usedCommands = async () => {
  const { path: program } = await findPowerShell();
  const args = [
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-File',
    path.join(root, 'scripts/check-powershell.ps1'),
    '-ListCommands',
  ];
  const output = execFileSync(program, args, { encoding: 'utf8' });
  return output.split(/\r?\n/).filter((line) => line !== '');
};

/** @param {string} fullList */
const makeTable = async (fullList) => {
  const all = readFullList(fullList);
  /** @type {Record<string, string[]>} */
  const commands = {};
  for (const name of await usedCommands()) {
    const parameters = all.get(name.toLowerCase());
    if (parameters === undefined) say(`${name} is not in ${fullList}.`);
    else commands[name] = [...parameters].sort();
  }
  const { aliases } = JSON.parse(readFileSync(file, 'utf8'));
  const { format } = await import('prettier');
  const table = { source: 'PSScriptAnalyzer, Engine/Settings/desktop-5.1.14393.206-windows.json', commands, aliases };
  return format(JSON.stringify(table), { parser: 'json', printWidth: 120 });
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [fullList, check] = process.argv.slice(2);
  if (fullList === undefined || !existsSync(fullList))
    giveUp('Usage: node scripts/ps51-commands.mjs FULL-LIST [--check]');
  const table = await makeTable(fullList);
  if (check !== '--check') writeFileSync(file, table);
  else if (table !== readFileSync(file, 'utf8')) giveUp(`${file} is not what ${fullList} gives.`);
}
