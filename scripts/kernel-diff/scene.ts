import type { Route } from '../../core/src/parse/route.js';
import type { WorldInterface } from '../../core/src/model/netfilter/world.js';

/** The machine that the packets go through: its interfaces are what an EFLOW guest has, and a second card. */
export interface SceneInterface {
  readonly name: string;
  readonly mac: string;
  readonly address: string;
  readonly prefixLength: number;
}

export const BRIDGE = 'br-6868c9739a37';

/** Plain pairs of virtual Ethernet under these names: to routing and filters, a bridge is an interface like any other. */
export const cards: readonly SceneInterface[] = [
  { name: 'eth0', mac: '02:00:00:00:01:01', address: '172.30.230.10', prefixLength: 20 },
  { name: 'eth1', mac: '02:00:00:00:01:02', address: '10.4.0.10', prefixLength: 24 },
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

export const GATEWAY = '172.30.224.1';

/** Addresses that packets and rules are made of: near and far, own, of containers, and those that mean more than one machine. */
export const senders: Readonly<Record<string, readonly string[]>> = {
  eth0: [GATEWAY, '172.30.225.77', '203.0.113.5', '10.4.0.77', '172.18.0.3'],
  eth1: ['10.4.0.1', '10.4.0.77', '203.0.113.5', '172.30.225.77'],
  [BRIDGE]: ['172.18.0.3', '172.18.0.4', '172.17.0.2'],
  docker0: ['172.17.0.2', '172.18.0.3'],
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
  '203.0.113.5',
  '10.4.0.77',
  '172.30.225.77',
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

const route = (destination: string, device: string, gateway: string | null, metric: number): Route => ({
  table: 'main',
  type: 'unicast',
  destination,
  gateway,
  device,
  metric,
  source: null,
  scope: null,
  protocol: null,
  linkDown: false,
});

/** The routes of a machine with two cards; which of the two default routes wins is the scene's choice. */
export const routesOf = (defaults: readonly { readonly device: string; readonly metric: number }[]): Route[] => [
  ...defaults.map(({ device, metric }) => route('0.0.0.0/0', device, device === 'eth0' ? GATEWAY : '10.4.0.1', metric)),
  route('172.30.224.0/20', 'eth0', null, 0),
  route('10.4.0.0/24', 'eth1', null, 0),
  route('172.18.0.0/16', BRIDGE, null, 0),
  route('172.17.0.0/16', 'docker0', null, 0),
];

export const interfaces: readonly WorldInterface[] = [
  { name: 'lo', up: true, kind: null, master: null, addresses: [{ address: '127.0.0.1', prefixLength: 8 }] },
  ...[...cards, sync].map(({ name, address, prefixLength }) => ({
    name,
    up: true,
    kind: null,
    master: null,
    addresses: [{ address, prefixLength }],
  })),
];
