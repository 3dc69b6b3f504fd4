import type { FactId, FactValues } from '../../core/src/facts/facts.js';

/**
 * The facts of a healthy device, typed: Default Switch, DHCP, AMQP, edgeHub as a gateway. A test of a rule takes those that
 * it needs and changes one thing. Addresses as in Microsoft's own examples of Get-EflowVmAddr.
 */
export const vm = {
  mac: '00:15:5d:4e:15:2c',
  address: '172.27.120.111',
  prefixLength: 20,
  gateway: '172.27.112.1',
  hub: 'contoso-hub.azure-devices.net',
} as const;

const edgeNetwork = 'azure-iot-edge';

const interfaces: FactValues['guest.interfaces'] = [
  {
    name: 'lo',
    index: 1,
    up: true,
    carrier: true,
    mtu: 65536,
    mac: null,
    kind: null,
    master: null,
    peerNamespace: false,
    addresses: [{ family: 'inet', address: '127.0.0.1', prefixLength: 8, scope: 'host', dynamic: false }],
  },
  {
    name: 'eth0',
    index: 2,
    up: true,
    carrier: true,
    mtu: 1500,
    mac: vm.mac,
    kind: null,
    master: null,
    peerNamespace: false,
    addresses: [
      { family: 'inet', address: vm.address, prefixLength: vm.prefixLength, scope: 'global', dynamic: true },
      { family: 'inet6', address: 'fe80::215:5dff:fe4e:152c', prefixLength: 64, scope: 'link', dynamic: false },
    ],
  },
  {
    name: 'docker0',
    index: 3,
    up: true,
    carrier: false,
    mtu: 1500,
    mac: '02:42:7c:00:00:01',
    kind: 'bridge',
    master: null,
    peerNamespace: false,
    addresses: [{ family: 'inet', address: '172.17.0.1', prefixLength: 16, scope: 'global', dynamic: false }],
  },
  {
    name: 'br-6868c9739a37',
    index: 4,
    up: true,
    carrier: true,
    mtu: 1500,
    mac: '02:42:7c:00:00:02',
    kind: 'bridge',
    master: null,
    peerNamespace: false,
    addresses: [{ family: 'inet', address: '172.18.0.1', prefixLength: 16, scope: 'global', dynamic: false }],
  },
];

const route = (over: Partial<FactValues['guest.routes'][number]>): FactValues['guest.routes'][number] => ({
  table: 'main',
  type: 'unicast',
  destination: '0.0.0.0/0',
  gateway: null,
  device: 'eth0',
  metric: 0,
  source: null,
  scope: null,
  protocol: 'kernel',
  linkDown: false,
  ...over,
});

const routes: FactValues['guest.routes'] = [
  route({ gateway: vm.gateway, metric: 1024, protocol: 'dhcp', source: vm.address }),
  route({ destination: '172.27.112.0/20', scope: 'link', source: vm.address }),
  route({ destination: `${vm.gateway}/32`, scope: 'link', metric: 1024, protocol: 'dhcp', source: vm.address }),
  route({ destination: '172.17.0.0/16', device: 'docker0', scope: 'link', source: '172.17.0.1', linkDown: true }),
  route({ destination: '172.18.0.0/16', device: 'br-6868c9739a37', scope: 'link', source: '172.18.0.1' }),
];

const query = (transport: 'udp' | 'tcp'): FactValues['guest.dnsProbe'][number] => ({
  from: 'vm',
  server: vm.gateway,
  transport,
  name: vm.hub,
  state: 'answered',
  rcode: 'NOERROR',
  addresses: ['40.83.177.42'],
  tookMs: 4,
});

const connected = (host: string, port: number): FactValues['guest.reach'][number] => ({
  from: 'vm',
  host,
  port,
  address: '40.83.177.42',
  tcp: 'connected',
  tls: 'ok',
  issuer: 'CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1',
  via: 'direct',
  tookMs: 31,
});

const resolver: FactValues['guest.resolver'] = {
  global: {
    servers: [],
    fallbackServers: [],
    currentServer: null,
    domains: [],
    mode: 'stub',
    dnssec: 'no',
    dnsOverTls: 'no',
  },
  links: [
    {
      index: 2,
      name: 'eth0',
      servers: [vm.gateway],
      currentServer: vm.gateway,
      domains: ['mshome.net'],
      defaultRoute: true,
      dnssec: 'no',
      dnsOverTls: 'no',
      scopes: ['DNS'],
    },
  ],
};

