// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cloudNames, controlHostName, guestHostName, hostName, lan, macAddresses } from './addresses.mjs';
import { makeCertificates } from './certificates.mjs';
import { guestGroups } from './cgroups.mjs';
import { findFault } from './faults.mjs';
import { bootGuest, guestFolders, guestId, haltGuest, insideGuest, removeGuest, wipeGuestDisk } from './guest.mjs';
import { ensureGuestRoot, guestRootPath } from './guest-root.mjs';
import { withLock } from './lock.mjs';
import {
  deleteNamespaces,
  inNamespace,
  isMountPoint,
  mountPoints,
  namespaceNames,
  namespacePath,
  processesInNamespaces,
  unmountUnder,
} from './namespaces.mjs';
import { buildNetwork, configureNetwork, uplinkName } from './network.mjs';
import { checkLabName, defaultLabName, labCli, labFolder, repoRoot, statePathOf } from './paths.mjs';
import { endProcess, forgetProcess, isAlive, recordProcess, recordedProcesses } from './processes.mjs';
import { tryRun, waitFor } from './run.mjs';
import { standInModulePath } from './stand-ins/modulePath.mjs';
import { standInFolders } from './stand-ins/windowsFiles.mjs';
import { readState, writeState, writeWhole } from './state.mjs';
import { switchKinds } from './switches.mjs';
import { wearControl, wearEflow } from './wear.mjs';

/**
 * @typedef {import('./state.mjs').LabOptions} LabOptions
 * @typedef {import('./state.mjs').LabState} LabState
 * @typedef {import('./guest.mjs').GuestRole} GuestRole
 * @typedef {import('./run.mjs').RunResult} RunResult
 * @typedef {import('./run.mjs').RunOptions} RunOptions
 * @typedef {'host' | 'lan' | 'neighbour' | 'cloud' | 'vm' | 'control'} Place
 *
 * @typedef {object} OpenOptions
 * @property {string} [name]
 * @property {LabOptions['switch']} [switch]
 * @property {LabOptions['os']} [os]
 * @property {LabOptions['backEnd']} [backEnd]
 * @property {string[]} [without]
 * @property {LabOptions['protocol']} [protocol]
 * @property {(line: string) => void} [say]
 *
 * @typedef {{ namespaces: string[], mounts: string[], processes: string[], groups: string[] }} Leftovers
 */

/** Mariner 2.0's iptables knows no nftables; Azure Linux 3.0 takes nftables first (facts on the SPECS of both). */
const usualBackEnd = /** @type {const} */ ({ mariner2: 'legacy', azurelinux3: 'nft' });

/** @param {OpenOptions} options @returns {LabOptions} */
function completeOptions(options) {
  const os = options.os ?? 'mariner2';
  return {
    switch: options.switch ?? 'default',
    os,
    backEnd: options.backEnd ?? usualBackEnd[os],
    without: options.without ?? [],
    protocol: options.protocol ?? 'Mqtt',
  };
}

/** @param {string} folder @param {LabOptions['switch']} name @returns {import('./state.mjs').HostState} */
function hostState(folder, name) {
  const kind = switchKinds[name];
  return {
    namespace: namespacePath(folder, 'host'),
    hostName,
    switchKind: name,
    switchName: kind.switchName,
    switchId: kind.switchId,
    switchType: kind.switchType,
    hostInterface: kind.hostInterface,
    hostAddress: kind.hostAddress,
    gatewayAddress: kind.gateway,
    prefixLength: kind.prefixLength,
    natNetwork: kind.natNetwork ?? '',
    uplinkName,
    uplinkAddress: lan.host,
    uplinkGateway: lan.gateway,
    dnsServers: [lan.gateway],
  };
}

/** @param {GuestRole} role @returns {import('./state.mjs').GuestState} */
function guestState(role) {
  return {
    initPid: 0,
    rootPath: '',
    macAddress: macAddresses[role],
    hostName: role === 'vm' ? guestHostName : controlHostName,
    userName: role === 'vm' ? 'iotedge-user' : 'root',
    power: 'Off',
    interfaceName: 'eth0',
  };
}

