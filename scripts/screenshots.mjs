// @ts-check
// Makes the pictures in docs/: `node scripts/screenshots.mjs`. Of the bundled snapshots, in a headless Chromium.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { browserForReports } from './lab/packages.mjs';
import { findPowerShell } from './powershell.mjs';
import { giveUp, root, run, say, setUp } from './setup.mjs';

const silent = 'dns-server-silent.json';
/** Name of the picture, the snapshots that it is of, and how the page is opened. */
const pictures = /** @type {const} */ ([
  ['report', [silent], {}],
  ['report-dark', [silent], { dark: true }],
  ['report-fleet', [silent, 'published-port-blocked.json'], {}],
]);

setUp();
await build();
const program = (await browserForReports()) ?? giveUp('There is no Chromium (Debian: apt-get install chromium).');
const { path: powerShell } = await findPowerShell();
const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-pictures-'));
const browser = await openBrowser(program);
try {
  mkdirSync(path.join(root, 'docs/pictures'), { recursive: true });
  for (const [name, snapshots, how] of pictures) {
    const page = path.join(folder, `${name}.html`);
    const files = snapshots.map((file) => `'${path.join(root, 'samples', file)}'`).join(', ');
    const text = `Import-Module '${path.join(root, 'EflowNetDiag.psd1')}'; $null = Export-EflowNetReport -Snapshot ${files} -Path '${page}' -Culture en-US`;
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
