import { onLan, placed, withoutLease } from '../../support/devices.js';
import { guestLost } from '../../support/snapshots.js';
import { healthyFacts, inet, route, vm, withCard } from '../../support/healthyFacts.js';
import {
  at,
  azureLinux3,
  everythingSilent,
  look,
  serverless,
  services,
  system,
  variantsOf,
} from '../../support/variants.js';

const bridges = healthyFacts['guest.routes'].filter(({ device }) => device !== 'eth0');
const [wired, virtual] = healthyFacts['host.adapters'];
const azure = { azure: true, isServer: true, manufacturer: 'Microsoft Corporation', model: 'Virtual Machine' };
const internal = {
  kind: 'internal',
  address: '192.168.77.5',
  prefixLength: 28,
  gateway: '192.168.77.1',
  host: '192.168.77.1',
  fixed: true,
  dns: ['192.168.10.2'],
} as const;
const onLanFixed = { ...onLan, fixed: true } as const;

variantsOf('case 01: address and gateway are one, and no DNS server', [
  {
    name: 'on a LAN: the router has the address as well',
    device: [
      at({ ...onLanFixed, address: '10.47.0.1' }),
      serverless,
      {
        'guest.routes': [...bridges, route({ destination: '10.47.0.0/24', scope: 'link', source: '10.47.0.1' })],
        'guest.gatewayProbe': [],
        'guest.neighbours': [],
        'guest.arpProbe': [{ device: 'eth0', address: '10.47.0.1', sent: 3, answeredBy: ['c4:ad:34:00:00:01'] }],
        'host.portProbe': [],
      },
    ],
    finds: ['IP008', 'DNS001'],
    under: ['DNS011', 'RT001'],
    says: ['10.47.0.1'],
  },
  {
    name: 'on Azure Linux 3, in a subnet of 28 bits, with MQTT over WebSockets',
    device: [
      at({ ...internal, address: '192.168.77.1' }),
      azureLinux3,
      serverless,
      look({ servers: [], to: services(443) }),
      {
        'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'MqttWs' },
        'guest.routes': [...bridges, route({ destination: '192.168.77.0/28', scope: 'link', source: '192.168.77.1' })],
        'guest.gatewayProbe': [],
        'guest.neighbours': [],
        'host.portProbe': [],
      },
    ],
    finds: ['IP008', 'DNS001'],
    under: ['DNS011', 'RT001'],
  },
  {
    name: 'no DNS server alone, on a LAN, with a lease of DPS',
    device: [
      at(onLanFixed),
      serverless,
      look({ servers: [], to: services(8883, { host: 'global.azure-devices-provisioning.net', port: 443 }) }),
      {
        'guest.upstream': {
          ...healthyFacts['guest.upstream'],
          protocol: 'Mqtt',
          provisioning: 'dps',
          dps: 'global.azure-devices-provisioning.net',
        },
      },
    ],
    finds: ['DNS001'],
    under: ['DNS011'],
  },
]);

const linkLocal = {
  ...internal,
  address: '169.254.61.7',
  prefixLength: 24,
  gateway: '169.254.61.1',
  host: '169.254.61.1',
} as const;

variantsOf('case 03 and 05: a link-local network behind the NAT', [
  {
    name: 'with a DNS server that nobody reaches',
    device: [at({ ...linkLocal, dns: ['8.8.8.8'] }, { silent: true }), system({ isServer: true })],
    finds: ['SW009'],
    under: ['DNS003', 'DNS011'],
  },
  {
    name: 'handed out by a DHCP server of the owner',
    device: [at({ ...linkLocal, fixed: false, dns: ['8.8.8.8'] }, { silent: true }), system({ isServer: true })],
    finds: ['SW009'],
    under: ['DNS003', 'DNS011'],
  },
  {
    name: 'whose VM lets nobody in: what the host shows is told, what is in the VM is not known',
    device: [
      at(linkLocal),
      system({ isServer: true }),
      guestLost('ssh: connect to host 169.254.61.7 port 22: Connection timed out'),
      {
        'host.eflow': { installed: true, version: '1.1.2202.24210', module: null, vmDeployed: true },
        'host.natMappings': [
          {
            natName: 'InternalSw-NAT',
            protocol: 0,
            externalAddress: '0.0.0.0',
            externalPort: 8883,
            internalAddress: '169.254.61.7',
            internalPort: 8883,
          },
        ],
        'host.portProbe': [],
      },
    ],
    finds: ['HOST010', 'SW009'],
  },
]);

