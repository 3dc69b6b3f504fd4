import { edgeHubPorts, hostModuleLine, liveText, savedText } from '../../support/firewall.js';
import { container, healthyFacts, inet, route, service, vm } from '../../support/healthyFacts.js';
import { containersWith } from '../../support/portCases.js';
import { rulesOf } from '../../support/firewall.js';
import { twoCards } from '../../support/twoCards.js';
import { onLan } from '../../support/devices.js';
import { at, azureLinux3, behindNat, firewall, look, services, system, variantsOf } from '../../support/variants.js';

const bridges = healthyFacts['guest.routes'].filter(({ device }) => device !== 'eth0');
const live = (own: readonly string[] = [hostModuleLine], more = {}) =>
  liveText({ own, published: edgeHubPorts, ...more });
const saved = (text: string, ageInDays = 1) => ({
  'guest.ip4save': {
    path: '/etc/systemd/scripts/ip4save',
    changedAt: Date.parse('2026-02-27T06:00:00Z') / 1000 - ageInDays * 86_400,
    text,
    ruleset: { ok: true as const, value: rulesOf(text) },
  },
});
const probes = (address: string, states: Readonly<Record<number, 'connected' | 'silent' | 'refused'>>) => ({
  'host.portProbe': Object.entries(states).map(([port, state]) => ({
    address,
    port: Number(port),
    protocol: 'tcp' as const,
    state,
    tookMs: 3,
  })),
});
const well = look({ servers: [vm.gateway] });
const cutContainers = look({
  servers: [vm.gateway],
  ends: (_, from) => ({ tcp: from === 'vm' ? 'connected' : 'silent' }),
});

const hangs = 'The container engine did not answer in time.';

variantsOf('case 16: the switch and a container network share addresses', [
  {
    name: 'the default bridge of the engine',
    device: [
      at({ kind: 'default', address: '172.17.200.9', prefixLength: 20, gateway: '172.17.192.1', host: '172.17.192.1' }),
      azureLinux3,
      probes('172.17.200.9', { 443: 'connected', 5671: 'connected', 8883: 'connected' }),
    ],
    finds: ['IP013'],
  },
  {
    name: 'a LAN in the pool of the engine, and a module network of its own',
    device: [
      at({ ...onLan, address: '172.19.4.45', gateway: '172.19.4.1', host: '172.19.4.20' }),
      {
        'guest.containerNetworks': [
          ...healthyFacts['guest.containerNetworks'],
          {
            ...healthyFacts['guest.containerNetworks'][0]!,
            id: '7'.repeat(64),
            name: 'plant',
            bridge: 'br-777777777777',
            subnets: [{ subnet: '172.19.0.0/16', gateway: '172.19.0.1' }],
          },
        ],
        'guest.routes': [
          route({ gateway: '172.19.4.1', metric: 1024, protocol: 'dhcp', source: '172.19.4.45' }),
          route({ destination: '172.19.4.0/24', scope: 'link', source: '172.19.4.45' }),
          ...bridges,
          route({ destination: '172.19.0.0/16', device: 'br-777777777777', scope: 'link', source: '172.19.0.1' }),
        ],
      },
    ],
    finds: ['IP013'],
    says: ['172.19'],
  },
  {
    name: 'the gateway lies in the network of the modules, and the engine hangs',
    device: [
      at(
        { kind: 'default', address: '172.18.9.7', prefixLength: 16, gateway: '172.18.0.9', host: '172.18.0.9' },
        { silent: true },
      ),
      {
        'guest.containers': { lost: hangs },
        'guest.containerNetworks': { lost: hangs },
        'guest.gatewayProbe': [
          { device: 'eth0', gateway: '172.18.0.9', ping: 'silent', neighbour: 'FAILED', mac: null },
        ],
        'guest.neighbours': [],
        'host.portProbe': [],
      },
    ],
    finds: ['IP016'],
    under: ['RT004', 'DNS002', 'DNS011'],
    says: ['br-6868c9739a37'],
    unknown: ['DNS009'],
  },
  {
    name: 'a DNS server of the company lies in the network of the modules',
    device: [at({ ...onLan, dns: ['172.18.0.53'] }, { silent: true })],
    finds: ['IP017'],
    under: ['DNS003', 'DNS011'],
    says: ['172.18.0.53'],
  },
]);

