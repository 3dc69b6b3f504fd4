import assert from 'node:assert/strict';
import { parseContainerNetworks } from '../../../../core/src/parse/guest/containerNetworks.js';
import { parseContainers, type Container } from '../../../../core/src/parse/guest/containers.js';
import { parseDaemonJson } from '../../../../core/src/parse/guest/daemonJson.js';
import { reasonOf, sample, valueOf } from '../sample.js';

const all = valueOf(parseContainers(sample('containers.jsonl.txt')));
const named = (name: string): Container | undefined => all.find((one) => one.name === name);

/** One container of the engine, as the guest prints it. */
const container = (change: Record<string, unknown>): Container | undefined => {
  const usual = {
    id: 'c0ffee',
    name: '/m',
    image: 'm:1',
    running: true,
    pid: 7,
    networkMode: 'azure-iot-edge',
    networks: { 'azure-iot-edge': { NetworkID: 'beef', IPAddress: '172.18.0.5', Gateway: '172.18.0.1' } },
    ports: {},
    portBindings: {},
    exposedPorts: null,
    dns: null,
    owner: '',
  };
  return valueOf(parseContainers(`${JSON.stringify({ ...usual, ...change })}\n`))[0];
};

describe('The containers', () => {
  it('a module on the IoT Edge network, with its published ports, each once', () => {
    const hub = named('edgeHub');
    assert.deepEqual(
      hub?.published.map(({ containerPort, protocol, hostAddress, hostPort }) => [
        containerPort,
        protocol,
        hostAddress,
        hostPort,
      ]),
      [
        [443, 'tcp', null, 443],
        [5671, 'tcp', null, 5671],
        [8883, 'tcp', null, 8883],
      ],
    );
    assert.deepEqual(
      hub.exposed.map(({ port }) => port),
      [443, 5671, 8883],
    );
    assert.deepEqual([hub.module, hub.running, hub.hostEndpointConfigured], [true, true, false]);
    assert.equal(hub.networks[0]?.address, '172.18.0.3');
    assert.equal(named('telemetryApi')?.published[0]?.containerPort, 80);
    assert.equal(named('telemetryApi')?.published[0]?.hostPort, 8080);
  });

  it('a module on the host network publishes nothing, whatever it asks for', () => {
    const publisher = named('opcPublisher');
    assert.deepEqual(
      [publisher?.networkMode, publisher?.hostEndpointConfigured, publisher?.published],
      ['host', true, []],
    );
    assert.equal(publisher?.networks[0]?.address, null);
    const asking = container({
      networkMode: 'host',
      running: false,
      portBindings: { '80/tcp': [{ HostIp: '', HostPort: '80' }] },
    });
    assert.deepEqual(asking?.published, []);
  });

  it('half of the create options of a module on the host network (Azure/iotedge#5935)', () => {
    const half = container({ networkMode: 'host' });
    assert.deepEqual([half?.networkMode, half?.hostEndpointConfigured], ['host', false]);
    assert.equal(container({ networkMode: 'host', networks: null })?.hostEndpointConfigured, null);
  });

  it('a stopped container tells what it would publish', () => {
    const bindings = {
      '502/tcp': [{ HostIp: '10.0.0.5', HostPort: '1502' }],
      '53/udp': [{ HostIp: '', HostPort: '' }],
      '9/tcp': null,
    };
    const stopped = container({ running: false, pid: 0, portBindings: bindings });
    assert.deepEqual(stopped?.published, [
      { containerPort: 502, protocol: 'tcp', hostAddress: '10.0.0.5', hostPort: 1502 },
    ]);
    assert.equal(stopped.pid, null);
    assert.deepEqual(container({ running: true, portBindings: bindings })?.published, []);
  });

  it('exposed without being published', () => {
    const one = container({ ports: { '8080/tcp': null }, exposedPorts: { '8080/tcp': {}, '9/udp': {}, oops: {} } });
    assert.deepEqual(one?.published, []);
    assert.deepEqual(one.exposed, [
      { port: 8080, protocol: 'tcp' },
      { port: 9, protocol: 'udp' },
    ]);
  });

  it('there are none', () => assert.deepEqual(valueOf(parseContainers('')), []));

  for (const text of [
    '{}',
    'null',
    '[]',
    '{"id":"x"',
    'Cannot connect to the Docker daemon',
    '{"id":1,"name":"/x","networkMode":"host"}',
  ])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(
        reasonOf(parseContainers(`${sample('containers.jsonl.txt')}${text}\n`)),
        /^A container not understood/,
      ));
});

