import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { GuestOutput } from '../../../core/src/contract/snapshot.js';
import { collectedIds, factIds, factParsers, type FactId } from '../../../core/src/facts/facts.js';
import { snapshotOf } from '../../support/snapshots.js';
import { sample } from './sample.js';

const guestIds = factIds.filter((id) => id.startsWith('guest.'));
const hostIds = factIds.filter((id) => id.startsWith('host.'));
/** What real tools printed, and what the guest of a healthy device does: of the probes of our own there is no other. */
const samples = [
  ...readdirSync('test/unit/parse/samples')
    .filter((name) => name.endsWith('.txt'))
    .map(sample),
  ...Object.values(snapshotOf().facts).flatMap((fact) => {
    const output = GuestOutput.safeParse(fact.status === 'ok' ? fact.value : null);
    return output.success ? [output.data.text] : [];
  }),
];

/** Understood or not, the answer is plain data: what a rule reads can be printed and compared, and reasons stay short. */
const check = (id: FactId, value: unknown): void => {
  const result = factParsers[id](value);
  if (result.ok) assert.deepEqual(JSON.parse(JSON.stringify(result.value)), result.value, id);
  else assert.ok(result.reason.length < 1000, `${id}: ${result.reason}`);
};

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

const placesIn = (value: unknown): readonly Place[] =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((key) => {
        const holder = value as Record<string, unknown>;
        return [{ holder, key }, ...placesIn(holder[key])];
      })
    : [];

const checkText = (text: string): void => {
  for (const id of guestIds) check(id, { text, exitCode: 0 });
};

/** Words that begin something in one of the formats, and words that are traps for whoever looks them up in an object. */
const words = fc.constantFrom(
  ...[
    '==> /',
    '==> /proc/net/tcp6',
    ' -> ',
    'Global',
    'Link 2 (eth0)',
    '● 2: eth0',
    '* 1: lo',
    'DNS Servers',
    'Protocols: ',
    'State:',
  ],
  ...[
    'Destination ',
    'Kernel IP routing table',
    'default',
    'via',
    'dev',
    'eth0',
    '2: eth0: <UP> mtu 1500',
    'inet',
    'inet6',
    'Active ',
  ],
  ...[
    'tcp',
    'LISTEN',
    '0.0.0.0:22',
    'users:(("',
    'flags=4163<UP> mtu 1500',
    'eth0:',
    'Link encap:',
    'MTU:1500',
    'nexthop',
    'table',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '"',
    '[{"ifname":"eth0","ifindex":1,"mtu":1}]',
    '{"additional_info":{},"checks":{"a":{}}}',
    '[[]]',
    '{"id":"x"}',
  ],
  ...[
    '*filter',
    ':INPUT',
    'COMMIT',
    '-A INPUT',
    '-j ACCEPT',
    '--',
    '!',
    '\\',
    '[0:0]',
    '\u221a x - OK',
    '\u00d7 y',
    'Id=',
    'LoadState=',
  ],
  ...[
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '=',
    '::',
    '%',
    '/32',
    '1e999',
    '-1',
    '99999999999999999999',
  ],
);
const gaps = fc.constantFrom(' ', '\n', '\t', '', '=', ': ', ',', '\r\n', '\u0000', '\ufffd', '\u2028');
const shuffled = fc
  .array(
    fc.tuple(fc.oneof({ weight: 4, arbitrary: words }, fc.string({ unit: 'binary' }), fc.ipV4(), fc.nat()), gaps),
    { maxLength: 40 },
  )
  .map((parts) => parts.flat().join(''));

