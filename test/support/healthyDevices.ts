import type { FactValues } from '../../core/src/facts/facts.js';
import { emptyRuleset } from '../../core/src/parse/iptables/rule.js';
import { namesOf } from './askedNames.js';
import { placed } from './devices.js';
import { healthyFacts, route, vm } from './healthyFacts.js';
import { everywhere } from './proxyCases.js';
import { tried } from './reachCases.js';
import type { Change } from './snapshots.js';
import { twoCards } from './twoCards.js';

/** What a healthy device may be like: each choice of each aspect is legal, and so is nearly every combination. */

export const placements = {
  'Default Switch': placed({
    kind: 'default',
    address: vm.address,
    prefixLength: 20,
    gateway: vm.gateway,
    host: vm.gateway,
  }),
  'Default Switch elsewhere': placed({
    kind: 'default',
    address: '192.168.100.77',
    prefixLength: 20,
    gateway: '192.168.96.1',
    host: '192.168.96.1',
  }),
  'Internal, fixed': placed({
    kind: 'internal',
    address: '172.20.0.2',
    prefixLength: 24,
    gateway: '172.20.0.1',
    host: '172.20.0.1',
    fixed: true,
    dns: ['192.168.10.2'],
  }),
  'Internal, DHCP': placed({
    kind: 'internal',
    address: '172.20.0.150',
    prefixLength: 24,
    gateway: '172.20.0.1',
    host: '172.20.0.1',
    dns: ['192.168.10.2', '192.168.10.3'],
  }),
  'External, DHCP': placed({
    kind: 'external',
    address: '10.47.0.45',
    prefixLength: 24,
    gateway: '10.47.0.1',
    host: '10.47.0.20',
    dns: ['10.20.0.53'],
  }),
  'External, fixed': placed({
    kind: 'external',
    address: '10.47.3.45',
    prefixLength: 22,
    gateway: '10.47.0.1',
    host: '10.47.0.20',
    fixed: true,
    dns: ['10.20.0.53'],
    isServer: true,
  }),
} as const satisfies Record<string, Change>;

/** A device with this configuration, whose names all resolve and whose registry is open. */
const upstream = (
  change: Partial<FactValues['guest.upstream']>,
  ...reach: readonly ReturnType<typeof tried>[]
): Change => {
  const configured = { ...healthyFacts['guest.upstream'], ...change };
  return {
    'guest.upstream': configured,
    'guest.nameProbe': namesOf(configured),
    'guest.reach': [...reach, tried('mcr.microsoft.com', 443, 'connected')],
  };
};

const dps = 'global.azure-devices-provisioning.net';
const below = { ...healthyFacts['guest.upstream'], parent: 'parent.plant', registries: ['parent.plant:443'] };

export const protocols = {
  AMQP: upstream({ protocol: 'Amqp' }, tried(vm.hub, 5671, 'connected'), tried(vm.hub, 443, 'connected')),
  'AMQP by default, with 443 closed': upstream({ protocol: null }, tried(vm.hub, 5671, 'connected')),
  MQTT: upstream({ protocol: 'Mqtt' }, tried(vm.hub, 8883, 'connected'), tried(vm.hub, 443, 'silent')),
  'AMQP over WebSockets, with 5671 closed': upstream(
    { protocol: 'AmqpWs' },
    tried(vm.hub, 443, 'connected'),
    tried(vm.hub, 5671, 'silent'),
  ),
  'MQTT over WebSockets': upstream({ protocol: 'MqttWs' }, tried(vm.hub, 443, 'connected')),
  'provisioned by DPS': upstream(
    { provisioning: 'dps', dps },
    tried(vm.hub, 5671, 'connected'),
    tried(dps, 443, 'connected'),
  ),
  'below a parent': {
    'guest.upstream': below,
    'guest.nameProbe': namesOf(below, { 'parent.plant': { addresses: ['10.9.0.4'] } }),
    'guest.reach': [5671, 443].map((port) =>
      tried('parent.plant', port, 'connected', { address: '10.9.0.4', issuer: 'CN=Plant CA' }),
    ),
  },
} as const satisfies Record<string, Change>;

