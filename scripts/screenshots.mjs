// @ts-check
// Makes the pictures in docs/: `node scripts/screenshots.mjs`. Of the bundled snapshots, in a headless Chromium.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { browserForReports } from './lab/packages.mjs';
import { findPowerShell } from './powershell.mjs';
import { giveUp, root, run, say, setUp } from './setup.mjs';

const sample = (/** @type {string} */ name) => path.join(root, 'samples', `${name}.json`);

/**
 * A plant of 24 devices, made of the bundled snapshots: most are well, some have the one fault or the other, one is older.
 * @param {string} folder @returns {string} what finds their files
 */
const plant = (folder) => {
  const silent = readFileSync(sample('dns-server-silent'), 'utf8');
  const blocked = readFileSync(sample('published-port-blocked'), 'utf8');
  const well = blocked.replaceAll(/-A DOCKER-USER -i eth0 [^\\]*?-j DROP\\n/g, '');
  for (let number = 1; number <= 24; number += 1) {
    const text = number % 6 === 5 ? silent : number % 8 === 2 ? blocked : well;
    const device = `LINE-${String(number).padStart(2, '0')}`;
    const look = { ...JSON.parse(number === 9 ? text.replaceAll('1.5.1.28104', '1.4.10.28104') : text), device };
    writeFileSync(path.join(folder, `${device}.json`), JSON.stringify(look));
  }
  return path.join(folder, 'LINE-*.json');
};

setUp();
await build();
const program = (await browserForReports()) ?? giveUp('There is no Chromium (Debian: apt-get install chromium).');
const { path: powerShell } = await findPowerShell();
if (process.platform === 'linux' && spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' }).stdout === '')
  giveUp('There is no Japanese font (Debian: apt-get install fonts-vlgothic).');
const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-pictures-'));
const silent = sample('dns-server-silent');
/** Name of the picture, what it is of, in which language, and how the page is opened. */
const pictures = /** @type {const} */ ([
  ['report', silent, 'en-US', {}],
  ['report-dark', silent, 'en-US', { dark: true }],
  ['report-japanese', silent, 'ja-JP', {}],
  ['report-fleet', plant(folder), 'en-US', {}],
]);
const browser = await openBrowser(program);
try {
  mkdirSync(path.join(root, 'docs/pictures'), { recursive: true });
  for (const [name, snapshots, culture, how] of pictures) {
    const page = path.join(folder, `${name}.html`);
    const text = `Import-Module '${path.join(root, 'EflowNetDiag.psd1')}'; $null = Export-EflowNetReport -Snapshot '${snapshots}' -Path '${page}' -Culture ${culture}`;
    if (run(powerShell, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', text]) !== 0)
      giveUp(`${name} was not made.`);
    await browser.open(pathToFileURL(page).href, how);
    writeFileSync(path.join(root, 'docs/pictures', `${name}.png`), await browser.picture());
    say(`Made docs/pictures/${name}.png.`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