variantsOf('case 19 and 51: a port that the VM keeps closed', [
  {
    name: 'a host-network module on a LAN, with nft',
    device: [at(onLan), azureLinux3, firewall(live([]), 'azurelinux'), saved(savedText())],
    finds: ['NF002'],
    says: ['9702'],
  },
  {
    name: 'a DROP in DOCKER-USER for one port',
    device: [
      well,
      firewall(
        live([hostModuleLine], {
          dockerUser: ['-A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 8883 -j DROP'],
        }),
      ),
      probes(vm.address, { 443: 'connected', 5671: 'connected', 8883: 'silent' }),
    ],
    finds: ['NF001'],
    under: ['NF008'],
    says: ['8883'],
  },
  {
    name: 'edgeHub publishes 8883 to the loopback alone',
    device: [
      well,
      {
        'guest.containers': containersWith('edgeHub', {
          published: [443, 5671, 8883].map((port) => ({
            containerPort: port,
            protocol: 'tcp',
            hostAddress: port === 8883 ? '127.0.0.1' : null,
            hostPort: port,
          })),
        }),
      },
      probes(vm.address, { 443: 'connected', 5671: 'connected' }),
    ],
    finds: [],
  },
  {
    name: 'a UDP port of a module on the host network',
    device: [
      at(behindNat),
      system({ isServer: true }),
      {
        'guest.containers': [
          ...healthyFacts['guest.containers'],
          container({
            id: '8'.repeat(64),
            name: 'flannel',
            networkMode: 'host',
            networks: [{ name: 'host', networkId: 'b'.repeat(64), address: null, gateway: null }],
            exposed: [{ port: 8472, protocol: 'udp' }],
            hostEndpointConfigured: true,
          }),
        ],
        'guest.listeners': [
          ...healthyFacts['guest.listeners'],
          { protocol: 'udp', address: '0.0.0.0', port: 8472, process: 'flanneld' },
        ],
      },
    ],
    finds: ['NF002'],
    says: ['8472/udp'],
  },
]);

const flush = (text: string) =>
  text
    .replace(/^-A .*\n/gm, '')
    .replace(':INPUT DROP', ':INPUT ACCEPT')
    .replace(':OUTPUT DROP', ':OUTPUT ACCEPT');
const filterFlushed = (text: string) => {
  const [nat, filter] = text.split('*filter');
  return `${nat}*filter${flush(filter ?? '')}`;
};

const emptied = (table: string, ...chains: readonly string[]): string =>
  `*${table}\n${chains.map((chain) => `:${chain} ACCEPT [0:0]\n`).join('')}COMMIT\n`;

variantsOf('case 27: the tables were flushed', [
  {
    name: 'filter alone, with nft, on a LAN',
    device: [
      at(onLan),
      azureLinux3,
      firewall(filterFlushed(live()), 'azurelinux'),
      { 'guest.reach': cutContainers['guest.reach']! },
    ],
    finds: ['NF004', 'NF015'],
    under: ['EP003'],
  },
  {
    name: 'iptables.service was started again: the saved file replaced the chains of the engine',
    device: [
      cutContainers,
      firewall(savedText([hostModuleLine])),
      probes(vm.address, { 443: 'silent', 5671: 'silent', 8883: 'silent' }),
    ],
    finds: ['NF004'],
    under: ['EP003', 'NF003'],
  },
  {
    name: 'nat alone: nothing is translated any more',
    device: [
      cutContainers,
      firewall(
        live()
          .replace(/^-A (PREROUTING|POSTROUTING|DOCKER [!-] ?i?.*DNAT|OUTPUT ! -d).*\n/gm, '')
          .replace(/^-A DOCKER .*(DNAT|RETURN).*\n/gm, ''),
      ),
      probes(vm.address, { 443: 'silent', 5671: 'silent', 8883: 'silent' }),
    ],
    finds: ['NF014'],
    under: ['EP003', 'NF003'],
  },
  {
    name: 'all of them, their chains deleted, and the policies opened',
    device: [
      cutContainers,
      firewall(
        emptied('filter', 'INPUT', 'FORWARD', 'OUTPUT') +
          emptied('nat', 'PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'),
      ),
      probes(vm.address, { 443: 'refused', 5671: 'refused', 8883: 'refused' }),
    ],
    finds: ['NF014', 'NF015'],
    under: ['EP003', 'NF018'],
  },
]);

