import { onLan, placed } from '../../support/devices.js';
import { before, liveRules } from '../../support/factoryFirewalls.js';
import { hostModuleLine, rulesOf, savedText } from '../../support/firewall.js';
import { container, healthyFacts, vm } from '../../support/healthyFacts.js';
import { lookup, network } from '../../support/nameCases.js';
import type { Change } from '../../support/snapshots.js';
import { twoCards } from '../../support/twoCards.js';
import { at, behindNat, firewall, look, onServer, services, system, variantsOf } from '../../support/variants.js';

/** What owners do to their devices beside EFLOW: some of it is well, and some of it is the fault. */

const well = look({ servers: [vm.gateway] });
const lan = placed(onLan);
const lanCard = lan['guest.interfaces'] as (typeof healthyFacts)['guest.interfaces'];

const publishedAt = (hostAddress: string): Change => ({
  'guest.containers': healthyFacts['guest.containers'].map((one) => ({
    ...one,
    published: one.published.map((port) => ({ ...port, hostAddress })),
  })),
  'guest.iptablesLegacy': rulesOf(
    liveRules().replaceAll(
      '-A DOCKER ! -i br-6868c9739a37 -p',
      `-A DOCKER -d ${hostAddress}/32 ! -i br-6868c9739a37 -p`,
    ),
  ),
  'guest.listeners': healthyFacts['guest.listeners'].map((one) =>
    one.process === 'docker-proxy' ? { ...one, address: hostAddress } : one,
  ),
  'host.portProbe': [],
});

const ownTranslation = [
  '*nat',
  ':PREROUTING ACCEPT [0:0]',
  ':POSTROUTING ACCEPT [0:0]',
  '-A PREROUTING -i eth0 -p tcp -m tcp --dport 502 -j DNAT --to-destination 10.200.1.20:502',
  '-A POSTROUTING -o eth1 -j MASQUERADE',
  'COMMIT',
  savedText([hostModuleLine]),
].join('\n');

const admin = container({
  ...{ id: '5'.repeat(64), name: 'admin', networkMode: 'host', hostEndpointConfigured: true },
  networks: [{ name: 'host', networkId: 'b'.repeat(64), address: null, gateway: null }],
  exposed: [{ port: 6060, protocol: 'tcp' }],
});

variantsOf('what is legal of an owner', [
  {
    name: 'a port that is led to a machine of the plant, saved with its translation',
    device: [
      well,
      firewall(
        before(
          liveRules(),
          '-A PREROUTING -m addrtype',
          '-A PREROUTING -i eth0 -p tcp -m tcp --dport 502 -j DNAT --to-destination 10.200.1.20:502',
        ),
      ),
      {
        'guest.ip4save': {
          ...healthyFacts['guest.ip4save']!,
          ...{ text: ownTranslation, ruleset: { ok: true, value: rulesOf(ownTranslation) } },
        },
      },
    ],
    finds: [],
  },
  {
    name: 'an admin page of a module that listens to the VM itself alone',
    device: [
      well,
      {
        'guest.containers': [...healthyFacts['guest.containers'], admin],
        'guest.listeners': [
          ...healthyFacts['guest.listeners'],
          { protocol: 'tcp', address: '127.0.0.1', port: 6060, process: 'admin' },
        ],
      },
    ],
    finds: [],
  },
  {
    name: 'edgeHub for the plant network alone, at the address of the second card',
    device: [well, { 'guest.interfaces': twoCards }, publishedAt('10.200.1.9')],
    finds: [],
  },
  { name: "edgeHub at the VM's own address", device: [at(onLan), publishedAt(onLan.address)], finds: [] },
  {
    name: 'the card in a bridge, which has its address',
    device: [
      at(onLan),
      {
        'guest.interfaces': [
          ...lanCard.map((one) => (one.name === 'eth0' ? { ...one, master: 'lan0', addresses: [] } : one)),
          { ...lanCard.find(({ name }) => name === 'eth0')!, name: 'lan0', index: 15, kind: 'bridge' },
        ],
        'guest.routes': (lan['guest.routes'] as (typeof healthyFacts)['guest.routes']).map((one) =>
          one.device === 'eth0' ? { ...one, device: 'lan0' } : one,
        ),
        'guest.resolver': {
          ...healthyFacts['guest.resolver'],
          links: [{ ...healthyFacts['guest.resolver'].links[0]!, name: 'lan0', index: 15, servers: onLan.dns }],
        },
      },
    ],
    finds: [],
    unknown: ['NF002', 'NF007', 'NF008', 'NF015'],
  },
]);

const elsewhere = (names: readonly string[], inside: readonly string[]): Change => ({
  'guest.nameProbe': [
    lookup('vm', vm.hub, names),
    lookup(network, vm.hub, inside, inside.length > 0 ? 'resolved' : 'unresolved'),
    lookup('vm', 'mcr.microsoft.com', ['150.171.70.10']),
    lookup(network, 'mcr.microsoft.com', ['150.171.70.10']),
  ],
});

variantsOf('what an owner did, and it fails', [
  {
    name: 'a private endpoint in the hosts file of the VM, which modules do not read (Azure/iotedge#7149)',
    device: [
      at(onLan, {
        ends: ({ host }, from) =>
          host !== vm.hub || from === 'vm' ? { tcp: 'connected' } : { tcp: 'unresolved', address: null, tookMs: null },
      }),
      elsewhere(['10.60.1.4'], []),
      { 'guest.hosts': [...healthyFacts['guest.hosts'], { address: '10.60.1.4', names: [vm.hub] }] },
    ],
    finds: ['DNS010'],
    says: ['/etc/hosts'],
  },
  {
    name: 'a DNS filter that does not know Azure',
    device: [
      at(onLan, {
        ends: ({ host }) => (host === vm.hub ? { tcp: 'refused', address: '0.0.0.0' } : { tcp: 'connected' }),
      }),
      elsewhere(['0.0.0.0'], ['0.0.0.0']),
    ],
    finds: ['DNS011'],
    under: ['EP001'],
    says: ['0.0.0.0', 'filter'],
  },
  {
    name: 'edgeHub at the address that the VM had before the Default Switch moved',
    device: [well, publishedAt('172.27.64.9')],
    finds: ['NF003', 'NF003', 'NF003'],
    says: ['172.27.64.9'],
  },
  {
    name: 'the end of the NAT as the DNS server of the VM',
    device: [at({ ...behindNat, dns: ['172.20.0.1'] }, { silent: true }), system(onServer)],
    finds: ['DNS002'],
    under: ['DNS011'],
    says: ['DNS server role'],
  },
  {
    name: 'a prefix length of 8 on a LAN of 24 bits',
    device: [
      at({ ...onLan, fixed: true, prefixLength: 8 }, { silent: true, to: services() }),
      {
        'host.addresses': [
          {
            ...{ address: '10.47.0.20', prefixLength: 24, interfaceIndex: 30 },
            ...{ interfaceAlias: 'vEthernet (LAN)', origin: 'Dhcp' },
          },
        ],
        'host.routes': [
          { destination: '0.0.0.0/0', nextHop: '10.47.0.1', interfaceIndex: 30, metric: 25 },
          { destination: '10.47.0.0/24', nextHop: '0.0.0.0', interfaceIndex: 30, metric: 256 },
        ],
        'guest.neighbours': [
          { address: '10.47.0.1', device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'REACHABLE' },
          { address: '10.20.0.53', device: 'eth0', mac: null, state: 'FAILED' },
        ],
      },
    ],
    finds: ['SW015'],
    under: ['DNS002', 'DNS011'],
    says: ['10.20.0.53'],
  },
]);
