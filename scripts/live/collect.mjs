// @ts-check
// Breaks the lab, looks at it as a user would, and keeps what was seen.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findFault } from '../lab/faults.mjs';
import { openLab } from '../lab/lab-api.mjs';
import { tryRun } from '../lab/run.mjs';
import { findPowerShell } from '../powershell.mjs';
import { root, say } from '../setup.mjs';

export const liveFolder = path.join(root, 'build/live');

/** @param {readonly string[]} scene the faults of one scene @param {string} ending */
export const fileOf = (scene, ending) => path.join(liveFolder, `${scene.join('+') || 'healthy'}.${ending}`);

/** @param {readonly string[]} scene */
const isKept = (scene) => existsSync(fileOf(scene, 'json')) || existsSync(fileOf(scene, 'txt'));

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/**
 * Looks at the lab's device as a user would, on its Windows host.
 * @param {import('../lab/lab-api.mjs').Lab} lab @param {string} program the PowerShell @param {string} file
 */
export const saveSnapshot = async (lab, program, file) => {
  const module = path.join(root, 'EflowNetDiag.psd1');
  const script = `$ErrorActionPreference = 'Stop'; Import-Module ${quoted(module)}; Save-EflowNetSnapshot -Path ${quoted(file)} -Force`;
  const argv = [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
  const ran = await tryRun(lab.inPlace('host', argv), { env: lab.hostEnvironment(), timeoutMs: 240_000 });
  if (ran.code !== 0) throw new Error(`The look failed: ${ran.stderr.trim() || ran.stdout.trim()}`);
};

/** Those that restart the guest first: what the others change there would be gone again. @param {readonly string[]} scene */
const inOrder = async (scene) => {
  const faults = await Promise.all(scene.map(findFault));
  return [...faults.filter(({ restarts }) => restarts), ...faults.filter(({ restarts }) => !restarts)];
};

/**
 * One scene: its faults one after the other, a look, and everything healthy again. Two faults of which the first takes away what
 * the second needs cannot be had together; what the lab said then is kept in place of a snapshot.
 * @param {import('../lab/lab-api.mjs').Lab} lab @param {string} program @param {readonly string[]} scene
 */
const collectScene = async (lab, program, scene) => {
  try {
    for (const { name } of await inOrder(scene)) await lab.fault(name);
  } catch (error) {
    if (scene.length < 2) throw error;
    writeFileSync(fileOf(scene, 'txt'), `${error instanceof Error ? error.message : error}\n`);
    return;
  }
  await saveSnapshot(lab, program, fileOf(scene, 'json'));
};

/**
 * @param {readonly (readonly string[])[]} scenes those that are kept from an earlier run are not repeated
 * @param {string} name of the lab
 */
export const collect = async (scenes, name) => {
  mkdirSync(liveFolder, { recursive: true });
  const { path: program } = await findPowerShell();
  const wanted = scenes.filter((scene) => !isKept(scene));
  if (wanted.length === 0) return;
  const lab = openLab({ name });
  try {
    await lab.up();
    for (const [index, scene] of wanted.entries()) {
      const started = Date.now();
      await collectScene(lab, program, scene);
      await lab.heal();
      say(
        `${index + 1} of ${wanted.length}: ${scene.join(' + ') || 'healthy'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
      );
    }
  } finally {
    await lab.down();
  }
};
