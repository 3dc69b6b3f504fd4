// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inGroups, removeGroups } from './cgroups.mjs';
import { isMountPoint, namespacePath, unmountUnder } from './namespaces.mjs';
import { plugGuestIn } from './network.mjs';
import { endProcess, isAlive, recordedProcesses, startDaemon } from './processes.mjs';
import { run, tryRun, waitFor } from './run.mjs';
import { programFolders, programs, takeAway } from './wear.mjs';

/** @typedef {'vm' | 'control'} GuestRole */

/** What of the guest can be written to, as in the real one; it stays when the guest is off, and goes with the disk. */
const writable = ['etc', 'home', 'root', 'var'];

/** The real data partition is some gigabytes; this one fits what the lab writes and can be filled. */
const diskSize = '64m';

/** @param {string} folder @param {GuestRole} role */
export function guestFolders(folder, role) {
  const base = path.join(folder, 'guests', role);
  return {
    base,
    layer: path.join(base, 'layer'),
    mask: path.join(base, 'mask'),
    disk: path.join(base, 'disk'),
    root: path.join(base, 'root'),
  };
}

/** @param {string} folder @param {GuestRole} role @param {string} plainRoot */
export async function mountGuest(folder, role, plainRoot) {
  const { layer, disk, root } = guestFolders(folder, role);
  const layers = [layer, plainRoot];
  mkdirSync(disk, { recursive: true });
  mkdirSync(root, { recursive: true });
  if (!isMountPoint(disk))
    await run(['mount', '-t', 'tmpfs', '-o', `size=${diskSize},mode=755`, 'eflownetdiag-disk', disk]);
  await run(['mount', '-t', 'overlay', '-o', `ro,lowerdir=${layers.join(':')}`, 'eflownetdiag-root', root]);
  for (const name of writable) {
    const upper = path.join(disk, name, 'upper');
    const work = path.join(disk, name, 'work');
    mkdirSync(upper, { recursive: true });
    mkdirSync(work, { recursive: true });
    const lower = layers
      .map((one) => path.join(one, name))
      .filter((one) => existsSync(one))
      .join(':');
    const options = `lowerdir=${lower},upperdir=${upper},workdir=${work}`;
    await run(['mount', '-t', 'overlay', '-o', options, `eflownetdiag-${name}`, path.join(root, name)]);
  }
}

/** @param {string} folder @param {GuestRole} role */
export function guestProcess(folder, role) {
  return recordedProcesses(folder).find((one) => one.role === `guest-${role}` && isAlive(one));
}

/** @param {number} pid @returns {number | undefined} its first child that is a systemd */
function initOf(pid) {
  const file = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean) : [];
  const found = children.find((child) => {
    const comm = `/proc/${child}/comm`;
    return existsSync(comm) && readFileSync(comm, 'utf8').trim() === 'systemd';
  });
  return found === undefined ? undefined : Number(found);
}

/** @param {number} initPid @param {readonly string[]} argv @returns {string[]} */
export function insideGuest(initPid, argv) {
  return ['nsenter', '-t', String(initPid), '-m', '-u', '-i', '-n', '-p', '--', ...argv];
}

/** @param {number} initPid */
async function bootFinished(initPid) {
  // The manager answers only once it listens; until then the question itself fails.
  await waitFor("the guest's boot", 60_000, async () => {
    const result = await tryRun(insideGuest(initPid, ['systemctl', 'is-system-running', '--wait']));
    return /^(running|degraded)$/m.test(result.stdout);
  });
}

/** @param {string} labName @param {GuestRole} role */
export function guestId(labName, role) {
  return `${labName}-${role}`;
}