variantsOf('case 28: the saved file', [
  {
    name: 'holds old rules of the engine, with a LAN device on Azure Linux 3',
    device: [at(onLan), azureLinux3, saved(live())],
    finds: ['NF010'],
  },
  {
    name: 'lacks a rule that is live',
    device: [well, saved(savedText())],
    finds: ['NF007'],
    says: ['9702'],
  },
  {
    name: 'cannot be read: a table without its end',
    device: [
      well,
      {
        'guest.ip4save': {
          ...healthyFacts['guest.ip4save']!,
          text: savedText([hostModuleLine]).replace('COMMIT\n', ''),
          ruleset: { ok: false, reason: 'The table filter has no COMMIT.' },
        },
      },
    ],
    finds: ['NF009'],
  },
]);

variantsOf('case 37: half a host network', [
  {
    name: 'on a LAN with MQTT, a module that does not start',
    device: [
      at(onLan, { to: services(8883) }),
      { 'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'Mqtt' } },
      {
        'guest.containers': [
          ...healthyFacts['guest.containers'],
          container({
            id: '9'.repeat(64),
            name: 'ble',
            running: false,
            networkMode: 'host',
            hostEndpointConfigured: false,
          }),
        ],
      },
    ],
    finds: ['MOD001'],
    says: ['ble'],
  },
]);

variantsOf('case 63: what containers send to the hub alone', [
  {
    name: 'a DROP of the owner by its address',
    device: [
      look({
        servers: [vm.gateway],
        ends: ({ port }, from) => ({ tcp: from !== 'vm' && port === 5671 ? 'silent' : 'connected' }),
      }),
      firewall(
        live([hostModuleLine], {
          dockerUser: ['-A DOCKER-USER -d 40.83.177.42/32 -p tcp -m tcp --dport 5671 -j DROP'],
        }),
      ),
    ],
    finds: ['EP003'],
  },
]);

variantsOf('case 27 and 37: two faults at once', [
  {
    name: 'flushed chains, and half a host network: each is told for itself',
    device: [
      cutContainers,
      firewall(savedText([hostModuleLine])),
      probes(vm.address, { 443: 'silent', 5671: 'silent', 8883: 'silent' }),
      {
        'guest.containers': [
          ...healthyFacts['guest.containers'],
          container({ id: '9'.repeat(64), name: 'ble', running: false, networkMode: 'host' }),
        ],
      },
    ],
    finds: ['NF004', 'MOD001'],
    under: ['EP003', 'NF003'],
  },
]);

variantsOf('case 55: a port that somebody else holds', [
  {
    name: 'two modules publish the same one',
    device: [
      well,
      {
        'guest.containers': [
          ...healthyFacts['guest.containers'],
          container({
            id: '9'.repeat(64),
            name: 'broker',
            running: false,
            published: [{ containerPort: 1883, protocol: 'tcp', hostAddress: null, hostPort: 8883 }],
            exposed: [],
          }),
        ],
      },
    ],
    finds: ['MOD002'],
    says: ['8883/tcp', 'edgeHub'],
  },
]);

variantsOf('case 63: the VM gets out and its containers do not', [
  {
    name: 'forwarding is off in the kernel',
    device: [
      cutContainers,
      { 'guest.kernelSettings': { ...healthyFacts['guest.kernelSettings'], 'net.ipv4.ip_forward': '0' } },
      probes(vm.address, { 443: 'silent', 5671: 'silent', 8883: 'silent' }),
    ],
    finds: ['RT006'],
    under: ['EP003', 'NF001'],
  },
  {
    name: 'a rule of the owner in DOCKER-USER stops what containers send, on a LAN with nft',
    device: [
      at(onLan),
      azureLinux3,
      firewall(live([hostModuleLine], { dockerUser: ['-A DOCKER-USER -i br-6868c9739a37 -j DROP'] }), 'azurelinux'),
      { 'guest.reach': cutContainers['guest.reach']! },
    ],
    finds: ['NF004'],
    under: ['EP003', 'NF008'],
  },
]);

const plant = { 'guest.interfaces': twoCards };
const dead = [
  { address: '10.200.1.1', device: 'eth1', mac: null, state: 'FAILED' },
  { address: vm.gateway, device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'REACHABLE' },
];
const ways = (eth0: number, eth1: number, name = 'eth1') => [
  route({ gateway: vm.gateway, metric: eth0, protocol: 'dhcp', source: vm.address }),
  route({ gateway: '10.200.1.1', device: name, metric: eth1, protocol: 'static', source: '10.200.1.9' }),
  route({ destination: '172.27.112.0/20', scope: 'link', source: vm.address }),
  route({ destination: '10.200.1.0/24', device: name, scope: 'link', source: '10.200.1.9' }),
  ...bridges,
];

variantsOf('case 25: two cards', [
  {
    name: 'the plant without a way out wins, and its gateway answers; DNS of the switch works',
    device: [
      look({ servers: [vm.gateway], ends: () => ({ tcp: 'silent' }) }),
      plant,
      {
        'guest.routes': ways(1024, 512),
        'guest.neighbours': dead.map((one) =>
          one.mac === null ? { ...one, mac: 'e0:cb:bc:12:bb:33', state: 'REACHABLE' } : one,
        ),
      },
    ],
    finds: ['RT002'],
    under: ['RT005', 'EP001', 'EP002'],
  },
  {
    name: 'the second card is called v-eth1 and its gateway is dead',
    device: [
      look({ servers: [vm.gateway], ends: () => ({ tcp: 'silent' }) }),
      {
        'guest.interfaces': twoCards.map((one) => (one.name === 'eth1' ? { ...one, name: 'v-eth1' } : one)),
        'guest.routes': ways(1024, 512, 'v-eth1'),
        'guest.neighbours': dead.map((one) => (one.device === 'eth1' ? { ...one, device: 'v-eth1' } : one)),
      },
    ],
    finds: ['RT002'],
    under: ['RT004', 'EP001', 'EP002'],
  },
  {
    name: 'both have the same metric, and it works: a warning',
    device: [
      well,
      plant,
      {
        'guest.routes': ways(1024, 1024),
        'guest.neighbours': dead.map((one) =>
          one.mac === null ? { ...one, mac: 'e0:cb:bc:12:bb:33', state: 'REACHABLE' } : one,
        ),
      },
    ],
    finds: ['RT003'],
  },
  {
    name: 'the LAN card wins over the switch, and it works',
    device: [
      well,
      {
        'guest.interfaces': [
          ...healthyFacts['guest.interfaces'],
          { ...twoCards.find(({ name }) => name === 'eth1')!, addresses: [inet('10.200.1.9', 24)] },
        ],
        'guest.routes': [
          ...healthyFacts['guest.routes'],
          route({ destination: '10.200.1.0/24', device: 'eth1', scope: 'link', source: '10.200.1.9' }),
        ],
      },
    ],
    finds: [],
  },
]);

variantsOf('services of the VM', [
  {
    name: 'the container engine is stopped',
    device: [
      look({ servers: [vm.gateway] }),
      {
        'guest.services': healthyFacts['guest.services'].map((one) =>
          one.name === 'docker.service' ? service('docker', { active: 'failed', sub: 'failed' }) : one,
        ),
        'guest.containers': {
          lost: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
        },
        'guest.containerNetworks': {
          lost: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
        },
      },
    ],
    finds: ['MOD003'],
  },
  {
    name: 'two back ends hold rules, and the old one drops what the new one lets in',
    device: [
      at(onLan),
      azureLinux3,
      { 'guest.iptablesNft': rulesOf(live()), 'guest.iptablesLegacy': rulesOf(savedText()) },
    ],
    finds: ['NF011'],
    under: ['NF002', 'NF004', 'NF008'],
  },
]);
