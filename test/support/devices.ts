import type { FactValues } from '../../core/src/facts/facts.js';
import { formatPrefix, prefixOf, toDotted } from '../../core/src/ipv4.js';
import { healthyFacts, inet, route, vm, withCard } from './healthyFacts.js';
import type { Change } from './snapshots.js';

/** Whole devices, coherent in all their facts, and what happens to them. A story puts them together. */

interface Placement {
  readonly kind: 'default' | 'internal' | 'external';
  readonly name?: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
  /** The host's own address on the switch. */
  readonly host: string;
  readonly fixed?: boolean;
  readonly dns?: readonly string[];
  readonly isServer?: boolean;
}

const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';

const subnetOf = (address: string, length: number): string => {
  const prefix = prefixOf(address, length);
  if (prefix === null) throw new Error(`${address}/${length} is no subnet.`);
  return formatPrefix(prefix);
};

const names = { default: 'Default Switch', internal: 'InternalSw', external: 'LAN' } as const;
const words = { default: 'ICS', internal: 'Internal', external: 'External' } as const;

const file = ({ fixed, address, prefixLength, gateway, dns }: Placement): FactValues['guest.networkFiles'] => [
  {
    path: fixed === true ? '/etc/systemd/network/10-eth0.network' : '/etc/systemd/network/99-dhcp-en.network',
    sections: [
      { name: 'Match', entries: [{ key: 'Name', value: 'e*' }] },
      {
        name: 'Network',
        entries:
          fixed === true
            ? [
                { key: 'Address', value: `${address}/${prefixLength}` },
                { key: 'Gateway', value: gateway },
                ...(dns ?? []).map((server) => ({ key: 'DNS', value: server })),
              ]
            : [{ key: 'DHCP', value: 'yes' }],
      },
    ],
  },
];

const maskOf = (length: number): string => toDotted(2 ** 32 - 2 ** (32 - length));

/** The role on this Windows Server, where the VM on an Internal switch gets its address by DHCP. */
const dhcpServer = ({ kind, fixed, address, prefixLength, gateway, dns }: Placement): FactValues['host.dhcpServer'] =>
  kind !== 'internal' || fixed === true
    ? { installed: false, options: [], scopes: [] }
    : {
        installed: true,
        options: [],
        scopes: [
          {
            id: subnetOf(address, prefixLength).split('/')[0]!,
            subnetMask: maskOf(prefixLength),
            first: address,
            last: address,
            active: true,
            options: [
              { id: 3, values: [gateway] },
              { id: 6, values: [...(dns ?? [gateway])] },
            ],
          },
        ],
      };

