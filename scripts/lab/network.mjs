// @ts-check
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cloudNames, lan, macAddresses, proxyPort, publicDns, tlsPorts, wan } from './addresses.mjs';
import { createNamespace, inNamespace, namespacePath } from './namespaces.mjs';
import { cloudServices } from './paths.mjs';
import { endRole, startDaemon } from './processes.mjs';
import { run, waitFor } from './run.mjs';
import { switchKinds } from './switches.mjs';

/** @typedef {import('./namespaces.mjs').NamespaceName} NamespaceName */
/** @typedef {import('./switches.mjs').SwitchKind} SwitchKind */
/** @typedef {import('./switches.mjs').SwitchName} SwitchName */

/** The host's adapter on the LAN; with an External switch it is the switch's port, and the host's address is on the switch. */
export const uplinkName = 'uplink';
export const lanBridge = 'lan0';

/** What the Default Switch's DHCP hands the two guests; the first is the address of Microsoft's own sample. */
export const reserved = { vm: '172.27.120.111', control: '172.27.120.112' };

/** @param {string} folder @param {NamespaceName} name @param {readonly string[]} lines one ip(8) command each */
export async function ip(folder, name, lines) {
  await run(inNamespace(folder, name, ['ip', '-batch', '-']), { input: `${lines.join('\n')}\n` });
}

/**
 * Puts a whole ruleset in place of whatever is there.
 * @param {string} folder @param {NamespaceName} name @param {{ filter?: string[], nat?: string[], mangle?: string[], policy?: string }} rules
 */
export async function firewall(folder, name, rules) {
  const text = [
    '*filter',
    ':INPUT ACCEPT',
    `:FORWARD ${rules.policy ?? 'ACCEPT'}`,
    ':OUTPUT ACCEPT',
    ...(rules.filter ?? []),
    'COMMIT',
    '*nat',
    ':PREROUTING ACCEPT',
    ':INPUT ACCEPT',
    ':OUTPUT ACCEPT',
    ':POSTROUTING ACCEPT',
    ...(rules.nat ?? []),
    'COMMIT',
    '*mangle',
    ':PREROUTING ACCEPT',
    ':INPUT ACCEPT',
    ':FORWARD ACCEPT',
    ':OUTPUT ACCEPT',
    ':POSTROUTING ACCEPT',
    ...(rules.mangle ?? []),
    'COMMIT',
  ];
  await run(inNamespace(folder, name, ['iptables-restore', '-w']), { input: `${text.join('\n')}\n` });
}

/** @param {string} folder @param {NamespaceName} name @param {Record<string, string | number>} values */
async function sysctl(folder, name, values) {
  const lines = Object.entries(values).map(([key, value]) => `echo ${value} > /proc/sys/net/${key}`);
  await run(inNamespace(folder, name, ['sh', '-ec', lines.join('\n')]));
}

/** The host, the LAN, its neighbour and the cloud, with the wires between them. @param {string} folder */
export async function buildNetwork(folder) {
  for (const name of /** @type {const} */ (['host', 'lan', 'neighbour', 'cloud'])) await createNamespace(folder, name);
  const at = (/** @type {string} */ name) => path.join(folder, 'ns', name);
  await ip(folder, 'lan', [
    `link add name ${lanBridge} type bridge`,
    `link add name port-host type veth peer name ${uplinkName} netns ${at('host')}`,
    `link add name port-nb type veth peer name eth0 netns ${at('neighbour')}`,
    `link add name wan type veth peer name eth0 netns ${at('cloud')}`,
    `link set port-host master ${lanBridge} up`,
    `link set port-nb master ${lanBridge} up`,
  ]);
  await ip(folder, 'host', [
    'link add name vEthernet type bridge',
    `link set ${uplinkName} address ${macAddresses.hostUplink}`,
  ]);
}

/** @param {string} folder @param {SwitchKind} kind */
async function configureHost(folder, kind) {
  const bridged = kind.switchType === 'External';
  const onLan = bridged ? kind.hostInterface : uplinkName;
  await ip(folder, 'host', [
    `link set ${kind.hostInterface} address ${macAddresses.host} up`,
    `link set ${uplinkName} ${bridged ? `master ${kind.hostInterface}` : 'nomaster'} up`,
    `address flush dev ${uplinkName}`,
    `address flush dev ${kind.hostInterface}`,
    `address add ${kind.hostAddress}/${kind.prefixLength} brd + dev ${kind.hostInterface}`,
    ...(bridged ? [] : [`address add ${lan.host}/${lan.prefixLength} brd + dev ${uplinkName}`]),
    `route replace default via ${lan.gateway} dev ${onLan}`,
  ]);
  await sysctl(folder, 'host', { 'ipv4/ip_forward': bridged ? 0 : 1, 'bridge/bridge-nf-call-iptables': 0 });
  await configureHostFirewall(folder, kind);
}