/** The first line of a sample with one property less. */
const without = (text: string, name: string): string => {
  const item = JSON.parse(text.split('\n')[0] ?? '') as Record<string, unknown>;
  return JSON.stringify({ ...item, [name]: undefined });
};

describe('A container or network that lacks what identifies it', () => {
  for (const name of ['id', 'name', 'networkMode'])
    it(`is not understood: ${name} of a container`, () =>
      assert.match(
        reasonOf(parseContainers(without(sample('containers.jsonl.txt'), name))),
        /^A container not understood/,
      ));

  for (const name of ['id', 'name', 'driver'])
    it(`is not understood: ${name} of a network`, () =>
      assert.match(
        reasonOf(parseContainerNetworks(without(sample('container-networks.jsonl.txt'), name))),
        /^A container network not understood/,
      ));
});

describe("The engine's networks", () => {
  it('with their bridges, named or by id', () => {
    const networks = valueOf(parseContainerNetworks(sample('container-networks.jsonl.txt')));
    assert.deepEqual(
      networks.map(({ name, driver, bridge, subnets, mtu, internal }) => [
        name,
        driver,
        bridge,
        subnets,
        mtu,
        internal,
      ]),
      [
        [
          'azure-iot-edge',
          'bridge',
          'br-88a69d14c866',
          [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1' }],
          null,
          false,
        ],
        ['bridge', 'bridge', 'docker0', [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1' }], 1500, false],
        ['host', 'host', null, [], null, false],
        ['none', 'null', null, [], null, false],
      ],
    );
  });

  it('with an empty template value and a gateway with its length', () => {
    const text =
      '{"id":"0123456789abcdef","name":"n","driver":"bridge","internal":true,"ipam":[{"Subnet":"10.1.0.0/24","Gateway":"10.1.0.1/24"},{"Subnet":"10.2.0.0/24"}],"bridge":"","mtu":""}';
    const [network] = valueOf(parseContainerNetworks(text));
    assert.equal(network?.bridge, 'br-0123456789ab');
    assert.deepEqual(network.subnets, [
      { subnet: '10.1.0.0/24', gateway: '10.1.0.1' },
      { subnet: '10.2.0.0/24', gateway: null },
    ]);
    assert.deepEqual([network.internal, network.mtu], [true, null]);
  });
});

describe('daemon.json', () => {
  it('what concerns the network', () => {
    const text = '{"dns": ["10.0.0.53", 7], "mtu": 1400,"iptables":false,"userland-proxy":true,"log-driver":"local"}';
    assert.deepEqual(valueOf(parseDaemonJson(text)), {
      present: true,
      dns: ['10.0.0.53'],
      mtu: 1400,
      iptables: false,
      userlandProxy: true,
    });
  });

  it('a file that says nothing, and no file', () => {
    const nothing = { dns: [], mtu: null, iptables: null, userlandProxy: null };
    assert.deepEqual(valueOf(parseDaemonJson('{}\n')), { present: true, ...nothing });
    assert.deepEqual(valueOf(parseDaemonJson('')), { present: false, ...nothing });
  });

  for (const text of ['{"dns": [', '[]', 'null', '{,}'])
    it(`does not understand ${text}`, () => assert.match(reasonOf(parseDaemonJson(text)), /not understood/));
});