/** What fuzzing bends must be understood as it is: else nothing but refusals would be tried. */
describe('Of each fact that there is', () => {
  it('a parser of the guest understands a sample', () => {
    const ununderstood = (id: FactId): boolean => !samples.some((text) => factParsers[id]({ text, exitCode: 0 }).ok);
    assert.deepEqual(guestIds.filter(ununderstood), []);
  });

  it('a parser throws at no value of a device that was bent in one place', () => {
    const { facts } = snapshotOf();
    assert.deepEqual(
      collectedIds.filter((id) => facts[id]?.status !== 'ok'),
      [],
    );
    const bent = fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', '\u0000', '-1', 1e308)));
    fc.assert(
      fc.property(bent, ([at, instead]) => {
        for (const id of collectedIds) {
          const fact = structuredClone(facts[id]);
          const places = fact?.status === 'ok' ? placesIn(fact.value) : [];
          const place = places[at % places.length];
          if (place !== undefined) place.holder[place.key] = instead;
          if (fact?.status === 'ok') check(id, place === undefined ? instead : fact.value);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('Whatever a guest prints', () => {
  it('no parser throws at random text', () =>
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), checkText)));

  it('no parser throws at pieces of the formats in any order', () =>
    fc.assert(fc.property(shuffled, checkText), { numRuns: 500 }));

  it('no parser throws at real outputs that were cut, spliced or changed in one place', () => {
    const cut = fc.tuple(
      fc.constantFrom(...samples),
      fc.nat(),
      fc.nat(),
      fc.oneof(words, fc.string({ unit: 'binary', maxLength: 5 })),
    );
    fc.assert(
      fc.property(cut, ([text, from, length, instead]) => {
        const at = from % (text.length + 1);
        checkText(text.slice(0, at) + instead + text.slice(at + (length % 200)));
        checkText(text.slice(at));
      }),
      { numRuns: 400 },
    );
  });

  it('no parser throws at JSON of any shape, alone, in lines or in a list', () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { maxLength: 5 }), (values) => {
        checkText(values.join('\n'));
        checkText(`[${values.join(',')}]`);
        checkText(`{"additional_info":{},"checks":{${values.map((value, at) => `"${at}":${value}`).join(',')}}}`);
      }),
    );
  });

  it('no parser throws at a line of very many words, whatever it begins with, nor at very many lines', () => {
    const { facts } = snapshotOf();
    for (const id of guestIds) {
      const fact = facts[id];
      const output = GuestOutput.safeParse(fact?.status === 'ok' ? fact.value : null);
      if (!output.success) continue;
      const lines = output.data.text.split('\n');
      const kinds = new Map(lines.map((line, at) => [line.trimStart().split(/\s/)[0], at])).values();
      // More words than a call takes arguments.
      for (const at of [...kinds].slice(0, 8))
        factParsers[id]({ text: lines.with(at, `${lines[at] ?? ''}${' a'.repeat(200_000)}`).join('\n'), exitCode: 0 });
      factParsers[id]({ text: `${output.data.text}\n`.repeat(500), exitCode: 0 });
    }
  }).timeout(120_000);

  it('a rule for more addresses than anybody writes is not understood, and is one rule', () => {
    const list = Array.from({ length: 200_000 }, (_one, at) => `10.0.${(at >> 8) & 255}.${at & 255}`).join(',');
    const text = `*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s ${list} -d ${list} -j DROP\nCOMMIT\n`;
    const parsed = factParsers['guest.iptablesNft']({ text, exitCode: 0 });
    assert.ok(parsed.ok);
    const rules = parsed.value.tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
    assert.equal(rules.length, 1);
    assert.match(rules[0]?.problem ?? '', /more than 250 addresses/);
  });

  it('an answer that is no output of a probe is none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const id of guestIds) check(id, value);
      }),
    );
  });
});

describe('A text that has been through an editor of Windows', () => {
  const contents = readdirSync('test/unit/parse/samples')
    .filter((name) => name.endsWith('.txt'))
    .map((name) => [name, sample(name).replaceAll('\r\n', '\n')] as const);

  /** Raw lines are kept as they came; what is understood of them must not differ. */
  const understood = (id: FactId, text: string): unknown => {
    const result = factParsers[id]({ text, exitCode: 0 });
    return result.ok ? JSON.parse(JSON.stringify(result.value).replaceAll('\\r', '')) : 'not understood';
  };

  // iptables-restore itself refuses a file with carriage returns: of the saved rules that is the fault, and is told.
  for (const id of guestIds.filter((one) => !/^guest\.ip[46]save$/.test(one)))
    it(`says the same as before: ${id}`, () => {
      for (const [name, text] of contents)
        assert.deepEqual(understood(id, text.replaceAll('\n', '\r\n')), understood(id, text), name);
    });
});

