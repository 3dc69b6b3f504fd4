import { formatPrefix, prefixOf } from '../../core/src/ipv4.js';
import { policyRule as rule, type PolicyRule } from '../../core/src/parse/guest/policyRules.js';
import type { Route } from '../../core/src/parse/guest/route.js';
import type { WorldAddress, WorldInterface } from '../../core/src/model/netfilter/world.js';

/** The machine that the packets go through: its interfaces are what an EFLOW guest has, and a second card. */
export interface SceneInterface {
  readonly name: string;
  readonly mac: string;
  readonly address: string;
  readonly prefixLength: number;
  /** A second address in a subnet of its own. */
  readonly second?: WorldAddress;
}

/** The machines on `docker0`, which is a real bridge: each on a port of its own. */
export interface Port {
  readonly name: string;
  /** What the wire is called: the first port's as the bridge, as routing knows no ports. */
  readonly wire: string;
  readonly address: string;
  readonly mac: string;
}

export const bridgePorts: readonly Port[] = [
  { name: 'veth-a', wire: 'docker0', address: '172.17.0.2', mac: '02:00:00:00:02:02' },
  { name: 'veth-b', wire: 'docker0.b', address: '172.17.0.3', mac: '02:00:00:00:02:03' },
];

export const REAL_BRIDGE = 'docker0';

export const BRIDGE = 'br-6868c9739a37';

/** Plain pairs of virtual Ethernet under these names, but for one: to routing and filters, a bridge is an interface like any other. */
export const cards: readonly SceneInterface[] = [
  { name: 'eth0', mac: '02:00:00:00:01:01', address: '172.30.230.10', prefixLength: 20 },
  {
    name: 'eth1',
    mac: '02:00:00:00:01:02',
    address: '10.4.0.10',
    prefixLength: 24,
    second: { address: '192.168.7.10', prefixLength: 24 },
  },
  { name: BRIDGE, mac: '02:00:00:00:01:03', address: '172.18.0.1', prefixLength: 16 },
  { name: 'docker0', mac: '02:00:00:00:01:04', address: '172.17.0.1', prefixLength: 16 },
];

/** For the agent's own use: by its answers on this pair it knows when the kernel is done. */
export const sync: SceneInterface = {
  name: 'sync',
  mac: '02:00:00:00:01:7f',
  address: '198.51.100.1',
  prefixLength: 30,
};

/** What a card is given. */
export const addressesOf = ({ address, prefixLength, second }: SceneInterface): readonly WorldAddress[] => [
  { address, prefixLength },
  ...(second === undefined ? [] : [second]),
];

export const GATEWAY = '172.30.224.1';

/** Addresses that packets and rules are made of: near and far, own, of containers, and those that mean more than one machine. */
export const senders: Readonly<Record<string, readonly string[]>> = {
  eth0: [GATEWAY, '172.30.225.77', '203.0.113.5', '10.4.0.77', '172.18.0.3'],
  eth1: ['10.4.0.1', '10.4.0.77', '203.0.113.5', '172.30.225.77'],
  [BRIDGE]: ['172.18.0.3', '172.18.0.4', '172.30.225.77'],
  docker0: ['172.17.0.2'],
};

export const oddSenders: readonly string[] = [
  '172.30.230.10',
  '127.0.0.1',
  '0.0.0.0',
  '224.0.0.251',
  '255.255.255.255',
];

export const targets: readonly string[] = [
  '172.30.230.10',
  '10.4.0.10',
  '172.18.0.1',
  '172.18.0.3',
  '172.18.0.4',
  '172.17.0.2',
  '172.17.0.3',
  '203.0.113.5',
  '10.4.0.77',
  '172.30.225.77',
  '192.168.7.10',
  '192.168.7.77',
];

export const oddTargets: readonly string[] = [
  '172.30.239.255',
  '255.255.255.255',
  '224.0.0.1',
  '127.0.0.1',
  '0.0.0.1',
  '172.18.0.0',
  '240.0.0.1',
];

export const ports: readonly number[] = [22, 80, 443, 1883, 5671, 8883, 9000, 50000];

/** A set of routes and policy rules, as commands of ip(8) and as the world has them. */
export interface Routing {
  readonly routes: readonly Route[];
  readonly policyRules: readonly PolicyRule[];
}

const route = (destination: string, more: Partial<Route>): Route => ({
  table: 'main',
  type: 'unicast',
  destination,
  gateway: null,
  device: null,
  metric: 0,
  source: null,
  scope: null,
  protocol: null,
  linkDown: false,
  ...more,
});

const byEth0 = route('0.0.0.0/0', { device: 'eth0', gateway: GATEWAY, metric: 100 });
const byEth1 = route('0.0.0.0/0', { device: 'eth1', gateway: '10.4.0.1', metric: 200 });

