import { onLan, placed, withoutLease } from '../../support/devices.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { guestLost } from '../../support/snapshots.js';
import { at, azureLinux3, behindNat, look, serverless, services, system, variantsOf } from '../../support/variants.js';

/** Faults of Windows, its services and its policies. */

const onDefault = {
  kind: 'default',
  address: vm.address,
  prefixLength: 20,
  gateway: vm.gateway,
  host: vm.gateway,
} as const;
const lan = { ...onLan, fixed: true } as const;
const profile = (name: string, change: Partial<(typeof healthyFacts)['host.firewallProfiles'][number]>) => ({
  'host.firewallProfiles': healthyFacts['host.firewallProfiles'].map((one) =>
    one.name === name ? { ...one, ...change } : one,
  ),
});
const noSession = (words: string) => [
  guestLost(words),
  { 'host.vmAddress': { mac: null, ip: null, source: null, failures: [words] }, 'host.portProbe': [] },
];
const service = (name: string, change: Partial<(typeof healthyFacts)['host.services'][number]>) => ({
  'host.services': healthyFacts['host.services'].map((one) => (one.name === name ? { ...one, ...change } : one)),
});

variantsOf('case 09: the Windows firewall takes DHCP and DNS of the Default Switch away', [
  {
    name: 'on a German Windows, whose switch has a German name, with a VM of Azure Linux 3',
    device: [
      at({ ...onDefault, name: 'Standardswitch' }),
      withoutLease,
      serverless,
      azureLinux3,
      profile('Public', { allowLocalRules: 0 }),
      system({ osCaption: 'Microsoft Windows 11 IoT Enterprise LTSC' }),
    ],
    finds: ['FW001'],
    under: ['IP002', 'DNS001', 'DNS011'],
  },
  {
    name: 'all that comes in is blocked: the old lease still holds, names fail',
    device: [look({ servers: [vm.gateway], silent: true }), profile('Public', { allowInboundRules: 0 })],
    finds: ['FW003'],
    under: ['DNS002', 'DNS011'],
  },
  {
    name: 'the rules of the switch are gone',
    device: [at(onDefault), withoutLease, serverless, { 'host.firewallRules': [] }],
    finds: ['FW003'],
    under: ['IP002', 'DNS001', 'DNS011'],
  },
  {
    name: 'the same policy, and an External switch: nothing of Windows is asked',
    device: [at(lan), profile('Public', { allowLocalRules: 0 })],
    finds: [],
  },
  {
    name: 'the same policy on the Domain profile alone: the switch is on a public one',
    device: [look({ servers: [vm.gateway] }), profile('Domain', { allowLocalRules: 0 })],
    finds: [],
  },
  {
    name: 'another program holds port 67',
    device: [
      at(onDefault),
      withoutLease,
      serverless,
      {
        'host.listeners': healthyFacts['host.listeners'].map((one) =>
          one.port === 67 ? { ...one, process: 'dhcpsrv', services: [] } : one,
        ),
      },
    ],
    finds: ['SW024'],
    under: ['IP002', 'DNS001', 'DNS011'],
  },
]);

variantsOf('case 32, 33, 45 and 47: the way to the VM, not the network', [
  {
    name: 'an expired certificate on a LAN device',
    device: [
      placed(lan),
      ...noSession(
        'rpc error: code = Unavailable desc = connection error: x509: certificate has expired or is not yet valid',
      ),
    ],
    finds: ['HOST002'],
  },
  {
    name: 'too many keys, on Windows Server',
    device: [
      placed(behindNat),
      ...noSession('Received disconnect from 172.20.0.2 port 22:2: Too many authentication failures'),
    ],
    finds: ['HOST008'],
  },
  {
    name: 'the agent is stopped',
    device: [...noSession('The service WSSDAgent is not running.'), service('WSSDAgent', { status: 1 })],
    finds: ['HOST001'],
  },
  {
    name: 'the compute service is stopped',
    device: [
      ...noSession("Can't process request, EFLOW VM is OFF!"),
      service('vmcompute', { status: 1 }),
      { 'host.virtualMachines': [] },
    ],
    finds: ['HOST005'],
    under: ['HOST007'],
  },
  {
    name: 'the VM is off',
    device: [
      ...noSession("Can't process request, EFLOW VM is OFF!"),
      { 'host.virtualMachines': healthyFacts['host.virtualMachines'].map((one) => ({ ...one, running: false })) },
    ],
    finds: ['HOST007'],
  },
]);

