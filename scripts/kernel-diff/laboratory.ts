import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { lastOf, prefixOf, toDotted } from '../../core/src/model/ipv4.js';
import { cards, sync, type SceneInterface } from './scene.js';

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

const wireName = ({ name }: SceneInterface): string => `w-${name.slice(0, 10)}`;

const pair = (guest: string, wires: string, card: SceneInterface): void => {
  ip(`link add ${wireName(card)} netns ${wires} type veth peer name ${card.name} address ${card.mac} netns ${guest}`);
  inside(wires, ['ip', 'link', 'set', wireName(card), 'up']);
  // Without ARP the kernel sends to any neighbour at once: the wires have no machines that could answer for themselves.
  const arp = card === sync ? 'on' : 'off';
  inside(guest, ['ip', 'link', 'set', card.name, 'arp', arp, 'up']);
  inside(guest, ['ip', 'addr', 'add', `${card.address}/${card.prefixLength}`, 'brd', '+', 'dev', card.name]);
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
  for (const card of [...cards, sync]) pair(guest, wires, card);
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

/** One processor for the agent and so for all that it sets off: what was sent first is done first. */
const startAgent = (agentFile: string, guest: string, wires: string): ChildProcessWithoutNullStreams => {
  const ends = [...cards, sync].map((card) => `${wireName(card)}=${card.name}=${card.mac}=${broadcastOf(card)}`);
  const command = ['-c', '0', 'nsenter', `--net=/run/netns/${wires}`, 'perl', agentFile, 'wires', guest, ...ends];
  return spawn('taskset', command, { stdio: ['pipe', 'pipe', 'pipe'] });
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
  agent.on('exit', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`The agent ended: ${errors}`));
  });
  createInterface({ input: agent.stdout }).on('line', (line) => {
    lines.push(line);
    if (!LAST.test(line)) return;
    waiting.shift()?.resolve(lines);
    lines = [];
  });
  return (command) =>
    new Promise((resolve, reject) => {
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
