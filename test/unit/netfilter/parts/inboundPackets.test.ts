import assert from 'node:assert/strict';
import { inboundPackets, inboundVerdict, uplink, type Inbound } from '../../../../core/src/model/netfilter/inbound.js';
import { describePacket } from '../../../../core/src/model/netfilter/packet.js';
import type { World, WorldInterface } from '../../../../core/src/model/netfilter/world.js';
import { device, route, rulesOf } from '../worlds.js';

const open = device(rulesOf({}));
const card = (
  name: string,
  address: string,
  prefixLength: number,
  more: Partial<WorldInterface> = {},
): WorldInterface => ({
  ...{ name, up: true, kind: null, master: null, addresses: [{ address, prefixLength }] },
  ...more,
});
const lo = card('lo', '127.0.0.1', 8);
const world = (interfaces: readonly WorldInterface[], more: Partial<World> = {}): World => ({
  ...open,
  interfaces,
  routes: interfaces.map(({ name, addresses }) => route(`${addresses[0]?.address ?? '0.0.0.0'}/32`, name)),
  ...more,
});

describe('The card to the switch is', () => {
  const first = card('eth0', '10.4.0.10', 24);
  const second = card('eth1', '10.5.0.10', 24);
  const name = (one: World): string => uplink(one)?.name ?? 'none';

  it('the one with the default route, else the first', () => {
    assert.equal(name(world([lo, first, second])), 'eth0');
    assert.equal(name(world([lo, first, second], { routes: [route('0.0.0.0/0', 'eth1')] })), 'eth1');
    assert.equal(name(world([lo, first, second], { routes: [route('10.0.0.0/8', 'eth1')] })), 'eth0');
    assert.equal(name(world([lo, first, second], { routes: null })), 'eth0');
    assert.equal(name(world([lo])), 'none');
  });

  for (const [what, more] of [
    ['down', { up: false }],
    ['a bridge', { kind: 'bridge' }],
    ['a port of a bridge', { kind: 'veth', master: 'docker0' }],
    ['without an address', { addresses: [] }],
  ] as const)
    it(`none that is ${what}`, () => assert.equal(name(world([lo, { ...first, ...more }, second])), 'eth1'));

  it('one end of a virtual pair, where that is no port', () =>
    assert.equal(name(world([lo, { ...first, kind: 'veth' }, second])), 'eth0'));
});

const KNOCK: Inbound = { from: 'host', protocol: 'tcp', port: 22 };
const packets = (more: Partial<Inbound>, one: World = open): readonly string[] =>
  inboundPackets(one, { ...KNOCK, ...more }).map(describePacket);