const guest = {
  'guest.interfaces': interfaces,
  'guest.routes': routes,
  'guest.resolver': resolver,
  'guest.dnsProbe': [query('udp'), query('tcp')],
  'guest.nameProbe': [{ from: 'vm', name: vm.hub, addresses: ['40.83.177.42'], state: 'resolved', via: 'resolvectl' }],
  'guest.reach': [connected(vm.hub, 5671), connected(vm.hub, 443)],
  'guest.upstream': {
    hub: vm.hub,
    protocol: 'Amqp',
    provisioning: 'manual',
    dps: null,
    parent: null,
    registries: ['mcr.microsoft.com'],
    hostName: 'edge-1-eflow',
    source: '/etc/aziot/config.toml',
  },
  'guest.leases': [
    {
      interface: 'eth0',
      address: vm.address,
      router: [vm.gateway],
      dns: [vm.gateway],
      server: vm.gateway,
      lifetimeSeconds: 86400,
    },
  ],
  'guest.networkFiles': [
    {
      path: '/etc/systemd/network/99-dhcp-en.network',
      sections: [
        { name: 'Match', entries: [{ key: 'Name', value: 'e*' }] },
        { name: 'Network', entries: [{ key: 'DHCP', value: 'yes' }] },
      ],
    },
  ],
  'guest.neighbours': [{ address: vm.gateway, device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'REACHABLE' }],
} as const satisfies Partial<FactValues>;

const host = {
  'host.vmAddress': { mac: vm.mac, ip: vm.address, source: 'vm', failures: [] },
  'host.vmEndpoint': [
    {
      name: 'EDGE-1-EFLOWInterface',
      mac: vm.mac,
      health: 'currentState:OK previousState:OK',
      address: null,
      prefixLength: null,
      gateway: null,
      allocation: 'Dynamic',
      subnet: 'Default Switch',
      guestInterface: 'eth0',
    },
  ],
  'host.vmNetwork': [{ name: 'Default Switch', allocation: 'Dynamic', cidr: null, type: 'ICS' }],
  'host.switches': [
    { id: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444', name: 'Default Switch', type: 'Internal', adapterDescriptions: [] },
  ],
  'host.addresses': [
    {
      address: vm.gateway,
      prefixLength: 20,
      interfaceIndex: 30,
      interfaceAlias: 'vEthernet (Default Switch)',
      origin: 'Manual',
    },
    { address: '192.168.10.20', prefixLength: 24, interfaceIndex: 5, interfaceAlias: 'Ethernet', origin: 'Dhcp' },
    {
      address: '127.0.0.1',
      prefixLength: 8,
      interfaceIndex: 1,
      interfaceAlias: 'Loopback Pseudo-Interface 1',
      origin: 'WellKnown',
    },
  ],
  'host.routes': [
    { destination: '0.0.0.0/0', nextHop: '192.168.10.1', interfaceIndex: 5, metric: 25 },
    { destination: '192.168.10.0/24', nextHop: '0.0.0.0', interfaceIndex: 5, metric: 256 },
    { destination: '172.27.112.0/20', nextHop: '0.0.0.0', interfaceIndex: 30, metric: 256 },
  ],
  'host.neighbours': [{ address: vm.address, mac: vm.mac, interfaceIndex: 30, state: 'Reachable' }],
  'host.dnsServers': [
    { interfaceIndex: 5, interfaceAlias: 'Ethernet', servers: ['192.168.10.2', '192.168.10.3'] },
    { interfaceIndex: 30, interfaceAlias: 'vEthernet (Default Switch)', servers: [] },
  ],
} as const satisfies Partial<FactValues>;

const all = { ...guest, ...host };

type Known = keyof typeof all & FactId;

/** The named facts of the healthy device. */
export const healthy = <const K extends Known>(...ids: readonly K[]): Pick<FactValues, K> =>
  Object.fromEntries(ids.map((id) => [id, structuredClone(all[id])])) as unknown as Pick<FactValues, K>;

/** `eth0` of the healthy device, changed. */
export const withCard = (change: Partial<FactValues['guest.interfaces'][number]>): FactValues['guest.interfaces'] =>
  interfaces.map((one) => (one.name === 'eth0' ? { ...one, ...change } : one));

/** An address as it stands on an interface. */
export const inet = (
  address: string,
  prefixLength = 20,
  dynamic = true,
): FactValues['guest.interfaces'][number]['addresses'][number] => ({
  family: 'inet',
  address,
  prefixLength,
  scope: 'global',
  dynamic,
});

export { edgeNetwork, route };
