// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hubAddress } from './addresses.mjs';
import { maskPrograms } from './guest.mjs';
import { ip, startHostServices } from './network.mjs';
import { waitFor } from './run.mjs';
import { writeWhole } from './state.mjs';
import { switchKinds } from './switches.mjs';

/** Steps that several faults are made of. */

/** @typedef {import('./lab-api.mjs').Lab} Lab */
/** @typedef {import('./lab-api.mjs').Place} Place */

/** A command as root that has to succeed. @param {Lab} lab @param {string} command @param {Place} [place] @returns {Promise<string>} */
export async function asRoot(lab, command, place = 'vm') {
  const result = await lab.execIn(place, command);
  if (result.code !== 0) throw new Error(`'${command}' failed at ${place}: ${result.stderr.trim()}`);
  return result.stdout;
}

/** Waits until a command in the guest succeeds. @param {Lab} lab @param {string} what @param {string} command @param {number} [timeoutMs] */
export async function waitInGuest(lab, what, command, timeoutMs = 20_000) {
  await waitFor(what, timeoutMs, async () => (await lab.execIn('vm', command)).code === 0);
}

/** @param {Lab} lab @param {string} file a path in the guest */
export function guestFile(lab, file) {
  return path.join(lab.state.guest.rootPath, file);
}

/** Changes a file of the running guest. @param {Lab} lab @param {string} file @param {(text: string) => string} change */
export function editGuestFile(lab, file, change) {
  const full = guestFile(lab, file);
  const before = readFileSync(full, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} holds nothing of what the fault changes`);
  writeFileSync(full, after);
}

/** Adds rules to a machine outside the guest, beside those of other faults. @param {Lab} lab @param {Place} place @param {readonly string[]} rules */
export async function addRules(lab, place, rules) {
  for (const rule of rules) await asRoot(lab, `iptables -w ${rule}`, place);
}

/** Rules of the LAN's router. @param {Lab} lab @param {string[]} filter */
export async function atRouter(lab, filter) {
  await addRules(lab, 'lan', filter);
}

/** @param {Lab} lab */
export function switchOf(lab) {
  return switchKinds[lab.state.options.switch];
}

/** The router drops the hub's port, silently. @param {Lab} lab @param {number} port */
export async function blockHubPort(lab, port) {
  await atRouter(lab, [`-A FORWARD -d ${hubAddress}/32 -p tcp -m tcp --dport ${port} -j DROP`]);
}

/** Makes the device use another protocol upstream, in both places that say so. @param {Lab} lab @param {string} protocol */
export function useProtocol(lab, protocol) {
  const was = lab.state.options.protocol;
  if (was === protocol) return;
  editGuestFile(lab, 'etc/aziot/config.toml', (text) =>
    text.replace(`UpstreamProtocol = "${was}"`, `UpstreamProtocol = "${protocol}"`),
  );
  editGuestFile(lab, 'var/lib/docker/stand-in/containers.json', (text) =>
    text.replaceAll(`UpstreamProtocol=${was}`, `UpstreamProtocol=${protocol}`),
  );
}

/** Another DHCP server from now on, and a guest that boots with it. @param {Lab} lab @param {{ dnsOption?: boolean, routerOption?: boolean }} how */
export async function handOut(lab, how) {
  await startHostServices(lab.folder, switchOf(lab), how);
  await lab.restartGuest();
  await waitForAddress(lab);
}

/** A guest that boots with another file of its link. @param {Lab} lab @param {(text: string) => string} change */
export async function bootWithLinkFile(lab, change) {
  editGuestFile(lab, 'etc/systemd/network/99-dhcp-en.network', change);
  await lab.restartGuest();
  await waitForAddress(lab);
}

/** @param {Lab} lab */
export async function waitForAddress(lab) {
  await waitInGuest(lab, "the guest's address", 'ip -4 address show dev eth0 | grep -q "inet "');
}

/** @param {Lab} lab @param {readonly string[]} names */
export async function restartWithout(lab, names) {
  await lab.stopGuest();
  await maskPrograms(lab.folder, 'vm', names);
  await lab.startGuest();
}

/** A second adapter of the guest, straight on the LAN; it goes with the guest's power. @param {Lab} lab */
export async function addLanAdapter(lab) {
  await ip(lab.folder, 'lan', [
    `link add name port-vm1 type veth peer name eth1 netns ${lab.state.namespaces['vm'] ?? ''}`,
    'link set port-vm1 master lan0 up',
  ]);
  // "configured": address and routes are in, not only asked for.
  await waitInGuest(lab, 'the second adapter', 'networkctl --no-legend list eth1 | grep -qw configured');
}

/** What the agent answers from now on, whatever the guest has. @param {Lab} lab @param {{ mac?: string, ip?: string, sourceWording?: string }} answer */
export function agentSays(lab, answer) {
  writeWhole(path.join(lab.folder, 'agent.json'), `${JSON.stringify(answer)}\n`);
}

/** The host's own firewall drops what the switch asks it. @param {Lab} lab @param {string[]} matches */
export async function dropAtHost(lab, matches) {
  const { hostInterface } = switchOf(lab);
  await addRules(
    lab,
    'host',
    matches.map((match) => `-A INPUT -i ${hostInterface} ${match} -j DROP`),
  );
}

/** @param {Lab} lab */
export async function silenceDhcp(lab) {
  await dropAtHost(lab, ['-p udp -m udp --dport 67']);
}

/** Moves the modules' network to another prefix of 24 bits. @param {Lab} lab @param {string} prefix its first three numbers */
export function moveEdgeNetwork(lab, prefix) {
  const move = (/** @type {string} */ text) =>
    text
      .replaceAll('172.18.0.0/16', `${prefix}.0/24`)
      .replaceAll(/172\.18\.0\.(\d+)\/16/g, `${prefix}.$1/24`)
      .replaceAll('172.18.0.', `${prefix}.`)
      .replaceAll('"IPPrefixLen": 16', '"IPPrefixLen": 24');
  editGuestFile(lab, 'var/lib/docker/stand-in/networks.json', move);
  editGuestFile(lab, 'var/lib/docker/stand-in/containers.json', move);
}

/** @param {Lab} lab @returns {Promise<string>} the IPv4 address of eth0, empty where it has none */
export async function guestAddress(lab) {
  const text = await asRoot(lab, 'ip -4 -o address show dev eth0');
  return / inet ([0-9.]+)\//.exec(text)?.[1] ?? '';
}

/** What the Windows host shows from now on, where Linux has nothing like it. @param {Lab} lab @param {Record<string, unknown>} settings */
export function windowsShows(lab, settings) {
  const file = path.join(lab.folder, 'windows.json');
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeWhole(file, `${JSON.stringify({ ...before, ...settings })}\n`);
}
