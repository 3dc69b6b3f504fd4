// @ts-check
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { faultNames, findFault } from './faults.mjs';
import { openLab } from './lab-api.mjs';
import { installLabPackages, labAvailability } from './packages.mjs';
import { defaultLabName } from './paths.mjs';
import { forgetProcess, recordProcess } from './processes.mjs';
import { isSwitchName } from './switches.mjs';

const usage = `npm run lab -- COMMAND

  up [--switch default|internal|external] [--os mariner2|azurelinux3] [--back-end nft|legacy] [--without PROGRAM,...]
     [--protocol Amqp|AmqpWs|Mqtt|MqttWs]     builds and boots the lab
  down                                        ends it, and leaves nothing behind
  status                                      what is up, as JSON
  exec [--as USER] [--in PLACE] CMD           runs a command in the guest as its user, or in host, lan, neighbour, cloud, control
  fault NAME...                               breaks something; without a name it lists what can be broken
  heal                                        makes everything healthy again
  start | stop | restart                      the guest's power
  leftovers                                   what is still on this machine, as JSON
  powershell ARGS                             PowerShell on the lab's Windows host

A lab's name is 'default', or EFLOWNETDIAG_LAB, or --name NAME before the command.`;

/** @typedef {import('./lab-api.mjs').Lab} Lab */
/** @typedef {import('./lab-api.mjs').OpenOptions} OpenOptions */

/** @param {unknown} value */
function print(value) {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** @template {string} T @param {string} what @param {string | undefined} value @param {readonly T[]} allowed @returns {T | undefined} */
function oneOf(what, value, allowed) {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Error(`--${what} is one of ${allowed.join(', ')}`);
  return found;
}

/** @param {string[]} args @returns {OpenOptions} */
function upOptions(args) {
  const text = { type: /** @type {const} */ ('string') };
  const { values } = parseArgs({
    args,
    options: { switch: text, os: text, 'back-end': text, without: text, protocol: text },
  });
  const kind = values.switch;
  if (kind !== undefined && !isSwitchName(kind)) throw new Error('--switch is one of default, internal, external');
  const os = oneOf('os', values.os, /** @type {const} */ (['mariner2', 'azurelinux3']));
  const backEnd = oneOf('back-end', values['back-end'], /** @type {const} */ (['nft', 'legacy']));
  const protocol = oneOf('protocol', values.protocol, /** @type {const} */ (['Amqp', 'AmqpWs', 'Mqtt', 'MqttWs']));
  return {
    ...(kind === undefined ? {} : { switch: kind }),
    ...(os === undefined ? {} : { os }),
    ...(backEnd === undefined ? {} : { backEnd }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(values.without === undefined ? {} : { without: values.without.split(',').filter(Boolean) }),
  };
}

/**
 * Runs a program with this terminal's own streams, remembered as the lab's while it runs.
 * @param {Lab} lab @param {string} role @param {readonly string[]} argv @param {NodeJS.ProcessEnv} [env] @returns {Promise<number>}
 */
function inTerminal(lab, role, argv, env = process.env) {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { stdio: 'inherit', env });
  const one = child.pid === undefined ? undefined : recordProcess(lab.folder, role, child.pid, argv);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (one !== undefined) forgetProcess(lab.folder, one);
      resolve(code ?? (signal === null ? 1 : 128));
    });
  });
}

/** Options before the command are ours, the rest is the command, as with ssh. @param {string[]} args */
function execArguments(args) {
  const rest = [...args];
  /** @type {Record<string, string>} */ const options = {};
  for (
    let name = /^--(as|in)$/.exec(rest[0] ?? '')?.[1];
    name !== undefined;
    name = /^--(as|in)$/.exec(rest[0] ?? '')?.[1]
  ) {
    options[name] = rest[1] ?? '';
    rest.splice(0, 2);
  }
  return { user: options['as'], place: options['in'], command: rest.join(' ') };
}

/** @param {Lab} lab @param {string[]} args */
async function exec(lab, args) {
  const { user, place: wanted, command } = execArguments(args);
  const place =
    oneOf('in', wanted, /** @type {const} */ (['vm', 'control', 'host', 'lan', 'neighbour', 'cloud'])) ?? 'vm';
  const argv =
    place === 'vm' || place === 'control'
      ? lab.guestCommand(command, { in: place, ...(user === undefined ? {} : { as: user }) })
      : lab.inPlace(place, ['/bin/sh', '-c', command]);
  return inTerminal(lab, `exec-${place}`, argv);
}

/** @param {Lab} lab @param {string[]} names */
async function fault(lab, names) {
  if (names.length === 0) {
    for (const name of faultNames()) console.log(`${name.padEnd(36)} ${(await findFault(name)).about}`);
  }
  for (const name of names) {
    const done = await lab.fault(name);
    console.log(`${done.name}: ${done.about}\nFirst finding expected: ${done.expects}`);
  }
}

/** @param {Lab} lab @param {string[]} args */
async function powershell(lab, args) {
  const { findPowerShell } = await import('../powershell.mjs');
  const engine = await findPowerShell();
  return inTerminal(lab, 'exec-powershell', lab.inPlace('host', [engine.path, ...args]), lab.hostEnvironment());
}

/** @param {string} what @param {() => Promise<unknown>} work */
async function timed(what, work) {
  const start = Date.now();
  await work();
  console.error(`${what} took ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** @param {string} name @param {string[]} args */
async function up(name, args) {
  const options = upOptions(args);
  if (!(await installLabPackages((line) => console.error(line)))) return 1;
  const { available, reason } = await labAvailability();
  if (!available) throw new Error(`The lab can't run here: ${reason}`);
  const lab = openLab({ name, ...options, say: (line) => console.error(line) });
  await timed('up', () => lab.up());
  print(await lab.status());
  return 0;
}

/** @type {Record<string, (lab: Lab, args: string[]) => Promise<number | void>>} */
const commands = {
  down: (lab) => timed('down', () => lab.down()),
  status: async (lab) => print(await lab.status()),
  exec,
  fault,
  heal: (lab) => timed('heal', () => lab.heal()),
  start: (lab) => lab.startGuest(),
  stop: (lab) => lab.stopGuest(),
  restart: (lab) => lab.restartGuest(),
  leftovers: async (lab) => print(lab.leftovers()),
  powershell,
};

/** @param {string[]} argv */
async function main(argv) {
  const named = argv[0] === '--name';
  const name = named ? (argv[1] ?? '') : defaultLabName();
  const [verb = '', ...args] = named ? argv.slice(2) : argv;
  if (verb === 'up') return up(name, args);
  const command = commands[verb];
  if (command === undefined) {
    console.error(usage);
    return 2;
  }
  return (await command(openLab({ name }), args)) ?? 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
