import type { FactId, FactValues } from '../../core/src/facts/facts.js';
import { policyRule } from '../../core/src/parse/guest/policyRules.js';
import { emptyRuleset } from '../../core/src/parse/iptables/rule.js';
import { namesOf } from './askedNames.js';
import { healthyRules, hostModuleLine, rulesOf, savedText } from './firewall.js';

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
const edgeNetworkId = `6868c9739a37${'c'.repeat(52)}`;

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

/** Of the host: Windows writes names from the other end. */
const hello = {
  tls: 'ok',
  issuer: 'CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US',
  via: 'direct',
} as const;

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

const container = (over: Partial<FactValues['guest.containers'][number]>): FactValues['guest.containers'][number] => ({
  id: '0'.repeat(64),
  name: 'edgeAgent',
  image: 'mcr.microsoft.com/azureiotedge-agent:1.5',
  running: true,
  pid: 2001,
  networkMode: edgeNetwork,
  networks: [{ name: edgeNetwork, networkId: edgeNetworkId, address: '172.18.0.2', gateway: '172.18.0.1' }],
  published: [],
  exposed: [],
  dns: [],
  module: true,
  hostEndpointConfigured: false,
  ...over,
});

const edgeHub = container({
  id: '1'.repeat(64),
  name: 'edgeHub',
  image: 'mcr.microsoft.com/azureiotedge-hub:1.5',
  pid: 2002,
  networks: [{ name: edgeNetwork, networkId: edgeNetworkId, address: '172.18.0.3', gateway: '172.18.0.1' }],
  published: [443, 5671, 8883].map((port) => ({
    containerPort: port,
    protocol: 'tcp',
    hostAddress: null,
    hostPort: port,
  })),
  exposed: [443, 5671, 8883].map((port) => ({ port, protocol: 'tcp' })),
});

const hostModule = container({
  id: '2'.repeat(64),
  name: 'opcPublisher',
  image: 'mcr.microsoft.com/iotedge/opc-publisher:2.9',
  pid: 2003,
  networkMode: 'host',
  networks: [{ name: 'host', networkId: 'b'.repeat(64), address: null, gateway: null }],
  exposed: [{ port: 9702, protocol: 'tcp' }],
  hostEndpointConfigured: true,
});

const service = (
  name: string,
  over: Partial<FactValues['guest.services'][number]> = {},
): FactValues['guest.services'][number] => ({
  name: `${name}.service`,
  load: 'loaded',
  active: 'active',
  sub: 'running',
  enabled: 'enabled',
  ...over,
});

const upstream: FactValues['guest.upstream'] = {
  hub: vm.hub,
  protocol: 'Amqp',
  provisioning: 'manual',
  dps: null,
  parent: null,
  registries: ['mcr.microsoft.com'],
  hostName: 'edge-1-eflow',
  source: '/etc/aziot/config.toml',
};

const absent = { load: 'not-found', active: 'inactive', sub: 'dead', enabled: null } as const;

