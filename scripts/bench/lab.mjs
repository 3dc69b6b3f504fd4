// @ts-check
// A whole look at a device: against what it cannot be quicker than, and against a person who types the guide's commands.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { openLab } from '../lab/lab-api.mjs';
import { tryRun } from '../lab/run.mjs';
import { findPowerShell } from '../powershell.mjs';
import { root } from '../setup.mjs';
import { figure, median, runProgram } from './measure.mjs';

/** @typedef {import('../lab/lab-api.mjs').Lab} Lab */
/** @typedef {import('./measure.mjs').Figure} Figure */

/** What a person types into the VM by the guide, one session each: addresses, routes, names, rules, modules, IoT Edge's own checks. */
export const byHand = [
  'ip addr show',
  'ip route show',
  'cat /etc/systemd/resolved.conf',
  'resolvectl status',
  'resolvectl query mcr.microsoft.com',
  'ping -c 1 -W 1 8.8.8.8',
  'sudo iptables -L -n -v',
  'sudo iptables -t nat -L -n -v',
  'sudo cat /etc/systemd/scripts/ip4save',
  'sudo docker ps -a',
  'sudo docker network inspect azure-iot-edge',
  'sudo netstat -lnp',
];

/** @param {Lab} lab @param {string} program @param {string} script @returns {Promise<string>} */
const onHost = async (lab, program, script) => {
  const argv = [
    program,
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    `$ErrorActionPreference = 'Stop'; ${script}`,
  ];
  const ran = await tryRun(lab.inPlace('host', argv), { env: lab.hostEnvironment(), timeoutMs: 300_000 });
  if (ran.code !== 0) throw new Error(`PowerShell ended with ${ran.code}:\n${ran.stdout}\n${ran.stderr}`);
  return ran.stdout;
};

/** @param {string} text @returns {number[]} */
const tookIn = (text) => [...text.matchAll(/^took (\S+)$/gm)].map(([, value]) => Number(value));

const module = `Import-Module '${path.join(root, 'EflowNetDiag.psd1').replaceAll("'", "''")}'`;

/** @param {string} work */
const measuredScript = (work) =>
  `$watch = [System.Diagnostics.Stopwatch]::StartNew(); ${work}; [Console]::Out.WriteLine('took ' + $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))`;

const look = measuredScript('$null = Test-EflowNetwork');

/** @param {Lab} lab @param {string} program @returns {Promise<number[]>} what looks took in one loaded session, without the first two */
const looks = async (lab, program) =>
  tookIn(await onHost(lab, program, `${module}; ${Array(5).fill(look).join('; ')}`)).slice(2);

/** The guest's part alone, run in the guest. @param {Lab} lab @param {string} program */
const guestAlone = async (lab, program) => {
  const script = await onHost(lab, program, `${module}; [Console]::Out.Write((Get-EflowGuestScript))`);
  /** @type {number[]} */
  const took = [];
  for (let round = 0; round < 4; round += 1) {
    const start = performance.now();
    const ran = await lab.execIn(
      'vm',
      'cat > /tmp/bench-look.sh; /bin/sh /tmp/bench-look.sh > /dev/null; rm -f /tmp/bench-look.sh',
      { input: script },
    );
    if (ran.code !== 0) throw new Error(`The guest's script ended with ${ran.code}: ${ran.stderr}`);
    took.push(performance.now() - start);
  }
  return median(took.slice(1));
};

const LATENCY = 1000;

/** @param {Lab} lab @param {string} program @returns {Promise<{ ours: number, hand: number, sessions: number }>} */
const withLatency = async (lab, program) => {
  const options = path.join(path.dirname(lab.statePath), 'stand-in.json');
  writeFileSync(options, JSON.stringify({ latencyMs: LATENCY }));
  try {
    const calls = byHand.map((command) => `$null = Invoke-EflowVmCommand '${command}'`).join('; ');
    const log = path.join(path.dirname(lab.statePath), 'sessions.log');
    rmSync(log, { force: true });
    const ours = tookIn(await onHost(lab, program, `${module}; ${look}; ${look}`)).at(-1) ?? NaN;
    const sessions = await lab.execIn('host', `grep -c Invoke-EflowVmCommand '${log}' || true`);
    const [hand = NaN] = tookIn(await onHost(lab, program, `Import-Module AzureEFLOW; ${measuredScript(calls)}`));
    return { ours, hand, sessions: Number(sessions.stdout) / 2 };
  } finally {
    rmSync(options, { force: true });
  }
};

/** @returns {Promise<Figure[]>} */
export const labFigures = async () => {
  const { path: program } = await findPowerShell();
  const lab = openLab({ name: `bench-${process.pid}` });
  try {
    await lab.up();
    const took = await looks(lab, program);
    const bare = runProgram(process.execPath, ['-e', '0']).took;
    const guest = await guestAlone(lab, program);
    const { ours, hand, sessions } = await withLatency(lab, program);
    return [
      figure(
        {
          id: 'whole-look',
          what: 'Whole `Test-EflowNetwork`, live in the lab, third call and later in a loaded session',
          against: "the guest's script alone and a bare `node -e 0`",
          aim: 1.3,
          unit: 'ms',
          how: 'The host is asked while the guest looks. The script alone is run in the guest, without a session.',
          limit:
            "The cmdlets of the Windows host are the lab's stand-ins: they start programs where Windows reads its own tables.",
        },
        median(took),
        guest + bare,
        took.length,
      ),
      figure(
        {
          id: 'look-with-latency',
          what: `The same with ${LATENCY / 1000} s latency per session: ${sessions} \`Invoke-EflowVmCommand\``,
          against: `the guide by hand: ${byHand.length} commands, a session each`,
          aim: 0.25,
          unit: 'ms',
          how: `By hand: ${byHand.map((command) => `\`${command}\``).join(', ')}.`,
          limit: 'One session costs what it costs; the look itself waits for the slowest probe.',
        },
        ours,
        hand,
        1,
      ),
    ];
  } finally {
    await lab.down();
  }
};
