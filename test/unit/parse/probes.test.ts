import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDnsProbe, type DnsQuery, type Origin } from '../../../core/src/parse/guest/dnsProbe.js';
import { parseArpProbe } from '../../../core/src/parse/guest/arpProbe.js';
import { parseContainerResolvConf } from '../../../core/src/parse/guest/containerResolvConf.js';
import { parseGatewayProbe } from '../../../core/src/parse/guest/gatewayProbe.js';
import { parseLinkCounters } from '../../../core/src/parse/guest/linkCounters.js';
import { parseNameProbe, type NameLookup } from '../../../core/src/parse/guest/nameProbe.js';
import { parseNtpProbe } from '../../../core/src/parse/guest/ntpProbe.js';
import { parsePathMtu } from '../../../core/src/parse/guest/pathMtu.js';
import { parseProxySettings } from '../../../core/src/parse/guest/proxySettings.js';
import { parseReach, type Reach } from '../../../core/src/parse/guest/reach.js';
import { parseTrafficControl } from '../../../core/src/parse/guest/trafficControl.js';
import { reasonOf, valueOf } from './sample.js';

const plain = { noNullPrototype: true };
/** What may stand in a field: anything that is no tab and no line end. */
const field = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => `${text.replace(/[\t\r\n]/g, ' ')}x`);
const optional = fc.option(field);
const origin = fc.oneof(
  fc.constant<Origin>('vm'),
  field.map((name): Origin => `network:${name}`),
);
const addresses = fc.array(fc.ipV4(), { maxLength: 4 });
const tookMs = fc.option(fc.nat());

