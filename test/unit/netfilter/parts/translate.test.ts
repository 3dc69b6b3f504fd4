import assert from 'node:assert/strict';
import { toNumber } from '../../../../core/src/ipv4.js';
import { rangesText } from '../../../../core/src/model/netfilter/field.js';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import type { World, WorldAddress } from '../../../../core/src/model/netfilter/world.js';
import { BRIDGE, device, packetOf, route, rulesOf, told } from '../worlds.js';

const address = (text: string): WorldAddress => {
  const [own = '', length = ''] = text.split('/');
  assert.ok(toNumber(own) !== null);
  return { address: own, prefixLength: Number(length) };
};

/** eth0 with these addresses, and the way out by this gateway. */
const world = (rule: string, own: readonly string[], gateway: string | null = null): World => {
  const open = device(rulesOf({ nat: [rule] }), { containers: null });
  return {
    ...open,
    interfaces: open.interfaces.map((one) => (one.name === 'eth0' ? { ...one, addresses: own.map(address) } : one)),
    routes: [route('0.0.0.0/0', 'eth0', { gateway }), route('172.18.0.0/16', BRIDGE)],
    settings: {
      'net.ipv4.ip_forward': '1',
      'net.ipv4.conf.all.rp_filter': '0',
      'net.ipv4.conf.eth0.rp_filter': '0',
      [`net.ipv4.conf.${BRIDGE}.rp_filter`]: '0',
    },
    listeners: null,
  };
};

/** `172.18.0.3:32768-65535 > 203.0.113.5:443`: addresses and ports where it ended. */
const ended = (where: World, packet: Packet): string => {
  const { source, destination, sourcePort, destinationPort } = walk(where, packet).end.now;
  const [from, fromPort, to, toPort] = [source, sourcePort, destination, destinationPort].map((one) =>
    rangesText(one, '-'),
  );
  return `${from ?? ''}:${fromPort ?? ''} > ${to ?? ''}:${toPort ?? ''}`;
};

const outward = packetOf('tcp 172.18.0.3 > 203.0.113.5:443', BRIDGE);
const MASQUERADE = '-A POSTROUTING -o eth0 -j MASQUERADE';
const TO_OUTSIDE = '> 203.0.113.5:443';

/** inet_select_addr in net/ipv4/devinet.c. */
const chosen: readonly (readonly [name: string, own: readonly string[], gateway: string | null, source: string])[] = [
  ['the first, where it holds the gateway', ['10.4.0.10/24', '192.168.7.10/24'], '10.4.0.1', '10.4.0.10'],
  ['the one that holds the gateway', ['10.4.0.10/24', '192.168.7.10/24'], '192.168.7.1', '192.168.7.10'],
  ['the one whose subnet ends with the gateway', ['10.4.0.10/24', '192.168.7.10/31'], '192.168.7.11', '192.168.7.10'],
  ['the one whose subnet begins with the gateway', ['10.4.0.10/24', '192.168.7.11/31'], '192.168.7.10', '192.168.7.11'],
  ['none whose subnet ends before it', ['192.168.7.11/31', '192.168.7.13/31'], '192.168.7.12', '192.168.7.13'],
  ['none whose subnet begins behind it', ['192.168.7.13/31', '192.168.7.11/31'], '192.168.7.10', '192.168.7.11'],
  ['the first, where none holds the gateway', ['10.4.0.10/24', '192.168.7.10/24'], '10.9.9.9', '10.4.0.10'],
  [
    'the one that holds the receiver, where there is no gateway',
    ['10.4.0.10/24', '203.0.113.1/24'],
    null,
    '203.0.113.1',
  ],
  ['that of another interface, where it has none', [], '10.4.0.1', '172.17.0.1'],
];

