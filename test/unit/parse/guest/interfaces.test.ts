import assert from 'node:assert/strict';
import type { NetworkInterface } from '../../../../core/src/parse/guest/interface.js';
import { parseInterfaces } from '../../../../core/src/parse/guest/interfaces.js';
import { reasonOf, sample, valueOf } from '../sample.js';

const read = (name: string): readonly NetworkInterface[] => valueOf(parseInterfaces(sample(name)));
const named = (interfaces: readonly NetworkInterface[], name: string): NetworkInterface => {
  const found = interfaces.find((one) => one.name === name);
  assert.ok(found, `${name} among ${interfaces.map((one) => one.name).join(', ')}`);
  return found;
};

describe('The interfaces', () => {
  it('ip -j -d addr: addresses, kind, bridge, the end in another namespace', () => {
    const all = read('ip-j-d-addr.txt');
    assert.deepEqual(
      all.map(({ name, index, up, carrier, mtu, kind, master, peerNamespace }) =>
        [name, index, up, carrier, mtu, kind, master, peerNamespace].join(' '),
      ),
      [
        'lo 1 true true 65536   false',
        'br0 2 true true 1500 bridge  false',
        'v2 3 true true 1500 veth  false',
        'v1 4 true true 1500 veth br0 false',
        'v3 6 true false 1500 veth  true',
        'tun0 7 true false 1500 tun  false',
      ],
    );
    assert.deepEqual(named(all, 'br0').addresses.slice(0, 3), [
      { family: 'inet', address: '10.9.0.1', prefixLength: 24, scope: 'global', dynamic: false },
      { family: 'inet', address: '10.9.1.1', prefixLength: 32, scope: 'global', dynamic: false },
      { family: 'inet', address: '10.9.0.9', prefixLength: 24, scope: 'global', dynamic: true },
    ]);
    assert.deepEqual(
      all.filter(({ hairpin }) => hairpin !== undefined).map(({ name, hairpin }) => [name, hairpin]),
      [['v1', false]],
    );
    assert.deepEqual([named(all, 'lo').mac, named(all, 'tun0').mac], [null, null]);
    assert.equal(named(all, 'br0').mac, '22:4e:63:55:2b:f1');
  });

  it('ip -d addr says the same as ip -j -d addr', () => {
    assert.deepEqual(read('ip-d-addr.txt'), read('ip-j-d-addr.txt'));
  });

  it('ip addr says the same but for the kind, and of a port of a bridge whether frames go back', () => {
    const withoutDetails = read('ip-j-d-addr.txt').map((one) => ({ ...one, kind: null, hairpin: undefined }));
    assert.deepEqual(
      read('ip-addr.txt').map((one) => ({ ...one, hairpin: undefined })),
      withoutDetails,
    );
    assert.ok(read('ip-addr.txt').every(({ hairpin }) => hairpin === undefined));
  });

  it('ifconfig -a says the same as far as it goes, second addresses included', () => {
    const ofIp = read('ip-j-d-addr.txt');
    const ofIfconfig = read('ifconfig-a.aliases.txt');
    assert.deepEqual(ofIfconfig.map(({ name }) => name).sort(), ofIp.map(({ name }) => name).sort());
    for (const { name, up, carrier, mtu, mac, addresses } of ofIfconfig) {
      const other = named(ofIp, name);
      assert.deepEqual(
        { up, carrier, mtu, mac },
        { up: other.up, carrier: other.carrier, mtu: other.mtu, mac: other.mac },
      );
      const shown = other.addresses.filter(({ address }) => address !== '10.9.1.1'); // has no label, so ifconfig hides it
      const key = (one: { address: string; prefixLength: number }): string => `${one.address}/${one.prefixLength}`;
      assert.deepEqual(addresses.map(key).sort(), shown.map(key).sort(), name);
    }
  });

  it('ifconfig of net-tools 2, as the guide shows it', () => {
    assert.deepEqual(read('ifconfig-eth0.new-nettools.txt'), [
      {
        name: 'eth0',
        index: null,
        up: true,
        carrier: true,
        mtu: 1500,
        mac: '00:15:5d:2a:2f:62',
        kind: null,
        master: null,
        peerNamespace: false,
        addresses: [
          { family: 'inet', address: '172.31.100.171', prefixLength: 20, scope: null, dynamic: false },
          { family: 'inet6', address: 'fe80::215:5dff:fe2a:2f62', prefixLength: 64, scope: 'link', dynamic: false },
        ],
      },
    ]);
  });

  it('ifconfig of net-tools 1.60, as the how-to shows it', () => {
    const [eth0] = read('ifconfig-eth0.old-linkencap.txt');
    assert.deepEqual(eth0, {
      name: 'eth0',
      index: null,
      up: true,
      carrier: true,
      mtu: 1500,
      mac: '00:15:5d:4e:15:2c',
      kind: null,
      master: null,
      peerNamespace: false,
      addresses: [
        { family: 'inet', address: '172.27.120.111', prefixLength: 20, scope: null, dynamic: false },
        { family: 'inet6', address: 'fe80::215:5dff:fe4e:152c', prefixLength: 64, scope: 'link', dynamic: false },
      ],
    });
  });

  it('of a whole guest: no carrier on an empty bridge, nothing known of a card that is off', () => {
    const all = read('ifconfig-a.net-tools-2.10.txt');
    assert.equal(named(all, 'docker0').carrier, false);
    assert.equal(named(all, 'eth0').carrier, true);
    const off = valueOf(
      parseInterfaces('2: eth0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group default\n'),
    );
    assert.deepEqual([off[0]?.up, off[0]?.carrier], [false, null]);
  });

  it('keeps the zeros of a card that has no MAC, and leaves those of the loopback out', () => {
    const text = (flags: string): string =>
      `[{"ifindex":1,"ifname":"x","flags":["${flags}"],"mtu":1500,"address":"00:00:00:00:00:00","addr_info":[]}]`;
    assert.equal(valueOf(parseInterfaces(text('UP')))[0]?.mac, '00:00:00:00:00:00');
    assert.equal(valueOf(parseInterfaces(text('LOOPBACK')))[0]?.mac, null);
  });

  it('passes over the empty objects that iproute2 prints for interfaces without an address of the family', () => {
    const text = '[{},{},{"ifindex":4,"ifname":"eth0","flags":["UP"],"mtu":1400,"addr_info":[{}]}]';
    assert.equal(reasonOf(parseInterfaces(text)).includes('An address'), true);
    assert.equal(valueOf(parseInterfaces(text.replace('[{}]', '[]'))).length, 1);
  });

  const item = { ifname: 'eth0', ifindex: 2, mtu: 1500 };
  for (const name of Object.keys(item))
    it(`does not understand an interface without ${name}`, () =>
      assert.match(
        reasonOf(parseInterfaces(JSON.stringify([{ ...item, [name]: undefined }]))),
        /An interface of ip -j addr/,
      ));

  const refused: [string, string][] = [
    ['an interface without its mtu', '2: eth0: <UP> qdisc noop\n'],
    ['nothing', ''],
    ['an empty list', '[]'],
    ['JSON cut in the middle', sample('ip-j-d-addr.txt').slice(0, 700)],
    ['an error message', 'Object "addr" is unknown, try "ip help".'],
    ['a mask that is none', sample('ifconfig-eth0.new-nettools.txt').replace('255.255.240.0', '255.0.255.0')],
    ['a line that is no address', sample('ip-addr.txt').replace('inet 10.9.0.1/24', 'inet 10.9.0.1')],
  ];
  for (const [title, text] of refused)
    it(`does not understand ${title}`, () => assert.match(reasonOf(parseInterfaces(text)), /not understood/));
});
