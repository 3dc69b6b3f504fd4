// @ts-check
// Where the core's time goes, room by room, as V8's own profiler samples it.
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';
import { runProgram } from './measure.mjs';

/** @typedef {{ what: string, shares: { room: string, percent: number }[] }} Profile */
/** @typedef {{ nodes: { id: number, callFrame: { functionName: string, url: string, lineNumber: number } }[], samples: number[], timeDeltas: number[] }} CpuProfile */

const folder = path.join(root, 'build/bench/profile');
const script = path.join(folder, 'core.mjs');

/** Not minified: esbuild says above each module which file it is. */
const buildReadable = async () => {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['core/src/main.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    loader: { '.sh': 'text' },
    define: { CORE_VERSION: '"0"' },
    logLevel: 'warning',
  });
};

/** @returns {string[]} the source file of each line */
const filesByLine = () => {
  let file = '';
  return readFileSync(script, 'utf8')
    .split('\n')
    .map((line) => (file = /^ *\/\/ ((?:core|node_modules)\/\S+)$/.exec(line)?.[1] ?? file));
};

/** @param {string} file */
export const roomOf = (file) => {
  if (file === '') return 'joining of modules';
  if (file.startsWith('node_modules/zod')) return 'zod';
  const [, , room = '', below = ''] = file.split('/');
  if (room === 'model' && below === 'netfilter') return 'packet walk';
  return room.endsWith('.ts') ? 'requests and answers' : room;
};

/** @param {CpuProfile['nodes'][number]['callFrame']} frame @param {readonly string[]} files */
const ownerOf = ({ functionName, url, lineNumber }, files) => {
  if (functionName === '(garbage collector)') return 'collecting garbage';
  if (functionName === '(idle)') return 'waiting';
  if (url.endsWith('/core.mjs')) return roomOf(files[lineNumber] ?? '');
  return 'Node itself: start, compiling, reading and writing';
};

/** @param {CpuProfile} profile @returns {Map<string, number>} microseconds by owner */
const timeByOwner = ({ nodes, samples, timeDeltas }) => {
  const files = filesByLine();
  const owners = new Map(nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame, files)]));
  /** @type {Map<string, number>} */
  const took = new Map();
  for (const [at, id] of samples.entries()) {
    const owner = owners.get(id) ?? '';
    took.set(owner, (took.get(owner) ?? 0) + (timeDeltas[at] ?? 0));
  }
  took.delete('waiting');
  return took;
};

/** @param {string} what @param {string} input @returns {Profile} */
const profileOf = (what, input) => {
  const into = path.join(folder, 'samples');
  rmSync(into, { recursive: true, force: true });
  runProgram(process.execPath, ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', into, script], input);
  const [file = ''] = readdirSync(into);
  const took = timeByOwner(JSON.parse(readFileSync(path.join(into, file), 'utf8')));
  const sum = [...took.values()].reduce((one, other) => one + other, 0);
  const shares = [...took]
    .map(([room, time]) => ({ room, percent: Math.round((100 * time) / sum) }))
    .filter(({ percent }) => percent > 0)
    .sort((one, other) => other.percent - one.percent);
  return { what, shares };
};

/** @returns {Promise<Profile[]>} */
export const profiles = async () => {
  mkdirSync(folder, { recursive: true });
  await buildReadable();
  const source = { from: 'file', path: path.join(root, 'samples/published-port-blocked.json') };
  const request = `${JSON.stringify({ contract: 1, kind: 'diagnose', source })}\n`;
  return [profileOf('One snapshot, cold', request), profileOf('A stream of 300 snapshots', request.repeat(300))];
};