const print = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map((one) => one ?? '').join('\t')}\n`).join('');

describe('Questions to DNS servers', () => {
  const query = fc.record<DnsQuery>(
    {
      from: origin,
      server: field,
      transport: fc.constantFrom('udp', 'tcp'),
      name: field,
      state: fc.constantFrom('answered', 'silent', 'refused', 'failed'),
      rcode: optional,
      addresses,
      tookMs,
    },
    plain,
  );

  it('come out as the guest printed them', () => {
    fc.assert(
      fc.property(fc.array(query), (queries) => {
        const rows = queries.map((one) => [
          one.from,
          one.server,
          one.transport,
          one.name,
          one.state,
          one.rcode,
          one.addresses.join(','),
          one.tookMs,
        ]);
        assert.deepEqual(valueOf(parseDnsProbe(print(rows))), queries);
      }),
    );
  });

  it('an answer, a silence, a control question', () => {
    const text =
      'vm\t172.27.112.1\tudp\tcontoso.azure-devices.net\tanswered\tNOERROR\t203.0.113.10,203.0.113.11\t80\n' +
      'network:azure-iot-edge\t127.0.0.11\ttcp\tmcr.microsoft.com\tanswered\tNXDOMAIN\t\t\n' +
      'vm\t192.0.2.1\tudp\t.\tsilent\t\t\t2034\n';
    const rows = valueOf(parseDnsProbe(text));
    assert.deepEqual(rows[0]?.addresses, ['203.0.113.10', '203.0.113.11']);
    assert.deepEqual(
      [rows[1]?.from, rows[1]?.rcode, rows[1]?.addresses, rows[1]?.tookMs],
      ['network:azure-iot-edge', 'NXDOMAIN', [], null],
    );
    assert.deepEqual([rows[2]?.name, rows[2]?.state, rows[2]?.rcode, rows[2]?.tookMs], ['.', 'silent', null, 2034]);
  });

  it('none were asked', () => assert.deepEqual(valueOf(parseDnsProbe('')), []));

  const good = 'vm\t10.0.0.1\tudp\tx.example\tanswered\tNOERROR\t10.0.0.2\t5';
  const refused: [string, string][] = [
    ['a field too few', good.slice(0, -2)],
    ['a field too many', `${good}\t`],
    ['another transport', good.replace('udp', 'sctp')],
    ['another state', good.replace('answered', 'perhaps')],
    ['nobody who asked', good.replace('vm', '')],
    ['a network without a name', good.replace('vm', 'network:')],
    ['no server', good.replace('10.0.0.1', '')],
    ['words of bash', 'bash: line 1: /dev/udp: No such file'],
  ];
  for (const [title, text] of refused)
    it(`does not understand a row with ${title}, and says which`, () => {
      const reason = reasonOf(parseDnsProbe(`${good}\n${text}\n`));
      assert.equal(reason, `A DNS query not understood: ${JSON.stringify(text.slice(0, 80))}`);
    });
});

describe("The system's own resolution", () => {
  const lookup = fc.record<NameLookup>(
    {
      from: origin,
      name: field,
      addresses,
      state: fc.constantFrom('resolved', 'unresolved', 'timedOut'),
      via: optional,
    },
    plain,
  );

  it('comes out as the guest printed it', () => {
    fc.assert(
      fc.property(fc.array(lookup), (lookups) => {
        const rows = lookups.map((one) => [one.from, one.name, one.addresses.join(','), one.state, one.via]);
        assert.deepEqual(valueOf(parseNameProbe(print(rows))), lookups);
      }),
    );
  });

  it('does not understand another state', () =>
    assert.match(reasonOf(parseNameProbe('vm\tx.example\t\tlost\tgetent\n')), /^A name lookup not understood/));
});

describe('Connections', () => {
  const reach = fc.record<Reach>(
    {
      from: origin,
      host: field,
      port: fc.nat(65_535),
      address: optional,
      tcp: fc.constantFrom('connected', 'refused', 'silent', 'unreachable', 'unresolved', 'notTried'),
      tls: fc.constantFrom('ok', 'failed', 'notTried'),
      issuer: optional,
      via: fc.constantFrom('direct', 'proxy'),
      tookMs,
    },
    plain,
  );

  it('come out as the guest printed them', () => {
    fc.assert(
      fc.property(fc.array(reach), (all) => {
        const rows = all.map((one) => [
          one.from,
          one.host,
          one.port,
          one.address,
          one.tcp,
          one.tls,
          one.issuer,
          one.via,
          one.tookMs,
        ]);
        assert.deepEqual(valueOf(parseReach(print(rows))), all);
      }),
    );
  });

  const good = 'vm\thub.example\t5671\t203.0.113.10\tconnected\tok\tCN = Example CA\tdirect\t33';
  for (const [title, text] of [
    ['a port that is none', good.replace('5671', '65536')],
    ['a port in words', good.replace('5671', 'amqps')],
    ['another way', good.replace('direct', 'tunnel')],
  ] as const)
    it(`does not understand a row with ${title}`, () => {
      assert.equal(valueOf(parseReach(good))[0]?.port, 5671);
      assert.match(reasonOf(parseReach(text)), /^A connection not understood/);
    });
});

describe('Proxy settings', () => {
  it('of their four places', () => {
    const text =
      'engine\tHTTPS_PROXY\thttp://proxy.example:3128\nedged\thttps_proxy\thttp://proxy.example:3128\nidentityd\tno_proxy\t\n';
    assert.deepEqual(valueOf(parseProxySettings(text)), [
      { place: 'engine', variable: 'HTTPS_PROXY', value: 'http://proxy.example:3128' },
      { place: 'edged', variable: 'https_proxy', value: 'http://proxy.example:3128' },
      { place: 'identityd', variable: 'no_proxy', value: '' },
    ]);
  });

  it('does not understand a fifth place', () =>
    assert.match(reasonOf(parseProxySettings('shell\tHTTPS_PROXY\tx\n')), /proxy setting not understood/));

  it('does not take a setting that could not be shown for absent', () =>
    assert.match(reasonOf(parseProxySettings('engine\tHTTPS_PROXY\t\tunread\n')), /proxy setting not understood/));
});

describe('What was not asked', () => {
  it('is no answer of a server, and none about a name', () => {
    const dns = 'vm\t10.0.0.1\tudp\ta\tnotTried\t\t\t\nvm\t10.0.0.2\tudp\ta\tsilent\t\t\t2\n';
    assert.deepEqual(
      valueOf(parseDnsProbe(dns)).map(({ server }) => server),
      ['10.0.0.2'],
    );
    const names = 'vm\ta\t\tnotTried\tgetent\nvm\tb\t10.0.0.3\tresolved\tgetent\n';
    assert.deepEqual(
      valueOf(parseNameProbe(names)).map(({ name }) => name),
      ['b'],
    );
  });
});

describe('What else the probes tell', () => {
  it('how far the clock is off, either way', () => {
    const text =
      'vm\ttime.windows.com\t203.0.113.20\tanswered\t2\t7200004\t31\n' +
      'vm\t10.0.0.9\t10.0.0.9\tanswered\t16\t-12\t3\nvm\tntp.example\t\tunresolved\t\t\t\n';
    assert.deepEqual(
      valueOf(parseNtpProbe(text)).map(({ server, state, stratum, offsetMs }) => [server, state, stratum, offsetMs]),
      [
        ['time.windows.com', 'answered', 2, 7_200_004],
        ['10.0.0.9', 'answered', 16, -12],
        ['ntp.example', 'unresolved', null, null],
      ],
    );
    assert.match(reasonOf(parseNtpProbe('vm\ta\t\tlate\t\t\t\n')), /answer about the time not understood/);
  });

  it('whether anybody is the gateway, whatever ping says', () =>
    assert.deepEqual(
      valueOf(
        parseGatewayProbe('eth0\t10.0.0.1\tsilent\tREACHABLE\t00-15-5D-00-00-01\neth1\t10.1.0.1\tnotTried\t\t\n'),
      ),
      [
        { device: 'eth0', gateway: '10.0.0.1', ping: 'silent', neighbour: 'REACHABLE', mac: '00:15:5d:00:00:01' },
        { device: 'eth1', gateway: '10.1.0.1', ping: 'notTried', neighbour: null, mac: null },
      ],
    ));

  it('which sizes a path carries', () => {
    const text =
      'vm\thub.example\t443\t203.0.113.10\t1280\t1400\t\nnetwork:a\thub.example\t8883\t203.0.113.10\t\t548\t1280\n';
    assert.deepEqual(
      valueOf(parsePathMtu(text)).map(({ from, passed, lost, told }) => [from, passed, lost, told]),
      [
        ['vm', 1280, 1400, null],
        ['network:a', null, 548, 1280],
      ],
    );
    assert.deepEqual(valueOf(parsePathMtu('')), []);
  });

  it('who else has the address', () => {
    assert.deepEqual(valueOf(parseArpProbe('eth0\t10.0.0.5\t3\t\neth1\t10.1.0.5\t1\t02:00:00:00:00:0A\n')), [
      { device: 'eth0', address: '10.0.0.5', sent: 3, answeredBy: [] },
      { device: 'eth1', address: '10.1.0.5', sent: 1, answeredBy: ['02:00:00:00:00:0a'] },
    ]);
    assert.match(reasonOf(parseArpProbe('eth0\t10.0.0.5\t3\tsomebody\n')), /ARP probe not understood/);
  });

  it('what stands beside netfilter', () => {
    const text = 'qdisc\teth0\tingress\tclsact\nfilter\teth0\tingress\tbpf\nxdp\teth0\t\tgeneric\n';
    assert.deepEqual(
      valueOf(parseTrafficControl(text)).map(({ kind, at, what }) => [kind, at, what]),
      [
        ['qdisc', 'ingress', 'clsact'],
        ['filter', 'ingress', 'bpf'],
        ['xdp', null, 'generic'],
      ],
    );
  });

  it('what a link has counted', () => {
    const [eth0] = valueOf(parseLinkCounters('eth0\tup\t3\t100\t90\t1\t2\t3\t\n'));
    assert.deepEqual(eth0, {
      name: 'eth0',
      state: 'up',
      carrierChanges: 3,
      received: 100,
      sent: 90,
      receiveErrors: 1,
      sendErrors: 2,
      receiveDropped: 3,
      sendDropped: null,
    });
  });

  it('what a container resolves by, and since when', () => {
    const text =
      '==> /run/systemd/resolve/resolv.conf -> 1700000000\nnameserver 10.0.0.1\n\n' +
      '==> /var/lib/docker/containers/ab/resolv.conf -> 1600000000 edgeHub\nnameserver 10.9.0.1\noptions ndots:0\n\n';
    assert.deepEqual(
      valueOf(parseContainerResolvConf(text)).map(({ container, changedAt, nameservers }) => [
        container,
        changedAt,
        ...nameservers,
      ]),
      [
        [null, 1_700_000_000, '10.0.0.1'],
        ['edgeHub', 1_600_000_000, '10.9.0.1'],
      ],
    );
  });
});
