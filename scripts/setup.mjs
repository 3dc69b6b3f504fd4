// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {string} text */
export const say = (text) => process.stderr.write(`${text}\n`);

/**
 * Ends the program with a sentence instead of a stack: what the person has to do is in it.
 * @param {string} text
 * @returns {never}
 */
export const giveUp = (text) => {
  say(text);
  process.exit(1);
};

/**
 * Runs a program with the terminal's own streams.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {number} its exit code
 */
export const run = (program, args, options = {}) => {
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: options.env ?? process.env });
  if (result.error) giveUp(`${program} could not be started: ${result.error.message}`);
  return result.status ?? 1;
};

const requireNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(
      `Node.js 20.19 or later is needed; this is ${process.versions.node}. Install a newer one from nodejs.org or your package manager.`,
    );
  }
};

const marker = path.join(root, 'node_modules', '.installed-for');

/** Installs the pinned dependencies when the lock file is another one than at the last time. */
export const setUp = () => {
  requireNode();
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  say('Installing the dependencies of package-lock.json ...');
  const npm = process.env['npm_execpath'];
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = npm === undefined ? run('npm', quiet) : run(process.execPath, [npm, ...quiet]);
  if (code !== 0) giveUp('The dependencies could not be installed: npm ci failed, its message stands above.');
  writeFileSync(marker, wanted);
};
