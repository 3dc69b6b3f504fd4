// @ts-check
// Runs all tests, layer by layer. `--fast`: the layers that need no PowerShell and no lab. `--layer NAME`, `--grep TEXT`: a part.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, buildTests } from './build.mjs';
import { giveUp, root, run, say, setUp } from './setup.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Counts */
/** @typedef {{ name: string, folders: string[], fast: boolean, timeout: number }} Layer */

/** @type {Layer[]} */
const layers = [
  { name: 'unit', folders: ['test/unit', 'test/contract', 'test/cases'], fast: true, timeout: 30_000 },
  { name: 'ps', folders: ['test/ps'], fast: false, timeout: 120_000 },
  { name: 'lab', folders: ['test/lab'], fast: false, timeout: 300_000 },
];

const { values } = parseArgs({
  options: { fast: { type: 'boolean', default: false }, layer: { type: 'string' }, grep: { type: 'string' } },
});

/** @param {string} folder @returns {string[]} */
const testFiles = (folder) =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => path.join(folder, file))
        .sort()
    : [];

/**
 * @param {Layer} layer
 * @returns {Counts}
 */
const runMocha = (layer) => {
  const countsFile = path.join(root, 'build', `${layer.name}.counts.json`);
  rmSync(countsFile, { force: true });
  const files = layer.folders.flatMap(testFiles).map((file) => path.join('build', file.replace(/\.ts$/, '.mjs')));
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
  const grep = values.grep === undefined ? [] : ['--grep', values.grep];
  const code = run(
    process.execPath,
    [
      '--enable-source-maps',
      mocha,
      '--reporter',
      path.join(root, 'scripts/mocha-reporter.mjs'),
      '--timeout',
      `${layer.timeout}`,
      '--exit',
      '--require',
      path.join(root, 'scripts/property-seed.mjs'),
      ...grep,
      ...files,
    ],
    { env: { ...process.env, MOCHA_COUNTS: countsFile, TZ: 'UTC' } },
  );
  // A layer that could not even be loaded has run nothing: that is a failure, not an empty pass.
  if (!existsSync(countsFile)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = /** @type {Counts} */ (JSON.parse(readFileSync(countsFile, 'utf8')));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

/** @returns {Promise<Counts>} one count a check: types, lint, format, generated files, PowerShell sources */
const runChecks = async () => {
  const { checks } = await import('./lint.mjs');
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const check of checks({ fast: values.fast })) {
    const outcome = await check.run();
    say(`  ${outcome}: ${check.name}`);
    counts[outcome] += 1;
    if (outcome === 'failed') failures.push(check.name);
  }
  return { ...counts, failures };
};

const announceLab = async () => {
  const { labAvailability, missingLabPackages, installLabPackages } = await import('./lab/packages.mjs');
  if (process.getuid?.() === 0 && (await missingLabPackages()).length > 0) await installLabPackages();
  const { available, reason } = await labAvailability();
  if (!available) say(`The lab is skipped: ${reason}`);
};

const announcePowerShell = async () => {
  const { findPowerShell } = await import('./powershell.mjs');
  const found = await findPowerShell();
  say(`PowerShell: ${found.kind} ${found.version ?? ''} (${found.path})`);
};

/**
 * @param {string} name
 * @param {() => Counts | Promise<Counts>} work
 */
const timed = async (name, work) => {
  say(`\n== ${name}`);
  const started = Date.now();
  const counts = await work();
  return { name, ...counts, seconds: (Date.now() - started) / 1000 };
};

const main = async () => {
  setUp();
  const wanted = layers.filter((layer) =>
    values.layer === undefined ? layer.fast || !values.fast : layer.name === values.layer,
  );
  if (values.layer !== undefined && values.layer !== 'checks' && wanted.length === 0)
    giveUp(`There is no layer ${values.layer}: checks, ${layers.map((layer) => layer.name).join(', ')}.`);
  mkdirSync(path.join(root, 'build'), { recursive: true });
  const results = [];
  await build();
  if (values.layer === undefined || values.layer === 'checks') results.push(await timed('checks', runChecks));
  rmSync(path.join(root, 'build/test'), { recursive: true, force: true });
  const files = wanted.flatMap((layer) => layer.folders.flatMap(testFiles));
  if (files.length > 0) await buildTests(files);
  if (wanted.some((layer) => layer.name === 'ps' || layer.name === 'lab')) await announcePowerShell();
  if (wanted.some((layer) => layer.name === 'lab')) await announceLab();
  for (const layer of wanted) results.push(await timed(layer.name, () => runMocha(layer)));
  summarize(results);
};

/** @param {(Counts & { name: string, seconds: number })[]} results */
const summarize = (results) => {
  console.log('\nLayer      Seconds  Passed  Failed  Skipped');
  for (const { name, seconds, passed, failed, skipped } of results) {
    console.log(
      `${name.padEnd(8)} ${seconds.toFixed(1).padStart(9)} ${`${passed}`.padStart(7)} ${`${failed}`.padStart(7)} ${`${skipped}`.padStart(8)}`,
    );
  }
  // Once more at the end, where whoever sees only the end of a long log finds them.
  for (const failure of results.flatMap(({ failures }) => failures ?? [])) console.log(`\nFAILED ${failure}`);
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
};

await main();
