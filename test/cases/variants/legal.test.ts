import { onLan, placed } from '../../support/devices.js';
import { asked } from '../../support/dnsCases.js';
import { edgeHubPorts, liveText, rulesOf, savedText } from '../../support/firewall.js';
import { container, healthyFacts, inet, route, vm } from '../../support/healthyFacts.js';
import { lookup, network } from '../../support/nameCases.js';
import { tried } from '../../support/reachCases.js';
import type { Change } from '../../support/snapshots.js';
import { twoCards } from '../../support/twoCards.js';
import { at, firewall, look, services, system, variantsOf } from '../../support/variants.js';

/** What is seldom seen and legal: nothing fails, and nothing is unknown. */

const well = look({ servers: [vm.gateway] });
const [card, ...bridges] = healthyFacts['guest.containerNetworks'];
const [eth0] = healthyFacts['guest.resolver'].links;
const lan = placed(onLan);
const isLost = (value: unknown): boolean => typeof value === 'object' && value !== null && 'lost' in value;

/** A fact of these changes, which hold it whole. */
const of = <const K extends keyof Change>(change: Change, id: K): (typeof healthyFacts)[K] => {
  const value = change[id];
  if (value === undefined || isLost(value)) throw new Error(`${id} is not there.`);
  return value as (typeof healthyFacts)[K];
};

const servers = (...list: readonly string[]): Change => ({
  'guest.resolver': {
    ...healthyFacts['guest.resolver'],
    links: [{ ...eth0!, servers: list, currentServer: list[0] ?? null }],
  },
  'guest.dnsProbe': list.flatMap((server) => asked(server, 'answered')),
});

/** A further network of the engine, with one container in it that reaches nothing from there. */
const beside = (over: Partial<typeof card>): Change => {
  const one = { ...card!, id: '9'.repeat(64), name: 'aside', bridge: 'br-999999999999', ...over };
  const from = 'network:aside' as const;
  const inside = container({
    id: '8'.repeat(64),
    name: 'historian',
    networkMode: one.name,
    networks: [{ name: one.name, networkId: one.id, address: '172.21.0.2', gateway: null }],
  });
  const bridge = { ...healthyFacts['guest.interfaces'].at(-1)!, name: 'br-999999999999', index: 11 };
  return {
    ...well,
    'guest.containerNetworks': [card!, ...bridges, { ...one, subnets: [{ subnet: '172.21.0.0/16', gateway: null }] }],
    'guest.containers': [...healthyFacts['guest.containers'], inside],
    'guest.interfaces': [
      ...healthyFacts['guest.interfaces'],
      ...(one.bridge === null ? [] : [{ ...bridge, addresses: [inet('172.21.0.1', 16, false)] }]),
    ],
    'guest.dnsProbe': [
      ...of(well, 'guest.dnsProbe'),
      ...asked('127.0.0.11', 'silent').map((query) => ({ ...query, from })),
    ],
    'guest.nameProbe': [
      ...of(well, 'guest.nameProbe'),
      lookup(from, vm.hub, ['40.83.177.42']),
      lookup(from, 'mcr.microsoft.com', [], 'timedOut'),
    ],
    'guest.reach': [
      ...of(well, 'guest.reach'),
      ...services().map(({ host, port }) => tried(host, port, 'unreachable', { from })),
    ],
  };
};