const hostSide = (at: Placement): Change => {
  const name = at.name ?? names[at.kind];
  const alias = `vEthernet (${name})`;
  const subnet = subnetOf(at.address, at.prefixLength);
  const [uplink] = healthyFacts['host.adapters'];
  return {
    'host.system': { ...healthyFacts['host.system'], isServer: at.isServer ?? at.kind === 'internal' },
    'host.switches': [
      {
        id: at.kind === 'default' ? DEFAULT_SWITCH : 'ad1a5ae0-0000-4000-8000-000000000001',
        name,
        type: at.kind === 'external' ? 'External' : 'Internal',
        adapterDescriptions: at.kind === 'external' ? [uplink!.description] : [],
      },
    ],
    'host.vmNetwork': [
      { name, allocation: at.fixed === true ? 'Static' : 'Dynamic', cidr: null, type: words[at.kind] },
    ],
    'host.vmEndpoint': [
      {
        ...healthyFacts['host.vmEndpoint'][0]!,
        allocation: at.fixed === true ? 'Static' : 'Dynamic',
        address: at.fixed === true ? at.address : null,
        prefixLength: at.fixed === true ? at.prefixLength : null,
        gateway: at.fixed === true ? at.gateway : null,
        subnet: name,
      },
    ],
    'host.nat': at.kind === 'internal' ? [{ name: `${name}-NAT`, internalPrefix: subnet, active: true }] : [],
    'host.adapters': [uplink!, { ...healthyFacts['host.adapters'][1]!, name: alias }],
    'host.addresses': [
      { address: at.host, prefixLength: at.prefixLength, interfaceIndex: 30, interfaceAlias: alias, origin: 'Manual' },
      ...(at.kind === 'external' ? [] : healthyFacts['host.addresses'].slice(1)),
    ],
    'host.routes': [
      {
        destination: '0.0.0.0/0',
        nextHop: at.kind === 'external' ? at.gateway : '192.168.10.1',
        interfaceIndex: at.kind === 'external' ? 30 : 5,
        metric: 25,
      },
      { destination: subnet, nextHop: '0.0.0.0', interfaceIndex: 30, metric: 256 },
    ],
    'host.neighbours': [{ address: at.address, mac: vm.mac, interfaceIndex: 30, state: 'Reachable' }],
    'host.ipInterfaces': [
      ...healthyFacts['host.ipInterfaces'].filter(({ interfaceIndex }) => interfaceIndex !== 30),
      {
        ...healthyFacts['host.ipInterfaces'].find(({ interfaceIndex }) => interfaceIndex === 30)!,
        interfaceAlias: alias,
      },
    ],
    'host.networkProfiles': healthyFacts['host.networkProfiles'].map((one) =>
      one.interfaceIndex === 30 ? { ...one, interfaceAlias: alias } : one,
    ),
    'host.hostsIcs': at.kind === 'default' ? [{ address: at.address, names: ['EDGE-1-EFLOW.mshome.net'] }] : null,
    'host.listeners': at.kind === 'default' ? healthyFacts['host.listeners'] : [],
    'host.firewallRules': at.kind === 'default' ? healthyFacts['host.firewallRules'] : [],
    'host.dhcpServer': dhcpServer(at),
    'host.services':
      at.kind === 'internal' && at.fixed !== true
        ? [...healthyFacts['host.services'], { name: 'DHCPServer', status: 4, startType: 2 }]
        : healthyFacts['host.services'],
    'host.virtualMachines':
      (at.isServer ?? at.kind === 'internal')
        ? [{ id: 'ad1a5ae0-0000-4000-8000-000000000002', name: 'EDGE-1-EFLOW', owner: null, running: true }]
        : healthyFacts['host.virtualMachines'],
    'host.vmAddress': { mac: vm.mac, ip: at.address, source: 'vm', failures: [] },
    'host.portProbe': healthyFacts['host.portProbe'].map((one) => ({ ...one, address: at.address })),
  };
};

const guestSide = (at: Placement): Change => {
  const dns = at.dns ?? [at.gateway];
  const [stub, uplink] = healthyFacts['guest.resolvConf'];
  return {
    'guest.interfaces': withCard({ addresses: [inet(at.address, at.prefixLength, at.fixed !== true)] }),
    'guest.routes': [
      route({ gateway: at.gateway, metric: 1024, protocol: at.fixed === true ? 'static' : 'dhcp', source: at.address }),
      route({ destination: subnetOf(at.address, at.prefixLength), scope: 'link', source: at.address }),
      ...healthyFacts['guest.routes'].filter(({ device }) => device !== 'eth0'),
    ],
    'guest.neighbours': [{ address: at.gateway, device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'REACHABLE' }],
    'guest.gatewayProbe': [{ ...healthyFacts['guest.gatewayProbe'][0]!, gateway: at.gateway }],
    'guest.arpProbe': [{ device: 'eth0', address: at.address, sent: 3, answeredBy: [] }],
    'guest.containerResolvConf': healthyFacts['guest.containerResolvConf'].map((one) =>
      one.container === null ? { ...one, nameservers: dns } : one,
    ),
    'guest.networkFiles': file(at),
    'guest.leases':
      at.fixed === true
        ? []
        : [
            {
              interface: 'eth0',
              address: at.address,
              router: [at.gateway],
              dns,
              server: at.gateway,
              lifetimeSeconds: 86400,
            },
          ],
    'guest.networkState': healthyFacts['guest.networkState'].map((one) => ({
      ...one,
      addresses: [at.address],
      gateways: [at.gateway],
      dns,
    })),
    'guest.resolver': {
      ...healthyFacts['guest.resolver'],
      links: healthyFacts['guest.resolver'].links.map((link) => ({
        ...link,
        servers: dns,
        currentServer: dns[0] ?? null,
      })),
    },
    'guest.resolvConf': [stub!, { ...uplink!, nameservers: dns }],
    'guest.dnsProbe': dns.flatMap((server) => healthyFacts['guest.dnsProbe'].map((one) => ({ ...one, server }))),
  };
};