/** @param {string} folder @param {string} labName @param {GuestRole} role @returns {string[]} */
function nspawnCommand(folder, labName, role) {
  return [
    // Without this the kernel's network settings are read-only inside, and neither rp_filter nor forwarding could be set.
    'env',
    'SYSTEMD_NSPAWN_API_VFS_WRITABLE=network',
    'systemd-nspawn',
    '--quiet',
    '--register=no',
    '--keep-unit',
    '--boot',
    '--console=pipe',
    '--directory',
    guestFolders(folder, role).root,
    `--network-namespace-path=${namespacePath(folder, role)}`,
    '--capability=CAP_NET_ADMIN,CAP_NET_RAW',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    `--machine=lab-${guestId(labName, role)}`,
  ];
}

/**
 * Boots a mounted guest and waits until its services are up.
 * @param {string} folder @param {string} labName @param {GuestRole} role @param {string} plainRoot @returns {Promise<number>} its process 1
 */
export async function bootGuest(folder, labName, role, plainRoot) {
  const { root } = guestFolders(folder, role);
  if (!isMountPoint(root)) await mountGuest(folder, role, plainRoot);
  await plugGuestIn(folder, role);
  const nspawn = startDaemon(
    folder,
    `guest-${role}`,
    inGroups(guestId(labName, role), nspawnCommand(folder, labName, role)),
  );
  const initPid = await waitFor("the guest's first process", 20_000, () => {
    if (!isAlive(nspawn))
      throw new Error(`systemd-nspawn ended: see ${path.join(folder, 'logs', `guest-${role}.log`)}`);
    return initOf(nspawn.pid);
  });
  await bootFinished(initPid);
  return initPid;
}

/**
 * @param {string} folder @param {string} labName @param {GuestRole} role
 * @param {{ polite: boolean }} how a polite end stops the guest's services first; the other one pulls the plug
 */
export async function haltGuest(folder, labName, role, how) {
  const nspawn = guestProcess(folder, role);
  if (nspawn !== undefined) await endGuest(folder, nspawn, how);
  await removeGroups(guestId(labName, role));
}

/** @param {string} folder @param {import('./processes.mjs').LabProcess} nspawn @param {{ polite: boolean }} how */
async function endGuest(folder, nspawn, how) {
  const initPid = initOf(nspawn.pid);
  if (initPid !== undefined && how.polite) {
    await tryRun(insideGuest(initPid, ['systemctl', 'poweroff', '--no-block']));
    await waitFor("the guest's end", 15_000, () => !isAlive(nspawn)).catch(() => undefined);
  } else if (initPid !== undefined) {
    process.kill(initPid, 'SIGKILL'); // its whole process namespace ends with it
    await waitFor("the guest's end", 5000, () => !isAlive(nspawn)).catch(() => undefined);
  }
  await endProcess(folder, nspawn);
}

/** Throws away all that was changed in a guest that is off. @param {string} folder @param {GuestRole} role */
export async function wipeGuestDisk(folder, role) {
  const { root, disk, mask } = guestFolders(folder, role);
  await unmountUnder(root);
  await unmountUnder(disk);
  rmSync(mask, { recursive: true, force: true });
}

/**
 * Takes programs out of the image of a guest that is off, until its disk is wiped. Only the folders of programs are covered:
 * the writable overlays below the root can't be mounted a second time while the kernel still holds the first.
 * @param {string} folder @param {GuestRole} role @param {readonly string[]} names
 */
export async function maskPrograms(folder, role, names) {
  const { root, mask } = guestFolders(folder, role);
  await takeAway(
    mask,
    programs(root, (name) => names.includes(name)),
  );
  for (const place of programFolders) {
    const cover = path.join(mask, place);
    const point = path.join(root, place);
    if (!existsSync(cover)) continue;
    await run(['mount', '-t', 'overlay', '-o', `ro,lowerdir=${cover}:${point}`, 'eflownetdiag-mask', point]);
  }
}

/** @param {string} folder @param {GuestRole} role */
export async function removeGuest(folder, role) {
  await wipeGuestDisk(folder, role);
  rmSync(guestFolders(folder, role).base, { recursive: true, force: true });
}
