// @ts-check
// The core as a program: its start, a stream of snapshots, its memory, its size.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildCore } from '../build.mjs';
import { root } from '../setup.mjs';
import { figure, inTurn, runProgram } from './measure.mjs';
import { roomOf } from './profile.mjs';
import { unneeded } from './unneeded.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure */

const dist = path.join(root, 'core/dist');
const core = path.join(dist, 'eflownetdiag-core.cjs');
const trial = 'build/bench/core';
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

/** The heap that the cmdlets give it: V8 measures the room for what is new by it, too. @returns {string} */
const heapFlag = () => {
  const starter = readFileSync(path.join(root, 'ps-module/Private/Core/Open-EflowCore.ps1'), 'utf8');
  const flag = /--max-old-space-size=\d+/.exec(starter)?.[0];
  if (flag === undefined) throw new Error('The cmdlets no longer say how large the heap of the core may be.');
  return flag;
};

/** @param {number} count @returns {number} the most memory that the process had, in MB */
const memory = (count) => {
  // The answers to ten thousand snapshots are longer than a string can be: nobody keeps them.
  const { status, stderr } = spawnSync(process.execPath, [heapFlag(), '--import', maxRss, core], {
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
      limit: `Each of the ${unneeded(core, `${request}\n`).called} functions that it calls runs for the first time: V8 compiles what is called, and interprets it; the profile below has its share. What it loads before it judges, which the rows below have, is alone beyond the aim. A code cache would spare the compiling, but it is bound to one build of Node and has to be written somewhere, and the core may write nowhere; it would not do either, for what then is left is still beyond the aim. Flags of V8 (compiling at once, not optimizing, baseline code, more room for what is new) spare nothing.`,
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
        limit: 'Node reads and compiles every rule, and makes the tables and schemas of rules and facts.',
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
      limit:
        'A judgement reads every fact by its own parser, walks packets through the rules, a connection that several rules ask about once, and prints its findings; the baseline does none of it. More than half of it would have to go to meet the aim, and no room of the profile below has as much; besides the collector of garbage no single function takes a twentieth, and most run so seldom for a snapshot that V8 optimizes them late or never.',
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
      how: `The greatest resident size of the process, as the kernel counts it, with the heap that the cmdlets allow it (\`${heapFlag()}\`).`,
      limit:
        'The heap grows until the collector of V8 thinks that it is worth its while; nothing is kept from one snapshot to the next.',
    },
    memory(MOST),
    memory(FEW),
    1,
  );

/** @typedef {import('esbuild').Metafile['outputs']} Parts */

/** @param {Parts} parts @param {string} file @param {Set<string>} [found] @returns {Set<string>} a part and those that it imports at once */
const loadedWith = (parts, file, found = new Set()) => {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path: other, kind } of parts[file]?.imports ?? [])
    if (kind === 'import-statement' && parts[other] !== undefined) loadedWith(parts, other, found);
  return found;
};

/** What is loaded for the first request of a kind. @param {Parts} parts @param {string} handler the source of what carries it out @returns {Set<string>} */
export const partsFor = (parts, handler) => {
  const entries = Object.keys(parts).filter(
    (file) => parts[file]?.entryPoint === 'core/src/main.ts' || parts[file]?.entryPoint === handler,
  );
  if (entries.length !== 2) throw new Error(`${handler} is no part of its own.`);
  return new Set(entries.flatMap((file) => [...loadedWith(parts, file)]));
};

/** @param {number} bytes */
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

/** What takes at least a twentieth of them. @param {Parts} parts @param {Set<string>} files */
const roomsText = (parts, files) => {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const file of files)
    for (const [input, { bytesInOutput }] of Object.entries(parts[file]?.inputs ?? {}))
      sizes.set(roomOf(input), (sizes.get(roomOf(input)) ?? 0) + bytesInOutput);
  const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return [...sizes]
    .sort(([, one], [, other]) => other - one)
    .filter(([, size]) => size > whole / 20)
    .map(([room, size]) => `${room} ${kilobytes(size)}`)
    .join(', ');
};

/** What would have to go, by the parts that were just built. */
const notNeededText = () => {
  const { sentences, idle } = unneeded(path.join(root, trial, path.basename(core)), `${request}\n`);
  return `A judgement runs every rule, and the sentences of a rule stand beside its conditions in one file: sentences and commands are ${kilobytes(sentences)}. Functions that the judgement of the bundled sample never calls are another ${kilobytes(idle)}; other devices need them.`;
};

const LARGEST_BUNDLE = 300_000;

const sizeFigures = async () => {
  const { outputs: parts } = await buildCore(trial);
  const whole = Object.values(parts).reduce((sum, { bytes }) => sum + bytes, 0);
  /** @param {string} id @param {string} what @param {string} handler @param {string} limit */
  const sizeOf = (id, what, handler, limit) => {
    const files = partsFor(parts, handler);
    const size = [...files].reduce((sum, file) => sum + (parts[file]?.bytes ?? 0), 0);
    return figure(
      {
        id,
        what,
        against: '300 kB',
        aim: 1,
        unit: 'bytes',
        how: 'The minified parts that are read for the first request of the kind, those that every request needs included.',
        limit: `All ${Object.keys(parts).length} parts have ${kilobytes(whole)}; in these, by room: ${roomsText(parts, files)}. ${limit}`,
      },
      size,
      LARGEST_BUNDLE,
      1,
    );
  };
  return [
    sizeOf(
      'size-looking',
      'Bundle: what a look at the guest loads',
      'core/src/handlers/looking.ts',
      'The scripts of the guest go with it.',
    ),
    sizeOf('size-judging', 'Bundle: what a judgement loads', 'core/src/handlers/judging.ts', notNeededText()),
  ];
};

/** @returns {Promise<Figure[]>} */
export const coreFigures = async () => [
  ...(await sizeFigures()),
  await coldFigure(),
  ...(await stepFigures()),
  await streamFigure(),
  memoryFigure(),
];