const guest: { readonly [K in FactId & `guest.${string}`]: FactValues[K] } = {
  'guest.release': {
    id: 'mariner',
    versionId: '2.0',
    prettyName: 'CBL-Mariner/Linux',
    eflow: true,
    eflowVersion: '1.5.1.28104',
    kernel: '5.15.153.1-2.cm2',
  },
  'guest.hostName': 'EDGE-1-EFLOW',
  'guest.tools': [
    'ip',
    'resolvectl',
    'networkctl',
    'systemctl',
    'iptables',
    'iptables-save',
    'docker',
    'nsenter',
    'getent',
    'openssl',
  ],
  'guest.clock': {
    epochSeconds: Date.parse('2026-03-01T08:15:00Z') / 1000,
    synchronized: true,
    ntpServer: 'time.windows.com',
  },
  'guest.memory': { totalKb: 2_030_000, availableKb: 1_100_000 },
  'guest.conntrack': { count: 31, max: 65536 },
  'guest.kernelSettings': {
    'net.ipv4.ip_forward': '1',
    'net.ipv4.icmp_echo_ignore_all': '0',
    'net.bridge.bridge-nf-call-iptables': '1',
    'net.ipv4.conf.all.rp_filter': '1',
    'net.ipv4.conf.default.rp_filter': '1',
    'net.ipv4.conf.eth0.rp_filter': '1',
    'net.ipv4.conf.docker0.rp_filter': '1',
    'net.ipv4.conf.br-6868c9739a37.rp_filter': '1',
  },
  'guest.services': [
    service('systemd-networkd'),
    service('systemd-resolved'),
    service('systemd-timesyncd'),
    service('chronyd', absent),
    service('iptables', { sub: 'exited' }),
    service('docker'),
    service('containerd'),
    service('aziot-edged'),
    service('aziot-identityd'),
  ],
  'guest.interfaces': interfaces,
  'guest.routes': routes,
  'guest.policyRules': [
    policyRule(0, { table: 'local' }),
    policyRule(32766, { table: 'main' }),
    policyRule(32767, { table: 'default' }),
  ],
  'guest.neighbours': [{ address: vm.gateway, device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'REACHABLE' }],
  'guest.networkFiles': [
    {
      path: '/etc/systemd/network/99-dhcp-en.network',
      sections: [
        { name: 'Match', entries: [{ key: 'Name', value: 'e*' }] },
        {
          name: 'Network',
          entries: [
            { key: 'DHCP', value: 'yes' },
            { key: 'IPv6AcceptRA', value: 'no' },
          ],
        },
      ],
    },
  ],
  'guest.networkState': [
    {
      index: 2,
      name: 'eth0',
      type: 'ether',
      operational: 'routable',
      setup: 'configured',
      networkFile: '/etc/systemd/network/99-dhcp-en.network',
      addresses: [vm.address],
      gateways: [vm.gateway],
      dns: [vm.gateway],
    },
  ],
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
  'guest.resolver': resolver,
  'guest.resolvedConf': [{ path: '/etc/systemd/resolved.conf', sections: [{ name: 'Resolve', entries: [] }] }],
  'guest.resolvConf': [
    {
      path: '/etc/resolv.conf',
      target: '/run/systemd/resolve/stub-resolv.conf',
      nameservers: ['127.0.0.53'],
      search: ['mshome.net'],
      options: ['edns0', 'trust-ad'],
    },
    {
      path: '/run/systemd/resolve/resolv.conf',
      target: null,
      nameservers: [vm.gateway],
      search: ['mshome.net'],
      options: [],
    },
  ],
  'guest.hosts': [
    { address: '127.0.0.1', names: ['localhost'] },
    { address: '127.0.1.1', names: ['EDGE-1-EFLOW'] },
  ],
  'guest.listeners': [
    { protocol: 'tcp', address: '127.0.0.53', port: 53, process: 'systemd-resolve' },
    ...[443, 5671, 8883].map((port) => ({
      protocol: 'tcp' as const,
      address: '0.0.0.0',
      port,
      process: 'docker-proxy',
    })),
    { protocol: 'tcp', address: '0.0.0.0', port: 9702, process: 'publisher' },
  ],
  'guest.iptablesVersion': { version: '1.8.7', backEnd: 'legacy' },
  'guest.iptablesLegacy': rulesOf(healthyRules()),
  'guest.iptablesNft': emptyRuleset,
  'guest.ip6tablesLegacy': emptyRuleset,
  'guest.ip6tablesNft': emptyRuleset,
  'guest.nftTables': [],
  'guest.ip4save': {
    path: '/etc/systemd/scripts/ip4save',
    changedAt: Date.parse('2026-01-15T10:00:00Z') / 1000,
    text: savedText([hostModuleLine]),
    ruleset: { ok: true, value: rulesOf(savedText([hostModuleLine])) },
  },
  'guest.ip6save': null,
  'guest.containers': [container({}), edgeHub, hostModule],
  'guest.containerNetworks': [
    {
      id: edgeNetworkId,
      name: edgeNetwork,
      driver: 'bridge',
      bridge: 'br-6868c9739a37',
      subnets: [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1' }],
      mtu: null,
      internal: false,
    },
    {
      id: 'a'.repeat(64),
      name: 'bridge',
      driver: 'bridge',
      bridge: 'docker0',
      subnets: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1' }],
      mtu: 1500,
      internal: false,
    },
    { id: 'b'.repeat(64), name: 'host', driver: 'host', bridge: null, subnets: [], mtu: null, internal: false },
  ],
  'guest.daemonJson': { present: false, dns: [], mtu: null, iptables: null, userlandProxy: null },
  'guest.proxySettings': [],
  'guest.upstream': upstream,
  'guest.dnsProbe': [query('udp'), query('tcp')],
  'guest.nameProbe': namesOf(upstream),
  'guest.reach': [
    connected(vm.hub, 5671),
    connected(vm.hub, 443),
    connected('mcr.microsoft.com', 443),
    { ...connected('192.0.2.1', 5671), address: '192.0.2.1', tcp: 'silent', tls: 'notTried', issuer: null },
  ],
  'guest.ntpProbe': [
    {
      from: 'vm',
      server: 'time.windows.com',
      address: '40.119.148.38',
      state: 'answered',
      stratum: 3,
      offsetMs: -4,
      delayMs: 31,
    },
  ],
  'guest.gatewayProbe': [
    { device: 'eth0', gateway: vm.gateway, ping: 'answered', neighbour: 'REACHABLE', mac: '00:15:5d:a0:b1:c2' },
  ],
  'guest.pathMtu': [],
  'guest.arpProbe': [{ device: 'eth0', address: vm.address, sent: 3, answeredBy: [] }],
  'guest.trafficControl': [
    { kind: 'qdisc', device: 'lo', at: 'root', what: 'noqueue' },
    { kind: 'qdisc', device: 'eth0', at: 'root', what: 'mq' },
  ],
  'guest.linkCounters': ['lo', 'eth0', 'docker0', 'br-6868c9739a37'].map((name) => ({
    name,
    state: name === 'lo' ? 'unknown' : name === 'docker0' ? 'down' : 'up',
    carrierChanges: name === 'lo' ? 0 : 2,
    received: name === 'docker0' ? 0 : 51_200,
    sent: name === 'docker0' ? 0 : 48_900,
    receiveErrors: 0,
    sendErrors: 0,
    receiveDropped: 0,
    sendDropped: 0,
  })),
  'guest.containerResolvConf': [
    {
      container: null,
      path: '/run/systemd/resolve/resolv.conf',
      changedAt: Date.parse('2026-02-27T06:00:00Z') / 1000,
      nameservers: [vm.gateway],
      search: ['mshome.net'],
      options: [],
    },
    ...['edgeAgent', 'edgeHub'].map((name, index) => ({
      container: name,
      path: `/var/lib/docker/containers/${String(index).repeat(64)}/resolv.conf`,
      changedAt: Date.parse('2026-02-27T06:00:20Z') / 1000,
      nameservers: ['127.0.0.11'],
      search: ['mshome.net'],
      options: ['ndots:0'],
    })),
  ],
  // The warning about DNS is noise: containers resolve by the VM's servers (Azure/iotedge#6984).
  'guest.iotedgeCheck': [
    { id: 'host-connect-iothub-amqp', title: null, result: 'ok', details: [] },
    {
      id: 'container-engine-dns',
      title: null,
      result: 'warning',
      details: [
        'Container engine is not configured with DNS server setting, which may impact connectivity to IoT Hub.',
      ],
    },
  ],
};

const host: { readonly [K in FactId & `host.${string}`]: FactValues[K] } = {
  'host.system': {
    computerName: 'EDGE-1',
    osCaption: 'Microsoft Windows 11 IoT Enterprise',
    osVersion: '10.0.22621',
    osBuild: '22621',
    osSku: 191,
    isServer: false,
    manufacturer: 'Contoso',
    model: 'Box PC',
    hypervisorPresent: true,
    azure: false,
    elevated: true,
    powerShell: '5.1.22621.4111',
  },
  'host.eflow': { installed: true, version: '1.5.1.28104', module: '1.5.1.28104', vmDeployed: true },
  'host.vmName': 'EDGE-1-EFLOW',
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
    {
      id: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444',
      name: 'Default Switch',
      type: 'Internal',
      adapterDescriptions: [],
      forHostToo: true,
    },
  ],
  'host.nat': [],
  'host.adapters': [
    {
      name: 'Ethernet',
      description: 'Intel(R) Ethernet I219-LM',
      index: 5,
      status: 'Up',
      mac: '3c:52:82:00:00:20',
      linkSpeed: '1 Gbps',
      virtual: false,
      hardware: true,
      adminStatus: 1,
      operationalStatus: 1,
      mediaState: 1,
      interfaceType: 6,
      physicalMedium: 14,
    },
    {
      name: 'vEthernet (Default Switch)',
      description: 'Hyper-V Virtual Ethernet Adapter',
      index: 30,
      status: 'Up',
      mac: '00:15:5d:a0:b1:c2',
      linkSpeed: '10 Gbps',
      virtual: true,
      hardware: false,
      adminStatus: 1,
      operationalStatus: 1,
      mediaState: 1,
      interfaceType: 6,
      physicalMedium: 0,
    },
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
  'host.services': ['WSSDAgent', 'SharedAccess', 'hns', 'vmcompute'].map((name) => ({ name, status: 4, startType: 2 })),
  'host.firewallProfiles': ['Domain', 'Private', 'Public'].map((name) => ({
    name,
    enabled: 1,
    defaultInbound: 4,
    defaultOutbound: 2,
    allowLocalRules: 1,
    allowInboundRules: 1,
    disabledInterfaces: [],
  })),
  'host.dnsProbe': [vm.gateway, '192.168.10.2', '192.168.10.3'].flatMap((server) =>
    (['udp', 'tcp'] as const).map((transport) => ({
      server,
      transport,
      name: vm.hub,
      state: 'answered' as const,
      rcode: 'NOERROR',
      addresses: ['40.83.177.42'],
      tookMs: 3,
    })),
  ),
  'host.nameProbe': [{ name: vm.hub, addresses: ['40.83.177.42'], state: 'resolved', tookMs: 4 }],
  'host.reach': [
    { host: vm.hub, port: 5671, address: '40.83.177.42', tcp: 'connected', ...hello, tookMs: 29 },
    { host: vm.hub, port: 443, address: '40.83.177.42', tcp: 'connected', ...hello, tookMs: 30 },
    { host: 'mcr.microsoft.com', port: 443, address: '40.83.177.42', tcp: 'connected', ...hello, tookMs: 12 },
  ],
  'host.ipInterfaces': [
    { interfaceIndex: 5, interfaceAlias: 'Ethernet', forwarding: true, dhcp: true, metric: 25 },
    { interfaceIndex: 30, interfaceAlias: 'vEthernet (Default Switch)', forwarding: true, dhcp: false, metric: 5000 },
    { interfaceIndex: 1, interfaceAlias: 'Loopback Pseudo-Interface 1', forwarding: false, dhcp: false, metric: 75 },
  ].map((one) => ({ ...one, connected: true, mtu: 1500 })),
  'host.networkProfiles': [
    { interfaceIndex: 5, interfaceAlias: 'Ethernet', category: 'Private' },
    { interfaceIndex: 30, interfaceAlias: 'vEthernet (Default Switch)', category: 'Public' },
  ],
  'host.natMappings': [],
  'host.portProxies': [],
  'host.sharing': { scopeAddress: '192.168.137.1', standaloneAddress: null, allowedByPolicy: null },
  'host.hostsIcs': [{ address: vm.address, names: ['EDGE-1-EFLOW.mshome.net'] }],
  'host.proxy': {
    winHttp: { proxy: null, bypass: null },
    winInet: { enabled: false, server: null, bypass: null, autoConfigUrl: null },
    environment: [],
  },
  'host.agent': { certificateSince: Date.parse('2026-01-10T09:00:00Z') / 1000, errors: [] },
  'host.complaints': [],
  'host.vpnConnections': [],
  'host.listeners': [
    { protocol: 'tcp', address: vm.gateway, port: 53, process: 'svchost', services: ['SharedAccess'] },
    { protocol: 'tcp', address: '0.0.0.0', port: 135, process: 'svchost', services: ['RpcSs'] },
    { protocol: 'udp', address: '0.0.0.0', port: 53, process: 'svchost', services: ['SharedAccess'] },
    { protocol: 'udp', address: '0.0.0.0', port: 67, process: 'svchost', services: ['SharedAccess'] },
  ],
  'host.virtualMachines': [
    { id: '0D7A2FAF-4E2E-4F5D-8D5E-5A7F0D5E8A1A', name: null, owner: 'wssdagent', running: true },
  ],
  'host.dhcpServer': { installed: false, options: [], scopes: [] },
  'host.firewallProducts': [],
  'host.switchExtensions': [],
  'host.hyperVFirewall': {
    supported: true,
    settings: [
      {
        creator: '{40E0AC32-46A5-438A-A0B2-2B479E8F2E90}',
        enabled: 1,
        defaultInbound: 4,
        defaultOutbound: 2,
        mergeHostPolicy: 1,
      },
    ],
    rules: [],
  },
  'host.events': [],
  'host.firewallRules': (
    [
      ['DNS (TCP-In)', 'TCP', '53'],
      ['DNS (UDP-In)', 'UDP', '53'],
      ['DHCP (UDP-In)', 'UDP', '67'],
    ] as const
  ).map(([name, protocol, port]) => ({
    id: `HNS Container Networking - ${name} - C08CB7B8-9B3C-408E-8E30-5E16A3AEB444 - 0`,
    direction: 1,
    action: 2,
    profiles: 0,
    protocol,
    localPorts: [port],
    remotePorts: ['Any'],
    localAddresses: ['Any'],
    remoteAddresses: ['Any'],
    interfaces: ['Any'],
    service: 'SharedAccess',
    program: '%SystemRoot%\\system32\\svchost.exe',
    source: 1,
  })),
  'host.portProbe': [443, 5671, 8883].map((port) => ({
    address: vm.address,
    port,
    protocol: 'tcp',
    state: 'connected',
    tookMs: 3,
  })),
};

/** All facts of the healthy device. */
export const healthyFacts: FactValues = { ...guest, ...host };

/** The named facts of the healthy device. */
export const healthy = <const K extends FactId>(...ids: readonly K[]): Pick<FactValues, K> =>
  Object.fromEntries(ids.map((id) => [id, structuredClone(healthyFacts[id])])) as unknown as Pick<FactValues, K>;

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

export { container, edgeNetwork, route, service };
