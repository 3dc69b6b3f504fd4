import { asked } from '../../support/dnsCases.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { lookup, network } from '../../support/nameCases.js';
import { everywhere, proxied } from '../../support/proxyCases.js';
import { tried } from '../../support/reachCases.js';
import type { Change } from '../../support/snapshots.js';
import { onLan, placed } from '../../support/devices.js';
import { at, azureLinux3, behindNat, look, serverless, services, system, variantsOf } from '../../support/variants.js';

const well = look({ servers: [vm.gateway] });

/** The names of the containers, all unresolved, and nothing reached by them. */
const deafContainers = (base: Change): Change => ({
  'guest.nameProbe': (base['guest.nameProbe'] as (typeof healthyFacts)['guest.nameProbe']).map((one) =>
    one.from === 'vm' ? one : { ...one, addresses: [], state: 'timedOut' as const },
  ),
  'guest.reach': (base['guest.reach'] as (typeof healthyFacts)['guest.reach']).map((one) =>
    one.from === 'vm' ? one : tried(one.host, one.port, 'unresolved', { from: one.from, address: null, tookMs: null }),
  ),
});

const daemon = (...dns: readonly string[]): Change => ({
  'guest.daemonJson': { present: true, dns, mtu: null, iptables: null, userlandProxy: null },
});

const dead = (from: 'vm' | typeof network, ...servers: readonly string[]) =>
  servers.flatMap((server) => asked(server, 'silent')).map((one) => ({ ...one, from }));

/** Nothing answers Windows directly. */
const unansweredHost = healthyFacts['host.reach'].map((one) => ({
  ...one,
  ...{ tcp: 'silent', tls: 'notTried', issuer: null },
})) satisfies (typeof healthyFacts)['host.reach'];

variantsOf('case 17: names fail in modules alone', [
  {
    name: 'one module brings a server that is gone',
    device: [
      at(onLan),
      {
        'guest.containers': healthyFacts['guest.containers'].map((one) =>
          one.name === 'edgeHub' ? { ...one, dns: ['10.99.0.53'] } : one,
        ),
        'guest.dnsProbe': [...asked('10.20.0.53', 'answered'), ...dead(network, '10.99.0.53')],
      },
    ],
    finds: ['DNS009'],
    says: ['10.99.0.53'],
  },
  {
    name: 'daemon.json names public servers on a plant network, on Azure Linux 3',
    device: [
      at(onLan),
      azureLinux3,
      daemon('8.8.8.8'),
      deafContainers(at(onLan)),
      {
        'guest.dnsProbe': [
          ...asked('10.20.0.53', 'answered'),
          ...dead(network, '127.0.0.11'),
          ...dead('vm', '8.8.8.8'),
          ...dead(network, '8.8.8.8'),
        ],
      },
    ],
    finds: ['DNS008'],
    under: ['DNS010'],
    says: ['8.8.8.8'],
  },
  {
    name: 'containers keep the server of the network before: the VM moved',
    device: [
      at(onLan),
      deafContainers(at(onLan)),
      {
        'guest.dnsProbe': [...asked('10.20.0.53', 'answered'), ...dead(network, '127.0.0.11')],
        'guest.containerResolvConf': healthyFacts['guest.containerResolvConf'].map((one) => ({
          ...one,
          changedAt: (one.changedAt ?? 0) + (one.container === null ? 90_000 : 0),
          nameservers: one.container === null ? ['10.20.0.53'] : ['172.27.112.1'],
        })),
      },
    ],
    finds: ['DNS010'],
  },
  {
    name: 'daemon.json names servers that answer: no fault',
    device: [
      well,
      daemon('192.168.10.2'),
      {
        'guest.dnsProbe': [
          ...asked(vm.gateway, 'answered'),
          ...asked('192.168.10.2', 'answered'),
          ...asked('192.168.10.2', 'answered').map((one) => ({ ...one, from: network })),
        ],
      },
    ],
    finds: [],
  },
]);

