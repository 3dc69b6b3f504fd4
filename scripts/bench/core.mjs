// @ts-check
// The core as a program: its start, a stream of snapshots, its memory, its size.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';
import { figure, inTurn, runProgram } from './measure.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure */

const dist = path.join(root, 'core/dist');
const core = path.join(dist, 'eflownetdiag-core.cjs');
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
  // The answers to ten thousand snapshots are longer than a string can be: nobody keeps them.
  const { status, stderr } = spawnSync(process.execPath, ['--import', maxRss, core], {
    input: stream(count),
    stdio: ['pipe', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const kilobytes = /^maxRSS (\d+)$/m.exec(stderr)?.[1];
  if (status !== 0 || kilobytes === undefined) throw new Error(`The core ended with ${status}: ${stderr}`);
  return Number(kilobytes) / 1024;
};

/** So many that what V8 learns about the code in the first hundred is no longer most of it. */
const MANY = 500;

/** What a snapshot costs in a stream: the difference between many and one, so that the start is not in it. @param {boolean} parsed */
const perSnapshot = (parsed) => (streamed(MANY + 1, parsed) - streamed(1, parsed)) / MANY;

const coldFigure = () =>
  inTurn(
    {
      id: 'core-cold',
      what: 'Core on one snapshot, cold',
      against: 'bare `node -e 0`',
      aim: 1.4,
      unit: 'ms',
      how: 'A new process reads one request, the bundled sample, and answers with all findings.',
      limit:
        'Each function runs for the first time: V8 compiles what is called and interprets it. Even with all of it compiled before (a code cache, which is bound to one build of Node and has to be written somewhere, and the core may write nowhere) the one script of before took 2.3 times the bare process, 3.1 without.',
    },
    () => runProgram(process.execPath, [core], `${request}\n`).took,
    () => runProgram(process.execPath, ['-e', '0']).took,
    15,
  );

/** The way to the first judgement, in steps. */
const stepFigures = async () => {
  const row = /** @type {const} */ ({ against: 'bare `node -e 0`', aim: null, unit: 'ms' });
  const bare = () => runProgram(process.execPath, ['-e', '0']).took;
  const asked = (/** @type {string} */ input) => () => runProgram(process.execPath, [core], input).took;
  const list = JSON.stringify({ contract: 1, kind: 'rules' });
  return [
    await inTurn(
      {
        ...row,
        id: 'core-started',
        what: 'Core without a request',
        how: 'Standard input is empty: the core is started, and what every request needs is loaded.',
        limit: "Streams and lines of Node's own, zod and the schemas of all requests.",
      },
      asked(''),
      bare,
      9,
    ),
    await inTurn(
      {
        ...row,
        id: 'core-loaded',
        what: 'Core that only lists its rules',
        how: 'All that a judgement needs is loaded, and nothing is judged.',
        limit: 'Node reads and compiles 400 kB, and makes the tables and schemas of rules and facts.',
      },
      asked(`${list}\n`),
      bare,
      9,
    ),
  ];
};

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
    3,
  );

const [FEW, MOST] = [100, 10_000];

const memoryFigure = () =>
  figure(
    {
      id: 'core-memory',
      what: `Most memory of the core over ${MOST} snapshots`,
      against: `over ${FEW} snapshots`,
      aim: 1.3,
      unit: 'MB',
      how: 'The greatest resident size of the process, as the kernel counts it.',
      limit:
        'The heap grows until the collector of V8 thinks that it is worth its while; nothing is kept from one snapshot to the next.',
    },
    memory(MOST),
    memory(FEW),
    1,
  );

/** @param {string} name @param {Map<string, number>} [found] @returns {Map<string, number>} a part and those that it imports at once, with their sizes */
const loadedWith = (name, found = new Map()) => {
  const file = path.join(dist, 'parts', name);
  if (found.has(name)) return found;
  found.set(name, statSync(file).size);
  for (const [, other] of readFileSync(file, 'utf8').matchAll(/(?:from|import)"\.\/([\w.-]+)"/g))
    if (other !== undefined) loadedWith(other, found);
  return found;
};

const LARGEST_BUNDLE = 300_000;

const sizeFigures = () => {
  const parts = readdirSync(path.join(dist, 'parts')).sort();
  const sizeOf = (/** @type {string} */ prefix) => {
    const found = loadedWith('main.mjs');
    const part = parts.find((name) => name.startsWith(`${prefix}-`));
    if (part !== undefined) loadedWith(part, found);
    return [...found.values()].reduce((sum, size) => sum + size, 0);
  };
  const whole = parts.reduce((sum, name) => sum + statSync(path.join(dist, 'parts', name)).size, 0);
  const row = /** @type {const} */ ({
    against: '300 kB',
    aim: 1,
    unit: 'bytes',
    limit: `All ${parts.length} parts have ${Math.round(whole / 1000)} kB. A judgement needs every rule, and the rules with their sentences and remedies are 180 kB of it; the parsers 45, the packet walk 60, zod and the contract 55.`,
  });
  const how =
    'The minified parts that are read for the first request of the kind, those that every request needs included.';
  return [
    figure(
      { ...row, how, id: 'size-looking', what: 'Bundle: what a look at the guest loads' },
      sizeOf('looking'),
      LARGEST_BUNDLE,
      1,
    ),
    figure(
      { ...row, how, id: 'size-judging', what: 'Bundle: what a judgement loads' },
      sizeOf('judging'),
      LARGEST_BUNDLE,
      1,
    ),
  ];
};

/** @returns {Promise<Figure[]>} */
export const coreFigures = async () => [
  ...sizeFigures(),
  await coldFigure(),
  ...(await stepFigures()),
  await streamFigure(),
  memoryFigure(),
];
