// @ts-check
// All static checks. `--fix` lets the linter and the formatter mend what they can.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run, say, setUp } from './setup.mjs';

/** @typedef {'passed' | 'failed' | 'skipped'} Outcome */
/** @typedef {{ name: string, run: () => Outcome | Promise<Outcome> }} Check */

/** @param {string} script @param {string[]} args @returns {Outcome} */
const tool = (script, args) =>
  run(process.execPath, [path.join(root, 'node_modules', script), ...args]) === 0 ? 'passed' : 'failed';

/** @returns {Promise<Outcome>} */
const generatedFilesAreFresh = async () => {
  const { staleFiles } = await import('./generate.mjs');
  const stale = await staleFiles();
  if (stale.length > 0) say(`Not as they would be generated now: ${stale.join(', ')}. Run: npm run generate`);
  return stale.length === 0 ? 'passed' : 'failed';
};

/** @returns {Promise<Outcome>} */
const regexesAreLinear = async () => {
  const { unprovedExpressions } = await import('./check-regexes.mjs');
  const unproved = unprovedExpressions();
  for (const one of unproved) say(`Not proved linear: ${one}`);
  if (unproved.length > 0) say('Prove it: node scripts/check-regexes.mjs --write');
  return unproved.length === 0 ? 'passed' : 'failed';
};

/** @returns {Promise<Outcome>} */
const powerShellSources = async () => {
  const { findPowerShell } = await import('./powershell.mjs');
  const { path: program } = await findPowerShell();
  return run(program, ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', 'scripts/check-powershell.ps1']) === 0
    ? 'passed'
    : 'failed';
};

/**
 * @param {{ fast?: boolean, fix?: boolean }} options fast: only what takes seconds
 * @returns {Check[]}
 */
export const checks = ({ fast = false, fix = false }) => [
  { name: 'types (tsc)', run: () => tool('typescript/bin/tsc', ['--noEmit', '-p', '.']) },
  {
    name: 'format (prettier)',
    run: () => tool('prettier/bin/prettier.cjs', ['.', fix ? '--write' : '--check', '--log-level', 'warn']),
  },
  { name: 'generated files (npm run generate -- --check)', run: generatedFilesAreFresh },
  { name: 'regular expressions (proved linear)', run: regexesAreLinear },
  ...(fast
    ? []
    : [
        {
          name: 'lint (eslint)',
          run: () => tool('eslint/bin/eslint.js', ['.', ...(fix ? ['--fix'] : [])]),
        },
        { name: 'PowerShell sources (parser, aliases, 5.1 commands)', run: powerShellSources },
      ]),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  for (const check of checks({ fix: process.argv.includes('--fix') })) {
    const outcome = await check.run();
    say(`${outcome}: ${check.name}`);
    if (outcome === 'failed') process.exitCode = 1;
  }
}