/** @param {string} name @param {LabOptions} options @returns {LabState} */
function newState(name, options) {
  const folder = labFolder(name);
  const fixed = switchKinds[options.switch].staticGuest;
  const command = (/** @type {string} */ what) => [process.execPath, labCli, '--name', name, what];
  return {
    name,
    options,
    guest: { ...guestState('vm'), ...(fixed === undefined ? {} : { address: fixed.address }) },
    control: guestState('control'),
    host: hostState(folder, options.switch),
    namespaces: Object.fromEntries(namespaceNames.map((one) => [one, namespacePath(folder, one)])),
    cloudNames,
    neighbourAddress: lan.neighbour,
    stateFolder: folder,
    repoRoot,
    caBundle: path.join(folder, 'ca-bundle.crt'),
    commands: { startGuest: command('start'), stopGuest: command('stop') },
  };
}

const roles = /** @type {const} */ (['vm', 'control']);

export class Lab {
  /** @param {string} name @param {OpenOptions} options */
  constructor(name, options) {
    this.name = checkLabName(name);
    this.folder = labFolder(name);
    this.statePath = statePathOf(name);
    /** @private */ this.wanted = completeOptions(options);
    /** @private */ this.say = options.say ?? (() => undefined);
    /** @private */ this.lockDepth = 0;
  }

  /** @returns {LabState} the state on disk; an error where the lab isn't up */
  get state() {
    const state = readState(this.folder);
    if (state === undefined) throw new Error(`The lab '${this.name}' is not up: run 'npm run lab -- up' first.`);
    return state;
  }

  get isUp() {
    return existsSync(this.statePath);
  }

  /** @param {(state: LabState) => void} change */
  changeState(change) {
    const state = this.state;
    change(state);
    writeState(state);
  }

  /**
   * What changes the lab happens in one process at a time; a step may be made of others.
   * @private @template T @param {() => Promise<T>} work @returns {Promise<T>}
   */
  async alone(work) {
    if (this.lockDepth === 0) return withLock(this.folder, () => this.nested(work));
    return this.nested(work);
  }

  /** @private @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  async nested(work) {
    this.lockDepth += 1;
    try {
      return await work();
    } finally {
      this.lockDepth -= 1;
    }
  }

  /** Builds and boots everything. What an earlier, unfinished start left behind goes first. */
  up() {
    return this.alone(() => this.comeUp());
  }

  /** @private */
  async comeUp() {
    if (this.isUp) {
      const state = this.state;
      const same = JSON.stringify(state.options) === JSON.stringify(this.wanted);
      if (same && this.guestAlive('vm') && this.guestAlive('control')) return state;
    }
    await this.down();
    const plainRoot = await ensureGuestRoot(this.say);
    mkdirSync(this.folder, { recursive: true });
    try {
      await this.build(plainRoot);
    } catch (error) {
      await this.down();
      throw error;
    }
    return this.state;
  }

  /** @private @param {string} plainRoot */
  async build(plainRoot) {
    const state = newState(this.name, this.wanted);
    const certificates = path.join(this.folder, 'certificates');
    await Promise.all([makeCertificates(certificates), buildNetwork(this.folder)]);
    const ca = readFileSync(path.join(certificates, 'root.crt'), 'utf8');
    const trusted = readFileSync(path.join(plainRoot, 'etc/ssl/certs/ca-certificates.crt'), 'utf8');
    writeWhole(state.caBundle, trusted + ca);
    await Promise.all([
      configureNetwork(this.folder, this.wanted.switch),
      wearEflow(guestFolders(this.folder, 'vm').layer, plainRoot, this.name, this.wanted, ca),
      wearControl(guestFolders(this.folder, 'control').layer, plainRoot, this.name, this.wanted, ca),
    ]);
    writeState(state);
    await Promise.all([this.startGuest('vm'), this.startGuest('control')]);
    await this.settle();
  }

  /** @private @param {GuestRole} role */
  guestAlive(role) {
    return recordedProcesses(this.folder).some((one) => one.role === `guest-${role}` && isAlive(one));
  }

  /** @param {GuestRole} [role] */
  startGuest(role = 'vm') {
    return this.alone(() => this.powerOn(role));
  }

