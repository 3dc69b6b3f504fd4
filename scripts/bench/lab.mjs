// @ts-check
// A whole look at a device: against what it cannot be quicker than, and against a person who types the guide's commands.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { cloudNames, hubName } from '../lab/addresses.mjs';
import { atRouter } from '../lab/fault-steps.mjs';
import { openLab } from '../lab/lab-api.mjs';
import { tryRun } from '../lab/run.mjs';
import { switchKinds } from '../lab/switches.mjs';
import { findPowerShell } from '../powershell.mjs';
import { root } from '../setup.mjs';
import { figure, median, runProgram } from './measure.mjs';

/** @typedef {import('../lab/lab-api.mjs').Lab} Lab */
/** @typedef {import('./measure.mjs').Figure} Figure */

/**
 * What a person runs in the VM by the guide, a session each. `spelled`: the guide writes the command down or names the file; of the
 * other rows it only says what to find out. A ping that is not told how often never ends: once is least.
 * @type {readonly { row: string, command: string, spelled?: true }[]}
 */
const byHand = [
  { row: 'G01', command: 'ifconfig eth0', spelled: true },
  { row: 'G02', command: 'ls -l /etc/systemd/network', spelled: true },
  { row: 'G02', command: 'cat /etc/systemd/network/*.network', spelled: true },
  { row: 'G09', command: 'resolvectl status' },
  { row: 'G10', command: 'cat /etc/systemd/resolved.conf', spelled: true },
  { row: 'G10', command: 'sudo systemctl status systemd-resolved', spelled: true },
  { row: 'G11', command: 'cat /etc/docker/daemon.json' },
  { row: 'G12', command: `ping -c 1 -W 1 ${switchKinds.default.gateway}`, spelled: true },
  { row: 'G14', command: 'ping -c 1 -W 1 8.8.8.8', spelled: true },
  { row: 'G14', command: 'ping -c 1 -W 1 8.8.4.4', spelled: true },
  { row: 'G15', command: `resolvectl query ${hubName}` },
  ...[8883, 5671, 443].map((port, at) => ({
    row: `G${16 + at}`,
    command: `timeout 5 openssl s_client -connect ${hubName}:${port} < /dev/null`,
  })),
  { row: 'G19', command: 'sudo docker ps -a' },
  { row: 'G19', command: 'sudo iptables -t nat -L -n -v' },
  { row: 'G20', command: 'sudo iptables -L', spelled: true },
  { row: 'G22', command: 'sudo cat /etc/systemd/scripts/ip4save' },
  { row: 'G25', command: 'sudo docker inspect edgeAgent edgeHub' },
  { row: 'G27', command: 'ip route show' },
  { row: 'G30', command: 'cat /etc/os-release' },
];

/** @param {typeof byHand} commands */
const listed = (commands) => commands.map(({ row, command }) => `\`${command}\` (${row})`).join(', ');

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

/** A time server's row does not tell what its question took; where nobody answered, all tries. @param {string} script @returns {number} milliseconds */
const silentTime = (script) => {
  const [, seconds, tries] = /asked - (\d+) (\d+) time_exchange/.exec(script) ?? [];
  return Number(seconds) * Number(tries) * 1000;
};

/**
 * Every question that the guest asked stands in a row of its own, with what it took last but for the way of a connection.
 * @param {string} printed @param {string} script
 */
const questionsIn = (printed, script) => {
  const core = path.join(root, 'core/dist/eflownetdiag-core.cjs');
  const file = path.join(root, 'build/bench/guest-look.txt');
  writeFileSync(file, printed);
  const request = { contract: 1, kind: 'snapshot', source: { from: 'file', path: file } };
  const { stdout } = runProgram(process.execPath, [core], `${JSON.stringify(request)}\n`);
  const { facts } = JSON.parse(stdout).snapshot;
  /** @param {string} id @returns {string[][]} */
  const rowsOf = (id) =>
    facts[id].value.text
      .trim()
      .split('\n')
      .map((/** @type {string} */ row) => row.split('\t'));
  const asked = ['guest.dnsProbe', 'guest.reach'].flatMap(rowsOf);
  const silent = [...asked, ...rowsOf('guest.ntpProbe')].filter((row) => row.includes('silent'));
  const times = rowsOf('guest.ntpProbe')
    .filter((row) => row.includes('silent'))
    .map(() => silentTime(script));
  const took = asked.map((row) => Number(row.at(-1))).filter(Number.isFinite);
  return { slowest: Math.max(...took, ...times), silent: silent.length };
};

/**
 * Every other of the cloud's addresses, silent. The time server stands in a file: timesyncd forgets the one that it had when that
 * stays silent, and nobody would be asked. @param {Lab} lab
 */
