import type { FactValues } from '../../core/src/facts/facts.js';

type HostSide = Pick<
  FactValues,
  'host.switches' | 'host.vmNetwork' | 'host.addresses' | 'host.routes' | 'host.neighbours' | 'host.vmEndpoint'
>;

const endpoint = (allocation: string, subnet: string): FactValues['host.vmEndpoint'] => [
  {
    name: 'EDGE-1-EFLOWInterface',
    mac: '00:15:5d:4e:15:2c',
    health: 'currentState:OK previousState:OK',
    address: null,
    prefixLength: null,
    gateway: null,
    allocation,
    subnet,
    guestInterface: 'eth0',
  },
];

const neighbour = (address: string, interfaceIndex: number): FactValues['host.neighbours'][number] => ({
  address,
  mac: '3c:52:82:00:00:01',
  interfaceIndex,
  state: 'Reachable',
});

const onSwitch = (
  name: string,
  type: 'Internal' | 'External',
  address: string,
  routes: FactValues['host.routes'],
): HostSide => ({
  'host.switches': [
    {
      id: 'ad1a5ae0-0000-4000-8000-000000000001',
      name,
      type,
      adapterDescriptions: type === 'External' ? ['Intel(R) Ethernet I219-LM'] : [],
    },
  ],
  'host.vmNetwork': [{ name, allocation: 'Dynamic', cidr: null, type }],
  'host.vmEndpoint': endpoint('Dynamic', name),
  'host.addresses': [
    { address, prefixLength: 24, interfaceIndex: 12, interfaceAlias: `vEthernet (${name})`, origin: 'Manual' },
  ],
  'host.routes': routes,
  'host.neighbours': [],
});

/** An External switch: the host shares its card, its gateway is the LAN's. Two addresses at the top are taken. */
export const external: HostSide = {
  ...onSwitch('LAN', 'External', '10.47.0.20', [
    { destination: '0.0.0.0/0', nextHop: '10.47.0.1', interfaceIndex: 12, metric: 25 },
  ]),
  'host.neighbours': [neighbour('10.47.0.254', 12), neighbour('10.47.0.253', 12)],
};

/** An Internal switch: the host's own end is the gateway. */
export const internal: HostSide = onSwitch("Plant's switch", 'Internal', '172.20.0.1', []);

/** The same device with a fixed address. */
export const fixed = (side: HostSide): HostSide => ({
  ...side,
  'host.vmNetwork': side['host.vmNetwork'].map((one) => ({ ...one, allocation: 'Static' })),
  'host.vmEndpoint': side['host.vmEndpoint'].map((one) => ({ ...one, allocation: 'Static' })),
});