variantsOf('case 07: a gateway that is none', [
  {
    name: 'outside the subnet of an Internal switch with 28 bits',
    device: [
      at({ ...internal, gateway: '192.168.77.17', host: '192.168.77.1' }, { silent: true }),
      {
        'guest.routes': [...bridges, route({ destination: '192.168.77.0/28', scope: 'link', source: '192.168.77.5' })],
        'guest.gatewayProbe': [],
        'guest.neighbours': [],
      },
    ],
    finds: ['IP009'],
    under: ['DNS003', 'DNS011', 'RT001'],
  },
  {
    name: 'another machine of the LAN, which takes the packets and passes none on',
    device: [
      at({ ...onLanFixed, gateway: '10.47.0.44' }, { silent: true }),
      {
        'host.routes': [
          { destination: '0.0.0.0/0', nextHop: '10.47.0.1', interfaceIndex: 30, metric: 25 },
          { destination: '10.47.0.0/24', nextHop: '0.0.0.0', interfaceIndex: 30, metric: 256 },
        ],
      },
    ],
    finds: ['RT010'],
    under: ['DNS003', 'DNS011'],
    says: ['10.47.0.44', '10.47.0.1'],
  },
  {
    name: 'an address of the LAN that nobody has',
    device: [
      at({ ...onLanFixed, gateway: '10.47.0.99' }, { silent: true }),
      {
        'host.routes': [
          { destination: '0.0.0.0/0', nextHop: '10.47.0.1', interfaceIndex: 30, metric: 25 },
          { destination: '10.47.0.0/24', nextHop: '0.0.0.0', interfaceIndex: 30, metric: 256 },
        ],
        'guest.gatewayProbe': [
          { device: 'eth0', gateway: '10.47.0.99', ping: 'silent', neighbour: 'FAILED', mac: null },
        ],
        'guest.neighbours': [{ address: '10.47.0.99', device: 'eth0', mac: null, state: 'FAILED' }],
      },
    ],
    finds: ['RT010'],
    under: ['DNS003', 'DNS011', 'RT004'],
    says: ['10.47.0.99'],
  },
  {
    name: 'a prefix too long, so that the LAN router lies outside',
    device: [
      at({ ...onLanFixed, address: '10.47.0.45', prefixLength: 28 }, { silent: true }),
      {
        'guest.routes': [...bridges, route({ destination: '10.47.0.32/28', scope: 'link', source: '10.47.0.45' })],
        'guest.gatewayProbe': [],
        'guest.neighbours': [],
        'host.addresses': [
          {
            address: '10.47.0.20',
            prefixLength: 24,
            interfaceIndex: 30,
            interfaceAlias: 'vEthernet (LAN)',
            origin: 'Manual',
          },
        ],
      },
    ],
    finds: ['IP009'],
    under: ['DNS003', 'DNS011', 'RT001'],
  },
]);

variantsOf('case 10: an Internal switch that hands out nothing', [
  {
    name: 'the DHCP role is there and stopped',
    device: [
      at({ ...internal, fixed: false }),
      withoutLease,
      serverless,
      system({ isServer: true }),
      { 'host.services': [...healthyFacts['host.services'], { name: 'DHCPServer', status: 1, startType: 2 }] },
    ],
    finds: ['SW021'],
    under: ['DNS001', 'DNS011', 'IP002'],
  },
  {
    name: 'the scope is switched off',
    device: [
      at({ ...internal, fixed: false }),
      withoutLease,
      serverless,
      system({ isServer: true }),
      {
        'host.dhcpServer': {
          installed: true,
          options: [],
          scopes: [
            {
              id: '192.168.77.0',
              subnetMask: '255.255.255.240',
              first: '192.168.77.4',
              last: '192.168.77.10',
              active: false,
              options: [{ id: 3, values: ['192.168.77.1'] }],
            },
          ],
        },
      },
    ],
    finds: ['SW021'],
    under: ['DNS001', 'DNS011', 'IP002'],
  },
  {
    name: 'on a server without the role',
    device: [
      at({ ...internal, fixed: false }),
      withoutLease,
      serverless,
      system({ isServer: true }),
      {
        'host.dhcpServer': { installed: false, options: [], scopes: [] },
        'host.services': healthyFacts['host.services'],
      },
    ],
    finds: ['SW021'],
    under: ['DNS001', 'DNS011', 'IP002'],
  },
  {
    name: 'the scope hands out no router',
    device: [
      at({ ...internal, fixed: false }, { silent: true }),
      system({ isServer: true }),
      {
        'host.dhcpServer': {
          installed: true,
          options: [],
          scopes: [
            {
              id: '192.168.77.0',
              subnetMask: '255.255.255.240',
              first: '192.168.77.4',
              last: '192.168.77.10',
              active: true,
              options: [{ id: 6, values: ['192.168.10.2'] }],
            },
          ],
        },
        'guest.routes': [...bridges, route({ destination: '192.168.77.0/28', scope: 'link', source: '192.168.77.5' })],
        'guest.gatewayProbe': [],
        'guest.neighbours': [],
        'guest.leases': [
          {
            interface: 'eth0',
            address: '192.168.77.5',
            router: [],
            dns: ['192.168.10.2'],
            server: '192.168.77.1',
            lifetimeSeconds: 86400,
          },
        ],
      },
    ],
    finds: ['SW022'],
    under: ['DNS003', 'DNS011', 'RT001'],
  },
  {
    name: 'a NAT that covers half of the switch, and not the VM',
    device: [
      at(
        { ...internal, address: '172.20.0.200', prefixLength: 24, gateway: '172.20.0.1', host: '172.20.0.1' },
        { silent: true },
      ),
      system({ isServer: true }),
      { 'host.nat': [{ name: 'EFLOW-NAT', internalPrefix: '172.20.0.0/25', active: true }] },
    ],
    finds: ['SW006'],
    under: ['DNS003', 'DNS011'],
  },
  {
    name: 'no NAT at all, on Azure, with a fixed address',
    device: [at({ ...internal, dns: ['168.63.129.16'] }, { silent: true }), system(azure), { 'host.nat': [] }],
    finds: ['SW005'],
    under: ['DNS003', 'DNS011'],
  },
]);