const silenceHalf = async (lab) => {
  await lab.execIn('vm', "printf '[Time]\\nNTP=time.windows.com\\n' > /etc/systemd/timesyncd.conf");
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
  const asked = ran.map(({ printed }) => questionsIn(printed, script));
  return figure(
    {
      id: 'half-silent',
      what: "The guest's script with half of its targets silent",
      against: 'its slowest single probe',
      aim: 1.2,
      unit: 'ms',
      how: 'The router drops every packet to every other address of the cloud. The slowest question is read from the answer.',
      limit: `What to ask is read before anything is asked, and a connection begins when its name is resolved. ${median(asked.map(({ silent }) => silent))} questions stay without an answer, and eight are under way at a time. The first of them to end is the connection to the address that must not answer, after one and a quarter seconds; a connection that waits for its turn is given two and a half more. The slowest question, to the time server, is two tries of two seconds.`,
    },
    median(ran.map(({ took }) => took)),
    median(asked.map(({ slowest }) => slowest)),
    ran.length,
  );
};

const LATENCY = 1000;

/** @param {Lab} lab @param {string} program @returns {Promise<{ ours: number, hand: number[], sessions: number }>} `hand`: what each command took */
const withLatency = async (lab, program) => {
  const options = path.join(path.dirname(lab.statePath), 'stand-in.json');
  writeFileSync(options, JSON.stringify({ latencyMs: LATENCY }));
  try {
    // Outside Windows PowerShell each call leaves an error about the event log behind its answer.
    const calls = byHand.map(({ command }) => measuredScript(`$null = Invoke-EflowVmCommand '${command}'`)).join('; ');
    const log = path.join(path.dirname(lab.statePath), 'sessions.log');
    rmSync(log, { force: true });
    const ours = tookIn(await onHost(lab, program, `${module}; ${look}; ${look}`)).at(-1) ?? NaN;
    const sessions = await lab.execIn('host', `grep -c Invoke-EflowVmCommand '${log}' || true`);
    const hand = tookIn(
      await onHost(lab, program, `Import-Module AzureEFLOW; $ErrorActionPreference = 'SilentlyContinue'; ${calls}`),
    );
    return { ours, hand, sessions: Number(sessions.stdout) / 2 };
  } finally {
    rmSync(options, { force: true });
  }
};

/** @param {{ ours: number, hand: number[], sessions: number }} measured @returns {Figure[]} */
const latencyFigures = ({ ours, hand, sessions }) => {
  /** @param {(one: (typeof byHand)[number]) => boolean} counts */
  const sum = (counts) => hand.reduce((all, took, at) => all + (byHand[at] && counts(byHand[at]) ? took : 0), 0);
  const spelled = byHand.filter((one) => one.spelled);
  const what = `The same with ${LATENCY / 1000} s latency per session: ${sessions} \`Invoke-EflowVmCommand\``;
  const limit =
    'One session costs a second, and the look in it waits one and a quarter for the address that must not answer, whatever the latency: the kernel sends a first packet again after one. Both are nearly a quarter of what nine commands take; nothing is left for what is found out first, and for the rest of what the guest does. `Get-EflowVmEndpoint` and `Get-EflowVmAddr`, which open a session each, are asked beside it; what the host tries for itself follows the answer, and so does the judgement.';
  return [
    figure(
      {
        id: 'look-with-latency',
        what,
        against: `the guide by hand: the ${spelled.length} commands that it spells out, a session each`,
        aim: 0.25,
        unit: 'ms',
        how: `By hand: ${listed(spelled)}.`,
        limit,
      },
      ours,
      sum((one) => one.spelled === true),
      1,
    ),
    figure(
      {
        id: 'look-with-latency-rows',
        what,
        against: `all rows of the guide by hand: ${byHand.length} commands, a session each`,
        aim: null,
        unit: 'ms',
        how: `Also what the guide only says to find out: ${listed(byHand.filter((one) => !one.spelled))}.`,
        limit,
      },
      ours,
      sum(() => true),
      1,
    ),
  ];
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
    const latency = latencyFigures(await withLatency(lab, program));
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
            "Before the guest is asked, Node starts, and AzureEFLOW, loaded since an earlier call, is asked whether there is a VM; after it has answered, the core says what the host is to try, and judges. The cmdlets of the Windows host are the lab's stand-ins: they start programs where Windows reads its own tables, beside the guest on the same processors.",
        },
        median(took),
        guest + slowest + bare,
        took.length,
      ),
      ...latency,
      await silentFigure(lab, script),
    ];
  } finally {
    await lab.down();
  }
};
