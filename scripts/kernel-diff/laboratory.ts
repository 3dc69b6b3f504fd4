import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { lastOf, prefixOf, toDotted } from '../../core/src/ipv4.js';
import { addressesOf, bridgePorts, cards, REAL_BRIDGE, sync, type SceneInterface } from './scene.js';

/** Two network namespaces of its own, the guest and the wires of its cards, with an agent that sends and listens. */
export interface Laboratory {
  /** The name of the guest's namespace. */
  readonly guest: string;
  /** Asks the agent; the lines of its answer up to the one that ends it. */
  readonly ask: (command: string) => Promise<string[]>;
  /** For commands that have no answer. */
  readonly tell: (command: string) => void;
  readonly close: () => void;
}

const ip = (...lines: string[]): void => {
  const done = spawnSync('ip', ['-batch', '-'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`ip: ${done.error?.message ?? done.stderr}`);
};

const inside = (namespace: string, command: readonly string[]): void => {
  const done = spawnSync('nsenter', [`--net=/run/netns/${namespace}`, ...command], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command.join(' ')}: ${done.error?.message ?? done.stderr}`);
};

const wireName = (name: string): string => `w-${name.slice(0, 12)}`;

interface Namespaces {
  readonly guest: string;
  readonly wires: string;
}

const pair = ({ guest, wires }: Namespaces, name: string, wire: string, mac: string | null): void => {
  const address = mac === null ? '' : `address ${mac}`;
  ip(`link add ${wireName(wire)} netns ${wires} type veth peer name ${name} ${address} netns ${guest}`);
  inside(wires, ['ip', 'link', 'set', wireName(wire), 'up']);
};

/** Without ARP the kernel sends to any neighbour at once: the wires have no machines that could answer for themselves. */
const number = ({ guest }: Namespaces, card: SceneInterface, arp: 'on' | 'off'): void => {
  inside(guest, ['ip', 'link', 'set', card.name, 'arp', arp, 'up']);
  for (const { address, prefixLength } of addressesOf(card))
    inside(guest, ['ip', 'addr', 'add', `${address}/${prefixLength}`, 'brd', '+', 'dev', card.name]);
};

/** A bridge needs addresses to find its ports by. */
const bridge = (namespaces: Namespaces, card: SceneInterface): void => {
  const { guest } = namespaces;
  inside(guest, ['ip', 'link', 'add', card.name, 'address', card.mac, 'type', 'bridge', 'mcast_snooping', '0']);
  for (const port of bridgePorts) {
    pair(namespaces, port.name, port.wire, null);
    inside(guest, ['ip', 'link', 'set', port.name, 'master', card.name, 'up']);
    inside(guest, ['bridge', 'fdb', 'add', port.mac, 'dev', port.name, 'master', 'static']);
  }
  number(namespaces, card, 'on');
  for (const { address, mac } of bridgePorts)
    inside(guest, ['ip', 'neigh', 'add', address, 'lladdr', mac, 'dev', card.name, 'nud', 'permanent']);
};

const plug = (namespaces: Namespaces, card: SceneInterface): void => {
  if (card.name === REAL_BRIDGE) {
    bridge(namespaces, card);
    return;
  }
  pair(namespaces, card.name, card.name, card.mac);
  number(namespaces, card, card === sync ? 'on' : 'off');
};

/** No answer is held back by a rate limit, and what the kernel sends by itself (IPv6) stays away. */
const SETTINGS = [
  'net/ipv4/icmp_ratemask=0',
  'net/ipv4/ip_forward=1',
  'net/ipv6/conf/all/disable_ipv6=1',
  'net/netfilter/nf_log/2=nfnetlink_log',
];

const setUp = (guest: string, wires: string): void => {
  ip(`netns add ${guest}`, `netns add ${wires}`);
  inside(wires, ['sh', '-c', 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6']);
  for (const card of [...cards, sync]) plug({ guest, wires }, card);
  inside(guest, ['ip', 'link', 'set', 'lo', 'up']);
  for (const setting of SETTINGS) {
    const [path = '', value = ''] = setting.split('=');
    inside(guest, ['sh', '-c', `echo ${value} > /proc/sys/${path}`]);
  }
};

const broadcastOf = ({ address, prefixLength }: SceneInterface): string => {
  const prefix = prefixOf(address, prefixLength);
  return prefix === null ? '' : toDotted(lastOf(prefix));
};

const tearDown = (guest: string, wires: string): void => {
  for (const name of [guest, wires]) spawnSync('ip', ['netns', 'del', name]);
};

const end = (wire: string, mac: string, broadcast: string): string => [wireName(wire), wire, mac, broadcast].join('=');

/** Every wire with the frame address of who is to take what comes in by it, and the neighbours that a bridge reaches. */
const agentArguments = (): string[] => [
  ...[...cards, sync].map((card) => end(card.name, card.mac, broadcastOf(card))),
  ...bridgePorts.slice(1).map(({ wire }) => {
    const card = cards.find(({ name }) => name === REAL_BRIDGE);
    return end(wire, card?.mac ?? '', card === undefined ? '' : broadcastOf(card));
  }),
];

const neighbours = (): string => bridgePorts.map(({ address, mac }) => `${address}=${mac}`).join(',');

/** One processor for the agent and so for all that it sets off: what was sent first is done first. */
const startAgent = (agentFile: string, guest: string, wires: string): ChildProcessWithoutNullStreams => {
  const allowed = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const command = [
    '-c',
    allowed,
    'nsenter',
    `--net=/run/netns/${wires}`,
    'perl',
    agentFile,
    'wires',
    guest,
    neighbours(),
  ];
  return spawn('taskset', [...command, ...agentArguments()], { stdio: ['pipe', 'pipe', 'pipe'] });
};

const LAST = /^(ready|done|loaded|failed|set|ran|forgotten)\b/;

interface Waiting {
  readonly resolve: (lines: string[]) => void;
  readonly reject: (error: Error) => void;
}

const converse = (agent: ChildProcessWithoutNullStreams): Laboratory['ask'] => {
  const waiting: Waiting[] = [];
  let lines: string[] = [];
  let errors = '';
  agent.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  let ended: Error | null = null;
  agent.on('exit', () => {
    ended = new Error(`The agent ended: ${errors}`);
    for (const { reject } of waiting.splice(0)) reject(ended);
  });
  createInterface({ input: agent.stdout }).on('line', (line) => {
    lines.push(line);
    if (!LAST.test(line)) return;
    waiting.shift()?.resolve(lines);
    lines = [];
  });
  return (command) =>
    new Promise((resolve, reject) => {
      if (ended !== null) reject(ended);
      waiting.push({ resolve, reject });
      if (command !== '') agent.stdin.write(`${command}\n`);
    });
};

/** Sets everything up; `close` takes it all away again, as does the end of the process. */
export const openLaboratory = async (agentFile: string): Promise<Laboratory> => {
  const [guest, wires] = [`nd${process.pid}g`, `nd${process.pid}w`];
  let agent: ChildProcessWithoutNullStreams | null = null;
  const close = (): void => {
    process.off('exit', close);
    agent?.kill('SIGKILL');
    tearDown(guest, wires);
  };
  process.on('exit', close);
  try {
    setUp(guest, wires);
    const started = (agent = startAgent(agentFile, guest, wires));
    const ask = converse(started);
    await ask('');
    return { guest, ask, tell: (command) => started.stdin.write(`${command}\n`), close };
  } catch (error) {
    close();
    throw error;
  }
};
