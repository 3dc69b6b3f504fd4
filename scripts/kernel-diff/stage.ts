import { spawnSync } from 'node:child_process';
import type { Ruleset } from '../../core/src/parse/iptablesRule.js';
import { parseIptablesSave } from '../../core/src/parse/iptablesSave.js';
import { parsePolicyRules, type PolicyRule } from '../../core/src/parse/policyRules.js';
import type { Route } from '../../core/src/parse/route.js';
import { parseRoutes } from '../../core/src/parse/routes.js';
import type { World } from '../../core/src/model/netfilter/world.js';
import type { Scene } from './arbitraries.js';
import { bytesOf } from './bytes.js';
import type { Laboratory } from './laboratory.js';
import { observe, observeReplies, readHandles, repliesTo, type Observation } from './observe.js';
import { BRIDGE, GATEWAY, interfaces } from './scene.js';

/** A scene that the kernel's tools refuse is no case: the generator should not have made it. */
export class DoesNotLoad extends Error {}

/** Commands of ip that make a set of routes and policy rules out of the one before. */
const clear = ['route del default', 'route del default', 'route flush table 100', 'route flush table 101'];
const routings: readonly (readonly string[])[] = [
  [`route add default via ${GATEWAY} dev eth0 metric 100`, 'route add default via 10.4.0.1 dev eth1 metric 200'],
  ['route add default via 10.4.0.1 dev eth1'],
  [],
  [
    `route add default via ${GATEWAY} dev eth0 metric 100`,
    'route add default via 10.4.0.1 dev eth1 metric 200',
    'route add blackhole 203.0.113.128/25',
    'route add unreachable 172.17.0.2/32',
    'rule add fwmark 0x1/0x1 table 100 priority 900',
    'rule add from 10.4.0.0/24 table 101 priority 901',
    'route add default via 10.4.0.1 dev eth1 table 100',
    'route add throw 172.18.0.0/16 table 100',
    `route add 172.18.0.0/24 dev ${BRIDGE} table 101`,
    'route add prohibit 203.0.113.5/32 table 101',
  ],
];
const undo: readonly (readonly string[])[] = [
  [],
  [],
  [],
  [
    'rule del priority 900',
    'rule del priority 901',
    'route del blackhole 203.0.113.128/25',
    'route del unreachable 172.17.0.2/32',
  ],
];

interface Routing {
  readonly routes: readonly Route[];
  readonly policyRules: readonly PolicyRule[];
}

const TABLES: Readonly<Record<string, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Tables that a text leaves out are emptied, so that nothing of the scene before stays. */
const whole = (text: string): string =>
  Object.entries(TABLES)
    .filter(([name]) => !text.includes(`*${name}\n`))
    .map(([name, hooks]) => `*${name}\n${hooks.map((hook) => `:${hook} ACCEPT [0:0]\n`).join('')}COMMIT\n`)
    .join('') + text;

const rulesetOf = (text: string): Ruleset => {
  const read = parseIptablesSave(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};

const valueOf = <T>(
  read: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string },
): T => {
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};

/** Plays scenes in the laboratory, and keeps what stays the same from one to the next. */
export const openStage = (laboratory: Laboratory, guest: string) => {
  const loaded: Record<'nft' | 'legacy', string> = { nft: '', legacy: '' };
  const current = { routing: -1, handles: readHandles([]) };
  const known: (Routing | undefined)[] = [];
  const settings = new Map<string, number>();

  const inGuest = (...command: string[]): string => {
    const done = spawnSync('nsenter', [`--net=/run/netns/${guest}`, ...command], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };

  const ip = (lines: readonly string[]): void => {
    const options = [`--net=/run/netns/${guest}`, 'ip', '-force', '-batch', '-'];
    spawnSync('nsenter', options, { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  };

  const readRouting = (): Routing => ({
    routes: valueOf(parseRoutes(inGuest('ip', '-4', '-j', 'route', 'show', 'table', 'all'))),
    policyRules: valueOf(parsePolicyRules(inGuest('ip', '-4', '-j', 'rule'))),
  });

  const route = (number: number): Routing => {
    if (current.routing !== number) {
      ip([...(undo[current.routing] ?? []), ...clear, ...(routings[number] ?? [])]);
      current.routing = number;
    }
    return (known[number] ??= readRouting());
  };

  const load = async (backEnd: 'nft' | 'legacy', text: string): Promise<void> => {
    if (loaded[backEnd] === text) return;
    const [answer = ''] = await laboratory.ask(`rules ${backEnd} ${Buffer.from(text).toString('hex')}`);
    if (answer !== 'loaded') throw new DoesNotLoad(`${answer}\n${text}`);
    loaded[backEnd] = text;
    if (backEnd === 'nft') current.handles = readHandles(await laboratory.ask('handles'));
  };

  const set = async (name: string, value: number): Promise<void> => {
    if (settings.get(name) === value) return;
    const [answer = ''] = await laboratory.ask(`set ipv4/conf/${name} ${value}`);
    if (answer !== 'set') throw new Error(answer);
    settings.set(name, value);
  };

  const play = async ({
    rules,
    routing,
    settings: wanted,
    shots,
  }: Scene): Promise<{ world: World; seen: Observation[] }> => {
    const texts = { nft: whole(rules.nft ?? ''), legacy: whole(rules.legacy ?? '') };
    await load('nft', texts.nft);
    await load('legacy', texts.legacy);
    const routed = route(routing);
    for (const [name, value] of Object.entries(wanted)) await set(name, value);
    await laboratory.ask('forget');
    for (const [index, shot] of shots.entries())
      laboratory.tell(`send ${shot.inInterface ?? '-'} ${bytesOf(shot, index + 1).toString('hex')}`);
    const legacy = rulesetOf(texts.legacy);
    const lines = await laboratory.ask('settle');
    const seen = observe(lines, { count: shots.length, handles: current.handles, legacy });
    const replies = repliesTo(lines, shots.length);
    for (const { line } of replies) laboratory.tell(line);
    observeReplies(seen, replies, await laboratory.ask('settle'));
    return {
      world: {
        backEnds: [
          { name: 'nft', ruleset: rulesetOf(texts.nft) },
          { name: 'legacy', ruleset: legacy },
        ],
        gaps: [],
        interfaces,
        ...routed,
        settings: Object.fromEntries([
          ['net.ipv4.ip_forward', '1'],
          ...Object.entries(wanted).map(([name, value]) => [`net.ipv4.conf.${name.replace('/', '.')}`, String(value)]),
        ]),
        listeners: [],
        containers: null,
        hostAddress: null,
      },
      seen,
    };
  };

  return { play };
};
