// @ts-check
// Measures how fast we are against baselines: `npm run bench`. `--part NAME` measures one part and writes nothing; `--full` takes
// 10,000 snapshots where some hundreds are taken else.
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { coreFigures } from './bench/core.mjs';
import { labFigures } from './bench/lab.mjs';
import { performancePage, resultsFile, table } from './bench/page.mjs';
import { powerShellFigures } from './bench/powershell.mjs';
import { build } from './build.mjs';
import { giveUp, root, say, setUp } from './setup.mjs';

const { values } = parseArgs({ options: { part: { type: 'string' }, full: { type: 'boolean', default: false } } });

setUp();
await build();

/** The core's insides are TypeScript. */
const modelFigures = async () => {
  const esbuild = await import('esbuild');
  const outfile = path.join(root, 'build/bench/model.mjs');
  mkdirSync(path.dirname(outfile), { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['scripts/bench/model.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: { '.sh': 'text' },
    outfile,
    logLevel: 'warning',
  });
  const model = /** @type {typeof import('./bench/model.js')} */ (await import(pathToFileURL(outfile).href));
  return model.modelFigures(path.join(root, 'samples/published-port-blocked.json'));
};

/** @type {Record<string, () => Promise<import('./bench/measure.mjs').Figure[]>>} */
const parts = {
  core: () => coreFigures({ full: values.full }),
  model: modelFigures,
  powershell: () => powerShellFigures({ full: values.full }),
  lab: labFigures,
};

const { part } = values;
if (part !== undefined && !Object.hasOwn(parts, part)) giveUp(`--part is one of ${Object.keys(parts).join(', ')}.`);

const figures = [];
/** @type {string[]} */
const notMeasured = [
  "The guest's script with half of its targets silent, against its slowest probe.",
  'The HTML overview of 1,000 devices in Chromium.',
];
const hasLab = process.platform === 'linux' && process.getuid?.() === 0;
for (const [name, measure] of Object.entries(parts)) {
  if (part !== undefined && name !== part) continue;
  if (name === 'lab' && !hasLab) {
    notMeasured.push('The rows that need the lab: it needs root on Linux.');
    continue;
  }
  say(`Measuring: ${name}`);
  figures.push(...(await measure()));
}
say(`\n${table(figures)}\n`);
if (part === undefined) {
  const measured = {
    measuredAt: new Date().toISOString().slice(0, 10),
    machine: `${os.platform()} with ${os.cpus().length} processors (${os.cpus()[0]?.model.trim() ?? 'unknown'})`,
    node: process.versions.node,
    figures,
    notMeasured,
  };
  writeFileSync(resultsFile, `${JSON.stringify(measured, null, 2)}\n`);
  writeFileSync(path.join(root, 'docs/performance.md'), (await performancePage()) ?? '');
  say('Wrote docs/performance.json and docs/performance.md.');
}
