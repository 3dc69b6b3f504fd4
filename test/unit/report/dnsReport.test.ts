import assert from 'node:assert/strict';
import { DnsReportRow } from '../../../core/src/contract/dnsReport.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { readFacts } from '../../../core/src/facts/readFacts.js';
import { dnsReport } from '../../../core/src/report/dnsReport.js';
import { healthy, healthyFacts, vm } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const context = { now: new Date('2026-03-01T08:15:00Z'), device: 'EDGE-1' };
const rowsFor = (...changes: readonly Change[]): DnsReportRow[] =>
  dnsReport(readFacts(snapshotOf(...changes)), context);
const at = (rows: readonly DnsReportRow[], layer: DnsReportRow['layer']): DnsReportRow[] =>
  rows.filter((row) => row.layer === layer);

const {
  'guest.resolver': resolver,
  'guest.dnsProbe': probe,
  'guest.containers': containers,
} = healthy('guest.resolver', 'guest.dnsProbe', 'guest.containers');
const asked = (over: Partial<FactValues['guest.dnsProbe'][number]>): FactValues['guest.dnsProbe'][number] => ({
  ...probe[0]!,
  ...over,
});

const answered = { state: 'answered', tookMs: 3 };
const lookup = (name: string, addresses: string[]): FactValues['host.nameProbe'][number] => ({
  name,
  addresses,
  state: addresses.length > 0 ? 'resolved' : 'unresolved',
  tookMs: 4,
});