  /** @private @param {GuestRole} role */
  async powerOn(role) {
    if (this.guestAlive(role)) return;
    const initPid = await bootGuest(this.folder, this.name, role, guestRootPath());
    this.changeState((state) => {
      const guest = role === 'vm' ? state.guest : state.control;
      Object.assign(guest, { initPid, rootPath: guestFolders(this.folder, role).root, power: 'Running' });
    });
  }

  /** @param {GuestRole} [role] @param {{ polite: boolean }} [how] */
  stopGuest(role = 'vm', how = { polite: true }) {
    return this.alone(async () => {
      await haltGuest(this.folder, this.name, role, how);
      this.changeState((state) => {
        Object.assign(role === 'vm' ? state.guest : state.control, { initPid: 0, rootPath: '', power: 'Off' });
      });
    });
  }

  /** What is on disk stays, what is live goes: as Stop-EflowVm and Start-EflowVm. @param {GuestRole} [role] */
  restartGuest(role = 'vm') {
    return this.alone(async () => {
      await this.stopGuest(role);
      await this.startGuest(role);
    });
  }

  /** Healthy again, whatever was done to guest, host, LAN or cloud. */
  heal() {
    return this.alone(() => this.makeHealthy());
  }

  /** @private */
  async makeHealthy() {
    const touched = this.touchedControl();
    await Promise.all([
      this.resetGuest('vm'),
      ...(touched ? [this.resetGuest('control')] : []),
      configureNetwork(this.folder, this.state.options.switch),
    ]);
    for (const file of ['agent.json', 'stand-in.json', 'windows.json', 'control-touched'])
      rmSync(path.join(this.folder, file), { force: true });
    await Promise.all([this.startGuest('vm'), this.startGuest('control')]);
    await this.settle();
  }

  /** A healthy guest has its address, resolves names and was told the time, all of it a moment after its boot. @private */
  async settle() {
    const ready = 'test -e /run/systemd/timesync/synchronized && ip -4 route show default | grep -q .';
    await waitFor('a healthy guest', 15_000, async () => (await this.execIn('vm', ready)).code === 0);
  }

  /** @private */
  touchedControl() {
    return existsSync(path.join(this.folder, 'control-touched')) || !this.guestAlive('control');
  }

  /** A fault that changes the second guest says so, for healing to reset that one too. */
  touchControl() {
    writeWhole(path.join(this.folder, 'control-touched'), '');
  }

  /** @private @param {GuestRole} role */
  async resetGuest(role) {
    await this.stopGuest(role, { polite: false });
    await wipeGuestDisk(this.folder, role);
  }

  /** @param {string} name */
  async fault(name) {
    const fault = await findFault(name);
    await this.alone(() => fault.inject(this));
    return fault;
  }

  /**
   * A command in the EFLOW guest as its user, as the agent's shell session runs it.
   * @param {string} command @param {RunOptions & { as?: string, in?: GuestRole }} [options] @returns {Promise<RunResult>}
   */
  exec(command, options = {}) {
    return tryRun(this.guestCommand(command, options), options);
  }

  /** @param {string} command @param {{ as?: string, in?: GuestRole }} [options] @returns {string[]} */
  guestCommand(command, options = {}) {
    const state = this.state;
    const guest = options.in === 'control' ? state.control : state.guest;
    if (guest.initPid === 0) throw new Error(`The guest of the lab '${this.name}' is off.`);
    const user = options.as ?? guest.userName;
    const home = user === 'root' ? '/root' : `/home/${user}`;
    // As sshd does it: the user's own shell runs the command.
    const shell = 'cd "$HOME" 2>/dev/null; exec "$(getent passwd "$USER" | cut -d : -f 7)" -c "$1"';
    return insideGuest(guest.initPid, [
      '/usr/sbin/runuser',
      '-u',
      user,
      '--',
      '/usr/bin/env',
      '-i',
      `HOME=${home}`,
      `USER=${user}`,
      `LOGNAME=${user}`,
      'LANG=C.UTF-8',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      '/bin/sh',
      '-c',
      shell,
      'sh',
      command,
    ]);
  }

