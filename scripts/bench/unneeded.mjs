// @ts-check
// What a judgement loads and does not run: what a smaller or quicker core would have to leave out.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** @typedef {{ startOffset: number, endOffset: number, count: number }} Range */
/** @typedef {{ url: string, functions: { ranges: Range[] }[] }} Script */
/** @typedef {{ sentences: number, idle: number, called: number }} Unneeded bytes of sentences, bytes of functions that were never called, and how many were */

/** As V8 counts it. @param {string} core @param {string} input @returns {Script[]} the parts that were loaded */
const coverage = (core, input) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-coverage-'));
  try {
    const ran = spawnSync(process.execPath, [core], { input, env: { ...process.env, NODE_V8_COVERAGE: folder } });
    if (ran.status !== 0) throw new Error(`The core ended with ${ran.status}.`);
    const [file = ''] = readdirSync(folder);
    const { result } = /** @type {{ result: Script[] }} */ (JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    return result.filter(({ url }) => url.endsWith('.mjs'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Texts with a blank in them: what people read, and commands. @param {string} text @returns {[start: number, end: number][]} */
const sentencesIn = (text) => {
  /** @type {[number, number][]} */
  const found = [];
  /** @param {ts.Node} node */
  const look = (node) => {
    if ((ts.isLiteralExpression(node) || ts.isTemplateHead(node)) && node.text.includes(' '))
      found.push([node.getStart(), node.end]);
    else ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('part.mjs', text, ts.ScriptTarget.ESNext, true));
  return found;
};

/** @param {Script} script @returns {Unneeded} */
const unneededIn = ({ url, functions }) => {
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const isIdle = new Uint8Array(text.length);
  const whole = functions.flatMap(({ ranges }) => ranges.slice(0, 1));
  for (const { startOffset, endOffset, count } of whole) if (count === 0) isIdle.fill(1, startOffset, endOffset);
  const sentences = sentencesIn(text).filter(([start]) => isIdle[start] === 0);
  return {
    sentences: sentences.reduce((sum, [start, end]) => sum + end - start, 0),
    idle: isIdle.reduce((sum, one) => sum + one, 0),
    called: whole.filter(({ count }) => count > 0).length,
  };
};

/** Of all that is loaded for the first request. @param {string} core @param {string} input @returns {Unneeded} */
export const unneeded = (core, input) =>
  coverage(core, input)
    .map(unneededIn)
    .reduce((sum, { sentences, idle, called }) => ({
      sentences: sum.sentences + sentences,
      idle: sum.idle + idle,
      called: sum.called + called,
    }));
