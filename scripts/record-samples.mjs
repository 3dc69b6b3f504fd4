// @ts-check
// Records the bundled snapshots anew from devices that are broken in the lab: `node scripts/record-samples.mjs`.
import path from 'node:path';
import { build } from './build.mjs';
import { openLab } from './lab/lab-api.mjs';
import { saveSnapshot } from './live/collect.mjs';
import { findPowerShell } from './powershell.mjs';
import { root, say, setUp } from './setup.mjs';

/** File name without ending -> the faults that are injected before the look. */
const samples = {
  'published-port-blocked': ['docker-user-drop'],
  'dns-server-silent': ['dns-server-silent'],
};

setUp();
await build();
const { path: program } = await findPowerShell();
const lab = openLab({ name: 'samples' });
try {
  await lab.up();
  for (const [name, faults] of Object.entries(samples)) {
    for (const fault of faults) await lab.fault(fault);
    await saveSnapshot(lab, program, path.join(root, 'samples', `${name}.json`));
    say(`Recorded samples/${name}.json.`);
    await lab.heal();
  }
} finally {
  await lab.down();
}
