// @ts-check
// The core as a program: its start, a stream of snapshots, its memory, its size.
import { statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';
import { figure, inTurn, runProgram } from './measure.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure */

const core = path.join(root, 'core/dist/eflownetdiag-core.cjs');
const sample = path.join(root, 'samples/published-port-blocked.json');
const maxRss = path.join(root, 'scripts/bench/maxRss.mjs');

const request = JSON.stringify({ contract: 1, kind: 'diagnose', source: { from: 'file', path: sample } });

/** @param {number} count */
const stream = (count) => `${request}\n`.repeat(count);

/** @param {number} count of snapshots @param {boolean} parsed by JSON.parse alone @returns {number} milliseconds in one process */
const streamed = (count, parsed) => {
  const parse = `const fs = require('node:fs'); for (let at = 0; at < ${count}; at += 1) JSON.parse(fs.readFileSync(${JSON.stringify(sample)}, 'utf8'));`;
  return parsed
    ? runProgram(process.execPath, ['-e', parse]).took
    : runProgram(process.execPath, [core], stream(count)).took;
};

/** @param {number} count @returns {number} the most memory that the process had, in MB */
const memory = (count) => {
  const { stderr } = runProgram(process.execPath, ['--import', maxRss, core], stream(count));
  const line = stderr.split('\n').find((one) => one.startsWith('maxRSS '));
  return Number(line?.split(' ')[1]) / 1024;
};

const MANY = 60;

/** What a snapshot costs in a stream: the difference between many and one, so that the start is not in it. @param {boolean} parsed */
const perSnapshot = (parsed) => (streamed(MANY + 1, parsed) - streamed(1, parsed)) / MANY;

const LARGEST_BUNDLE = 300_000;

const coldFigure = () =>
  inTurn(
    {
      id: 'core-cold',
      what: 'Core on one snapshot, cold',
      against: 'bare `node -e 0`',
      aim: 1.4,
      unit: 'ms',
      how: 'A new process reads one request, the bundled sample, and answers with all findings.',
      limit: 'Node must compile what it runs of the bundle; the rest of the start is its own.',
    },
    () => runProgram(process.execPath, [core], `${request}\n`).took,
    () => runProgram(process.execPath, ['-e', '0']).took,
    15,
  );

const streamFigure = () =>
  inTurn(
    {
      id: 'core-stream',
      what: 'Core, stream of snapshots, for each',
      against: '`JSON.parse` of the same file',
      aim: 25,
      unit: 'ms',
      how: `One process answers ${MANY + 1} requests; the time of one request is taken off, and the rest divided by ${MANY}. The baseline reads and parses the file as often.`,
      limit: 'A judgement reads every fact by its own parser, walks packets through the rules and prints its findings.',
    },
    () => perSnapshot(false),
    () => perSnapshot(true),
    2,
  );

/** @param {number} most */
const memoryFigure = (most) =>
  figure(
    {
      id: 'core-memory',
      what: `Most memory of the core over ${most} snapshots`,
      against: 'over 100 snapshots',
      aim: 1.3,
      unit: 'MB',
      how: 'The greatest resident size of the process, as the kernel counts it.',
      limit:
        'The heap grows until the collector of V8 thinks that it is worth its while; nothing is kept from one snapshot to the next.',
    },
    memory(most),
    memory(100),
    1,
  );

const sizeFigure = () =>
  figure(
    {
      id: 'bundle-size',
      what: 'The core as one minified file',
      against: '300 kB',
      aim: 1,
      unit: 'bytes',
      how: 'The size of the file that the module ships. Japanese is a file of its own, read only where it is asked for.',
      limit: 'Every rule, parser and planner with its English texts is in it.',
    },
    statSync(core).size,
    LARGEST_BUNDLE,
    1,
  );

/** @param {{ full: boolean }} options @returns {Promise<Figure[]>} */
export const coreFigures = async ({ full }) => [
  await coldFigure(),
  await streamFigure(),
  memoryFigure(full ? 10_000 : 500),
  sizeFigure(),
];