describe('Who knocks', () => {
  const cases: readonly (readonly [name: string, world: World, asked: Partial<Inbound>, packets: readonly string[]])[] =
    [
      ['is the gateway, where the host is not known', open, {}, ['tcp 172.30.224.1 to 172.30.230.10:22 by eth0']],
      [
        'is the host by its own address',
        { ...open, hostAddress: '172.30.224.9' },
        {},
        ['tcp 172.30.224.9 to 172.30.230.10:22 by eth0'],
      ],
      [
        'is any neighbour, where neither is known',
        { ...open, routes: [] },
        {},
        [
          'tcp 172.30.224.1-172.30.230.9 to 172.30.230.10:22 by eth0',
          'tcp 172.30.230.11-172.30.239.254 to 172.30.230.10:22 by eth0',
        ],
      ],
      [
        'is any neighbour, where the LAN asks',
        open,
        { from: 'lan' },
        [
          'tcp 172.30.224.1-172.30.230.9 to 172.30.230.10:22 by eth0',
          'tcp 172.30.230.11-172.30.239.254 to 172.30.230.10:22 by eth0',
        ],
      ],
      [
        'is above alone, where the VM has the first address',
        world([card('eth0', '10.4.0.1', 24)]),
        { from: 'lan' },
        ['tcp 10.4.0.2-10.4.0.254 to 10.4.0.1:22 by eth0'],
      ],
      [
        'is below alone, where the VM has the last address',
        world([card('eth0', '10.4.0.254', 24)]),
        { from: 'lan' },
        ['tcp 10.4.0.1-10.4.0.253 to 10.4.0.254:22 by eth0'],
      ],
      [
        'is the other of two',
        world([card('eth0', '10.4.0.1', 30)]),
        { from: 'lan' },
        ['tcp 10.4.0.2 to 10.4.0.1:22 by eth0'],
      ],
      ['is nobody on a link without room for others', world([card('eth0', '10.4.0.1', 31)]), { from: 'lan' }, []],
      ['is nobody, where there is no card', world([lo]), {}, []],
      ['asks for another address', open, { to: '172.17.0.1' }, ['tcp 172.30.224.1 to 172.17.0.1:22 by eth0']],
      ['asks for no address', open, { to: 'name' }, []],
      [
        'comes by another interface',
        open,
        { from: 'lan', inInterface: 'docker0' },
        ['tcp 172.17.0.2-172.17.255.254 to 172.17.0.1:22 by docker0'],
      ],
      ['comes by an interface that is not there', open, { inInterface: 'eth9' }, []],
      [
        'is a neighbour by its address',
        open,
        { from: { address: '172.30.224.77' } },
        ['tcp 172.30.224.77 to 172.30.230.10:22 by eth0'],
      ],
      [
        'is a container by its address',
        open,
        { from: { address: '172.17.0.7' } },
        ['tcp 172.17.0.7 to 172.17.0.1:22 by docker0'],
      ],
      [
        'is a container, said to come by another interface',
        open,
        { from: { address: '172.17.0.7' }, inInterface: 'eth0' },
        ['tcp 172.17.0.7 to 172.30.230.10:22 by eth0'],
      ],
      ['is far away', open, { from: { address: '203.0.113.5' } }, ['tcp 203.0.113.5 to 172.30.230.10:22 by eth0']],
      [
        'is far away, and asks for the address of another card',
        { ...open, interfaces: [...open.interfaces, card('eth1', '10.5.0.10', 24)] },
        { from: { address: '203.0.113.5' }, to: '10.5.0.10' },
        ['tcp 203.0.113.5 to 10.5.0.10:22 by eth1'],
      ],
      [
        'is a neighbour, and asks for the address of another card',
        { ...open, interfaces: [...open.interfaces, card('eth1', '10.5.0.10', 24)] },
        { from: { address: '172.30.224.77' }, to: '10.5.0.10' },
        ['tcp 172.30.224.77 to 10.5.0.10:22 by eth0'],
      ],
      [
        'is behind no route',
        { ...open, routes: [] },
        { from: { address: '203.0.113.5' } },
        ['tcp 203.0.113.5 to 172.30.230.10:22 by eth0'],
      ],
      [
        'is behind a route by an interface that is not there',
        { ...open, routes: [route('203.0.113.0/24', 'wg0')] },
        { from: { address: '203.0.113.5' } },
        [],
      ],
      ['is no address', open, { from: { address: 'name' } }, []],
      [
        'asks by another protocol',
        open,
        { protocol: 'udp', port: 53 },
        ['udp 172.30.224.1 to 172.30.230.10:53 by eth0'],
      ],
    ];
  for (const [name, where, asked, expected] of cases) it(name, () => assert.deepEqual(packets(asked, where), expected));

  it('gets no verdict, where there is nothing to knock at', () => {
    assert.equal(inboundVerdict(world([lo]), KNOCK), null);
    assert.equal(inboundVerdict(open, KNOCK)?.verdict.kind, 'accepted');
  });

  it('gets a verdict for each question, and the same for the same', () => {
    const first = inboundVerdict(open, KNOCK);
    assert.equal(inboundVerdict(open, { ...KNOCK }), first);
    for (const more of [
      { port: 7 },
      { protocol: 'udp' },
      { to: '172.17.0.1' },
      { from: 'lan' },
      { inInterface: 'docker0' },
      { from: { address: '172.30.224.9' } },
    ] as const)
      assert.notEqual(inboundVerdict(open, { ...KNOCK, ...more }), first);
  });
});
