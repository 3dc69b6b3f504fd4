// @ts-check
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../browser.mjs';
import { run, tryRun } from './run.mjs';

/** What the lab needs of the machine: a program, and the Debian package that has it. */
const needs = /** @type {const} */ ([
  ['debootstrap', 'debootstrap'],
  ['systemd-nspawn', 'systemd-container'],
  ['dnsmasq', 'dnsmasq-base'],
  ['iptables', 'iptables'],
  ['iptables-restore', 'iptables'],
  ['nft', 'nftables'],
  ['ip', 'iproute2'],
  ['nsenter', 'util-linux'],
  ['unshare', 'util-linux'],
  ['openssl', 'openssl'],
]);

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** @param {string} program @param {readonly string[]} [places] */
function isInstalled(program, places = folders) {
  return places.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {readonly string[]} [places] where to look for programs @returns {string[]} the Debian packages that the lab needs and this machine lacks */
export function missingLabPackages(places = folders) {
  return [...new Set(needs.filter(([program]) => !isInstalled(program, places)).map(([, name]) => name))];
}

function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, 'utf8')) && isInstalled('apt-get');
}

/**
 * Says what is missing, and installs it where that is allowed. False means: the lab has to be skipped.
 * @param {(line: string) => void} [say] @param {readonly string[]} [missing] @returns {Promise<boolean>}
 */
export async function installLabPackages(say = console.log, missing = missingLabPackages()) {
  if (missing.length === 0) return true;
  const list = missing.join(' ');
  if (process.platform !== 'linux' || !isDebian() || process.getuid?.() !== 0) {
    say(`The lab is skipped: it needs root on Debian, and these packages: ${list}`);
    return false;
  }
  if (process.env['EFLOWNETDIAG_NO_INSTALL'] === '1') {
    say(
      `The lab is skipped: these packages are missing, and EFLOWNETDIAG_NO_INSTALL=1 forbids installing them: ${list}`,
    );
    return false;
  }
  say(`The lab needs these system packages and installs them now with apt-get: ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
  const first = await tryRun(install, { env });
  if (first.code !== 0) {
    // A fresh image has no package lists yet.
    await run(['apt-get', 'update'], { env });
    await run(install, { env });
  }
  return true;
}

/** What a kernel may refuse inside a container: each is tried once, in namespaces of its own. */
const abilities = /** @type {const} */ ([
  ['network namespaces', 'unshare --net true'],
  ['mounts', 'unshare --mount mount -t tmpfs tmpfs /mnt'],
  [
    'overlay mounts',
    'unshare --mount sh -ec "mount -t tmpfs tmpfs /mnt; mkdir /mnt/a /mnt/b /mnt/c; mount -t overlay overlay -o lowerdir=/mnt/a:/mnt/b /mnt/c"',
  ],
  [
    'bridges and veth pairs',
    'unshare --net sh -ec "ip link add name br0 type bridge; ip link add name ve0 type veth peer name ve1"',
  ],
  ['address translation', 'unshare --net iptables -w -t nat -A POSTROUTING -j MASQUERADE'],
]);

/** @returns {Promise<{ available: boolean, reason?: string }>} whether the lab can run here, and if not, why */
export async function labAvailability() {
  if (process.platform !== 'linux')
    return { available: false, reason: `the lab needs Linux, this is ${process.platform}` };
  if (process.getuid?.() !== 0) return { available: false, reason: 'the lab needs root' };
  const missing = missingLabPackages();
  if (missing.length > 0) return { available: false, reason: `the lab needs these packages: ${missing.join(' ')}` };
  for (const [what, command] of abilities) {
    const result = await tryRun(['sh', '-c', command]);
    if (result.code !== 0) return { available: false, reason: `the kernel refuses ${what}: ${result.stderr.trim()}` };
  }
  return { available: true };
}

/**
 * Has a headless Chromium for the tests of the report's page: the machine's own, or Debian's, under the lab's conditions.
 * @param {(line: string) => void} [say] @returns {Promise<string | undefined>} the program
 */
export async function browserForReports(say = console.log) {
  const found = findBrowser();
  if (found !== undefined) return found;
  try {
    await installLabPackages(say, ['chromium']);
  } catch (error) {
    say(`Chromium could not be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
  return findBrowser();
}
