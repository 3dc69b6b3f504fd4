// @ts-check
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/**
 * @typedef {'ms' | 'bytes' | 'MB'} Unit
 *
 * What a row was measured to be. `limit`: what keeps it from being better.
 * @typedef {object} Figure
 * @property {string} id
 * @property {string} what
 * @property {string} against
 * @property {number | null} aim the greatest ratio that is wanted; null: it is only told
 * @property {number} ours
 * @property {number} baseline
 * @property {number} ratio
 * @property {Unit} unit
 * @property {number} rounds
 * @property {string} how
 * @property {string} limit
 *
 * @typedef {Omit<Figure, 'ours' | 'baseline' | 'ratio' | 'rounds'>} Row
 */

/** @param {readonly number[]} values */
export const median = (values) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? NaN;
};

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(3));

/** @param {Row} row @param {number} ours @param {number} baseline @param {number} rounds @returns {Figure} */
export const figure = (row, ours, baseline, rounds) => ({
  ...row,
  ours: rounded(ours),
  baseline: rounded(baseline),
  ratio: rounded(ours / baseline),
  rounds,
});

/**
 * Both in turn, so that whatever else the machine does meets both; the medians count. The first of each is thrown away.
 * @param {Row} row @param {() => number | Promise<number>} ours what it gives is what it took @param {() => number | Promise<number>} baseline
 * @param {number} rounds @returns {Promise<Figure>}
 */
export const inTurn = async (row, ours, baseline, rounds) => {
  /** @type {number[]} */
  const oursTook = [];
  /** @type {number[]} */
  const baselineTook = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [one, other] = [await baseline(), await ours()];
    if (round === 0) continue;
    baselineTook.push(one);
    oursTook.push(other);
  }
  return figure(row, median(oursTook), median(baselineTook), rounds);
};

/** @param {() => void} work @returns {number} milliseconds */
export const timed = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/**
 * A program from its start to its end.
 * @param {string} program @param {readonly string[]} args @param {string} [input] @returns {{ took: number, stdout: string, stderr: string }}
 */
export const runProgram = (program, args, input = '') => {
  const start = performance.now();
  const ran = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const took = performance.now() - start;
  if (ran.status !== 0) throw new Error(`${program} ended with ${ran.status}: ${ran.stderr}`);
  return { took, stdout: ran.stdout, stderr: ran.stderr };
};