const noAddress = {
  mac: '00:00:00:00:00:00',
  ip: null,
  source: null,
  failures: ['Failed to acquire IP address for virtual machine'],
};

variantsOf('case 11: a plant that hands out no address', [
  {
    name: 'the card has its MAC address, and nobody on the LAN leases',
    device: [at(onLan), withoutLease, serverless],
    finds: ['IP002'],
    under: ['DNS001', 'DNS011'],
    says: ['DHCP'],
  },
  {
    name: 'zeros on the Default Switch of a VM that is off',
    device: [
      guestLost("Can't process request, EFLOW VM is OFF!"),
      {
        'host.vmAddress': noAddress,
        'host.neighbours': [],
        'host.portProbe': [],
        'host.virtualMachines': [],
        'host.hostsIcs': null,
      },
    ],
    finds: ['HOST007'],
    under: ['IP007'],
  },
  {
    name: 'an address that the VM gave itself',
    device: [
      at(onLan),
      withoutLease,
      serverless,
      {
        'guest.interfaces': withCard({ addresses: [inet('169.254.201.3', 16)] }),
        'guest.routes': [...bridges, route({ destination: '169.254.0.0/16', scope: 'link', source: '169.254.201.3' })],
        'host.vmAddress': { mac: vm.mac, ip: '169.254.201.3', source: 'vm', failures: [] },
      },
    ],
    finds: ['IP003'],
    under: ['DNS001', 'DNS011', 'RT001'],
  },
  {
    name: 'a lease on a nested host that drops foreign MAC addresses',
    device: [at(onLan), withoutLease, serverless, system({ manufacturer: 'VMware, Inc.', model: 'VMware7,1' })],
    finds: ['SW014'],
    under: ['IP002', 'DNS001', 'DNS011'],
  },
]);

const otherHost = [
  {
    ...{ address: '192.168.50.1', prefixLength: 24, interfaceIndex: 30 },
    ...{ interfaceAlias: 'vEthernet (InternalSw)', origin: 'Manual' },
  },
  ...healthyFacts['host.addresses'].slice(1),
];

variantsOf('one fault of the switch, told once', [
  {
    name: 'the address of the host was given to the VM, and another to the gateway',
    device: [
      at({ ...internal, address: '192.168.77.1', gateway: '192.168.77.14' }, { silent: true }),
      system({ isServer: true }),
      {
        'host.portProbe': [],
        'guest.neighbours': [],
        'guest.gatewayProbe': [
          { device: 'eth0', gateway: '192.168.77.14', ping: 'silent', neighbour: 'FAILED', mac: null },
        ],
      },
    ],
    finds: ['IP015'],
    under: ['DNS003', 'DNS011', 'RT004'],
  },
  {
    name: 'the host was given a subnet of its own, with a NAT for that',
    device: [
      at(internal, { silent: true }),
      system({ isServer: true }),
      {
        'host.addresses': otherHost,
        'host.nat': [{ name: 'EFLOW', internalPrefix: '192.168.50.0/24', active: true }],
        'host.neighbours': [],
        'host.portProbe': [],
        'guest.neighbours': [],
        'guest.gatewayProbe': [
          { device: 'eth0', gateway: internal.gateway, ping: 'silent', neighbour: 'FAILED', mac: null },
        ],
      },
    ],
    finds: ['SW008', 'SW005'],
    under: ['DNS003', 'DNS011', 'RT004'],
    says: ['192.168.77.1', '192.168.50.1/24'],
  },
  {
    name: 'a switch named Default Switch that EFLOW takes for the real one (Azure/iotedge-eflow#210)',
    device: [
      at({ ...internal, name: 'Default Switch', fixed: false }),
      withoutLease,
      serverless,
      system({ isServer: true }),
      {
        'host.vmNetwork': [{ name: 'Default Switch', allocation: 'Dynamic', cidr: null, type: 'ICS' }],
        'host.dhcpServer': { installed: false, options: [], scopes: [] },
        'host.nat': [],
      },
    ],
    finds: ['SW002', 'SW011'],
    under: ['DNS001', 'DNS011', 'IP002'],
  },
]);