describe('MASQUERADE takes of the addresses of the interface', () => {
  for (const [name, own, gateway, source] of chosen)
    it(name, () =>
      assert.equal(ended(world(MASQUERADE, own, gateway), outward), `${source}:32768-65535 ${TO_OUTSIDE}`),
    );

  it('none, where no interface has any: the packet is dropped', () => {
    const bare = world(MASQUERADE, [], '10.4.0.1');
    const interfaces = bare.interfaces.map((one) => ({ ...one, addresses: one.name === 'lo' ? one.addresses : [] }));
    assert.match(told(walk({ ...bare, interfaces }, outward)), /\(dropped rule 1 of POSTROUTING in nat/);
  });

  it('and its ports, where it names some', () =>
    assert.equal(
      ended(world('-A POSTROUTING -p tcp -j MASQUERADE --to-ports 1024-2048', ['10.4.0.10/24']), outward),
      `10.4.0.10:1024-2048 ${TO_OUTSIDE}`,
    ));
});

describe('REDIRECT takes', () => {
  const redirect = '-A PREROUTING -p tcp -j REDIRECT --to-ports 9000';

  it('the first address of the interface that the packet came by', () =>
    assert.equal(
      ended(world(redirect, ['10.4.0.10/24', '10.4.0.11/24']), packetOf('tcp 10.4.0.1 > 10.4.0.11:80')),
      '10.4.0.1:32768-65535 > 10.4.0.10:9000',
    ));

  it('none where that has none: the packet is dropped', () =>
    assert.match(
      told(walk(world(redirect, []), packetOf('tcp 10.4.0.1 > 203.0.113.5:80'))),
      /\(dropped rule 1 of PREROUTING in nat/,
    ));

  it('127.0.0.1 for what the VM sends', () =>
    assert.equal(
      ended(world('-A OUTPUT -p tcp -j REDIRECT', ['10.4.0.10/24']), packetOf('tcp 10.4.0.10 > 203.0.113.5:80', null)),
      '10.4.0.10:32768-65535 > 127.0.0.1:80',
    ));

  it('no port of what has none', () =>
    assert.equal(
      ended(
        world('-A PREROUTING -j REDIRECT --to-ports 9000', ['10.4.0.10/24']),
        packetOf('icmp 10.4.0.1 > 10.4.0.11'),
      ),
      '10.4.0.1:0 > 10.4.0.10:0',
    ));
});

/** get_unique_tuple in net/netfilter/nf_nat_core.c. */
const ranges: readonly (readonly [name: string, rule: string, packet: Packet, ended: string])[] = [
  [
    'SNAT keeps an address within its range',
    '-A POSTROUTING -j SNAT --to-source 172.18.0.2-172.18.0.4',
    outward,
    `172.18.0.3:32768-65535 ${TO_OUTSIDE}`,
  ],
  [
    'SNAT keeps the first of its range',
    '-A POSTROUTING -j SNAT --to-source 172.18.0.3-172.18.0.4',
    outward,
    `172.18.0.3:32768-65535 ${TO_OUTSIDE}`,
  ],
  [
    'SNAT keeps the last of its range',
    '-A POSTROUTING -j SNAT --to-source 172.18.0.2-172.18.0.3',
    outward,
    `172.18.0.3:32768-65535 ${TO_OUTSIDE}`,
  ],
  [
    'SNAT takes any of a range that is another',
    '-A POSTROUTING -j SNAT --to-source 172.18.0.4-172.18.0.5',
    outward,
    `172.18.0.4-172.18.0.5:32768-65535 ${TO_OUTSIDE}`,
  ],
  [
    'SNAT takes any of a range before it',
    '-A POSTROUTING -j SNAT --to-source 172.18.0.1-172.18.0.2',
    outward,
    `172.18.0.1-172.18.0.2:32768-65535 ${TO_OUTSIDE}`,
  ],
  [
    'SNAT takes its ports',
    '-A POSTROUTING -p tcp -j SNAT --to-source 10.4.0.10:1024-2048',
    outward,
    `10.4.0.10:1024-2048 ${TO_OUTSIDE}`,
  ],
  [
    'SNAT keeps ports that are all within its range',
    '-A POSTROUTING -p tcp -j SNAT --to-source 10.4.0.10:32768-65535',
    outward,
    `10.4.0.10:32768-65535 ${TO_OUTSIDE}`,
  ],
  [
    'DNAT takes any of its range, though the address is in it',
    '-A PREROUTING -p tcp -j DNAT --to-destination 203.0.113.4-203.0.113.6',
    outward,
    '172.18.0.3:32768-65535 > 203.0.113.4-203.0.113.6:443',
  ],
  [
    'DNAT keeps a port within its range',
    '-A PREROUTING -p tcp -j DNAT --to-destination 203.0.113.4:443-444',
    outward,
    '172.18.0.3:32768-65535 > 203.0.113.4:443',
  ],
  [
    'DNAT takes a port that it names',
    '-A PREROUTING -p tcp -j DNAT --to-destination 203.0.113.4:444',
    outward,
    '172.18.0.3:32768-65535 > 203.0.113.4:444',
  ],
];

describe('Of a range', () => {
  for (const [name, rule, packet, expected] of ranges)
    it(name, () => assert.equal(ended(world(rule, ['10.4.0.10/24']), packet), expected));
});

describe('A translation', () => {
  const translated = (rule: string, packet = outward): string => {
    const { destinationTranslated, sourceTranslated } = walk(world(rule, ['10.4.0.10/24']), packet).end;
    return [...(destinationTranslated ? ['destination'] : []), ...(sourceTranslated ? ['source'] : [])].join();
  };

  it('to what it was is none', () => {
    assert.equal(translated('-A PREROUTING -j DNAT --to-destination 203.0.113.5'), '');
    assert.equal(translated('-A PREROUTING -p tcp -j DNAT --to-destination :443'), '');
    assert.equal(translated('-A POSTROUTING -j SNAT --to-source 172.18.0.3'), '');
  });

  it('of address or port is one', () => {
    assert.equal(translated('-A PREROUTING -j DNAT --to-destination 203.0.113.6'), 'destination');
    assert.equal(translated('-A PREROUTING -p tcp -j DNAT --to-destination :444'), 'destination');
    assert.equal(translated('-A POSTROUTING -j SNAT --to-source 172.18.0.4'), 'source');
    assert.equal(translated('-A POSTROUTING -p tcp -j SNAT --to-source 172.18.0.3:1024'), 'source');
  });
});

describe('An answer is turned back', () => {
  const back = (rules: Parameters<typeof rulesOf>[0], packet: Packet): string =>
    told(walk(device(rulesOf(rules)), packet));

  it('to the address and port that the question came from, before FORWARD sees it', () =>
    assert.match(
      back(
        {
          nat: ['-A POSTROUTING -p tcp -j SNAT --to-source 172.18.0.1:1024'],
          filter: [`-A FORWARD -i ${BRIDGE} -d 172.30.224.1 -p tcp -m tcp --dport 50000 -j DROP`],
        },
        packetOf('tcp 172.30.224.1 > 172.18.0.3:8883', 'eth0', { sourcePort: [50000, 50000] }),
      ),
      /noWayBack the answer is dropped rule 1 of FORWARD/,
    ));

  it('to the address and port that were asked, before it comes in again by lo', () => {
    for (const [condition, lost] of [
      ['-s 172.30.230.10 -p tcp -m tcp --sport 80', true],
      ['-s 127.0.0.1', false],
    ] as const)
      assert.equal(
        back(
          {
            nat: ['-A OUTPUT -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 22'],
            mangle: [`-A PREROUTING -i lo ${condition} -m conntrack --ctstate ESTABLISHED -j DROP`],
          },
          packetOf('tcp 172.30.230.10 > 172.30.230.10:80', null),
        ).includes('noWayBack'),
        lost,
      );
  });
});
