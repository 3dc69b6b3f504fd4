import assert from 'node:assert/strict';
import { emptyRuleset, type Ruleset } from '../../../core/src/parse/iptables/rule.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import type { Route } from '../../../core/src/parse/guest/route.js';
import { addressSpan, newConnection, type Packet } from '../../../core/src/model/netfilter/packet.js';
import { describeStep, type Step } from '../../../core/src/model/netfilter/step.js';
import type { Walk } from '../../../core/src/model/netfilter/verdict.js';
import type { World, WorldContainer } from '../../../core/src/model/netfilter/world.js';

export const rulesetOf = (text: string): Ruleset => {
  const read = parseIptablesSave(text);
  assert.ok(read.ok);
  return read.value;
};

export const route = (destination: string, device: string, more: Partial<Route> = {}): Route => ({
  table: 'main',
  type: 'unicast',
  destination,
  gateway: null,
  device,
  metric: 0,
  source: null,
  scope: null,
  protocol: null,
  linkDown: false,
  ...more,
});

export const BRIDGE = 'br-6868c9739a37';

export const edgeHub: WorldContainer = {
  name: 'edgeHub',
  running: true,
  hostNetwork: false,
  endpoints: [{ address: '172.18.0.3', bridge: BRIDGE, subnet: '172.18.0.0/16' }],
  published: [8883, 5671, 443].map((port) => ({
    protocol: 'tcp',
    hostAddress: null,
    hostPort: port,
    containerPort: port,
  })),
  exposed: [],
};

/** What dockerd 24 lays down for one module on the network of IoT Edge, with an INPUT as in the stock ip4save of Mariner. */
export const dockerRules = (
  changes: { input?: string; user?: string; nat?: string; forward?: string } = {},
): string => `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
${
  changes.nat ??
  `-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.18.0.0/16 ! -o ${BRIDGE} -j MASQUERADE
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A POSTROUTING -s 172.18.0.3/32 -d 172.18.0.3/32 -p tcp -m tcp --dport 8883 -j MASQUERADE
-A DOCKER -i ${BRIDGE} -j RETURN
-A DOCKER -i docker0 -j RETURN
-A DOCKER ! -i ${BRIDGE} -p tcp -m tcp --dport 8883 -j DNAT --to-destination 172.18.0.3:8883
-A DOCKER ! -i ${BRIDGE} -p tcp -m tcp --dport 4443 -j DNAT --to-destination 172.18.0.3:443`
}
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-ISOLATION-STAGE-2 - [0:0]
:DOCKER-USER - [0:0]
${
  changes.input ??
  `-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT`
}
${
  changes.forward ??
  `-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-ISOLATION-STAGE-1
-A FORWARD -o ${BRIDGE} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o ${BRIDGE} -j DOCKER
-A FORWARD -i ${BRIDGE} ! -o ${BRIDGE} -j ACCEPT
-A FORWARD -i ${BRIDGE} -o ${BRIDGE} -j ACCEPT
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A FORWARD -i docker0 -o docker0 -j ACCEPT`
}
-A OUTPUT -j ACCEPT
-A DOCKER -d 172.18.0.3/32 ! -i ${BRIDGE} -o ${BRIDGE} -p tcp -m tcp --dport 8883 -j ACCEPT
-A DOCKER -d 172.18.0.3/32 ! -i ${BRIDGE} -o ${BRIDGE} -p tcp -m tcp --dport 443 -j ACCEPT
-A DOCKER-ISOLATION-STAGE-1 -i ${BRIDGE} ! -o ${BRIDGE} -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -j RETURN
-A DOCKER-ISOLATION-STAGE-2 -o ${BRIDGE} -j DROP
-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
-A DOCKER-ISOLATION-STAGE-2 -j RETURN
${changes.user === undefined ? '' : `${changes.user}\n`}-A DOCKER-USER -j RETURN
COMMIT
`;

