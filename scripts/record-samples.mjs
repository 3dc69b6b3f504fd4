// @ts-check
// Records the bundled snapshots anew from devices that are broken in the lab: `node scripts/record-samples.mjs`.
import path from 'node:path';
import { build } from './build.mjs';
import { openLab } from './lab/lab-api.mjs';
import { tryRun } from './lab/run.mjs';
import { findPowerShell } from './powershell.mjs';
import { giveUp, root, say, setUp } from './setup.mjs';

/** File name without ending -> the faults that are injected before the look. */
const samples = {
  'published-port-blocked': ['docker-user-drop'],
  'dns-server-silent': ['dns-server-silent'],
};

/** @param {string} text @returns {string} */
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/**
 * @param {import('./lab/lab-api.mjs').Lab} lab
 * @param {string} program
 * @param {string} file
 */
const save = async (lab, program, file) => {
  const module = path.join(root, 'EflowNetDiag.psd1');
  const script = `Import-Module ${quoted(module)}; Save-EflowNetSnapshot -Path ${quoted(file)} -Force`;
  const argv = [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
  const ran = await tryRun(lab.inPlace('host', argv), { env: lab.hostEnvironment() });
  if (ran.code !== 0) giveUp(`The snapshot was not saved: ${ran.stderr}`);
};

setUp();
await build();
const { path: program } = await findPowerShell();
const lab = openLab({ name: 'samples' });
try {
  await lab.up();
  for (const [name, faults] of Object.entries(samples)) {
    for (const fault of faults) await lab.fault(fault);
    await save(lab, program, path.join(root, 'samples', `${name}.json`));
    say(`Recorded samples/${name}.json.`);
    await lab.heal();
  }
} finally {
  await lab.down();
}