/** What differs from scene to scene: two default routes, one, none, routes of every type behind policy rules, and one by the second subnet of a card. */
const variants: readonly Routing[] = [
  { routes: [byEth0, byEth1], policyRules: [] },
  { routes: [byEth1], policyRules: [] },
  { routes: [], policyRules: [] },
  {
    routes: [
      byEth0,
      byEth1,
      route('203.0.113.128/25', { type: 'blackhole' }),
      route('172.17.0.2/32', { type: 'unreachable' }),
      route('0.0.0.0/0', { table: '100', device: 'eth1', gateway: '10.4.0.1' }),
      route('172.18.0.0/16', { table: '100', type: 'throw' }),
      route('172.18.0.0/24', { table: '101', device: BRIDGE }),
      route('203.0.113.5/32', { table: '101', type: 'prohibit' }),
    ],
    policyRules: [rule(900, { fwmark: '0x1/0x1', table: '100' }), rule(901, { from: '10.4.0.0/24', table: '101' })],
  },
  { routes: [route('0.0.0.0/0', { device: 'eth1', gateway: '192.168.7.1' })], policyRules: [] },
];

export const ROUTINGS = variants.length;

const variant = (number: number): Routing => variants[number] ?? { routes: [], policyRules: [] };

const routeWords = ({ type, destination, gateway, device, metric, table }: Route): string =>
  [
    'route add',
    ...(type === 'unicast' ? [] : [type]),
    destination,
    ...(gateway === null ? [] : ['via', gateway]),
    ...(device === null ? [] : ['dev', device]),
    ...(metric === 0 ? [] : ['metric', String(metric)]),
    'table',
    table,
  ].join(' ');

const ruleWords = (one: PolicyRule): string =>
  [
    `rule add ${one.inverted ? 'not ' : ''}from ${one.from}`,
    ...(one.to === null ? [] : [`to ${one.to}`]),
    ...(one.fwmark === null ? [] : [`fwmark ${one.fwmark}`]),
    ...(one.iif === null ? [] : [`iif ${one.iif}`]),
    ...(one.protocol === null ? [] : [`ipproto ${one.protocol}`]),
    ...(one.sourcePorts === null ? [] : [`sport ${one.sourcePorts}`]),
    ...(one.destinationPorts === null ? [] : [`dport ${one.destinationPorts}`]),
    ...(one.other === null ? [] : [one.other]),
    ...(one.action === 'lookup' ? [`table ${one.table ?? ''}`] : [one.action]),
    ...(one.goto === null ? [] : [String(one.goto)]),
    ...(one.suppressPrefixLength === null ? [] : [`suppress_prefixlength ${one.suppressPrefixLength}`]),
    `priority ${one.priority}`,
  ].join(' ');

/** One of the sets, with the policy rules that a scene has besides. */
export interface RoutingChoice {
  readonly routing: number;
  readonly policyRules?: readonly PolicyRule[];
}

const chosen = ({ routing, policyRules = [] }: RoutingChoice): Routing => ({
  routes: variant(routing).routes,
  policyRules: [...variant(routing).policyRules, ...policyRules],
});

/** Commands that make one set out of another. */
export const switchRouting = (from: RoutingChoice, to: RoutingChoice): string[] => [
  ...chosen(from).policyRules.map((one) => ruleWords(one).replace('rule add', 'rule del')),
  ...chosen(from).routes.map((one) => routeWords(one).replace('route add', 'route del')),
  ...chosen(to).routes.map(routeWords),
  ...chosen(to).policyRules.map(ruleWords),
];

const links = [...cards, sync].flatMap((card) =>
  addressesOf(card).map(({ address, prefixLength }) => {
    const prefix = prefixOf(address, prefixLength);
    return route(prefix === null ? '' : formatPrefix(prefix), { device: card.name });
  }),
);

/** The same set as the world has it. */
export const routingOf = (choice: RoutingChoice): Routing => ({
  routes: [...chosen(choice).routes, ...links],
  policyRules: [
    rule(0, { table: 'local' }),
    ...chosen(choice).policyRules,
    rule(32766, { table: 'main' }),
    rule(32767, { table: 'default' }),
  ],
});

export const interfaces: readonly WorldInterface[] = [
  { name: 'lo', up: true, kind: null, master: null, addresses: [{ address: '127.0.0.1', prefixLength: 8 }] },
  ...[...cards, sync].map((card) => ({
    name: card.name,
    up: true,
    kind: card.name === REAL_BRIDGE ? 'bridge' : null,
    master: null,
    addresses: addressesOf(card),
  })),
  ...bridgePorts.map(({ name }) => ({
    name,
    up: true,
    kind: 'veth',
    master: REAL_BRIDGE,
    addresses: [],
    hairpin: false,
  })),
];
