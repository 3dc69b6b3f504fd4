// @ts-check
// The overview of a thousand devices, in a browser.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { openBrowser } from '../browser.mjs';
import { browserForReports } from '../lab/packages.mjs';
import { root } from '../setup.mjs';
import { figure, median, runProgram } from './measure.mjs';

const DEVICES = 1000;
const samples = ['dns-server-silent', 'published-port-blocked'];

/** @param {string[]} requests @returns {any[]} */
const ask = (requests) =>
  runProgram(process.execPath, [path.join(root, 'core/dist/eflownetdiag-core.cjs')], `${requests.join('\n')}\n`)
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The bundled samples in turn, each under a name of its own, as `Export-EflowNetReport` asks for them. */
const overview = () => {
  const lines = samples.map((name) => {
    const source = { from: 'file', path: path.join(root, 'samples', `${name}.json`) };
    return ask([JSON.stringify({ contract: 1, kind: 'assess', brief: true, source })])[0];
  });
  const devices = Array.from({ length: DEVICES }, (_none, at) => {
    const line = JSON.parse(JSON.stringify(lines[at % lines.length]));
    line.device.device = `EDGE-${String(at).padStart(4, '0')}`;
    for (const finding of line.device.findings) finding.device = line.device.device;
    return JSON.stringify(line);
  });
  return ask([JSON.stringify({ contract: 1, kind: 'report', format: 'html', devices, findings: [] })])[0].text;
};

/** Scrolls by a screen each frame, and says how long each frame took. */
const scrolling = `new Promise((resolve) => {
  const took = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    took.push(now - last);
    last = now;
    window.scrollBy(0, window.innerHeight);
    if (took.length < 60) requestAnimationFrame(step); else resolve(took);
  };
  requestAnimationFrame(step);
})`;

/** @returns {Promise<import('./measure.mjs').Figure[] | null>} null: there is no browser */
export const reportFigures = async () => {
  const program = await browserForReports();
  if (program === undefined) return null;
  const file = path.join(root, 'build/bench/overview.html');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, overview());
  if (!readFileSync(file, 'utf8').includes(`EDGE-0${DEVICES - 1}`)) throw new Error('The overview lacks devices.');
  const browser = await openBrowser(program);
  try {
    /** @type {number[]} */
    const opened = [];
    /** @type {number[]} */
    const frames = [];
    for (let round = 0; round < 4; round += 1) {
      const start = performance.now();
      await browser.open(pathToFileURL(file).href);
      opened.push(performance.now() - start);
      frames.push(...(await browser.evaluate(scrolling)).slice(1));
    }
    const row = /** @type {const} */ ({
      unit: 'ms',
      aim: 1,
      limit: `The page has ${Math.round(statSync(file).size / 1000)} kB; the browser lays out what is in sight.`,
    });
    return [
      figure(
        {
          ...row,
          id: 'overview-opens',
          what: `HTML overview of ${DEVICES} devices: from the address to the end of loading`,
          against: 'a second, after which a person loses the thread',
          how: 'Headless Chromium; the first time, with a cold browser, is not counted.',
        },
        median(opened.slice(1)),
        1000,
        3,
      ),
      figure(
        {
          ...row,
          id: 'overview-scrolls',
          what: 'The same: a frame while it is scrolled by a screen each',
          against: 'a thirtieth of a second, below which motion is smooth',
          how: 'Drawn without a graphics card.',
        },
        median(frames),
        1000 / 30,
        frames.length,
      ),
    ];
  } finally {
    await browser.close();
  }
};
