// @ts-check
// What the rules say of each scene, and how that compares with what they say of its faults alone.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';
import { fileOf } from './collect.mjs';

/**
 * @typedef {{ rule: string, target: string, outcome: string, causedBy: string | null }} Finding
 * @typedef {{ scene: readonly string[], failing: Finding[], unknown: Finding[] }} Seen
 */

/** @param {readonly string[]} scene */
export const isSeen = (scene) => existsSync(fileOf(scene, 'json'));

/** @param {number} contract @param {readonly (readonly string[])[]} scenes @returns {Seen[]} */
export const judge = (contract, scenes) => {
  const seen = scenes.filter(isSeen);
  const requests = seen.map((scene) =>
    JSON.stringify({ contract, kind: 'diagnose', source: { from: 'file', path: fileOf(scene, 'json') } }),
  );
  const core = path.join(root, 'core/dist/eflownetdiag-core.cjs');
  const ran = spawnSync(process.execPath, [core], { input: requests.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30 });
  const answers = ran.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return seen.map((scene, index) => {
    /** @type {Finding[] | undefined} */
    const findings = answers[index]?.findings;
    if (findings === undefined)
      throw new Error(`${scene.join(' + ')}: ${JSON.stringify(answers[index])} ${ran.stderr}`);
    // DEV001 is the verdict on all of them.
    const of = (/** @type {string} */ outcome) =>
      findings.filter((finding) => finding.outcome === outcome && finding.rule !== 'DEV001');
    return { scene, failing: of('fail'), unknown: of('unknown') };
  });
};

/** @param {Seen} seen the rules whose findings stand for themselves */
export const roots = ({ failing }) => [
  ...new Set(failing.filter(({ causedBy }) => causedBy === null).map(({ rule }) => rule)),
];

/** @param {Seen} seen */
export const failingRules = ({ failing }) => [...new Set(failing.map(({ rule }) => rule))];

/** Nothing of the guest could be looked at: what else is wrong there cannot show. @param {Seen} seen */
export const isBlind = ({ unknown }) => unknown.some(({ target }) => target.split(', ').includes('guest.interfaces'));

/**
 * How a fault alone was judged.
 * @param {Seen} seen @param {string | null} wanted the rule that its first failing finding should be of; null where nothing should fail
 */
export const judgeSingle = (seen, wanted) => ({
  fault: seen.scene[0] ?? 'healthy',
  wanted,
  first: seen.failing[0]?.rule ?? null,
  foundFirst: (seen.failing[0]?.rule ?? null) === wanted,
  others: roots(seen).filter((rule) => rule !== wanted),
  consequences: failingRules(seen).filter((rule) => !roots(seen).includes(rule)),
});

/**
 * How two faults at once were judged. A fault is found where a rule fails that fails for it alone, whether as a cause or as a
 * consequence of the other one; hidden where what the other broke leaves nothing of it to be seen.
 * @param {Seen} seen @param {ReadonlyMap<string, Seen>} alone
 */
export const judgePair = (seen, alone) => {
  const [a, b] = seen.scene.map((fault) => alone.get(fault));
  if (a === undefined || b === undefined) throw new Error(`${seen.scene.join(' + ')}: a fault was not looked at alone`);
  const first = seen.failing[0]?.rule ?? null;
  const failing = failingRules(seen);
  const found = [a, b].map((one) => roots(one).length === 0 || roots(one).some((rule) => failing.includes(rule)));
  const known = [...failingRules(a), ...failingRules(b)];
  return {
    pair: seen.scene,
    first,
    blind: isBlind(seen),
    // Of a fault that gives no finding alone there is none to be found here.
    telling: [a, b].filter((one) => roots(one).length > 0).length,
    unknownFacts: new Set(seen.unknown.flatMap(({ target }) => target.split(', '))).size,
    foundFirst: first === null ? roots(a).length + roots(b).length === 0 : [...roots(a), ...roots(b)].includes(first),
    found: found.filter(Boolean).length,
    hidden: seen.scene.filter((_, index) => !found[index]),
    invented: roots(seen).filter((rule) => !known.includes(rule)),
  };
};
