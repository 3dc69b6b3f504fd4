// @ts-check
// A whole look at a device: against what it cannot be quicker than, and against a person who types the guide's commands.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { cloudNames } from '../lab/addresses.mjs';
import { atRouter } from '../lab/fault-steps.mjs';
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

/** What the host asks once the guest has told it what to ask. */
const dependent = ['host.portProbe', 'host.nameProbe', 'host.dnsProbe', 'host.reach'];

/** @param {Lab} lab @param {string} program @returns {Promise<{ took: number[], slowest: number }>} what looks took in one loaded session, without the first two, and its slowest dependent probe of the host */
const looks = async (lab, program) => {
  const file = path.join(path.dirname(lab.statePath), 'bench-look.json');
  const saved = `Save-EflowNetSnapshot -Path '${file.replaceAll("'", "''")}' -Confirm:$false | Out-Null`;
  const said = await onHost(lab, program, `${module}; ${Array(5).fill(look).join('; ')}; ${saved}`);
  const { facts } = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return { took: tookIn(said).slice(2), slowest: Math.max(...dependent.map((id) => facts[id]?.tookMs ?? 0)) };
};

/** The guest's part alone, run in the guest. @param {Lab} lab @param {string} script @returns {Promise<{ took: number, printed: string }>} */
const guestAlone = async (lab, script) => {
  const command = 'cat > /tmp/bench-look.sh; bash /tmp/bench-look.sh; code=$?; rm -f /tmp/bench-look.sh; exit $code';
  const start = performance.now();
  const ran = await lab.execIn('vm', command, { input: script });
  const took = performance.now() - start;
  if (ran.code !== 0) throw new Error(`The guest's script ended with ${ran.code}: ${ran.stderr}`);
  return { took, printed: ran.stdout };
};

/** Medians of three, after one that does not count. @template T @param {() => Promise<T>} work @returns {Promise<T[]>} */
const thrice = async (work) => {
  await work();
  return [await work(), await work(), await work()];
};

/** Every question that the guest asked stands in a row of its own, with what it took last but for the way of a connection. @param {string} printed */
const slowestProbe = (printed) => {
  const core = path.join(root, 'core/dist/eflownetdiag-core.cjs');
  const file = path.join(root, 'build/bench/guest-look.txt');
  writeFileSync(file, printed);
  const request = { contract: 1, kind: 'snapshot', source: { from: 'file', path: file } };
  const { stdout } = runProgram(process.execPath, [core], `${JSON.stringify(request)}\n`);
  const { facts } = JSON.parse(stdout).snapshot;
  const rows = ['guest.dnsProbe', 'guest.reach'].flatMap((id) => facts[id].value.text.trim().split('\n'));
  return Math.max(...rows.map((row) => Number(row.split('\t').at(-1))).filter(Number.isFinite));
};

/** Every other of the cloud's addresses, silent. @param {Lab} lab */
const silenceHalf = (lab) => {
  const addresses = [...new Set(Object.values(cloudNames))].sort();
  return atRouter(
    lab,
    addresses.filter((_address, at) => at % 2 === 0).map((address) => `-I FORWARD -d ${address}/32 -j DROP`),
  );
};

/** @param {Lab} lab @param {string} script @returns {Promise<Figure>} */
const silentFigure = async (lab, script) => {
  await silenceHalf(lab);
  const ran = await thrice(() => guestAlone(lab, script));
  return figure(
    {
      id: 'half-silent',
      what: "The guest's script with half of its targets silent",
      against: 'its slowest single probe',
      aim: 1.2,
      unit: 'ms',
      how: 'The router drops every packet to every other address of the cloud. The slowest question is read from the answer.',
      limit: 'A question begins when it is known what to ask, and a connection when its name is resolved.',
    },
    median(ran.map(({ took }) => took)),
    median(ran.map(({ printed }) => slowestProbe(printed))),
    ran.length,
  );
};

const LATENCY = 1000;

/** @param {Lab} lab @param {string} program @returns {Promise<{ ours: number, hand: number, sessions: number }>} */
const withLatency = async (lab, program) => {
  const options = path.join(path.dirname(lab.statePath), 'stand-in.json');
  writeFileSync(options, JSON.stringify({ latencyMs: LATENCY }));
  try {
    // Outside Windows PowerShell each call leaves an error about the event log behind its answer.
    const calls = byHand.map((command) => `$null = Invoke-EflowVmCommand '${command}'`).join('; ');
    const log = path.join(path.dirname(lab.statePath), 'sessions.log');
    rmSync(log, { force: true });
    const ours = tookIn(await onHost(lab, program, `${module}; ${look}; ${look}`)).at(-1) ?? NaN;
    const sessions = await lab.execIn('host', `grep -c Invoke-EflowVmCommand '${log}' || true`);
    const [hand = NaN] = tookIn(
      await onHost(
        lab,
        program,
        `Import-Module AzureEFLOW; $ErrorActionPreference = 'SilentlyContinue'; ${measuredScript(calls)}`,
      ),
    );
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
    const { took, slowest } = await looks(lab, program);
    const bare = median(Array.from({ length: 5 }, () => runProgram(process.execPath, ['-e', '0']).took));
    const script = await onHost(lab, program, `${module}; [Console]::Out.Write((Get-EflowGuestScript))`);
    const guest = median((await thrice(() => guestAlone(lab, script))).map((one) => one.took));
    const { ours, hand, sessions } = await withLatency(lab, program);
    return [
      figure(
        {
          id: 'whole-look',
          what: 'Whole `Test-EflowNetwork`, live in the lab, third call and later in a loaded session',
          against: "the guest's script alone, the host's slowest dependent probe, and a bare `node -e 0`",
          aim: 1.3,
          unit: 'ms',
          how: 'The host is asked while the guest looks. The script alone is run in the guest, without a session.',
          limit:
            "The cmdlets of the Windows host are the lab's stand-ins: they start programs where Windows reads its own tables.",
        },
        median(took),
        guest + slowest + bare,
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
      await silentFigure(lab, script),
    ];
  } finally {
    await lab.down();
  }
};