variantsOf('case 39 and 40: after updates and new names', [
  {
    name: 'the endpoint is not well after an update, and nothing of the VM is known',
    device: [
      ...noSession('ssh failed to execute [sudo true] at line 3101'),
      {
        'host.vmEndpoint': healthyFacts['host.vmEndpoint'].map((one) => ({
          ...one,
          health: 'currentState:CRITICAL previousState:OK',
        })),
      },
    ],
    finds: ['HOST010', 'HOST003'],
  },
  {
    name: 'a name in hosts.ics that leads to an address of before',
    device: [
      look({ servers: [vm.gateway] }),
      { 'host.hostsIcs': [{ address: '172.27.118.4', names: ['EDGE-1-EFLOW.mshome.net'] }] },
    ],
    finds: ['HOST013'],
  },
]);

variantsOf('case 42: what EFLOW believes of the switch', [
  {
    name: 'a switch that was deleted, with an address that still stands',
    device: [
      at({ ...behindNat }, { silent: true }),
      system({ isServer: true }),
      { 'host.switches': [], 'host.addresses': healthyFacts['host.addresses'].slice(1) },
    ],
    finds: ['SW001'],
    under: ['DNS003', 'DNS011'],
  },
  {
    name: 'an External switch that EFLOW calls Internal',
    device: [
      at({ ...lan, fixed: false }),
      withoutLease,
      serverless,
      { 'host.vmNetwork': [{ name: 'LAN', allocation: 'Dynamic', cidr: null, type: 'Internal' }] },
    ],
    finds: ['SW002'],
    under: ['IP002', 'DNS001', 'DNS011'],
  },
]);

const dps = { host: 'global.azure-devices-provisioning.net', port: 443 };

variantsOf('case 43: the TPM of the host', [
  {
    name: 'the host has answered once: no fault',
    device: [
      at(lan, { to: services(5671, dps) }),
      {
        'host.services': [...healthyFacts['host.services'], { name: 'EFLOWProxy', status: 4, startType: 2 }],
        'guest.upstream': { ...healthyFacts['guest.upstream'], provisioning: 'dps', dps: dps.host },
        'guest.neighbours': [
          { address: '10.47.0.1', device: 'eth0', mac: 'e0:cb:bc:12:bb:33', state: 'REACHABLE' },
          { address: '10.47.0.20', device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'STALE' },
        ],
      },
    ],
    finds: [],
  },
]);

variantsOf('case 58: the Hyper-V firewall', [
  {
    name: 'closed for another creator alone, such as WSL: no fault',
    device: [
      look({ servers: [vm.gateway] }),
      {
        'host.hyperVFirewall': {
          ...healthyFacts['host.hyperVFirewall'],
          settings: healthyFacts['host.hyperVFirewall'].settings.map((one) => ({ ...one, defaultOutbound: 4 })),
        },
      },
    ],
    finds: [],
  },
]);

variantsOf('case 35: other machines and the NAT of Windows', [
  {
    name: 'a port proxy to the address that the VM had before the last start',
    device: [
      look({ servers: [vm.gateway] }),
      {
        'host.portProxies': [
          {
            kind: 'v4tov4',
            listenAddress: '0.0.0.0',
            listenPort: 443,
            connectAddress: '172.27.118.4',
            connectPort: 443,
          },
        ],
      },
    ],
    finds: ['SW020'],
    says: ['172.27.118.4'],
  },
  {
    name: 'a mapping of the NAT to the address before the last deployment',
    device: [
      at(behindNat),
      system({ isServer: true }),
      {
        'host.natMappings': [
          {
            natName: 'InternalSw-NAT',
            protocol: 0,
            externalAddress: '0.0.0.0',
            externalPort: 8883,
            internalAddress: '172.20.0.9',
            internalPort: 8883,
          },
        ],
      },
    ],
    finds: ['SW020'],
    says: ['172.20.0.9'],
  },
]);

variantsOf('forwarding and routes of Windows', [
  {
    name: 'forwarding is off on the adapter of an Internal switch',
    device: [
      at(behindNat, { silent: true }),
      system({ isServer: true }),
      {
        'host.ipInterfaces': healthyFacts['host.ipInterfaces'].map((one) =>
          one.interfaceIndex === 30 ? { ...one, interfaceAlias: 'vEthernet (InternalSw)', forwarding: false } : one,
        ),
      },
    ],
    finds: ['SW023'],
    under: ['DNS003', 'DNS011'],
  },
  {
    name: 'the subnet of the switch is that of the LAN as well',
    device: [
      at({ ...behindNat, address: '192.168.10.77', gateway: '192.168.10.33', host: '192.168.10.33' }, { silent: true }),
      system({ isServer: true }),
    ],
    finds: ['IP014'],
    under: ['DNS002', 'DNS011'],
  },
]);