/** The healthy device on another switch, at another address. */
export const placed = (at: Placement): Change => ({ ...hostSide(at), ...guestSide(at) });

/** Modules use the VM's servers; what a fault of names does to everything that is tried. */
export const nothingResolves = (state: 'unresolved' | 'timedOut' = 'unresolved'): Change => ({
  'guest.nameProbe': healthyFacts['guest.nameProbe'].map((one) => ({ ...one, addresses: [], state })),
  'guest.reach': healthyFacts['guest.reach'].map((one) =>
    one.host === '192.0.2.1'
      ? one
      : { ...one, address: null, tcp: 'unresolved' as const, tls: 'notTried' as const, issuer: null, tookMs: null },
  ),
});

/** The VM has no DNS server. */
export const withoutServers: Change = {
  'guest.resolver': {
    ...healthyFacts['guest.resolver'],
    links: healthyFacts['guest.resolver'].links.map((link) => ({ ...link, servers: [], currentServer: null })),
  },
  'guest.dnsProbe': [],
  ...nothingResolves(),
};

/** Servers of the VM that do not answer. */
export const silentServers = (...servers: readonly string[]): Change => ({
  'guest.resolver': {
    ...healthyFacts['guest.resolver'],
    links: healthyFacts['guest.resolver'].links.map((link) => ({
      ...link,
      servers,
      currentServer: servers[0] ?? null,
    })),
  },
  'guest.dnsProbe': servers.flatMap((server) =>
    healthyFacts['guest.dnsProbe'].map((one) => ({
      ...one,
      server,
      state: 'silent' as const,
      rcode: null,
      addresses: [],
      tookMs: null,
    })),
  ),
  ...nothingResolves('timedOut'),
});

/** Connections of the VM, all with the same end. */
export const everyAttempt = (tcp: 'silent' | 'unreachable' | 'refused'): Change => ({
  'guest.reach': healthyFacts['guest.reach'].map((one) => ({ ...one, tcp, tls: 'notTried' as const, issuer: null })),
});

/** No lease: no address, no route, no servers. */
export const withoutLease: Change = {
  'guest.interfaces': withCard({ addresses: [] }),
  'guest.routes': healthyFacts['guest.routes'].filter(({ device }) => device !== 'eth0'),
  'guest.neighbours': [],
  'guest.leases': [],
  ...withoutServers,
  'host.vmAddress': {
    mac: vm.mac,
    ip: null,
    source: null,
    failures: ['Failed to acquire IP address for virtual machine'],
  },
  'host.neighbours': [],
  'host.portProbe': [],
  'host.hostsIcs': null,
  'guest.gatewayProbe': [],
  'guest.arpProbe': [],
};

/** A LAN with DHCP and DNS of its own. */
export const onLan = {
  kind: 'external',
  address: '10.47.0.45',
  prefixLength: 24,
  gateway: '10.47.0.1',
  host: '10.47.0.20',
  dns: ['10.20.0.53'],
} as const satisfies Placement;
