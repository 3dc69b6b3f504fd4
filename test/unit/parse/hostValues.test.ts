import assert from 'node:assert/strict';
import { factParsers, type FactId, type FactValues } from '../../../core/src/facts/facts.js';
import type { Parsed } from '../../../core/src/parse/text/parsed.js';
import { normalMac } from '../../../core/src/parse/text/mac.js';
import { reasonOf, sample, valueOf } from './sample.js';

const read = <K extends FactId>(id: K, value: unknown): FactValues[K] =>
  valueOf(factParsers[id](value) as Parsed<FactValues[K]>);
const refuse = (id: FactId, value: unknown): string => reasonOf(factParsers[id](value));

/** What a screen shows, split as the cmdlet gave it: its chatter, and the one or two strings that it returned. */
const answerOf = (screen: string): { output: string[]; chatter: string[] } => {
  const lines = screen.split('\n').map((line) => line.replace(/\r$/, ''));
  const isSaid = (line: string): boolean => /^\s*(\[|- )/.test(line);
  const isReturned = (line: string): boolean => /^\s*([0-9a-f]{2}:|\d+\.\d+\.\d+\.\d+\s*$)/.test(line);
  return { output: lines.filter(isReturned), chatter: lines.filter(isSaid) };
};

/** Without the commands that somebody typed afterwards. */
const screenOf = (name: string): string => sample(name).split('\nPS ')[0] ?? '';

describe('Get-EflowVmAddr', () => {
  const cases: [string, string, string][] = [
    ['get-eflowvmaddr.default-switch.01.txt', '00:15:5d:6f:da:78', '172.31.24.105'],
    ['get-eflowvmaddr.default-switch.02-with-blank-lines.txt', '00:15:5d:4e:15:2c', '172.27.120.111'],
    ['get-eflowvmaddr.default-switch.04-module-unreachable.txt', '00:15:5d:43:7d:b6', '172.18.92.180'],
  ];
  for (const [name, mac, ip] of cases) {
    it(`${name}: said and returned apart`, () =>
      assert.deepEqual(read('host.vmAddress', answerOf(screenOf(name))), { mac, ip, source: 'vm', failures: [] }));
    it(`${name}: all in the output`, () =>
      assert.deepEqual(read('host.vmAddress', { output: screenOf(name).split('\n'), chatter: [] }), {
        mac,
        ip,
        source: 'vm',
        failures: [],
      }));
  }

  it('no address, all zeros for a MAC (Azure/iotedge-eflow#10)', () =>
    assert.deepEqual(read('host.vmAddress', answerOf(sample('get-eflowvmaddr.no-ip.deploy-log.txt'))), {
      mac: '00:00:00:00:00:00',
      ip: null,
      source: null,
      failures: ['Failed to acquire IP address for virtual machine'],
    }));

  it("the agent's idea of the address (Azure/iotedge-eflow#177)", () => {
    const chatter = [
      ' - Virtual machine MAC: 00:15:5d:00:04:01',
      ' - Virtual machine IP : 169.254.91.105 retrieved from NodeAgent',
    ];
    assert.deepEqual(read('host.vmAddress', { output: ['00:15:5d:00:04:01', '169.254.91.105 '], chatter }), {
      mac: '00:15:5d:00:04:01',
      ip: '169.254.91.105',
      source: 'agent',
      failures: [],
    });
  });

  it('an early build does not say where the address is from (Azure/iotedge-eflow#45)', () =>
    assert.equal(
      read('host.vmAddress', {
        output: ['00:15:5d:00:04:01', '172.17.89.78'],
        chatter: [' - Virtual machine IP : 172.17.89.78'],
      }).source,
      null,
    ));

  it('what was thrown, in the words of the documentation', () => {
    const thrown = [
      'Virtual machine name could not be retrieved, failed to get IP/MAC address',
      "Can't process request, EFLOW VM is OFF!",
      'Missing EFLOW-VM guest interface for (eth0)',
    ];
    for (const said of thrown)
      assert.deepEqual(read('host.vmAddress', { output: [], chatter: [said] }), {
        mac: null,
        ip: null,
        source: null,
        failures: [said],
      });
  });

  it('a bare string, and nothing', () => {
    assert.equal(read('host.vmAddress', { output: '00-15-5D-00-04-01', chatter: null }).mac, '00:15:5d:00:04:01');
    assert.equal(read('host.vmAddress', { output: null }).ip, null);
  });
});

describe('Get-EflowVmEndpoint', () => {
  const expected = {
    name: 'vmtest1-EFLOWInterface',
    mac: '00:15:5d:00:0b:03',
    health: 'currentState:OK previousState:OK',
    address: '172.20.0.1',
    prefixLength: 24,
    gateway: '172.20.0.1',
    allocation: 'Static',
    subnet: 'InternalSw',
    guestInterface: 'eth0',
  };
  const endpoint = {
    Name: 'vmtest1-EFLOWInterface',
    MacAddress: '00:15:5d:00:0b:03 ',
    HealthStatus: 'currentState:OK previousState:OK',
    IpConfiguration: {
      Address: '172.20.0.1',
      PrefixLength: 24,
      Gateway: '172.20.0.1',
      AllocationMethod: 'Static',
      SubNet: 'InternalSw',
    },
    GuestInterfaceName: 'eth0',
  };
  const flattened =
    '@{Address=172.20.0.1; PrefixLength=24; Gateway=172.20.0.1; AllocationMethod=Static; SubNet=InternalSw}';

  it('one object, bare or in a list', () => {
    assert.deepEqual(read('host.vmEndpoint', endpoint), [expected]);
    assert.deepEqual(read('host.vmEndpoint', [endpoint, endpoint]), [expected, expected]);
    assert.deepEqual(read('host.vmEndpoint', []), []);
    assert.deepEqual(read('host.vmEndpoint', null), []);
  });

  it('whose nested object was flattened to text on its way (Azure/iotedge-eflow#221)', () =>
    assert.deepEqual(read('host.vmEndpoint', { ...endpoint, IpConfiguration: flattened }), [expected]));

  it('whose nested object holds a switch named to confuse', () => {
    const subnet = 'A; Gateway of 1=2; B}';
    const [one] = read('host.vmEndpoint', { ...endpoint, IpConfiguration: flattened.replace('InternalSw', subnet) });
    assert.equal(one?.subnet, subnet);
  });

  it('with numbers as text, a nested list, the properties that remoting adds', () => {
    const remote = {
      ...endpoint,
      IpConfiguration: [{ ...endpoint.IpConfiguration, PrefixLength: '24' }],
      PSComputerName: 'localhost',
      RunspaceId: 'x',
    };
    assert.deepEqual(read('host.vmEndpoint', remote), [expected]);
  });

  it('before EFLOW 1.4, without the name in the guest; with DHCP, without an address', () => {
    const [one] = read('host.vmEndpoint', {
      Name: 'X-EFLOWInterface',
      MacAddress: '00:15:5d:00:0b:03',
      HealthStatus: null,
      IpConfiguration: { Address: '', PrefixLength: null, AllocationMethod: 'Dynamic', SubNet: 'Default Switch' },
    });
    assert.deepEqual(one, {
      ...expected,
      name: 'X-EFLOWInterface',
      health: null,
      address: null,
      prefixLength: null,
      gateway: null,
      allocation: 'Dynamic',
      subnet: 'Default Switch',
      guestInterface: null,
    });
  });

  it('does not understand an endpoint without a name', () =>
    assert.match(refuse('host.vmEndpoint', { MacAddress: 'x' }), /another shape at \/0\/name/));
});

describe('The other answers of EFLOW', () => {
  it('Get-EflowNetwork, by the names of the collector and of the cmdlet', () => {
    const expected = [{ name: 'Default Switch', allocation: 'Dynamic', cidr: null, type: 'ICS' }];
    assert.deepEqual(
      read('host.vmNetwork', [{ name: 'Default Switch', allocation: 'Dynamic', cidr: '', type: 'ICS' }]),
      expected,
    );
    assert.deepEqual(
      read('host.vmNetwork', { Name: 'Default Switch', AllocationMethod: 'Dynamic', Type: 'ICS' }),
      expected,
    );
  });

  it('Get-EflowVmName', () => {
    assert.equal(read('host.vmName', 'EDGE-1-EFLOW '), 'EDGE-1-EFLOW');
    assert.match(refuse('host.vmName', null), /another shape at \//);
  });

  it('the installed product', () =>
    assert.deepEqual(read('host.eflow', { installed: true, version: '1.4.10.09021', vmDeployed: null }), {
      installed: true,
      version: '1.4.10.09021',
      vmDeployed: null,
    }));
});

describe('What Windows tells', () => {
  it('switches, their type by word or number', () => {
    const one = (type: unknown) => ({
      id: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444',
      name: 'Default Switch',
      type,
      adapterDescriptions: null,
    });
    for (const [type, word] of [
      [0, 'Private'],
      [1, 'Internal'],
      [2, 'External'],
      ['External', 'External'],
    ] as const)
      assert.equal(read('host.switches', [one(type)])[0]?.type, word);
    assert.deepEqual(
      read('host.switches', [{ ...one(2), adapterDescriptions: 'Intel(R) Ethernet' }])[0]?.adapterDescriptions,
      ['Intel(R) Ethernet'],
    );
    for (const type of [3, -1, null, 'Extern', {}]) assert.match(refuse('host.switches', [one(type)]), /at \/0\/type/);
  });

  it('neighbours, their state by word or number, their MAC in the form of Linux', () => {
    const one = (state: unknown) => ({
      address: '172.27.120.111',
      mac: '00-15-5D-4E-15-2C',
      interfaceIndex: 30,
      state,
    });
    for (const [state, word] of [
      [5, 'Reachable'],
      ['6', 'Permanent'],
      ['Stale', 'Stale'],
      [0, 'Unreachable'],
    ] as const)
      assert.deepEqual(read('host.neighbours', one(state)), [
        { address: '172.27.120.111', mac: '00:15:5d:4e:15:2c', interfaceIndex: 30, state: word },
      ]);
    for (const state of [7, '', null, [], { toString: 1 }])
      assert.match(refuse('host.neighbours', one(state)), /at \/0\/state/);
  });

  it('adapters without a MAC or a speed', () => {
    const adapter = { name: 'Ethernet', description: 'Intel(R)', index: 5, status: 'Up', mac: '', linkSpeed: null };
    assert.deepEqual(read('host.adapters', [adapter]), [{ ...adapter, mac: null, virtual: null }]);
    assert.equal(read('host.adapters', [{ ...adapter, linkSpeed: 1000000000, virtual: 'True' }])[0]?.virtual, true);
  });

  it('addresses, routes, servers, services, profiles, NAT', () => {
    const address = {
      address: '172.27.112.1',
      prefixLength: 20,
      interfaceIndex: 30,
      interfaceAlias: 'vEthernet (Default Switch)',
      origin: 'Manual',
    };
    const route = { destination: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceIndex: 5, metric: 0 };
    const servers = { interfaceIndex: 5, interfaceAlias: 'Ethernet', servers: ['192.168.1.1'] };
    const service = { name: 'WSSDAgent', status: 4, startType: 2 };
    const profile = { name: 'Public', enabled: 1, defaultInbound: 4, defaultOutbound: 2, allowLocalRules: 2 };
    const nat = { name: 'EFLOW', internalPrefix: '172.20.0.0/24', active: true };
    assert.deepEqual(read('host.addresses', address), [address]);
    assert.deepEqual(read('host.routes', [route]), [route]);
    assert.deepEqual(read('host.dnsServers', [servers]), [servers]);
    assert.deepEqual(read('host.services', service), [service]);
    assert.deepEqual(read('host.firewallProfiles', [profile]), [profile]);
    assert.deepEqual(read('host.nat', [nat]), [nat]);
  });

  it('the system, as far as it is known', () => {
    const unknown = {
      osCaption: null,
      osVersion: null,
      isServer: null,
      manufacturer: null,
      model: null,
      hypervisorPresent: null,
    };
    assert.deepEqual(read('host.system', { computerName: 'EDGE-1' }), { computerName: 'EDGE-1', ...unknown });
    assert.match(refuse('host.system', []), /another shape/);
  });

  it('connections of the host', () => {
    const probe = { address: '172.27.120.111', port: 8883, protocol: 'tcp', state: 'silent', tookMs: 3000 };
    assert.deepEqual(read('host.portProbe', [probe, { ...probe, tookMs: null }])[1], { ...probe, tookMs: null });
    assert.match(refuse('host.portProbe', [{ ...probe, state: 'open' }]), /at \/0\/state/);
  });

  it('does not understand a number that is missing or none', () => {
    const route = { destination: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceIndex: 5, metric: 0 };
    for (const metric of [null, '', 'low', {}, true])
      assert.match(refuse('host.routes', [{ ...route, metric }]), /at \/0\/metric/);
  });
});

describe('A MAC address', () => {
  it('of every form becomes that of Linux', () => {
    for (const text of ['00:15:5d:4e:15:2c', '00-15-5D-4E-15-2C', '00155D4E152C', ' 00:15:5D:4e:15:2c '])
      assert.equal(normalMac(text), '00:15:5d:4e:15:2c');
  });

  it('is none otherwise', () => {
    for (const text of [
      '',
      null,
      undefined,
      '00:15:5d:4e:15',
      '00:15:5d:4e:15:2g',
      '10.1.2.3',
      '00000000-0000-0000-e000-000000000000',
    ])
      assert.equal(normalMac(text), null);
  });
});

describe('The services that stand between host and VM', () => {
  it('the agent: since when it has its certificate, and its last complaints (Azure/iotedge-eflow#303)', () => {
    const log = [
      "[LOG: 05-15 07:00:0000028 TraceID: hcs.go:449  be2bbb0b625d9855] HCS ReconcileVirtualMachine 'TP-KIOSK-05-EFLOW'",
      '[LOG: 05-15 07:00:0000028 TraceID: hcs.go:459  be2bbb0b625d9855] Virtual Machine not Found VM [TP-KIOSK-05-EFLOW]',
      'rpc error: code = Unavailable desc = connection error: x509: certificate has expired or is not yet valid',
    ];
    assert.deepEqual(read('host.agent', { loginWrittenAt: '2026-01-10T09:00:00Z', log: log.join('\r\n') }), {
      certificateSince: Date.parse('2026-01-10T09:00:00Z') / 1000,
      errors: ['Virtual Machine not Found VM [TP-KIOSK-05-EFLOW]', log[2]],
    });
  });

  it('the agent of a host without its files', () =>
    assert.deepEqual(read('host.agent', { loginWrittenAt: null, log: null }), { certificateSince: null, errors: [] }));

  it('only its last complaints, and those not without end', () => {
    const log = Array.from({ length: 9 }, (_, at) => `error ${at} ${'x'.repeat(1000)}`).join('\n');
    const { errors } = read('host.agent', { loginWrittenAt: 'yesterday', log });
    assert.deepEqual(
      errors.map((one) => one.slice(0, 7)),
      ['error 4', 'error 5', 'error 6', 'error 7', 'error 8'],
    );
    assert.ok(errors.every(({ length }) => length === 300));
  });

  const id = '0d7a2faf-4e2e-4f5d-8d5e-5a7f0d5e8a1a';
  const listed = (state: string, owner: string): string[] => [
    id,
    `    VM,     ${state}, ${id.toUpperCase()}, ${owner}`,
    '',
  ];

  it('compute systems of a client, by the owner that hcsdiag names', () => {
    assert.deepEqual(read('host.virtualMachines', { hyperV: null, hcsdiag: listed('Running', 'wssdagent') }), [
      { id, name: null, owner: 'wssdagent', running: true },
    ]);
    assert.equal(read('host.virtualMachines', { hcsdiag: listed('Stopped', 'WSL') })[0]?.running, false);
    assert.deepEqual(read('host.virtualMachines', { hcsdiag: [] }), []);
  });

  it('a state whose word is not known is none', () =>
    assert.equal(read('host.virtualMachines', { hcsdiag: listed('L\u00e4uft', 'wssdagent') })[0]?.running, null));

  it("virtual machines of a server, by Hyper-V's numbers", () =>
    assert.deepEqual(
      read('host.virtualMachines', {
        hyperV: [
          { name: 'EDGE-1-EFLOW', id, state: 2 },
          { name: 'Other', id, state: 3 },
        ],
        hcsdiag: null,
      }).map(({ name, running }) => [name, running]),
      [
        ['EDGE-1-EFLOW', true],
        ['Other', false],
      ],
    ));

  it('port proxies as the registry has them', () =>
    assert.deepEqual(
      read('host.portProxies', [
        { kind: 'v4tov4', listen: '*/8883', connect: '172.20.0.5/8883' },
        { kind: 'v4tov4', listen: '0.0.0.0/443', connect: 'edge' },
        { kind: 'v4tov4', listen: 'nonsense', connect: '172.20.0.5/8883' },
      ]),
      [
        {
          kind: 'v4tov4',
          listenAddress: '*',
          listenPort: 8883,
          connectAddress: '172.20.0.5',
          connectPort: 8883,
        },
        { kind: 'v4tov4', listenAddress: '0.0.0.0', listenPort: 443, connectAddress: 'edge', connectPort: 443 },
      ],
    ));

  it('the names of hosts.ics, and that there is no such file', () => {
    const text = '# Copyright (c) Microsoft\r\n172.27.120.111 EDGE-1-EFLOW.mshome.net # 2026 3 0 1\r\n';
    assert.deepEqual(read('host.hostsIcs', { text }), [
      { address: '172.27.120.111', names: ['EDGE-1-EFLOW.mshome.net'] },
    ]);
    assert.equal(read('host.hostsIcs', { text: null }), null);
  });

  it('the category of a network by number', () => {
    const one = (category: unknown) => ({ interfaceIndex: 5, interfaceAlias: 'Ethernet', category });
    assert.deepEqual(
      read('host.networkProfiles', [one(0), one(1), one(2)]).map(({ category }) => category),
      ['Public', 'Private', 'Domain'],
    );
    assert.match(refuse('host.networkProfiles', [one(3)]), /at \/0\/category/);
  });

  it('an adapter up, off, absent or unplugged by its numbers, whatever the word for it', () => {
    const one = (numbers: object) => ({
      name: 'Ethernet',
      description: 'Intel',
      index: 5,
      status: 'Getrennt',
      mac: null,
      ...numbers,
    });
    const statusOf = (numbers: object): string | null => read('host.adapters', [one(numbers)])[0]!.status;
    assert.equal(statusOf({ operationalStatus: 1, adminStatus: 1 }), 'Up');
    assert.equal(statusOf({ operationalStatus: 2, adminStatus: 1 }), 'Disconnected');
    assert.equal(statusOf({ operationalStatus: 2, adminStatus: 2 }), 'Disabled');
    assert.equal(statusOf({ operationalStatus: 6, adminStatus: 1 }), 'Not Present');
    assert.equal(statusOf({}), 'Getrennt', 'an early snapshot has the word only');
  });
});