/**
 * Windows' NAT lets through what came from the switch and its answers, and nothing that begins on the LAN.
 * @param {string} folder @param {SwitchKind} kind
 */
async function configureHostFirewall(folder, kind) {
  if (kind.natNetwork === undefined) {
    await firewall(folder, 'host', {});
    return;
  }
  await firewall(folder, 'host', {
    policy: 'DROP',
    filter: [
      '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      `-A FORWARD -i ${kind.hostInterface} -o ${uplinkName} -j ACCEPT`,
    ],
    nat: [`-A POSTROUTING -s ${kind.natNetwork} -o ${uplinkName} -j MASQUERADE`],
  });
}

/** @param {string} folder */
async function configureLan(folder) {
  await ip(folder, 'lan', [
    `address flush dev ${lanBridge}`,
    // A bridge without an address of its own takes one of its ports', and changes it when a port comes or goes.
    `link set ${lanBridge} address ${macAddresses.lanRouter} mtu 1500 up`,
    `link set wan mtu 1500 up`,
    `address flush dev wan`,
    `address add ${lan.gateway}/${lan.prefixLength} brd + dev ${lanBridge}`,
    `address add ${wan.router}/${wan.prefixLength} brd + dev wan`,
    `route replace default via ${cloudNames['pool.ntp.org']} dev wan`,
  ]);
  await sysctl(folder, 'lan', { 'ipv4/ip_forward': 1, 'bridge/bridge-nf-call-iptables': 0 });
  await firewall(folder, 'lan', {});
  await ip(folder, 'neighbour', [
    `link set eth0 address ${macAddresses.neighbour} up`,
    `address flush dev eth0`,
    `address add ${lan.neighbour}/${lan.prefixLength} brd + dev eth0`,
    `route replace default via ${lan.gateway} dev eth0`,
  ]);
}

/** @param {string} folder */
async function configureCloud(folder) {
  const addresses = [...new Set(Object.values(cloudNames))].filter((address) => !publicDns.includes(address));
  await ip(folder, 'cloud', [
    `link set eth0 mtu 1500 up`,
    `address flush dev eth0`,
    ...addresses.map((address) => `address add ${address}/${wan.prefixLength} dev eth0`),
    ...publicDns.map((address) => `address replace ${address}/32 dev lo`),
    `route replace default via ${wan.router} dev eth0`,
  ]);
  await firewall(folder, 'cloud', {});
}

const dnsmasq = [
  'dnsmasq',
  '--keep-in-foreground',
  '--conf-file=/dev/null',
  '--pid-file=',
  '--user=root',
  '--no-hosts',
  '--no-resolv',
  '--log-facility=-',
  '--log-queries',
  '--log-dhcp',
  '--bind-interfaces',
];

/** Every name of the cloud, with no IPv6 address, and a plain "no such name" for all others. */
const zone = [
  '--local=/#/',
  ...Object.entries(cloudNames).map(([name, address]) => `--host-record=${name},${address}`),
];

/** @param {'tcp' | 'udp'} protocol @param {number} port @param {number} pid @returns {boolean} whether anything listens in the network of that process */
function isListening(protocol, port, pid) {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const states = protocol === 'tcp' ? ['0A'] : ['07']; // TCP_LISTEN and an unconnected UDP socket, as proc(5) has them
  const lines = readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8').split('\n').slice(1);
  return lines.some((line) => {
    const [, local = '', , state = ''] = line.trim().split(/\s+/);
    return local.endsWith(hex) && states.includes(state);
  });
}

/**
 * Starts a server anew and waits until it listens.
 * @param {string} folder @param {{ role: string, place: NamespaceName, argv: string[], ports: ['tcp' | 'udp', number][] }} server
 */