export const systems = {
  'EFLOW 1.5 on Mariner 2': {},
  'EFLOW 1.4 on Mariner 2': { 'host.eflow': { installed: true, version: '1.4.10.15222', vmDeployed: true } },
  'EFLOW 1.5.6 on Azure Linux 3, with nft': {
    'host.eflow': { installed: true, version: '1.5.6.08025', vmDeployed: true },
    'guest.release': {
      ...healthyFacts['guest.release'],
      id: 'azurelinux',
      versionId: '3.0',
      prettyName: 'Microsoft Azure Linux 3.0',
      eflowVersion: '1.5.6.08025',
      kernel: '6.6.57.1-2.azl3',
    },
    'guest.iptablesVersion': { version: '1.8.10', backEnd: 'nft' },
    'guest.iptablesNft': healthyFacts['guest.iptablesLegacy'],
    'guest.iptablesLegacy': emptyRuleset,
  },
} as const satisfies Record<string, Change>;

const proxy = 'http://proxy.contoso.local:3128';
const throughProxy = (host: string) => tried(host, 443, 'connected', { via: 'proxy', address: '10.77.0.9' });

export const surroundings = {
  'nothing special': {},
  'a proxy in all four places, and nothing direct': {
    'guest.proxySettings': everywhere(proxy),
    'guest.nameProbe': healthyFacts['guest.nameProbe'],
    'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'AmqpWs' },
    'guest.reach': [
      tried(vm.hub, 443, 'silent'),
      tried('mcr.microsoft.com', 443, 'silent'),
      throughProxy(vm.hub),
      throughProxy('mcr.microsoft.com'),
    ],
  },
  'no modules yet': {
    'guest.containers': healthyFacts['guest.containers'].filter(({ name }) => name === 'edgeAgent'),
    'guest.listeners': healthyFacts['guest.listeners'].filter(({ port }) => port === 53),
    'host.portProbe': [],
  },
  'a clock that nobody keeps': {
    'guest.clock': { ...healthyFacts['guest.clock'], synchronized: false, ntpServer: null },
  },
} as const satisfies Record<string, Change>;

/** A second card to a plant network without a way out, as on industrial devices: no gateway there. */
export const withSecondCard = (device: Change): Change => {
  const own = device['guest.interfaces'];
  const routes = device['guest.routes'];
  if (own === undefined || routes === undefined || 'lost' in own || 'lost' in routes)
    throw new Error('No whole device.');
  const second = twoCards.filter(({ name }) => name === 'eth1');
  return {
    'guest.interfaces': [...own, ...second],
    'guest.routes': [
      ...routes,
      route({ destination: '10.200.1.0/24', device: 'eth1', scope: 'link', source: '10.200.1.9' }),
    ],
  };
};

const pools = healthyFacts['guest.containerNetworks'];

/** What a healthy device may have besides, whatever else it is. */
export const extras = {
  'nothing more': {},
  'more container networks, IPv6, and DNS of a company for the engine': {
    'guest.containerNetworks': [
      ...pools,
      ...['172.19.0.0/16', '10.213.4.0/24'].map((subnet, index) => ({
        ...pools[0]!,
        id: String(index + 5).repeat(64),
        name: `plant-${index}`,
        bridge: `br-${String(index + 5).repeat(12)}`,
        subnets: [
          { subnet, gateway: subnet.replace(/0\/\d+$/, '1') },
          { subnet: `fd00:${index}::/64`, gateway: `fd00:${index}::1` },
        ],
      })),
    ],
    'guest.memory': { totalKb: 900_000, availableKb: 120_000 },
  },
} as const satisfies Record<string, Change>;
