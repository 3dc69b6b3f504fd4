// @ts-check
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { controlHostName, guestHostName, hubName } from './addresses.mjs';
import { engineDocuments } from './containers.mjs';
import { guestFilesFolder } from './paths.mjs';
import { run } from './run.mjs';
import { switchKinds } from './switches.mjs';

/** @typedef {import('./state.mjs').LabOptions} LabOptions */

/** What the lab's guest wears over plain Debian: a layer of files, and marks over the files that the real image lacks. */

const osRelease = {
  // AZL:2.0 and 3.0 release packages, etc/os-release.
  mariner2:
    'NAME="Common Base Linux Mariner"\nVERSION="2.0.20240425"\nID=mariner\nVERSION_ID="2.0"\nPRETTY_NAME="CBL-Mariner/Linux"\n',
  azurelinux3:
    'NAME="Microsoft Azure Linux"\nVERSION="3.0.20250402"\nID=azurelinux\nVERSION_ID="3.0"\nPRETTY_NAME="Microsoft Azure Linux 3.0"\n',
};

/** Debian's own tools, which the real image lacks: it has no package manager. */
const debianTools = /^(apt|dpkg|deb-|debconf|perl)/;

/** Mariner 2.0 builds iptables without nftables (AZL:2.0:SPECS/iptables/iptables.spec). */
const nftTools = /^(nft|(xtables|iptables|ip6tables|arptables|ebtables)-nft)/;

/** @param {string} layer @param {string} file @param {string} text @param {number} [mode] */
function put(layer, file, text, mode = 0o644) {
  const full = path.join(layer, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  chmodSync(full, mode);
}

/** @param {string} layer @param {string} file @param {string} target */
function link(layer, file, target) {
  const full = path.join(layer, file);
  mkdirSync(path.dirname(full), { recursive: true });
  rmSync(full, { force: true });
  symlinkSync(target, full);
}

/** @param {string} layer @param {string} unit */
function enable(layer, unit) {
  link(layer, `etc/systemd/system/multi-user.target.wants/${unit}`, `/usr/lib/systemd/system/${unit}`);
}

/** @param {string} layer @param {string} unit */
function mask(layer, unit) {
  link(layer, `etc/systemd/system/${unit}`, '/dev/null');
}

/**
 * Takes files of the layers below away: overlayfs calls a 0/0 character device a whiteout.
 * @param {string} layer @param {readonly string[]} files
 */
export async function takeAway(layer, files) {
  for (const file of files) {
    const full = path.join(layer, file);
    mkdirSync(path.dirname(full), { recursive: true });
    rmSync(full, { force: true });
    await run(['mknod', full, 'c', '0', '0']);
  }
}

export const programFolders = ['usr/bin', 'usr/sbin'];

/** @param {string} root @param {(name: string) => boolean} wanted @returns {string[]} */
export function programs(root, wanted) {
  return programFolders.flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter(wanted)
      .map((name) => path.join(folder, name)),
  );
}

/** @param {string} seed a name @returns {string} 32 hexadecimal digits */
function machineId(seed) {
  return createHash('sha256').update(`eflownetdiag-lab/${seed}`).digest('hex').slice(0, 32);
}

