import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { standInModulePath } from '../../../scripts/lab/stand-ins/modulePath.mjs';
import { standInFolders } from '../../../scripts/lab/stand-ins/windowsFiles.mjs';
import { tryRun } from '../../../scripts/lab/run.mjs';
import { findPowerShell } from '../../../scripts/powershell.mjs';

/** One act: what the lab's files say, and a script that is played against them. */
export interface Act {
  readonly script: string;
  readonly standIn?: object;
  readonly agent?: object;
  readonly windows?: object;
  readonly guest?: object;
  readonly host?: object;
}

export interface ErrorShape {
  readonly id: string;
  readonly category: string;
  readonly target: string;
  readonly message: string;
  readonly type: string;
}

export interface Session {
  readonly cmdlet: string;
  readonly transport: string;
  readonly accepted: boolean;
  readonly commandLineLength: number;
}

export interface Play {
  readonly output: unknown[];
  readonly errors: ErrorShape[];
  readonly information: string[];
  readonly verbose: string[];
  readonly warnings: string[];
  readonly thrown: ErrorShape | null;
  readonly tookMs: number;
  readonly sessions: Session[];
}

export const defaultSwitchId = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';

/** An internal switch of a server, as an act's `host`. */
export const internalSwitch = {
  switchName: 'EFLOW-Internal',
  switchId: '0f2f5b9e-6d1c-4c5e-9b5d-2f7a52a3f001',
  switchType: 'Internal',
};

const healthyHost = {
  hostName: 'DESKTOP-CONTOSO',
  switchName: 'Default Switch',
  switchId: defaultSwitchId,
  switchType: 'Internal',
  hostInterface: 'vEthernet',
  gatewayAddress: '172.27.112.1',
  prefixLength: 20,
  uplinkName: 'uplink',
};

const healthyGuest = {
  initPid: 0,
  rootPath: '/',
  macAddress: '00:15:5d:4e:15:2c',
  hostName: 'DESKTOP-CONTOSO-EFLOW',
  userName: 'iotedge-user',
  power: 'Running',
};

/** The "guest" is a bash of this machine whose programs are those of guest-tools: no root, no lab. */
const localGuest = {
  guestCommand: ['env', `PATH=${path.resolve('test/ps/stand-ins/guest-tools')}:/usr/bin:/bin`, 'bash', '-c'],
};

/** Lays an act's files out in a folder of its own. */
const setStage = (folder: string, act: Act): string => {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: object): void => writeFileSync(path.join(folder, name), JSON.stringify(value));
  const statePath = path.join(folder, 'state.json');
  write('state.json', {
    name: 'stage',
    guest: { ...healthyGuest, ...act.guest },
    host: { ...healthyHost, ...act.host },
    stateFolder: folder,
    repoRoot: process.cwd(),
    commands: {
      startGuest: ['sed', '-i', 's/"Off"/"Running"/', statePath],
      stopGuest: ['sed', '-i', 's/"Running"/"Off"/', statePath],
    },
  });
  write('stand-in.json', { ...localGuest, ...act.standIn });
  if (act.agent !== undefined) write('agent.json', act.agent);
  if (act.windows !== undefined) write('windows.json', act.windows);
  return statePath;
};

const sessionsOf = (folder: string): Session[] => {
  const file = path.join(folder, 'sessions.log');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Session);
};

/** Plays all acts in one PowerShell. */
export const playAll = async <K extends string>(acts: Record<K, Act>): Promise<Record<K, Play>> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-stage-'));
  try {
    const names = Object.keys(acts) as K[];
    const request = names.map((name, index) => {
      const act = acts[name];
      return { script: act.script, statePath: setStage(path.join(folder, String(index)), act) };
    });
    writeFileSync(path.join(folder, 'request.json'), JSON.stringify(request));
    const replies = await runPlay(folder);
    assert.equal(replies.length, names.length);
    const plays = names.map((name, index) => {
      const sessions = sessionsOf(path.join(folder, String(index)));
      return [name, { ...replies[index], sessions }];
    });
    return Object.fromEntries(plays) as Record<K, Play>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const runPlay = async (folder: string): Promise<Play[]> => {
  const { path: program } = await findPowerShell();
  const script = path.resolve('test/ps/stand-ins/play.ps1');
  const [request, reply] = [path.join(folder, 'request.json'), path.join(folder, 'reply.json')];
  const argv = [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-File', script, request, reply];
  const hostTools = path.resolve('test/ps/stand-ins/host-tools');
  const env = {
    ...process.env,
    PATH: [hostTools, process.env['PATH'] ?? ''].join(path.delimiter),
    PSModulePath: [standInModulePath(folder), process.env['PSModulePath'] ?? ''].join(path.delimiter),
    ...standInFolders(folder),
    STAGE_SECRET: 'not for the guest',
  };
  const ran = await tryRun(argv, { env });
  assert.equal(ran.code, 0, `PowerShell ended with ${ran.code}:\n${ran.stdout}\n${ran.stderr}`);
  return JSON.parse(readFileSync(reply, 'utf8')) as Play[];
};

/** The one error that is no stray of the event log. */
export const onlyError = (play: Play): ErrorShape => {
  const real = play.errors.filter((error) => error.target !== 'Write-EventLog');
  assert.equal(real.length, 1, JSON.stringify(play.errors));
  return real[0]!;
};