variantsOf('legal networks of containers', [
  { name: 'one that its owner sealed', device: [beside({ internal: true })], finds: [] },
  {
    name: 'one on a link of its own, without a way out',
    device: [beside({ driver: 'macvlan', bridge: null })],
    finds: [],
  },
  {
    name: 'one whose bridge has a name of its own',
    device: [
      well,
      {
        'guest.containerNetworks': [{ ...card!, bridge: 'plant0' }, ...bridges],
        'guest.interfaces': healthyFacts['guest.interfaces'].map((one) =>
          one.name.startsWith('br-') ? { ...one, name: 'plant0' } : one,
        ),
        'guest.routes': healthyFacts['guest.routes'].map((one) =>
          one.device?.startsWith('br-') === true ? { ...one, device: 'plant0' } : one,
        ),
      },
      firewall(
        liveText({
          own: ['-A INPUT -p tcp -m tcp --dport 9702 -j ACCEPT'],
          published: edgeHubPorts,
          bridge: 'plant0',
        }),
      ),
    ],
    finds: [],
  },
  {
    name: 'smaller packets than a card that takes large ones',
    device: [
      at(onLan),
      {
        'guest.interfaces': of(lan, 'guest.interfaces').map((one) =>
          one.name === 'eth0' ? { ...one, mtu: 9000 } : one,
        ),
      },
    ],
    finds: [],
  },
]);

variantsOf('legal name resolution', [
  { name: 'by IPv6 and IPv4', device: [well, servers('fd00:10::53', vm.gateway)], finds: [] },
  { name: 'by IPv6 alone, from the link', device: [well, servers('fe80::1%eth0')], finds: [] },
  {
    name: 'a drop-in of networkd with the server and its domains',
    device: [
      at(onLan),
      {
        'guest.networkFiles': [
          ...of(lan, 'guest.networkFiles'),
          {
            path: '/etc/systemd/network/99-dhcp-en.network.d/dns.conf',
            sections: [
              {
                name: 'Network',
                entries: [
                  { key: 'DNS', value: '10.20.0.53' },
                  { key: 'Domains', value: 'plant.contoso.com contoso.com' },
                ],
              },
              { name: 'DHCPv4', entries: [{ key: 'UseDNS', value: 'no' }] },
            ],
          },
        ],
      },
    ],
    finds: [],
  },
  {
    name: 'a second card whose server knows the names of the plant alone',
    device: [
      well,
      {
        'guest.interfaces': twoCards,
        'guest.routes': [
          ...healthyFacts['guest.routes'],
          route({ destination: '10.200.1.0/24', device: 'eth1', scope: 'link', source: '10.200.1.9' }),
        ],
        'guest.resolver': {
          ...healthyFacts['guest.resolver'],
          links: [
            eth0!,
            {
              ...eth0!,
              ...{ index: 9, name: 'eth1', servers: ['10.200.1.53'], currentServer: '10.200.1.53' },
              ...{ domains: ['~plant.local'], defaultRoute: false },
            },
          ],
        },
        'guest.dnsProbe': [
          ...of(well, 'guest.dnsProbe'),
          ...asked('10.200.1.53', 'answered').map((one) => ({ ...one, rcode: 'NXDOMAIN', addresses: [] })),
        ],
      },
    ],
    finds: [],
  },
  {
    name: 'a hub by a private endpoint',
    device: [
      look({
        servers: [vm.gateway],
        ends: ({ host }) => ({ tcp: 'connected', ...(host === vm.hub ? { address: '10.60.1.4' } : {}) }),
      }),
      {
        'guest.nameProbe': (['vm', network] as const).flatMap((from) => [
          lookup(from, vm.hub, ['10.60.1.4']),
          lookup(from, 'mcr.microsoft.com', ['40.83.177.42']),
        ]),
      },
    ],
    finds: [],
  },
]);

const behindRoute = (tcp: 'connected' | 'silent') => [
  look({
    servers: [vm.gateway],
    ends: ({ host }) => (host === vm.hub ? { tcp, address: '10.60.1.4' } : { tcp: 'connected' }),
  }),
  {
    'guest.nameProbe': (['vm', network] as const).flatMap((from) => [
      lookup(from, vm.hub, ['10.60.1.4']),
      lookup(from, 'mcr.microsoft.com', ['40.83.177.42']),
    ]),
    'guest.routes': [
      ...healthyFacts['guest.routes'],
      route({ destination: '10.60.0.0/16', gateway: '172.27.112.9', protocol: 'static', source: vm.address }),
    ],
    'guest.neighbours': [
      ...healthyFacts['guest.neighbours'],
      { address: '172.27.112.9', device: 'eth0', mac: '00:15:5d:4e:15:99', state: 'REACHABLE' },
    ],
    'guest.resolver': {
      ...healthyFacts['guest.resolver'],
      links: [{ ...eth0!, servers: [vm.gateway, '10.60.1.53'] }],
    },
    'guest.dnsProbe': [...of(well, 'guest.dnsProbe'), ...asked('10.60.1.53', tcp === 'silent' ? 'silent' : 'answered')],
  },
];

