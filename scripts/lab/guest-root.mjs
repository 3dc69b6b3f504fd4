// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';
import { run } from './run.mjs';

const suite = 'bookworm';

const packages = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'systemd-resolved',
  'libnss-myhostname',
  'iproute2',
  'iptables',
  'net-tools',
  'bind9-dnsutils',
  'iputils-ping',
  'iputils-arping',
  'curl',
  'sudo',
  'netcat-openbsd',
  'procps',
  'ca-certificates',
  'openssl',
];

/** Parts of a Debian system that a guest of the lab has no use for. */
const unneeded = [
  'var/cache/apt',
  'var/lib/apt/lists',
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  'usr/share/info',
];

/** Counts up when the recipe below changes in a way that the package list doesn't show. */
const recipe = 1;

export function guestRootPath() {
  const hash = createHash('sha256')
    .update(JSON.stringify([suite, packages, unneeded, recipe]))
    .digest('hex');
  return path.join(cacheFolder(), `guest-root-${hash.slice(0, 12)}`);
}

/** The mirror that this machine itself installs from. */
async function mirror() {
  const lines = await run(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  const first = lines.split('\n')[0]?.trim();
  if (!first) throw new Error("apt names no package source: the guest root can't be built");
  return first;
}

/** @param {string} root */
function finish(root) {
  for (const folder of unneeded) rmSync(path.join(root, folder), { recursive: true, force: true });
  // Each guest brings its own; networkd makes its DHCP identity of the machine id.
  for (const file of ['etc/machine-id', 'etc/hostname', 'etc/resolv.conf'])
    rmSync(path.join(root, file), { force: true });
  writeFileSync(path.join(root, 'etc/machine-id'), '');
}

/**
 * The plain Debian that every guest is an overlay of; built once, complete or not at all.
 * @param {(line: string) => void} say @returns {Promise<string>}
 */
export async function ensureGuestRoot(say) {
  const root = guestRootPath();
  if (existsSync(root)) return root;
  const building = `${root}.building-${process.pid}`;
  mkdirSync(path.dirname(root), { recursive: true });
  say('Building the guest root with debootstrap, once: this takes a minute or two.');
  try {
    await run(['debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, suite, building, await mirror()]);
    finish(building);
    // Another lab may have been faster: then its root is as good.
    if (!existsSync(root)) renameSync(building, root);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return root;
}