describe('The DNS report', () => {
  it('gives rows that the contract knows', () => {
    for (const row of rowsFor()) assert.deepEqual(DnsReportRow.parse(row), row);
  });

  it("shows the VM's server with its answers, its names and where it is configured", () => {
    const [row, ...others] = at(rowsFor(), 'vmLink');
    assert.deepEqual(others, []);
    assert.deepEqual(row, {
      layer: 'vmLink',
      scope: 'eth0',
      server: vm.gateway,
      configuredIn: 'resolvectl',
      udp: { state: 'answered', tookMs: 4 },
      tcp: { state: 'answered', tookMs: 4 },
      names: [{ name: vm.hub, addresses: ['40.83.177.42'], asked: true, agrees: true }],
      verdict: 'works',
      message: 'It answers, and every name asked for resolves.',
      device: 'EDGE-1',
      collectedAt: '2026-03-01T08:15:00.000Z',
    });
  });

  it("asks the host's servers too, and adds what the host's own resolution makes of the other names", () => {
    const names = [asked({ name: 'files.contoso.com' })];
    const lookups = [
      ...healthyFacts['host.nameProbe'],
      lookup('files.contoso.com', ['10.1.1.4']),
      lookup('the-device-itself', []),
    ];
    const [row] = at(rowsFor({ 'host.nameProbe': lookups, 'guest.dnsProbe': [...probe, ...names] }), 'host');
    assert.deepEqual([row?.udp, row?.tcp], [answered, answered]);
    assert.deepEqual(
      row?.names.map(({ name, addresses, agrees }) => [name, addresses, agrees]),
      [
        [vm.hub, ['40.83.177.42'], true],
        ['files.contoso.com', ['10.1.1.4'], null],
      ],
    );
    const silent = healthyFacts['host.dnsProbe'].map((one) => ({ ...one, state: 'silent' as const, addresses: [] }));
    const [lost] = at(rowsFor({ 'host.dnsProbe': silent, 'host.nameProbe': lookups }), 'host');
    assert.deepEqual([lost?.verdict, lost?.names], ['fails', []], 'what a cache knows is no answer of the server');
  });

  it("does not blame a host's server that was asked for the device's own name and does not know it", () => {
    const own = healthyFacts['host.dnsProbe'].map((one) => ({ ...one, name: 'the-device-itself', addresses: [] }));
    const [row] = at(rowsFor({ 'host.dnsProbe': own }), 'host');
    assert.deepEqual([row?.verdict, row?.names.map(({ name }) => name)], ['works', [vm.hub]]);
  });

  it('tells what names of your own become at each layer, in whatever case', () => {
    const own = (server: string) => asked({ server, name: 'files.contoso.com', addresses: ['10.1.1.4'] });
    const report = dnsReport(readFacts(snapshotOf({ 'guest.dnsProbe': [...probe, own(vm.gateway)] })), context, [
      'Files.contoso.com',
    ]);
    const [row] = at(report, 'vmLink');
    assert.deepEqual(row?.names[0], {
      name: 'files.contoso.com',
      addresses: ['10.1.1.4'],
      asked: true,
      agrees: null,
    });
    assert.equal(row.message, 'It answers, and every name asked for resolves. files.contoso.com = 10.1.1.4');
  });

  it('does not know a name of your own that the look did not ask for', () => {
    const [row] = at(dnsReport(readFacts(snapshotOf()), context, ['files.contoso.com']), 'vmLink');
    assert.deepEqual(row?.names[0], { name: 'files.contoso.com', addresses: [], asked: false, agrees: null });
    assert.deepEqual(
      [row.verdict, row.message],
      ['unknown', 'It answers; this look did not ask it for files.contoso.com.'],
    );
  });

  it('does not take the root for a name: a device that needs none asks its servers for that', () => {
    const [row] = at(rowsFor({ 'guest.dnsProbe': [asked({ name: '.', addresses: [] })] }), 'vmLink');
    assert.deepEqual([row?.verdict, row?.names], ['works', []]);
  });

  it('lists the layers from the host inwards', () => {
    const layers = rowsFor().map(({ layer, scope, server, verdict }) => [layer, scope, server, verdict]);
    assert.deepEqual(layers, [
      ['host', 'Ethernet', '192.168.10.2', 'works'],
      ['host', 'Ethernet', '192.168.10.3', 'works'],
      ['vmLink', 'eth0', vm.gateway, 'works'],
      ['engine', '', '', 'unused'],
      ['network', 'azure-iot-edge', vm.gateway, 'unknown'],
    ]);
  });

  it('says that a silent and a refusing server fail', () => {
    const [silent] = at(
      rowsFor({ 'guest.dnsProbe': [asked({ state: 'silent', rcode: null, addresses: [], tookMs: null })] }),
      'vmLink',
    );
    assert.deepEqual([silent?.verdict, silent?.udp.state, silent?.tcp.state], ['fails', 'silent', 'notAsked']);
    const [refused] = at(
      rowsFor({ 'guest.dnsProbe': [asked({ state: 'refused', rcode: null, addresses: [] })] }),
      'vmLink',
    );
    assert.deepEqual([refused?.verdict, refused?.message.startsWith('It refuses')], ['fails', true]);
  });

  it('says that a server fails that answers without an address', () => {
    const [row] = at(rowsFor({ 'guest.dnsProbe': [asked({ rcode: 'NXDOMAIN', addresses: [] })] }), 'vmLink');
    assert.equal(row?.verdict, 'fails');
    assert.match(row.message, /gives no address for contoso-hub/);
    assert.deepEqual(row.names, [{ name: vm.hub, addresses: [], asked: true, agrees: null }]);
  });

  it('shows where a layer gives another address than the VM', () => {
    const network = 'network:azure-iot-edge';
    const [row] = at(
      rowsFor({ 'guest.dnsProbe': [...probe, asked({ from: network, addresses: ['10.9.9.9'] })] }),
      'network',
    );
    assert.deepEqual(row?.names, [{ name: vm.hub, addresses: ['10.9.9.9'], asked: true, agrees: false }]);
    assert.equal(row.verdict, 'works');
    assert.equal(row.message, `It answers, with other addresses than the VM gets for ${vm.hub}.`);
  });

  it('shows global servers, and fallback servers as spares that count only where no other is assigned', () => {
    const spare = { ...resolver, global: { ...resolver.global, servers: ['10.0.0.53'], fallbackServers: ['8.8.8.8'] } };
    assert.deepEqual(
      [
        ...at(rowsFor({ 'guest.resolver': spare }), 'vmGlobal'),
        ...at(rowsFor({ 'guest.resolver': spare }), 'vmFallback'),
      ].map(({ server, verdict }) => [server, verdict]),
      [
        ['10.0.0.53', 'unknown'],
        ['8.8.8.8', 'unused'],
      ],
    );
    const alone = { global: spare.global, links: [] };
    alone.global = { ...spare.global, servers: [] };
    const [fallback] = at(
      rowsFor({ 'guest.resolver': alone, 'guest.dnsProbe': [asked({ server: '8.8.8.8' })] }),
      'vmFallback',
    );
    assert.equal(fallback?.verdict, 'works');
  });

  it('says that a link without a server fails', () => {
    const bare = { ...resolver, links: resolver.links.map((link) => ({ ...link, servers: [] })) };
    const [row] = at(rowsFor({ 'guest.resolver': bare }), 'vmLink');
    assert.deepEqual([row?.server, row?.verdict], ['', 'fails']);
  });

  it("takes the engine's own servers for its networks, and a module's for the module", () => {
    const daemon = { ...healthyFacts['guest.daemonJson'], present: true, dns: ['1.1.1.1'] };
    const own = containers.map((one) => (one.name === 'edgeHub' ? { ...one, dns: ['10.1.1.1'] } : one));
    const rows = rowsFor({ 'guest.daemonJson': daemon, 'guest.containers': own });
    assert.deepEqual(
      rows
        .filter(({ layer }) => ['engine', 'network', 'module'].includes(layer))
        .map(({ layer, scope, server, configuredIn }) => [layer, scope, server, configuredIn]),
      [
        ['engine', '', '1.1.1.1', '/etc/docker/daemon.json'],
        ['network', 'azure-iot-edge', '1.1.1.1', '/etc/docker/daemon.json'],
        ['module', 'edgeHub', '10.1.1.1', 'HostConfig.Dns'],
      ],
    );
  });

  it("shows the server that a network's containers really ask, and how it answered there", () => {
    const fromNetwork = asked({ from: 'network:azure-iot-edge', server: '127.0.0.11' });
    const rows = at(rowsFor({ 'guest.dnsProbe': [...probe, fromNetwork] }), 'network');
    assert.deepEqual(
      rows.map(({ scope, server, verdict }) => [scope, server, verdict]),
      [['azure-iot-edge', '127.0.0.11', 'works']],
    );
  });

  it('says what it does not know, and why', () => {
    const [row] = at(rowsFor({ 'guest.resolver': { lost: 'The VM is off.' } }), 'vmLink');
    assert.deepEqual([row?.verdict, row?.message], ['unknown', 'guest.resolver is missing: The VM is off.']);
  });

  it('lets no control character of the device through', () => {
    const [row] = at(
      rowsFor({ 'guest.dnsProbe': [asked({ rcode: 'NXDOMAIN', addresses: [], name: 'a\u001b[2Jb' })] }),
      'vmLink',
    );
    assert.equal(row?.names[0]?.name, 'a\\u001b[2jb');
    assert.ok(!row.message.includes('\u001b'));
  });
});
