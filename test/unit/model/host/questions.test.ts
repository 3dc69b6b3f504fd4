import assert from 'node:assert/strict';
import type { FactTable } from '../../../../core/src/facts/readFacts.js';
import { hostQuestions } from '../../../../core/src/model/host/questions.js';
import { container, healthyFacts, vm } from '../../../support/healthyFacts.js';
import type { FactId, FactValues } from '../../../../core/src/facts/facts.js';

const tableOf = (change: Partial<FactValues> = {}, missing: readonly FactId[] = []): FactTable =>
  Object.fromEntries(
    Object.entries({ ...healthyFacts, ...change }).map(([id, value]) => [
      id,
      missing.includes(id as FactId) ? { ok: false, reason: 'missing' } : { ok: true, value },
    ]),
  ) as unknown as FactTable;

const [lookup] = healthyFacts['guest.nameProbe'];
const [reach] = healthyFacts['guest.reach'];

describe('What the host is to try for itself', () => {
  it('is what the VM tried, its servers and the host’s, and the ports that the VM offers', () => {
    const { ports, names, endpoints, queries } = hostQuestions(tableOf());
    assert.deepEqual(
      ports,
      [443, 5671, 8883, 9702].map((port) => ({ address: vm.address, port })),
    );
    assert.deepEqual(names, [vm.hub, 'mcr.microsoft.com']);
    assert.deepEqual(endpoints, [
      { host: vm.hub, port: 5671 },
      { host: vm.hub, port: 443 },
      { host: 'mcr.microsoft.com', port: 443 },
    ]);
    const servers = [vm.gateway, '192.168.10.2', '192.168.10.3'];
    assert.deepEqual(
      queries,
      servers.flatMap((server) => ['udp', 'tcp'].map((transport) => ({ server, transport, name: vm.hub }))),
    );
  });

  it('is never port 22, UDP, a loopback server, the address that answers no one, or what is no name', () => {
    const { ports, names, endpoints, queries } = hostQuestions(
      tableOf({
        'guest.containers': [
          container({
            published: [
              { containerPort: 22, protocol: 'tcp', hostAddress: null, hostPort: 22 },
              { containerPort: 5000, protocol: 'udp', hostAddress: null, hostPort: 5000 },
              { containerPort: 80, protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 80 },
            ],
          }),
        ],
        'guest.nameProbe': ['-Server', '$(reboot)', 'a b', '10.0.0.1', ''].map((name) => ({ ...lookup!, name })),
        'guest.reach': [
          { ...reach!, host: '192.0.2.1' },
          { ...reach!, host: '-x;y' },
          { ...reach!, from: 'network:azure-iot-edge' },
          { ...reach!, via: 'proxy' },
        ],
      }),
    );
    assert.deepEqual([ports, names, endpoints, queries], [[], [], [], []]);
  });

  it('asks the servers for a name that the device needs, not for its own, which was answered first', () => {
    const own = { ...lookup!, name: 'DESKTOP-CONTOSO-EFLOW' };
    const other = { ...lookup!, name: 'contoso.azurecr.io' };
    const asked = (change: Partial<FactValues>): readonly string[] => [
      ...new Set(hostQuestions(tableOf(change)).queries.map(({ name }) => name)),
    ];
    assert.deepEqual(asked({ 'guest.nameProbe': [own, lookup!] }), [vm.hub]);
    assert.deepEqual(asked({ 'guest.nameProbe': [own, other], 'guest.reach': [] }), [other.name]);
    assert.deepEqual(asked({ 'guest.nameProbe': [own], 'guest.reach': [] }), [own.name]);
  });

  describe('by a proxy', () => {
    const proxied = (place: string, value: string): FactValues['guest.proxySettings'] => [
      { place, variable: 'https_proxy', value } as FactValues['guest.proxySettings'][number],
    ];
    const ofHost = {
      ...healthyFacts['host.proxy'],
      winHttp: { proxy: 'http=a:80;https=win.example:8080', bypass: null },
    };
    const asked = (change: Partial<FactValues>): readonly string[] =>
      hostQuestions(tableOf(change)).proxied.map((one) => `${one.host}:${one.port} ${one.proxy}:${one.proxyPort}`);
    const by = (proxy: string): readonly string[] => [`${vm.hub}:443 ${proxy}`, `mcr.microsoft.com:443 ${proxy}`];

    it('is what the VM asks of 443, by the proxy of the VM, or else by that of the host', () => {
      assert.deepEqual(asked({ 'guest.proxySettings': [] }), []);
      assert.deepEqual(asked({ 'guest.proxySettings': [], 'host.proxy': ofHost }), by('win.example:8080'));
      assert.deepEqual(
        asked({ 'guest.proxySettings': proxied('edgeAgent', 'http://p.example:3128/'), 'host.proxy': ofHost }),
        by('p.example:3128'),
      );
    });

    for (const proxy of ['p.example', 'p.example:0', 'p.example:99999', '-p:1', 'a b:1', 'http://$(x):1', '[::1]:80'])
      it(`is nothing where the proxy is ${proxy}`, () =>
        assert.deepEqual(asked({ 'guest.proxySettings': proxied('engine', proxy) }), []));
  });

  it('is nothing where the guest told nothing', () => {
    const missing = (['interfaces', 'containers', 'nameProbe', 'reach', 'dnsProbe'] as const).map(
      (name) => `guest.${name}` as const,
    );
    const nothing = { ports: [], names: [], endpoints: [], proxied: [], queries: [] };
    assert.deepEqual(hostQuestions(tableOf({}, missing)), nothing);
  });

  it('keeps guest and host together within 150 connections and queries', () => {
    const used = Array.from({ length: 48 }, (_, at) => ({ ...reach!, port: 1000 + at }));
    const { ports, names, endpoints, queries } = hostQuestions(
      tableOf({ 'guest.reach': used, 'guest.nameProbe': [], 'guest.dnsProbe': [] }),
    );
    // 48 connections may have been 144 packets' worth: six are left.
    assert.deepEqual([ports.length, names.length, endpoints.length, queries.length], [4, 0, 2, 0]);
  });
});
