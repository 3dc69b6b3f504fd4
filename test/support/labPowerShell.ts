import path from 'node:path';
import { findPowerShell } from '../../scripts/powershell.mjs';
import type { Lab } from '../../scripts/lab/lab-api.mjs';
import { tryRun } from '../../scripts/lab/run.mjs';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs a script on the lab's Windows host: in its network, with the stand-ins for AzureEFLOW and the Windows cmdlets. */
export const onWindowsHost = async (lab: Lab, script: string): Promise<Ran> => {
  const { path: program } = await findPowerShell();
  const setUp = `$ErrorActionPreference = 'Stop'; Import-Module '${path.resolve('EflowNetDiag.psd1')}';`;
  const argv = [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `${setUp} ${script}`];
  return tryRun(lab.inPlace('host', argv), { env: lab.hostEnvironment() });
};

/** The objects that a script emits. */
export const objectsFrom = async <T>(lab: Lab, script: string): Promise<T[]> => {
  const ran = await onWindowsHost(lab, `ConvertTo-Json -InputObject @(${script}) -Depth 8 -Compress`);
  if (ran.code !== 0) throw new Error(`PowerShell ended with ${ran.code}:\n${ran.stdout}\n${ran.stderr}`);
  const line = ran.stdout.split('\n').find((text) => text.startsWith('['));
  if (line === undefined) throw new Error(`No JSON in:\n${ran.stdout}\n${ran.stderr}`);
  return JSON.parse(line) as T[];
};
