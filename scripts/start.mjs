// @ts-check
// Sets up what is missing, then runs the main job: on this device where AzureEFLOW is installed, else on the bundled
// snapshot of a broken one.
import path from 'node:path';
import { build } from './build.mjs';
import { findPowerShell } from './powershell.mjs';
import { root, run, setUp } from './setup.mjs';

setUp();
await build();
const { path: program } = await findPowerShell();
process.exitCode = run(program, [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-ExecutionPolicy',
  'Bypass',
  '-File',
  path.join(root, 'scripts/demo.ps1'),
]);