/** A device behind a switch 172.30.224.0/20 whose host and gateway is 172.30.224.1. */
export const device = (rules: string, more: Partial<World> = {}): World => ({
  backEnds: [
    { name: 'nft', ruleset: rulesetOf(rules) },
    { name: 'legacy', ruleset: emptyRuleset },
  ],
  gaps: [],
  outside: [],
  interfaces: [
    { name: 'lo', up: true, kind: null, master: null, addresses: [{ address: '127.0.0.1', prefixLength: 8 }] },
    { name: 'eth0', up: true, kind: null, master: null, addresses: [{ address: '172.30.230.10', prefixLength: 20 }] },
    {
      name: 'docker0',
      up: true,
      kind: 'bridge',
      master: null,
      addresses: [{ address: '172.17.0.1', prefixLength: 16 }],
    },
    { name: BRIDGE, up: true, kind: 'bridge', master: null, addresses: [{ address: '172.18.0.1', prefixLength: 16 }] },
  ],
  routes: [
    route('0.0.0.0/0', 'eth0', { gateway: '172.30.224.1', metric: 1024 }),
    route('172.30.224.0/20', 'eth0'),
    route('172.17.0.0/16', 'docker0'),
    route('172.18.0.0/16', BRIDGE),
  ],
  policyRules: null,
  settings: {
    'net.ipv4.ip_forward': '1',
    'net.bridge.bridge-nf-call-iptables': '1',
    ...Object.fromEntries(
      ['all', 'eth0', 'docker0', BRIDGE, 'lo'].map((name) => [`net.ipv4.conf.${name}.rp_filter`, '1']),
    ),
  },
  listeners: [
    { protocol: 'tcp', address: '0.0.0.0', port: 22, process: 'sshd' },
    { protocol: 'tcp', address: '0.0.0.0', port: 8883, process: 'docker-proxy' },
    { protocol: 'tcp', address: '0.0.0.0', port: 9000, process: 'telemetry' },
  ],
  containers: [edgeHub],
  hostAddress: null,
  ...more,
});

type Tables = Partial<Record<'raw' | 'mangle' | 'nat' | 'filter' | 'security', readonly string[]>>;

const HOOKS = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
} as const;

/** Tables that let everything pass but for these rules. */
export const rulesOf = (tables: Tables): string =>
  Object.entries(tables)
    .map(([name, rules]) =>
      [`*${name}`, ...HOOKS[name as keyof Tables].map((hook) => `:${hook} ACCEPT [0:0]`), ...rules, 'COMMIT\n'].join(
        '\n',
      ),
    )
    .join('');

/** `tcp 172.30.224.1 > 172.30.230.10:8883`; addresses and ports may be sets: `10.0.0.0/8`, `1000-2000`. */
export const packetOf = (text: string, inInterface: string | null = 'eth0', more: Partial<Packet> = {}): Packet => {
  const [protocol = '', from = '', , target = ''] = text.split(' ');
  const [to = '', ports = '0'] = target.split(':');
  const [lo = 0, hi = lo] = ports.split('-').map(Number);
  assert.ok(protocol === 'tcp' || protocol === 'udp' || protocol === 'icmp');
  const [source, destination] = [addressSpan(from), addressSpan(to)];
  assert.ok(source !== null && destination !== null);
  return { ...newConnection({ protocol, from: source, to: destination, port: [lo, hi], inInterface }), ...more };
};

const words = (value: unknown): string => {
  if (value === null || value === undefined) return '-';
  if (typeof value !== 'object') return JSON.stringify(value).replaceAll('"', '');
  return 'hook' in value ? describeStep(value as Step) : `(${Object.values(value).map(words).join(' ')})`;
};

/** What happened on the way, and what came of it: `is for the VM itself | (accepted (vm))`. */
export const told = ({ verdict, trail }: Walk): string => [...trail.map(describeStep), words(verdict)].join(' | ');
