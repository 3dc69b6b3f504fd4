// @ts-check
// Measures how fast we are against baselines: `npm run bench`, some minutes on a machine that does nothing else. `--part NAME`
// measures one part and writes nothing.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { coreFigures } from './bench/core.mjs';
import { labFigures } from './bench/lab.mjs';
import { performancePage, resultsFile, table } from './bench/page.mjs';
import { powerShellFigures } from './bench/powershell.mjs';
import { profiles } from './bench/profile.mjs';
import { reportFigures } from './bench/report.mjs';
import { build, importTypeScript } from './build.mjs';
import { giveUp, root, say, setUp } from './setup.mjs';

const { values } = parseArgs({ options: { part: { type: 'string' } } });

setUp();
await build();

/** The core's insides are TypeScript. */
const modelFigures = async () => {
  const model = /** @type {typeof import('./bench/model.js')} */ (await importTypeScript('scripts/bench/model.ts'));
  return model.modelFigures(path.join(root, 'samples/published-port-blocked.json'));
};

/** @type {Record<string, () => Promise<import('./bench/measure.mjs').Figure[] | null>>} */
const parts = {
  core: coreFigures,
  model: modelFigures,
  powershell: powerShellFigures,
  report: reportFigures,
  lab: labFigures,
};

const { part } = values;
if (part !== undefined && !Object.hasOwn(parts, part)) giveUp(`--part is one of ${Object.keys(parts).join(', ')}.`);

const figures = [];
/** @type {string[]} */
const notMeasured = [];
const hasLab = process.platform === 'linux' && process.getuid?.() === 0;
for (const [name, measure] of Object.entries(parts)) {
  if (part !== undefined && name !== part) continue;
  if (name === 'lab' && !hasLab) {
    notMeasured.push('The rows that need the lab: it needs root on Linux.');
    continue;
  }
  say(`Measuring: ${name}`);
  const start = performance.now();
  const measured = await measure();
  if (measured === null) notMeasured.push(`${name}: this machine has not what it needs.`);
  figures.push(...(measured ?? []));
  say(`${name} took ${Math.round((performance.now() - start) / 1000)} s.`);
}
say(`\n${table(figures)}\n`);
if (part === undefined) {
  const measured = {
    measuredAt: new Date().toISOString().slice(0, 10),
    machine: `${os.platform()} with ${os.cpus().length} processors (${os.cpus()[0]?.model.trim() ?? 'unknown'})`,
    node: process.versions.node,
    figures,
    profiles: await profiles(),
    notMeasured,
  };
  writeFileSync(resultsFile, `${JSON.stringify(measured, null, 2)}\n`);
  writeFileSync(path.join(root, 'docs/performance.md'), (await performancePage()) ?? '');
  say('Wrote docs/performance.json and docs/performance.md.');
}