/** What both guests have: identity, networkd and resolved, and nothing that only costs time at boot. @param {string} layer @param {string} root @param {string} hostName @param {string} labName @param {string} ca a certificate to trust */
function commonFiles(layer, root, hostName, labName, ca) {
  put(layer, 'etc/hostname', `${hostName}\n`);
  put(layer, 'etc/machine-id', `${machineId(`${labName}/${hostName}`)}\n`);
  put(layer, 'etc/hosts', `127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.1.1\t${hostName}\n`);
  link(layer, 'etc/resolv.conf', '/run/systemd/resolve/stub-resolv.conf');
  enable(layer, 'systemd-networkd.service');
  enable(layer, 'systemd-resolved.service');
  // The unit's own limit is two minutes; a guest without an address would boot as long as that.
  put(
    layer,
    'etc/systemd/system/systemd-networkd-wait-online.service.d/10-limit.conf',
    '[Service]\nExecStart=\nExecStart=-/usr/lib/systemd/systemd-networkd-wait-online --interface=eth0 --ipv4 --timeout=4\n',
  );
  for (const unit of [
    'getty.target',
    'console-getty.service',
    'systemd-logind.service',
    'apt-daily.timer',
    'apt-daily-upgrade.timer',
    'dpkg-db-backup.timer',
    'e2scrub_all.timer',
    'e2scrub_reap.service',
    'fstrim.timer',
  ]) {
    mask(layer, unit);
  }
  const bundle = 'etc/ssl/certs/ca-certificates.crt';
  put(layer, bundle, readFileSync(path.join(root, bundle), 'utf8') + ca);
}

/** @param {string} layer @param {import('./switches.mjs').SwitchKind} kind @param {{ address: string, dns: string } | undefined} fixed */
function networkFile(layer, kind, fixed) {
  if (fixed === undefined) {
    // AZL:2.0:SPECS/systemd/99-dhcp-en.network
    put(
      layer,
      'etc/systemd/network/99-dhcp-en.network',
      '[Match]\nName=e*\n\n[Network]\nDHCP=yes\nIPv6AcceptRA=no\n\n[DHCPv4]\nSendRelease=false\n',
    );
    return;
  }
  put(
    layer,
    'etc/systemd/network/10-eth0.network',
    `[Match]\nName=eth0\n\n[Network]\nAddress=${fixed.address}/${kind.prefixLength}\nGateway=${kind.gateway}\nDNS=${fixed.dns}\nIPv6AcceptRA=no\n`,
  );
}

/** @param {string} protocol */
function aziotConfig(protocol) {
  return `hostname = "${guestHostName}"

[provisioning]
source = "dps"
global_endpoint = "https://global.azure-devices-provisioning.net"
id_scope = "0ne00123456"

[provisioning.attestation]
method = "symmetric_key"
registration_id = "contoso-eflow"
symmetric_key = { value = "bGFiLWNhbmFyeS1zZWNyZXQtMg==" }

[agent]
name = "edgeAgent"
type = "docker"

[agent.config]
image = "mcr.microsoft.com/azureiotedge-agent:1.4"

[agent.env]
UpstreamProtocol = "${protocol}"
IOTEDGE_IOTHUBHOSTNAME = "${hubName}"

[connect]
workload_uri = "unix:///var/run/iotedge/workload.sock"
management_uri = "unix:///var/run/iotedge/mgmt.sock"

[listen]
workload_uri = "fd://aziot-edged.workload.socket"
management_uri = "fd://aziot-edged.mgmt.socket"

[moby_runtime]
uri = "unix:///var/run/docker.sock"
network = "azure-iot-edge"
`;
}

/** Services of IoT Edge: units that are there and active, with nothing behind them. @param {string} layer */
function edgeServices(layer) {
  for (const name of ['aziot-edged', 'aziot-identityd', 'aziot-keyd', 'aziot-certd']) {
    const after = name === 'aziot-edged' ? 'After=docker.service\n' : '';
    put(
      layer,
      `usr/lib/systemd/system/${name}.service`,
      `[Unit]\nDescription=${name}\n${after}\n[Service]\nExecStart=/usr/bin/sleep infinity\nTimeoutStopSec=1\n\n[Install]\nWantedBy=multi-user.target\n`,
    );
    enable(layer, `${name}.service`);
  }
}

/** @param {string} layer @param {string} root */
function user(layer, root) {
  const read = (/** @type {string} */ file) => readFileSync(path.join(root, file), 'utf8');
  put(layer, 'etc/passwd', `${read('etc/passwd')}iotedge-user:x:1000:1000::/home/iotedge-user:/bin/bash\n`);
  put(layer, 'etc/group', `${read('etc/group')}iotedge-user:x:1000:\n`);
  put(layer, 'etc/shadow', `${read('etc/shadow')}iotedge-user:*:19700:0:99999:7:::\n`, 0o640);
}