describe('Whatever a collector hands over', () => {
  it('no parser throws at any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const id of hostIds) check(id, value);
      }),
    );
  });

  const names = [
    'name',
    'Name',
    'address',
    'mac',
    'macAddress',
    'ipConfiguration',
    'state',
    'type',
    'output',
    'chatter',
    'metric',
    'port',
  ];
  const strange = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      'constructor',
      '__proto__',
      '@{Address=1; ; =;',
      { toString: 1 },
      { valueOf: null, toString: null },
      -0,
      1e308,
    ),
  );

  it('no parser throws at the right names with the wrong values', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom(...names, '__proto__', 'toString'), strange)), (value) => {
        for (const id of hostIds) check(id, value);
        for (const id of hostIds) check(id, value[0]);
      }),
      { numRuns: 300 },
    );
  });
});

/** No time is measured here: a parser that takes the square of the size would not end within any limit of a test run. */
describe('However much a guest prints', () => {
  const filled = (unit: string, bytes: number): string => unit.repeat(Math.ceil(bytes / unit.length));

  for (const unit of [
    ' ',
    '1',
    'a',
    '\n',
    '\r\n',
    '\t',
    '[',
    ']',
    '"',
    '\\',
    ': ',
    '=',
    '(',
    '==> /a -> ',
    '{"id":"a"}\n',
    'a b\n',
  ])
    it(`every parser comes to an end with 256 KB of ${JSON.stringify(unit)}`, () => {
      checkText(filled(unit, 256 * 1024));
    });

  /** What stands first, what is repeated, what stands last. */
  const own: [FactId, string, string, string?][] = [
    ['guest.arpProbe', '', 'eth0\t10.0.0.1\t3\t02:00:00:00:00:01\n'],
    ['guest.arpProbe', 'eth0\t10.0.0.1\t3\t', '02:00:00:00:00:01,'],
    ['guest.clock', '1795471182\n', 'ServerName=a\n'],
    ['guest.conntrack', '', 'net.netfilter.nf_conntrack_max = 1\n'],
    ['guest.containerNetworks', '', '{"id":"a","name":"b","driver":"bridge","ipam":[{"Subnet":"10.0.0.0/8"}]}\n'],
    ['guest.containers', '', '{"id":"a","name":"b","networkMode":"host"}\n'],
    [
      'guest.containers',
      '{"id":"a","name":"b","networkMode":"x","running":true,"ports":{"1/tcp":[',
      '{"HostPort":"1"},',
    ],
    ['guest.containerResolvConf', '', '==> /a -> 1 b\nnameserver 10.0.0.1\n'],
    ['guest.daemonJson', '{"dns":[', '"10.0.0.1",', '""]}'],
    ['guest.dnsProbe', '', 'vm\t10.0.0.1\tudp\ta\tsilent\t\t\t1\n'],
    ['guest.dnsProbe', 'vm\t10.0.0.1\tudp\ta\tanswered\tNOERROR\t', '10.0.0.1,'],
    ['guest.gatewayProbe', '', 'eth0\t10.0.0.1\tsilent\tFAILED\t\n'],
    ['guest.hosts', '', '10.0.0.1 a b c # d\n'],
    ['guest.interfaces', '', '2: eth0: <UP> mtu 1500\n    inet 10.0.0.1/8 scope global eth0\n'],
    ['guest.interfaces', '2: eth0: <UP> mtu 1500\n', '    inet 10.0.0.1/8 scope global eth0\n'],
    ['guest.interfaces', '', 'eth0:1: flags=1<UP>  mtu 1500\n        inet 10.0.0.1  netmask 255.0.0.0\n'],
    ['guest.interfaces', '', 'eth0      Link encap:Ethernet\n          UP  MTU:1500  Metric:1\n'],
    ['guest.interfaces', '[', '{"ifname":"a","ifindex":1,"mtu":1},', '{}]'],
    ['guest.iotedgeCheck', '', '\u221a a - OK\n  b\n'],
    [
      'guest.iotedgeCheck',
      '{"additional_info":{},"checks":{',
      '"a":{"result":{"result":"ok"}},',
      '"b":{"result":{"result":"ok"}}}}',
    ],
    ['guest.routes', '[', '{"dst":"10.0.0.0/8","dev":"a"},', '{"dst":"default"}]'],
    ['guest.ip4save', '==> /a -> 1\n', '# comment\n'],
    ['guest.kernelSettings', '', 'net.ipv4.ip_forward = 1\n'],
    ['guest.leases', '', '==> /run/systemd/netif/leases/2 -> eth0\nADDRESS=10.0.0.1\n\n'],
    ['guest.linkCounters', '', 'eth0\tup\t1\t1\t1\t0\t0\t0\t0\n'],
    ['guest.listeners', '', 'tcp LISTEN 0 0 0.0.0.0:22 0.0.0.0:* users:(("a",pid=1,fd=1))\n'],
    ['guest.listeners', 'tcp LISTEN 0 0 0.0.0.0:22 0.0.0.0:* users:(("', 'a'],
    ['guest.listeners', 'tcp LISTEN 0 0 ', '1:'],
    ['guest.listeners', '==> /proc/net/tcp\n', '0: 0100007F:0016 0:0 0A\n'],
    ['guest.listeners', 'Active Internet connections\n', 'tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1/a\n'],
    ['guest.memory', '', 'MemTotal: 1 kB\n'],
    ['guest.neighbours', '', '10.0.0.1 dev eth0 FAILED\n'],
    ['guest.networkFiles', '==> /a\n[Network]\n', 'DNS=10.0.0.1\n'],
    ['guest.networkFiles', '==> /a\n[Network]\n', 'DNS=10.0.0.1 \\\n'],
    ['guest.networkFiles', '', '==> /a\n ==> b\n'],
    ['guest.networkState', '* 2: eth0\n', ' Address: 10.0.0.1\n 10.0.0.2\n'],
    ['guest.networkState', 'IDX LINK TYPE OPERATIONAL SETUP\n', '1 lo loopback carrier unmanaged\n'],
    ['guest.nftTables', '', 'table ip a\n'],
    ['guest.ntpProbe', '', 'vm\ta\t10.0.0.1\tanswered\t2\t-1\t2\n'],
    ['guest.pathMtu', '', 'vm\ta\t443\t10.0.0.1\t1280\t1500\t\n'],
    ['guest.policyRules', '', '0:\tfrom all lookup local\n'],
    ['guest.policyRules', '0:\t', 'from all lookup local '],
    ['guest.reach', '', 'vm\ta\t443\t10.0.0.1\tconnected\tok\ta\tdirect\t1\n'],
    ['guest.release', '==> /etc/os-release\n', 'ID=a\n'],
    ['guest.resolvConf', '==> /etc/resolv.conf\n', 'nameserver 10.0.0.1\noptions a b\n'],
    ['guest.resolver', '', 'Link 2 (eth0)\n  DNS Servers: 1.1.1.1\n'],
    ['guest.resolver', 'Link 2 (eth0)\nDNS Servers: a\n', ' b\n'],
    ['guest.routes', '', 'default via 10.0.0.1 dev eth0\n'],
    ['guest.routes', '10.0.0.0/8\n', '\tnexthop via 10.0.0.1 dev eth0\n'],
    [
      'guest.routes',
      'Kernel IP routing table\nDestination Gateway Genmask Flags Metric Ref Use Iface\n',
      '10.0.0.0 0.0.0.0 255.0.0.0 U 0 0 0 eth0\n',
    ],
    ['guest.services', '', 'Id=a\nLoadState=b\nActiveState=c\nSubState=d\n\n'],
    ['guest.trafficControl', '', 'qdisc\teth0\troot\tmq\n'],
    ['guest.upstream', '', 'registry=a.example\n'],
  ];
  for (const [id, head, unit, tail = ''] of own)
    it(`${id} comes to an end with 5 MB of ${JSON.stringify(unit)}`, () => {
      factParsers[id]({ text: head + filled(unit, 5 * 1024 * 1024) + tail, exitCode: 0 });
    });

  it('host values nested a hundred thousand deep come to an end', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    for (const id of hostIds) assert.equal(typeof factParsers[id](deep).ok, 'boolean');
    for (const id of hostIds)
      assert.equal(typeof factParsers[id]([{ name: deep, ipConfiguration: deep }]).ok, 'boolean');
  });
});