variantsOf('a route of its own to a network of the plant', [
  { name: 'whose gateway passes on what the VM sends', device: behindRoute('connected'), finds: [] },
  {
    name: 'whose gateway is there and passes nothing on',
    device: behindRoute('silent'),
    finds: ['RT014'],
    under: ['DNS004', 'EP001'],
  },
]);

const onPoint = {
  ...onLan,
  address: '10.47.0.11',
  prefixLength: 31,
  gateway: '10.47.0.10',
  host: '10.48.0.20',
} as const;
const commented = '-A INPUT -p tcp -m tcp --dport 9702 -m comment --comment "OPC UA; it\'s ours" -j ACCEPT';

variantsOf('legal addresses, switches and rules', [
  { name: 'a subnet of 16 bits', device: [at({ ...onLan, prefixLength: 16, gateway: '10.47.255.254' })], finds: [] },
  {
    name: 'a subnet of two addresses, apart from that of Windows',
    device: [
      at({ ...onPoint, fixed: true }),
      {
        'host.addresses': [
          {
            ...{ address: '10.48.0.20', prefixLength: 24, interfaceIndex: 30 },
            ...{ interfaceAlias: 'vEthernet (LAN)', origin: 'Manual' },
          },
        ],
        'host.routes': [
          { destination: '0.0.0.0/0', nextHop: '10.48.0.1', interfaceIndex: 30, metric: 25 },
          { destination: '10.48.0.0/24', nextHop: '0.0.0.0', interfaceIndex: 30, metric: 256 },
        ],
        'host.neighbours': [],
      },
    ],
    finds: [],
  },
  {
    name: 'a switch over two adapters, of which one has no link',
    device: [
      at(onLan),
      system({ isServer: true }),
      {
        'host.switches': of(lan, 'host.switches').map((one) => ({
          ...one,
          adapterDescriptions: ['Intel(R) I350', 'Intel(R) I350 #2'],
        })),
        'host.adapters': [
          { ...healthyFacts['host.adapters'][0]!, description: 'Intel(R) I350', index: 10 },
          {
            ...healthyFacts['host.adapters'][0]!,
            ...{ name: 'Ethernet 2', description: 'Intel(R) I350 #2', index: 11 },
            ...{ status: 'Disconnected', operationalStatus: 2, mediaState: 2 },
          },
          { ...healthyFacts['host.adapters'][1]!, name: 'vEthernet (LAN)' },
        ],
      },
    ],
    finds: [],
  },
  {
    name: 'a rule with a comment of its owner',
    device: [
      well,
      firewall(liveText({ own: [commented], published: edgeHubPorts })),
      {
        'guest.ip4save': {
          ...healthyFacts['guest.ip4save']!,
          text: savedText([commented]),
          ruleset: { ok: true, value: rulesOf(savedText([commented])) },
        },
      },
    ],
    finds: [],
  },
  {
    name: 'a provisioning service of its own',
    device: [
      look({
        servers: [vm.gateway],
        to: services(5671, { host: 'contoso-dps.azure-devices-provisioning.net', port: 443 }),
      }),
      {
        'guest.upstream': {
          ...healthyFacts['guest.upstream'],
          ...{ provisioning: 'dps', dps: 'contoso-dps.azure-devices-provisioning.net' },
        },
      },
    ],
    finds: [],
  },
]);
