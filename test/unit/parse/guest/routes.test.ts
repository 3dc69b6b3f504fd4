import assert from 'node:assert/strict';
import { lengthOfMask } from '../../../../core/src/parse/text/netmask.js';
import type { Route } from '../../../../core/src/parse/guest/route.js';
import { parseRoutes } from '../../../../core/src/parse/guest/routes.js';
import { reasonOf, sample, valueOf } from '../sample.js';

const read = (name: string): readonly Route[] => valueOf(parseRoutes(sample(name)));
const brief = ({ destination, gateway, device, metric }: Route): string =>
  `${destination} ${gateway ?? '-'} ${device ?? '-'} ${metric}`;

describe('The routes', () => {
  it('ip -j route: tables, types, next hops, links that are down', () => {
    const all = read('ip-j-route-all.txt');
    const to = (destination: string): Route[] => all.filter((route) => route.destination === destination);
    assert.deepEqual(
      to('0.0.0.0/0').map((route) => [route.table, route.gateway, route.metric, route.protocol]),
      [
        ['100', '10.9.0.254', 0, null],
        ['main', '10.9.0.254', 1024, 'dhcp'],
      ],
    );
    assert.deepEqual(to('10.66.0.0/16')[0], {
      table: 'main',
      type: 'blackhole',
      destination: '10.66.0.0/16',
      gateway: null,
      device: null,
      metric: 0,
      source: null,
      scope: null,
      protocol: null,
      linkDown: false,
    });
    assert.deepEqual(to('10.70.0.0/16').map(brief), ['10.70.0.0/16 10.9.0.2 br0 0', '10.70.0.0/16 10.9.0.3 br0 0']);
    assert.equal(to('10.71.0.0/16')[0]?.gateway, 'fe80::1');
    assert.equal(to('10.72.0.1/32')[0]?.source, '10.9.0.1');
    assert.equal(to('10.8.0.0/24')[0]?.linkDown, true);
    assert.equal(to('127.0.0.0/8')[0]?.table, 'local');
  });

  it('ip route says the same as ip -j route', () => {
    assert.deepEqual(read('ip-route-all.txt'), read('ip-j-route-all.txt'));
  });

  it('route -n says the same of the main table, as far as it can', () => {
    const known = read('ip-j-route-all.txt').filter(
      ({ table, destination }) => table === 'main' && destination !== '10.71.0.0/16',
    );
    const keys = new Set(known.map(brief));
    const shown = read('route-n.reject.txt').filter(({ destination }) => destination !== '10.71.0.0/16');
    for (const route of shown) assert.ok(keys.has(brief(route)), brief(route));
    assert.deepEqual(
      shown.filter(({ type }) => type === 'unreachable').map(({ destination }) => destination),
      ['10.67.0.0/16', '10.68.0.0/16'],
    );
  });

  it('netstat -rn has no metric', () => {
    const withoutMetric = read('route-n.reject.txt').map((route) => ({ ...route, metric: 0 }));
    assert.deepEqual(read('netstat-rn.txt'), withoutMetric);
  });

  it('route with names instead of addresses', () => {
    const all = read('route.eflow-multinic.txt');
    assert.deepEqual(all.map(brief), [
      '0.0.0.0/0 DESKTOP-FCABRER eth0 1024',
      '10.200.1.0/24 - v-eth1 0',
      '172.17.0.0/16 - docker0 0',
      '172.18.0.0/16 - br-6868c9739a37 0',
      '172.30.224.0/20 - eth0 1024',
      'DESKTOP/32 - eth0 1024',
    ]);
  });

  it('netstat of others, with single blanks', () => {
    const all = read('route-n.docker-overlap.bitwarden-947.txt');
    assert.deepEqual(all.slice(0, 2).map(brief), ['0.0.0.0/0 10.3.0.1 eth0 0', '10.3.0.0/24 - eth0 0']);
    assert.equal(all.length, 7);
  });

  it('of a machine without any', () => {
    for (const text of [
      '',
      '[]\n',
      '[  ]',
      'Kernel IP routing table\nDestination     Gateway  Genmask  Flags Metric Ref Use Iface\n',
    ])
      assert.deepEqual(valueOf(parseRoutes(text)), []);
  });

  it('takes a table by its number, as old versions print it', () => {
    const text = '[{"dst":"10.0.0.0/8","dev":"eth1","table":100,"protocol":196,"scope":"link"}]';
    const [route] = valueOf(parseRoutes(text));
    assert.deepEqual([route?.table, route?.protocol], ['100', '196']);
  });

  it('takes an interface for an interface, whatever it is called', () => {
    const [route] = valueOf(parseRoutes('default via 10.0.0.1 dev via metric 7 \n'));
    assert.deepEqual([route?.gateway, route?.device, route?.metric], ['10.0.0.1', 'via', 7]);
  });

  const refused: [string, string][] = [
    ['an error message', 'Error: ipv4: FIB table does not exist.\nDump terminated'],
    ['a cut list', '[{"dst":"default"'],
    ['an object instead of a list', '[] {}'],
    ['a table without its heading', 'Kernel IP routing table\n0.0.0.0 10.0.0.1 0.0.0.0 UG 0 0 0 eth0\n'],
    ['a row that is too short', `${sample('route-n.default-switch.txt')}10.0.0.0 0.0.0.0 255.0.0.0 U\n`],
    ['a route to nowhere', '[{"gateway":"10.0.0.1"}]'],
  ];
  for (const [title, text] of refused)
    it(`does not understand ${title}`, () => assert.match(reasonOf(parseRoutes(text)), /not understood/));
});

describe('A network mask', () => {
  it('is as long as its leading ones', () => {
    for (let length = 0; length <= 32; length += 1) {
      const value = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
      assert.equal(lengthOfMask([24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')), length);
    }
  });

  it('is none with a gap, or with other text', () => {
    for (const text of ['255.0.255.0', '0.0.0.1', '255.255.255.256', '24', '', 'ffffff00'])
      assert.equal(lengthOfMask(text), null);
  });
});