variantsOf('a MAC address that the switch does not know', [
  {
    name: 'set in a file of the VM, on a LAN',
    device: [
      at(onLan, { silent: true }),
      {
        'guest.interfaces': (placed(onLan)['guest.interfaces'] as (typeof healthyFacts)['guest.interfaces']).map(
          (one) => (one.name === 'eth0' ? { ...one, mac: '00:15:5d:ff:ff:01' } : one),
        ),
      },
    ],
    finds: ['IP018'],
    under: ['DNS003', 'DNS011'],
  },
]);

variantsOf('case 14: an External switch on an adapter without a link', [
  {
    name: 'the adapter was taken out',
    device: [
      at(onLan),
      withoutLease,
      serverless,
      {
        'host.adapters': [
          { ...virtual!, name: 'vEthernet (LAN)' },
          { ...wired!, name: 'WLAN', description: 'Intel(R) Wi-Fi 6 AX201', index: 7 },
        ],
      },
    ],
    finds: ['SW003'],
    under: ['IP002', 'DNS001', 'DNS011'],
  },
  {
    name: 'switched off by hand, with a fixed address and no other adapter',
    device: [
      at(onLanFixed, { silent: true }),
      {
        'host.adapters': [
          { ...wired!, status: 'Disabled', adminStatus: 2, operationalStatus: 2, mediaState: 0 },
          { ...virtual!, name: 'vEthernet (LAN)' },
        ],
        'guest.gatewayProbe': [
          { device: 'eth0', gateway: '10.47.0.1', ping: 'silent', neighbour: 'FAILED', mac: null },
        ],
        'guest.neighbours': [{ address: '10.47.0.1', device: 'eth0', mac: null, state: 'FAILED' }],
        'host.reach': healthyFacts['host.reach'].map((one) => ({
          ...one,
          tcp: 'unreachable' as const,
          tls: 'notTried' as const,
        })),
        'host.dnsProbe': [],
        'host.nameProbe': healthyFacts['host.nameProbe'].map((one) => ({
          ...one,
          addresses: [],
          state: 'timedOut' as const,
        })),
      },
    ],
    finds: ['SW003'],
    under: ['DNS003', 'DNS011', 'RT004'],
  },
  {
    name: 'bound to a wireless adapter that works: information',
    device: [
      at(onLan),
      {
        'host.adapters': [
          { ...wired!, name: 'WLAN', physicalMedium: 9, interfaceType: 71 },
          { ...virtual!, name: 'vEthernet (LAN)' },
        ],
      },
    ],
    finds: [],
  },
]);

variantsOf('case 56: no way out over the switch for any VM', [
  {
    name: 'a VPN that takes the private networks',
    device: [
      look({ servers: [vm.gateway], silent: true }),
      {
        'host.routes': [
          ...healthyFacts['host.routes'],
          { destination: '172.27.120.0/24', nextHop: '10.8.0.1', interfaceIndex: 44, metric: 1 },
        ],
        'host.neighbours': [],
        'host.portProbe': healthyFacts['host.portProbe'].map((one) => ({ ...one, state: 'silent' as const })),
      },
    ],
    finds: ['SW016'],
    under: ['DNS002', 'DNS011'],
  },
  {
    name: 'Internet connection sharing forbidden by policy: names and connections fail',
    device: [
      at(
        { kind: 'default', address: vm.address, prefixLength: 20, gateway: vm.gateway, host: vm.gateway },
        { silent: true },
      ),
      {
        'host.sharing': { ...healthyFacts['host.sharing'], allowedByPolicy: false },
        'host.services': healthyFacts['host.services'].map((one) =>
          one.name === 'SharedAccess' ? { ...one, status: 1 } : one,
        ),
      },
    ],
    finds: ['SW025'],
    under: ['DNS002', 'DNS011', 'SW013'],
  },
  {
    name: 'the switch answers questions, and no connection leaves',
    device: [look({ servers: [vm.gateway], ends: everythingSilent })],
    finds: ['RT005'],
    under: ['EP001', 'EP002'],
  },
]);