  /**
   * A shell command at any place of the lab, as root.
   * @param {Place} place @param {string} command @param {RunOptions} [options] @returns {Promise<RunResult>}
   */
  execIn(place, command, options = {}) {
    if (place === 'vm' || place === 'control') return this.exec(command, { ...options, as: 'root', in: place });
    return this.tracked(`exec-${place}`, this.inPlace(place, ['/bin/sh', '-c', command]), options);
  }

  /**
   * A command in a namespace that asks the lab's own name servers: the resolver file is covered in a mount namespace of its own.
   * @param {'host' | 'lan' | 'neighbour' | 'cloud'} place @param {readonly string[]} argv @returns {string[]}
   */
  inPlace(place, argv) {
    const resolver = path.join(this.folder, 'resolv.conf');
    writeWhole(resolver, `nameserver ${lan.gateway}\n`);
    const cover = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';
    return inNamespace(this.folder, place, [
      'unshare',
      '--mount',
      '--',
      '/bin/sh',
      '-c',
      cover,
      'sh',
      resolver,
      ...argv,
    ]);
  }

  /**
   * What a program on the Windows host, PowerShell for one, needs to find the lab: its stand-ins, its state, its certificates.
   * @param {NodeJS.ProcessEnv} [base] @returns {NodeJS.ProcessEnv}
   */
  hostEnvironment(base = process.env) {
    return {
      ...base,
      EFLOWNETDIAG_LAB_STATE: this.statePath,
      SSL_CERT_FILE: this.state.caBundle,
      ...standInFolders(this.folder),
      // The journal of repairs is that of the lab's own host, and gone with it.
      XDG_STATE_HOME: path.join(this.folder, 'host-state'),
      PSModulePath: [standInModulePath(this.folder), base['PSModulePath']].filter(Boolean).join(path.delimiter),
    };
  }

  /** @private @param {string} role @param {readonly string[]} argv @param {RunOptions} options @returns {Promise<RunResult>} */
  async tracked(role, argv, options) {
    /** @type {import('./processes.mjs').LabProcess | undefined} */ let one;
    try {
      return await tryRun(argv, {
        ...options,
        onStart: (pid) => {
          one = recordProcess(this.folder, role, pid, argv);
        },
      });
    } finally {
      if (one !== undefined) forgetProcess(this.folder, one);
    }
  }

  async status() {
    if (!this.isUp) return { name: this.name, up: false };
    const state = this.state;
    const address = state.guest.initPid === 0 ? '' : (await this.exec('ip -4 -o address show dev eth0')).stdout.trim();
    return {
      name: this.name,
      up: true,
      options: state.options,
      guest: { ...state.guest, alive: this.guestAlive('vm'), address },
      control: { ...state.control, alive: this.guestAlive('control') },
      statePath: this.statePath,
    };
  }

  /** Takes everything down; safe to call at any time, also after a crash half-way. */
  async down() {
    if (!existsSync(this.folder) && this.leftovers().groups.length === 0) return;
    await this.alone(() => this.takeDown());
  }

  /** @private */
  async takeDown() {
    for (const role of roles) await haltGuest(this.folder, this.name, role, { polite: false });
    if (!existsSync(this.folder)) return;
    for (const one of recordedProcesses(this.folder))
      await endProcess(this.folder, one, one.role.startsWith('exec-') ? 0 : 3000);
    for (const role of roles) await removeGuest(this.folder, role);
    await unmountUnder(path.join(this.folder, 'guests'));
    await deleteNamespaces(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @returns {Leftovers} whatever of this lab is still on the machine */
  leftovers() {
    const alive = recordedProcesses(this.folder)
      .filter(isAlive)
      .map((one) => `${one.role} ${one.pid}`);
    const inside = processesInNamespaces(this.folder).map((pid) => `in a namespace: ${pid}`);
    return {
      namespaces: namespaceNames.map((one) => namespacePath(this.folder, one)).filter(isMountPoint),
      mounts: mountPoints().filter((point) => point.startsWith(`${this.folder}/`)),
      processes: [...alive, ...inside],
      groups: roles.flatMap((role) => guestGroups(guestId(this.name, role))).filter((group) => existsSync(group)),
    };
  }
}

/**
 * A lab by its name; nothing is started by this.
 * @param {OpenOptions} [options] @returns {Lab}
 */
export function openLab(options = {}) {
  return new Lab(options.name ?? defaultLabName(), options);
}