async function restartServer(folder, { role, place, argv, ports }) {
  await endRole(folder, role);
  const { pid } = startDaemon(folder, role, inNamespace(folder, place, argv));
  const namespace = statSync(namespacePath(folder, place)).ino;
  await waitFor(`the start of ${role} (see ${path.join(folder, 'logs', `${role}.log`)})`, 10_000, () => {
    try {
      const entered = statSync(`/proc/${pid}/ns/net`).ino === namespace;
      return entered && ports.every(([protocol, port]) => isListening(protocol, port, pid));
    } catch {
      return false;
    }
  });
}

/**
 * The Default Switch's DHCP and DNS, as Internet Connection Sharing has them: the gateway is the name server.
 * @param {string} folder @param {SwitchKind} kind @param {{ dnsOption?: boolean, routerOption?: boolean }} [how] false: DHCP doesn't hand it out
 */
export async function startHostServices(folder, kind, how = {}) {
  if (kind.dhcpRange === undefined) return;
  const argv = [
    ...dnsmasq,
    `--interface=${kind.hostInterface}`,
    '--except-interface=lo',
    `--server=${lan.gateway}`,
    '--domain=mshome.net',
    '--dhcp-authoritative',
    '--no-ping',
    `--dhcp-leasefile=${path.join(folder, 'host.leases')}`,
    `--dhcp-range=${kind.dhcpRange},1h`,
    `--dhcp-host=${macAddresses.vm},${reserved.vm}`,
    `--dhcp-host=${macAddresses.control},${reserved.control}`,
    // An option without a value is not handed out.
    how.routerOption === false ? '--dhcp-option=3' : `--dhcp-option=3,${kind.gateway}`,
    how.dnsOption === false ? '--dhcp-option=6' : `--dhcp-option=6,${kind.gateway}`,
  ];
  await restartServer(folder, {
    role: 'host-dnsmasq',
    place: 'host',
    argv,
    ports: [
      ['udp', 53],
      ['udp', 67],
    ],
  });
}

/** @param {string} folder */
export async function startLanServices(folder) {
  const argv = [
    ...dnsmasq,
    `--interface=${lanBridge}`,
    '--except-interface=lo',
    ...zone,
    '--domain=contoso.local',
    '--dhcp-authoritative',
    '--no-ping',
    `--dhcp-leasefile=${path.join(folder, 'lan.leases')}`,
    `--dhcp-range=${lan.dhcpRange},1h`,
  ];
  await restartServer(folder, {
    role: 'lan-dnsmasq',
    place: 'lan',
    argv,
    ports: [
      ['udp', 53],
      ['udp', 67],
    ],
  });
}

/** @param {string} folder @param {'cloud' | 'inspected'} [chain] the certificates that the cloud shows */
export async function startCloudServices(folder, chain = 'cloud') {
  const services = [process.execPath, cloudServices, path.join(folder, 'certificates'), chain];
  const ports = [...tlsPorts, proxyPort].map((port) => /** @type {['tcp', number]} */ (['tcp', port]));
  const names = [...dnsmasq, ...publicDns.map((address) => `--listen-address=${address}`), ...zone];
  await Promise.all([
    restartServer(folder, { role: 'cloud-services', place: 'cloud', argv: services, ports: [...ports, ['udp', 123]] }),
    restartServer(folder, { role: 'cloud-dnsmasq', place: 'cloud', argv: names, ports: [['udp', 53]] }),
  ]);
}

/**
 * Everything around the guests as it is when all is well; also puts right what a fault has changed.
 * @param {string} folder @param {SwitchName} switchName
 */
export async function configureNetwork(folder, switchName) {
  const kind = switchKinds[switchName];
  await Promise.all([configureHost(folder, kind), configureLan(folder), configureCloud(folder)]);
  await Promise.all([startHostServices(folder, kind), startLanServices(folder), startCloudServices(folder)]);
}

/**
 * A guest's wire: new at each start, because what lives in a network namespace must not outlive the guest.
 * @param {string} folder @param {'vm' | 'control'} role
 */
export async function plugGuestIn(folder, role) {
  const port = `port-${role}`;
  const links = await run(inNamespace(folder, 'host', ['ip', '-o', 'link', 'show']));
  if (links.includes(` ${port}@`)) await ip(folder, 'host', [`link delete ${port}`]);
  await createNamespace(folder, role);
  await ip(folder, 'host', [
    `link add name ${port} type veth peer name eth0 netns ${path.join(folder, 'ns', role)}`,
    `link set ${port} master vEthernet up`,
  ]);
  await ip(folder, role, [`link set eth0 address ${macAddresses[role]}`]);
}
