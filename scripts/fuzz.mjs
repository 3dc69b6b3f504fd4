// @ts-check
// Runs the property tests again and again, from another seed each time, until the minutes are over: `npm run fuzz -- --minutes N`.
// `--keep` takes the figures into scripts/data/fuzz.json, from which docs/quality.md is made.
// A failure is printed with the seed that shows it again: PROPERTY_SEED=N npm test -- --layer unit --grep "...".
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, buildTests } from './build.mjs';
import { fuzzFile } from './quality.mjs';
import { giveUp, root, say, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, keep: { type: 'boolean', default: false } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) giveUp('npm run fuzz -- --minutes N: N is a number above 0.');

const propertyTests = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.join('test', file))
  .filter((file) => file.endsWith('.test.ts') && readFileSync(path.join(root, file), 'utf8').includes("'fast-check'"))
  .filter((file) => !file.startsWith(path.join('test', 'lab')))
  .sort();

/** @param {number} seed @returns {{ properties: number, failed: number, failures: string[], report: string }} */
const round = (seed) => {
  const countsFile = path.join(root, 'build', 'fuzz.counts.json');
  rmSync(countsFile, { force: true });
  const ended = spawnSync(
    process.execPath,
    [
      '--enable-source-maps',
      path.join(root, 'node_modules/mocha/bin/mocha.js'),
      '--reporter',
      path.join(root, 'scripts/mocha-reporter.mjs'),
      '--require',
      path.join(root, 'scripts/property-seed.mjs'),
      '--timeout',
      '600000',
      '--exit',
      ...propertyTests.map((file) => path.join('build', file.replace(/\.ts$/, '.mjs'))),
    ],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, MOCHA_COUNTS: countsFile, PROPERTY_SEED: `${seed}`, TZ: 'UTC' },
    },
  );
  const counts = /** @type {{ passed: number, failed: number, failures: string[] }} */ (
    JSON.parse(readFileSync(countsFile, 'utf8'))
  );
  const report = counts.failures.map((failure) => `FAILED ${failure}`).join('\n');
  return {
    properties: counts.passed + counts.failed,
    failed: counts.failed,
    failures: counts.failures,
    report: report || ended.stderr,
  };
};

setUp();
await build();
await buildTests(propertyTests);
const started = Date.now();
/** @type {string[]} */
const failures = [];
let rounds = 0;
let tests;
do {
  const seed = randomInt(2 ** 31 - 1);
  const result = round(seed);
  rounds += 1;
  tests = result.properties;
  failures.push(...result.failures.map((failure) => `seed ${seed}: ${failure.split('\n')[0]}`));
  if (result.failed > 0 && result.failures.length === 0) failures.push(`seed ${seed}: the tests could not be run`);
  say(`seed ${seed}: ${result.properties} tests, ${result.failed} failed`);
  if (result.failed > 0) console.log(result.report);
} while (Date.now() < started + minutes * 60_000);
console.log(`${rounds} rounds of ${propertyTests.length} files, ${failures.length} failures`);
if (values.keep) {
  const measuredAt = new Date().toISOString().slice(0, 10);
  const took = Math.round((Date.now() - started) / 6000) / 10;
  const figures = { measuredAt, minutes: took, rounds, files: propertyTests.length, tests, failures };
  writeFileSync(fuzzFile, `${JSON.stringify(figures, null, 2)}\n`);
}
process.exitCode = failures.length > 0 ? 1 : 0;