variantsOf('case 20: an outbound allow list that forgot something', [
  {
    name: 'DNS, with two servers behind a NAT',
    device: [at({ ...behindNat, dns: ['192.168.10.2', '192.168.10.3'] }, { silent: true }), system({ isServer: true })],
    finds: ['DNS003'],
    under: ['DNS011'],
  },
  {
    name: 'the registry, while the hub is open over MQTT',
    device: [
      at(onLan, { to: services(8883), ends: ({ host }) => ({ tcp: host === vm.hub ? 'connected' : 'silent' }) }),
      { 'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'Mqtt' } },
    ],
    finds: ['EP002'],
    says: ['mcr.microsoft.com'],
  },
  {
    name: 'the hub over AMQP: WebSockets would do',
    device: [at(onLan, { ends: ({ port }) => ({ tcp: port === 5671 ? 'silent' : 'connected' }) })],
    finds: ['EP001'],
    says: ['5671'],
  },
  {
    name: 'the provisioning service of the cloud in China',
    device: [
      look({
        servers: [vm.gateway],
        to: [
          { host: 'plant.azure-devices.cn', port: 8883 },
          { host: 'plant.azure-devices.cn', port: 443 },
          { host: 'global.azure-devices-provisioning.cn', port: 443 },
          { host: 'mcr.azk8s.cn', port: 443 },
        ],
        ends: ({ host }) => ({ tcp: host.startsWith('global.') ? 'refused' : 'connected' }),
      }),
      {
        'guest.upstream': {
          ...healthyFacts['guest.upstream'],
          hub: 'plant.azure-devices.cn',
          protocol: 'Mqtt',
          provisioning: 'dps',
          dps: 'global.azure-devices-provisioning.cn',
          registries: ['mcr.azk8s.cn'],
        },
      },
    ],
    finds: ['EP002'],
    says: ['global.azure-devices-provisioning.cn'],
  },
  {
    name: 'an own registry alone',
    device: [
      look({
        servers: [vm.gateway],
        to: services(5671, { host: 'contoso.azurecr.io', port: 443 }),
        ends: ({ host }) => ({ tcp: host === 'contoso.azurecr.io' ? 'silent' : 'connected' }),
      }),
      {
        'guest.upstream': {
          ...healthyFacts['guest.upstream'],
          registries: ['mcr.microsoft.com', 'contoso.azurecr.io'],
        },
      },
    ],
    finds: ['EP002'],
    says: ['contoso.azurecr.io'],
  },
  {
    name: 'time, which the host keeps: no fault',
    device: [
      look({ servers: [vm.gateway] }),
      {
        'guest.ntpProbe': healthyFacts['guest.ntpProbe'].map((one) => ({
          ...one,
          state: 'silent' as const,
          stratum: null,
          offsetMs: null,
          delayMs: null,
        })),
      },
    ],
    finds: [],
  },
  {
    name: 'public servers of a fixed address, while the LAN has its own (case 42)',
    device: [at({ ...onLan, fixed: true, dns: ['8.8.8.8', '8.8.4.4'] }, { silent: true })],
    finds: ['DNS003'],
    under: ['DNS011'],
    says: ['8.8.8.8', '8.8.4.4', '192.168.10.2'],
  },
  {
    name: 'one of two servers',
    device: [
      at({ ...onLan, dns: ['10.20.0.53', '10.20.0.54'] }),
      { 'guest.dnsProbe': [...asked('10.20.0.53', 'answered'), ...asked('10.20.0.54', 'silent')] },
    ],
    finds: ['DNS004'],
  },
  {
    name: 'a public server in resolved.conf, which is silent beside the server of the LAN',
    device: [
      at(onLan),
      {
        'guest.resolver': {
          global: { ...healthyFacts['guest.resolver'].global, servers: ['8.8.8.8'] },
          links: healthyFacts['guest.resolver'].links.map((link) => ({ ...link, servers: onLan.dns })),
        },
        'guest.dnsProbe': [...asked(onLan.dns[0], 'answered'), ...asked('8.8.8.8', 'silent')],
      },
    ],
    finds: ['DNS007'],
    under: ['DNS004'],
    says: ['8.8.8.8'],
  },
]);

const proxy = 'http://10.77.0.9:3128';
const through = (host: string, from: 'vm' | typeof network = 'vm') =>
  tried(host, 443, 'connected', { via: 'proxy', address: '10.77.0.9', from });
const closed = (...to: readonly { host: string; port: number }[]) =>
  to.flatMap(({ host, port }) => (['vm', network] as const).map((from) => tried(host, port, 'silent', { from })));
const websockets: Change = { 'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'AmqpWs' } };

variantsOf('case 22: a proxy in some of its places', [
  {
    name: 'the engine alone has none, on an Internal switch',
    device: [
      at(behindNat),
      system({ isServer: true }),
      websockets,
      {
        'guest.proxySettings': proxied({ edged: proxy, identityd: proxy, edgeAgent: proxy }),
        'guest.reach': [
          ...closed(...services(443)),
          through(vm.hub),
          through('mcr.microsoft.com'),
          through(vm.hub, network),
        ],
      },
    ],
    finds: ['PX001'],
  },
  {
    name: 'in all four places, and AMQP',
    device: [
      at(onLan),
      {
        'guest.proxySettings': everywhere(proxy),
        'guest.reach': [...closed(...services(5671)), through(vm.hub), through('mcr.microsoft.com')],
      },
    ],
    finds: ['PX003'],
    under: ['EP001'],
  },
  {
    name: 'the host has one and the VM none',
    device: [
      at(onLan, { ends: () => ({ tcp: 'silent' }) }),
      {
        'host.proxy': { ...healthyFacts['host.proxy'], winHttp: { proxy: 'proxy.contoso.local:3128', bypass: null } },
        'host.reach': unansweredHost,
      },
    ],
    finds: ['PX005'],
    under: ['EP001', 'EP002'],
  },
  {
    name: 'the host finds one by a script, and the VM has none',
    device: [
      at(onLan, { ends: () => ({ tcp: 'silent' }) }),
      {
        'host.proxy': {
          ...healthyFacts['host.proxy'],
          winInet: { ...healthyFacts['host.proxy'].winInet, autoConfigUrl: 'http://wpad.contoso.com/wpad.dat' },
        },
        'host.reach': unansweredHost,
      },
    ],
    finds: ['PX005'],
    under: ['EP001', 'EP002'],
    says: ['wpad.dat'],
  },
  {
    name: 'a proxy that does not answer',
    device: [
      at(onLan),
      websockets,
      {
        'guest.proxySettings': everywhere(proxy),
        'guest.reach': [
          ...closed(...services(443)),
          tried(vm.hub, 443, 'silent', { via: 'proxy', address: '10.77.0.9' }),
          tried('mcr.microsoft.com', 443, 'silent', { via: 'proxy', address: '10.77.0.9' }),
        ],
      },
    ],
    finds: ['PX004'],
    under: ['EP001', 'EP002'],
  },
  {
    name: 'a proxy by address in all places, and no DNS server: all is reached',
    device: [
      at({ ...onLan, fixed: true }),
      serverless,
      websockets,
      {
        'guest.proxySettings': everywhere(proxy),
        'guest.reach': [
          through(vm.hub),
          through('mcr.microsoft.com'),
          through(vm.hub, network),
          through('mcr.microsoft.com', network),
        ],
      },
    ],
    finds: [],
  },
]);

const tls = (tlsState: 'failed' | 'ok', issuer: string | null = null) => ({
  tcp: 'connected' as const,
  tls: tlsState,
  issuer,
});

const dayBehind: Change = {
  'guest.clock': {
    ...healthyFacts['guest.clock'],
    epochSeconds: healthyFacts['guest.clock'].epochSeconds - 86_400,
    synchronized: false,
  },
  'guest.ntpProbe': healthyFacts['guest.ntpProbe'].map((one) => ({ ...one, offsetMs: 86_400_000 })),
};

/** No TLS opens, and something takes also what goes to an address that no machine can have. */
const takenByNobody = (): Change => {
  const base = at(onLan, { ends: () => tls('failed') });
  const reach = base['guest.reach'] as (typeof healthyFacts)['guest.reach'];
  return {
    ...base,
    'guest.reach': reach.map((one) => (one.host === '192.0.2.1' ? { ...one, ...tls('failed') } : one)),
  };
};

const smallCard = (placed(onLan)['guest.interfaces'] as (typeof healthyFacts)['guest.interfaces']).map((one) =>
  one.name === 'eth0' ? { ...one, mtu: 1400 } : one,
);

variantsOf('case 60: TLS does not come through', [
  {
    name: 'to the registry alone, on a LAN: a filter by name',
    device: [at(onLan, { ends: ({ host }) => (host === 'mcr.microsoft.com' ? tls('failed') : { tcp: 'connected' }) })],
    finds: ['TLS002'],
    says: ['mcr.microsoft.com'],
  },
  {
    name: 'to everything, with small packets alone getting through',
    device: [
      at(onLan, { ends: () => tls('failed') }),
      {
        'guest.pathMtu': [
          { from: 'vm', host: vm.hub, port: 5671, address: '40.83.177.42', passed: 1280, lost: 1400, told: null },
        ],
      },
    ],
    finds: ['MTU002'],
    under: ['TLS002'],
  },
  {
    name: 'from containers alone, whose packets are larger than the card takes',
    device: [
      at(onLan, { ends: (_, from) => (from === 'vm' ? { tcp: 'connected' } : tls('failed')) }),
      { 'guest.interfaces': smallCard },
    ],
    finds: ['MTU001', 'MTU001'],
    says: ['TLS does not open', '1400'],
  },
  {
    name: 'to everything, where something on the path takes every connection',
    device: [takenByNobody()],
    finds: ['EP004'],
    under: ['TLS002'],
    unknown: ['RT005'],
  },
  {
    name: 'to everything, where something takes every connection, and a clock that is a day behind',
    device: [takenByNobody(), dayBehind],
    finds: ['NTP001', 'EP004'],
    under: ['TLS002'],
    unknown: ['RT005'],
  },
  {
    name: 'an inspecting firewall shows its own issuer, behind NAT with MQTT',
    device: [
      at(behindNat, {
        to: services(8883),
        ends: ({ port }) => (port === 443 ? tls('ok', 'CN=Contoso Inspection CA') : { tcp: 'connected' }),
      }),
      system({ isServer: true }),
      { 'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'Mqtt' } },
    ],
    finds: ['TLS001'],
    says: ['Contoso Inspection CA'],
  },
  {
    name: 'an inspecting firewall, which lets MQTT not through at all: two faults',
    device: [
      at(onLan, {
        to: services(8883),
        ends: ({ port }) => (port === 8883 ? { tcp: 'silent' } : tls('ok', 'CN=Contoso Inspection CA')),
      }),
      { 'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'Mqtt' } },
    ],
    finds: ['EP001', 'TLS001'],
  },
  {
    name: 'a clock that is a day behind',
    device: [at(onLan, { ends: () => tls('failed') }), dayBehind],
    finds: ['NTP001'],
    under: ['TLS002'],
  },
]);

variantsOf('case 31: clocks', [
  {
    name: 'half an hour behind, without a time server, on Azure Linux 3',
    device: [
      at(behindNat),
      system({ isServer: true }),
      azureLinux3,
      {
        'guest.clock': {
          ...healthyFacts['guest.clock'],
          epochSeconds: healthyFacts['guest.clock'].epochSeconds - 1_800,
          synchronized: false,
          ntpServer: null,
        },
        'guest.ntpProbe': [],
      },
    ],
    finds: ['NTP001'],
  },
  {
    name: 'VM and host agree, and both are wrong',
    device: [
      look({ servers: [vm.gateway] }),
      { 'guest.ntpProbe': healthyFacts['guest.ntpProbe'].map((one) => ({ ...one, offsetMs: 3_600_000 })) },
    ],
    finds: ['NTP003'],
  },
]);

variantsOf('names that lead elsewhere', [
  {
    name: 'a hosts file that pins the hub to an old address',
    device: [
      look({
        servers: [vm.gateway],
        ends: ({ host }, from) => ({
          tcp: host === vm.hub && from === 'vm' ? 'silent' : 'connected',
          ...(host === vm.hub && from === 'vm' ? { address: '40.1.2.3' } : {}),
        }),
      }),
      {
        'guest.hosts': [...healthyFacts['guest.hosts'], { address: '40.1.2.3', names: [vm.hub] }],
        'guest.nameProbe': [
          lookup('vm', vm.hub, ['40.1.2.3']),
          lookup('vm', 'mcr.microsoft.com', ['40.83.177.42']),
          lookup(network, vm.hub, ['40.83.177.42']),
          lookup(network, 'mcr.microsoft.com', ['40.83.177.42']),
        ],
      },
    ],
    finds: ['DNS019'],
    under: ['EP001'],
  },
]);

/** Below a parent whose name the VM's resolver does not find, while its server and the containers know it. */
const below = (parent: string): readonly Change[] => [
  at(onLan, {
    to: [
      { host: parent, port: 8883 },
      { host: parent, port: 443 },
    ],
  }),
  {
    'guest.upstream': { ...healthyFacts['guest.upstream'], parent, protocol: 'Mqtt', registries: [`${parent}:443`] },
    'guest.dnsProbe': [
      ...asked(onLan.dns[0], 'answered').map((one) => ({ ...one, name: parent, addresses: ['10.47.0.9'] })),
      ...asked('192.0.2.1', 'silent').filter(({ transport }) => transport === 'udp'),
    ],
    'guest.nameProbe': [lookup('vm', parent, [], 'unresolved'), lookup(network, parent, ['10.47.0.9'])],
    'guest.reach': [8883, 443].flatMap((port) => [
      tried(parent, port, 'unresolved', { address: null, tookMs: null }),
      tried(parent, port, 'connected', { from: network, address: '10.47.0.9' }),
    ]),
  },
];

variantsOf('a parent that only the VM does not find (row G15)', [
  {
    name: 'in the Active Directory domain of the plant, contoso.local',
    device: below('gateway.contoso.local'),
    finds: ['DNS021'],
    under: ['DNS011'],
    says: ['gateway.contoso.local', '10.20.0.53 answers'],
  },
  { name: 'by its bare name', device: below('gateway'), finds: ['DNS021'], under: ['DNS011'] },
]);

const split = 'edge-1.contoso.local';

variantsOf('a parent that modules are sent elsewhere for (row G11)', [
  {
    name: 'an old address in another private network, and nothing else tried',
    device: [
      {
        'guest.upstream': { ...healthyFacts['guest.upstream'], parent: split, registries: [`${split}:443`] },
        'guest.nameProbe': [lookup('vm', split, ['172.27.112.1']), lookup(network, split, ['192.168.10.20'])],
        'guest.reach': [5671, 443].flatMap((port) => [
          tried(split, port, 'connected', { address: '172.27.112.1' }),
          tried(split, port, 'silent', { address: '192.168.10.20', from: network }),
        ]),
      },
    ],
    finds: ['DNS014'],
    under: ['EP003'],
    says: ['192.168.10.20'],
  },
]);