/** @param {string} layer @param {LabOptions} options */
function eflowFiles(layer, options) {
  cpSync(path.join(guestFilesFolder, 'eflow'), layer, { recursive: true });
  chmodSync(path.join(layer, 'etc/sudoers.d/iotedge-user'), 0o440);
  put(layer, 'usr/lib/os-release', osRelease[options.os]);
  put(layer, 'etc/os-subrelease', 'ID=eflow\n');
  put(layer, 'etc/product-info.toml', '[[product]]\nname = "EFLOW"\nversion = "1.4.10.09021"\n');
  put(layer, 'etc/aziot/config.toml', aziotConfig(options.protocol), 0o600);
  put(layer, 'etc/docker/daemon.json', '{\n  "log-driver": "local"\n}\n');
  const engine = engineDocuments(options.protocol);
  put(layer, 'var/lib/docker/stand-in/containers.json', JSON.stringify(engine.containers, null, 1), 0o600);
  put(layer, 'var/lib/docker/stand-in/networks.json', JSON.stringify(engine.networks, null, 1), 0o600);
  edgeServices(layer);
  enable(layer, 'iptables.service');
  enable(layer, 'docker.service');
  enable(layer, 'systemd-timesyncd.service');
}

/** Which iptables the plain names mean. @param {string} layer @param {'nft' | 'legacy'} backEnd */
function chooseBackEnd(layer, backEnd) {
  for (const family of ['iptables', 'ip6tables']) {
    for (const tool of ['', '-save', '-restore']) {
      link(layer, `etc/alternatives/${family}${tool}`, `/usr/sbin/${family}-${backEnd}${tool}`);
    }
  }
}

/**
 * The layer of the guest that plays EFLOW.
 * @param {string} layer @param {string} root @param {string} labName @param {LabOptions} options @param {string} ca
 */
export async function wearEflow(layer, root, labName, options, ca) {
  const kind = switchKinds[options.switch];
  commonFiles(layer, root, guestHostName, labName, ca);
  networkFile(layer, kind, kind.staticGuest);
  eflowFiles(layer, options);
  user(layer, root);
  mkdirSync(path.join(layer, 'home/iotedge-user'), { recursive: true });
  await run(['chown', '1000:1000', path.join(layer, 'home/iotedge-user')]);
  mkdirSync(path.join(layer, 'var/.eflow/config'), { recursive: true });
  chooseBackEnd(layer, options.backEnd);
  // The engine's stand-in is Perl; the real image need not have it, so it is nowhere on the path.
  copyFileSync(path.join(root, 'usr/bin/perl'), path.join(layer, 'usr/lib/lab/perl'));
  chmodSync(path.join(layer, 'usr/lib/lab/perl'), 0o755);
  for (const name of ['docker', 'docker-proxy']) link(layer, `usr/bin/${name}`, `/usr/lib/lab/${name}`);
  const legacyOnly = options.os === 'mariner2' && options.backEnd === 'legacy';
  const lacking = (/** @type {string} */ name) =>
    debianTools.test(name) || (legacyOnly && nftTools.test(name)) || options.without.includes(name);
  await takeAway(layer, programs(root, lacking));
}

/**
 * The layer of a plain guest on the same switch, with no EFLOW and no firewall of its own.
 * @param {string} layer @param {string} root @param {string} labName @param {LabOptions} options @param {string} ca
 */
export async function wearControl(layer, root, labName, options, ca) {
  const kind = switchKinds[options.switch];
  commonFiles(layer, root, controlHostName, labName, ca);
  networkFile(layer, kind, kind.staticControl);
  if (!existsSync(path.join(layer, 'usr'))) mkdirSync(path.join(layer, 'usr'));
}
