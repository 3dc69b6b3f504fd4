// @ts-check
// Makes the Windows part of scripts/data/remedy-commands.json: the parameters, as Windows PowerShell 5.1 has them, of the
// commands that remedies name. The names are those in the file: add one there, then run
//   node scripts/remedy-commands.mjs FULL-LIST [--check]
// FULL-LIST: a compatibility profile of PSScriptAnalyzer, such as desktop-5.1.14393.206-windows.json (Engine/Settings).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFullList } from './ps51-commands.mjs';
import { giveUp, root } from './setup.mjs';

const file = path.join(root, 'scripts/data/remedy-commands.json');

/** @param {string} fullList */
const makeTable = async (fullList) => {
  const table = JSON.parse(readFileSync(file, 'utf8'));
  const all = readFullList(fullList);
  for (const name of Object.keys(table.windows)) {
    const parameters = all.get(name.toLowerCase());
    if (parameters === undefined) giveUp(`${name} is not in ${fullList}.`);
    table.windows[name] = [...(parameters ?? [])].sort();
  }
  const { format } = await import('prettier');
  return format(JSON.stringify(table), { parser: 'json', printWidth: 120 });
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [fullList, check] = process.argv.slice(2);
  if (fullList === undefined || !existsSync(fullList))
    giveUp('Usage: node scripts/remedy-commands.mjs FULL-LIST [--check]');
  const made = await makeTable(fullList);
  if (check !== '--check') writeFileSync(file, made);
  else if (made !== readFileSync(file, 'utf8')) giveUp(`${file} is not what ${fullList} gives.`);
}
