import assert from 'node:assert/strict';
import { toNumber } from '../../../../core/src/ipv4.js';
import {
  addressType,
  fibOf,
  fromVm,
  hopsOf,
  isBroadcastOf,
  isRoute,
  lookUp,
  primaryAddress,
  whyRefused,
  type Answer,
  type Lookup,
} from '../../../../core/src/model/netfilter/routing.js';
import type { World, WorldInterface } from '../../../../core/src/model/netfilter/world.js';
import { policyRule, type PolicyRule } from '../../../../core/src/parse/guest/policyRules.js';
import type { Route } from '../../../../core/src/parse/guest/route.js';
import { device, route, rulesOf } from '../worlds.js';

const open = device(rulesOf({}));
const at = (text: string): number => toNumber(text) ?? assert.fail(text);

/** The kernel's own rules and some more. */
const ruled = (...rules: readonly PolicyRule[]): Partial<World> => ({
  policyRules: [
    policyRule(32767, { table: 'default' }),
    ...rules,
    policyRule(32766, { table: 'main' }),
    policyRule(0, { table: 'local' }),
  ],
});
const first = (more: Partial<PolicyRule>): Partial<World> => ruled(policyRule(100, { action: 'prohibit', ...more }));
const routed = (...routes: readonly Route[]): Partial<World> => ({ routes });
const byEth0 = route('0.0.0.0/0', 'eth0');

const textOf = (answer: Answer): string => {
  if (isRoute(answer)) return [answer.type, answer.destination, answer.device ?? '-', answer.metric].join(' ');
  return answer === 'none' ? answer : `${answer.kind} ${answer.rule.priority}`;
};

type Case = readonly [name: string, world: Partial<World>, to: string, more: Partial<Lookup>, answer: string];

const addressed = (address: string, prefixLength: number): Partial<World> => ({
  interfaces: [{ name: 'eth0', up: true, kind: null, master: null, addresses: [{ address, prefixLength }] }],
});

/** fib_table_lookup in net/ipv4/fib_trie.c, and the table `local` by fib_add_ifaddr in net/ipv4/fib_frontend.c. */
const tables: readonly Case[] = [
  [
    'the longest prefix',
    routed(byEth0, route('10.0.0.0/8', 'docker0')),
    '10.1.1.1',
    {},
    'unicast 10.0.0.0/8 docker0 0',
  ],
  ['its first address', routed(route('10.0.0.0/8', 'docker0')), '10.0.0.0', {}, 'unicast 10.0.0.0/8 docker0 0'],
  ['its last address', routed(route('10.0.0.0/8', 'docker0')), '10.255.255.255', {}, 'unicast 10.0.0.0/8 docker0 0'],
  ['nothing beyond', routed(route('10.0.0.0/8', 'docker0')), '11.0.0.0', {}, 'none'],
  [
    'the lowest metric',
    routed(route('0.0.0.0/0', 'eth0', { metric: 200 }), route('0.0.0.0/0', 'docker0', { metric: 100 })),
    '10.1.1.1',
    {},
    'unicast 0.0.0.0/0 docker0 100',
  ],
  [
    'no route by an interface that is down',
    {
      ...addressed('10.4.0.10', 24),
      interfaces: [{ name: 'eth0', up: false, kind: null, master: null, addresses: [] }],
      routes: [byEth0],
    },
    '10.1.1.1',
    {},
    'none',
  ],
  [
    'a route by an interface that is not told of',
    routed(route('0.0.0.0/0', 'wg0')),
    '10.1.1.1',
    {},
    'unicast 0.0.0.0/0 wg0 0',
  ],
  [
    'a route without an interface',
    routed(route('10.0.0.0/8', 'x', { device: null, type: 'blackhole' })),
    '10.1.1.1',
    {},
    'blackhole 10.0.0.0/8 - 0',
  ],
  ['no routes where none are known', { routes: null }, '10.1.1.1', {}, 'none'],
  ['what cannot be read as a route is none', routed(route('somewhere', 'eth0')), '10.1.1.1', {}, 'none'],
  ['another table is not asked', routed(route('10.0.0.0/8', 'eth0', { table: '100' })), '10.1.1.1', {}, 'none'],
  [
    'main by its number',
    routed(route('10.0.0.0/8', 'eth0', { table: '254' })),
    '10.1.1.1',
    {},
    'unicast 10.0.0.0/8 eth0 0',
  ],
  [
    'default by its number',
    routed(route('10.0.0.0/8', 'eth0', { table: '253' })),
    '10.1.1.1',
    {},
    'unicast 10.0.0.0/8 eth0 0',
  ],
  ['an own address', addressed('10.4.0.10', 24), '10.4.0.10', {}, 'local 10.4.0.10/32 eth0 0'],
  [
    'the broadcast address of its subnet',
    addressed('10.4.0.10', 24),
    '10.4.0.255',
    {},
    'broadcast 10.4.0.255/32 eth0 0',
  ],
  ['that of a subnet of four', addressed('10.4.0.9', 30), '10.4.0.11', {}, 'broadcast 10.4.0.11/32 eth0 0'],
  ['none of a subnet of two', { ...addressed('10.4.0.10', 31), routes: [] }, '10.4.0.11', {}, 'none'],
  ['all of 127.0.0.0/8', {}, '127.9.9.9', {}, 'local 127.0.0.0/8 lo 0'],
  [
    'no address of an interface that is down',
    { interfaces: open.interfaces.map((one) => ({ ...one, up: false })), routes: [] },
    '172.30.230.10',
    {},
    'none',
  ],
  ['no address that cannot be read', { ...addressed('10.4.0', 24), routes: [] }, '10.4.0.0', {}, 'none'],
  [
    'the table local as the VM tells it',
    routed(route('10.4.0.10/32', 'eth0', { table: 'local', type: 'local' }), route('0.0.0.0/0', 'eth0')),
    '172.30.230.10',
    {},
    'unicast 0.0.0.0/0 eth0 0',
  ],
  [
    'the table local by its number',
    routed(route('10.4.0.10/32', 'eth0', { table: '255', type: 'local' })),
    '10.4.0.10',
    {},
    'local 10.4.0.10/32 eth0 0',
  ],
  [
    'only by a device that is asked for',
    routed(byEth0, route('10.0.0.0/8', 'docker0')),
    '10.1.1.1',
    { outInterface: 'eth0' },
    'unicast 0.0.0.0/0 eth0 0',
  ],
  [
    'what refuses, whatever device is asked for',
    routed(byEth0, route('10.0.0.0/8', 'x', { device: null, type: 'blackhole' })),
    '10.1.1.1',
    { outInterface: 'eth0' },
    'blackhole 10.0.0.0/8 - 0',
  ],
];

/** fib_rules_lookup in net/core/fib_rules.c, fib4_rule_match and fib4_rule_suppress in net/ipv4/fib_rules.c. */
const rules: readonly Case[] = [
  ['one for everybody', first({}), '10.1.1.1', {}, 'refusal 100'],
  ['one for a sender', first({ from: '10.4.0.0/24' }), '10.1.1.1', { source: at('10.4.0.0') }, 'refusal 100'],
  [
    'one for a sender, by its last address',
    first({ from: '10.4.0.0/24' }),
    '10.1.1.1',
    { source: at('10.4.0.255') },
    'refusal 100',
  ],
  [
    'one for another sender',
    first({ from: '10.4.0.0/24' }),
    '10.1.1.1',
    { source: at('10.4.1.0') },
    'unicast 0.0.0.0/0 eth0 1024',
  ],
  [
    'one for a sender without a length',
    first({ from: '10.4.0.1' }),
    '10.1.1.1',
    { source: at('10.4.0.1') },
    'refusal 100',
  ],
  [
    'one for a sender next to it',
    first({ from: '10.4.0.1' }),
    '10.1.1.1',
    { source: at('10.4.0.2') },
    'unicast 0.0.0.0/0 eth0 1024',
  ],
  ['one for a sender that cannot be read', first({ from: 'nobody' }), '10.1.1.1', {}, 'unicast 0.0.0.0/0 eth0 1024'],
  ['one for a destination', first({ to: '10.0.0.0/8' }), '10.1.1.1', {}, 'refusal 100'],
  ['one for another destination', first({ to: '10.0.0.0/8' }), '11.1.1.1', {}, 'unicast 0.0.0.0/0 eth0 1024'],
  ['one for a mark', first({ fwmark: '0x1' }), '10.1.1.1', { mark: 1 }, 'refusal 100'],
  ['one for a mark alone', first({ fwmark: '0x1' }), '10.1.1.1', { mark: 3 }, 'unicast 0.0.0.0/0 eth0 1024'],
  ['one for a mark by its mask', first({ fwmark: '0x1/0x1' }), '10.1.1.1', { mark: 3 }, 'refusal 100'],
  ['one for an interface', first({ iif: 'eth0' }), '10.1.1.1', { inInterface: 'eth0' }, 'refusal 100'],
  ['one for another interface', first({ iif: 'eth0' }), '10.1.1.1', {}, 'unicast 0.0.0.0/0 eth0 1024'],
  ['one for a way out', first({ oif: 'eth0' }), '10.1.1.1', { outInterface: 'eth0' }, 'refusal 100'],
  ['one for another way out', first({ oif: 'eth0' }), '10.1.1.1', {}, 'unicast 0.0.0.0/0 eth0 1024'],
  ['one for a protocol', first({ protocol: 'tcp' }), '10.1.1.1', { protocol: 6 }, 'refusal 100'],
  ['one for another protocol', first({ protocol: 'tcp' }), '10.1.1.1', { protocol: 17 }, 'unicast 0.0.0.0/0 eth0 1024'],
  ['one for a protocol, where it is not known', first({ protocol: 'tcp' }), '10.1.1.1', {}, 'open 100'],
  ['one for a protocol of no known name', first({ protocol: 'strange' }), '10.1.1.1', { protocol: 6 }, 'open 100'],
  ['one for ports', first({ destinationPorts: '1000-2000' }), '10.1.1.1', { destinationPort: 2000 }, 'refusal 100'],
  [
    'one for other ports',
    first({ destinationPorts: '1000-2000' }),
    '10.1.1.1',
    { destinationPort: 2001 },
    'unicast 0.0.0.0/0 eth0 1024',
  ],
  ['one for ports, where they are not known', first({ destinationPorts: '1000-2000' }), '10.1.1.1', {}, 'open 100'],
  ['one for ports that cannot be read', first({ sourcePorts: 'many' }), '10.1.1.1', { sourcePort: 7 }, 'open 100'],
  ["one for a sender's port", first({ sourcePorts: '53' }), '10.1.1.1', { sourcePort: 53 }, 'refusal 100'],
  ['one for all others', first({ to: '10.0.0.0/8', inverted: true }), '11.1.1.1', {}, 'refusal 100'],
  [
    'one for all others, and not for these',
    first({ to: '10.0.0.0/8', inverted: true }),
    '10.1.1.1',
    {},
    'unicast 0.0.0.0/0 eth0 1024',
  ],
  [
    'one for all other ports',
    first({ destinationPorts: '53', inverted: true }),
    '10.1.1.1',
    { destinationPort: 54 },
    'refusal 100',
  ],
  ['one that asks for something else', first({ other: 'tos 0x10' }), '10.1.1.1', {}, 'open 100'],
  ['one that does something unknown', first({ action: 'unknown' }), '10.1.1.1', {}, 'open 100'],
  ['one for a VRF, where there is none', first({ other: 'l3mdev' }), '10.1.1.1', {}, 'unicast 0.0.0.0/0 eth0 1024'],
  [
    'one for a VRF, where there is one',
    {
      ...first({ other: 'l3mdev' }),
      interfaces: [...open.interfaces, { name: 'red', up: true, kind: 'vrf', master: null, addresses: [] }],
    },
    '10.1.1.1',
    {},
    'open 100',
  ],
  [
    'the first by priority, whatever the order',
    ruled(policyRule(200, { action: 'blackhole' }), policyRule(100, { action: 'prohibit' })),
    '10.1.1.1',
    {},
    'refusal 100',
  ],
  [
    'one that asks a table without such a route',
    first({ action: 'lookup', table: '100' }),
    '10.1.1.1',
    {},
    'unicast 0.0.0.0/0 eth0 1024',
  ],
  ['one that names no table', first({ action: 'lookup', table: null }), '10.1.1.1', {}, 'unicast 0.0.0.0/0 eth0 1024'],
  [
    'a table by its number',
    { ...first({ action: 'lookup', table: '100' }), routes: [route('0.0.0.0/0', 'docker0', { table: '100' })] },
    '10.1.1.1',
    {},
    'unicast 0.0.0.0/0 docker0 0',
  ],
  [
    'a route that says to ask the next rule',
    {
      ...first({ action: 'lookup', table: '100' }),
      routes: [byEth0, route('10.0.0.0/8', 'x', { type: 'throw', device: null, table: '100' })],
    },
    '10.1.1.1',
    {},
    'unicast 0.0.0.0/0 eth0 0',
  ],
  [
    'a route of no more bits than are passed over',
    {
      ...ruled(policyRule(100, { table: 'main', suppressPrefixLength: 8 }), policyRule(200, { action: 'prohibit' })),
      routes: [route('10.0.0.0/8', 'eth0')],
    },
    '10.1.1.1',
    {},
    'refusal 200',
  ],
  [
    'a route of more bits',
    {
      ...ruled(policyRule(100, { table: 'main', suppressPrefixLength: 8 }), policyRule(200, { action: 'prohibit' })),
      routes: [route('10.0.0.0/9', 'eth0')],
    },
    '10.1.1.1',
    {},
    'unicast 10.0.0.0/9 eth0 0',
  ],
  ...['unreachable', 'prohibit', 'blackhole'].map((type): Case => [
    `a route that is ${type} however few bits it has`,
    {
      ...ruled(policyRule(100, { table: '100', suppressPrefixLength: 8 })),
      routes: [byEth0, route('10.0.0.0/8', 'x', { type, device: null, table: '100' })],
    },
    '10.1.1.1',
    {},
    `${type} 10.0.0.0/8 - 0`,
  ]),
  [
    'a goto past others',
    ruled(
      policyRule(100, { action: 'goto', goto: 300 }),
      policyRule(200, { action: 'prohibit' }),
      policyRule(300, { action: 'blackhole' }),
    ),
    '10.1.1.1',
    {},
    'refusal 300',
  ],
  [
    'a goto to where nothing is',
    ruled(policyRule(100, { action: 'goto', goto: 250 }), policyRule(200, { action: 'prohibit' })),
    '10.1.1.1',
    {},
    'refusal 200',
  ],
  [
    'a goto to itself',
    ruled(policyRule(100, { action: 'goto', goto: 100 }), policyRule(200, { action: 'prohibit' })),
    '10.1.1.1',
    {},
    'refusal 200',
  ],
  [
    'a goto that is not for this packet',
    ruled(
      policyRule(100, { action: 'goto', goto: 300, to: '11.0.0.0/8' }),
      policyRule(200, { action: 'prohibit' }),
      policyRule(300, {}),
    ),
    '10.1.1.1',
    {},
    'refusal 200',
  ],
  [
    'one that does nothing',
    ruled(
      policyRule(100, { action: 'nop', table: null, goto: 300 }),
      policyRule(200, { action: 'prohibit' }),
      policyRule(300, {}),
    ),
    '10.1.1.1',
    {},
    'refusal 200',
  ],
];

describe('Routing finds', () => {
  for (const [name, world, to, more, expected] of tables)
    it(name, () => assert.equal(textOf(lookUp(fibOf({ ...open, ...world }), fromVm(at(to), more))), expected));
});

describe('Of policy rules, routing obeys', () => {
  for (const [name, world, to, more, expected] of rules)
    it(`${name} (${JSON.stringify(more)})`, () =>
      assert.equal(textOf(lookUp(fibOf({ ...open, ...world }), fromVm(at(to), more))), expected));

  it('none of which it is open whether it applies, where none is to', () => {
    const fib = fibOf({ ...open, ...first({ protocol: 'tcp' }) });
    assert.equal(textOf(lookUp(fib, fromVm(at('10.1.1.1')), 'none applies')), 'unicast 0.0.0.0/0 eth0 1024');
  });

  it('one of which it was assumed that it applies, or that it does not', () => {
    const fib = fibOf({ ...open, ...first({ protocol: 'tcp' }) });
    const asked = (applies: boolean): string => {
      const found = lookUp(fib, fromVm(at('10.1.1.1')));
      assert.ok(found !== 'none' && !isRoute(found));
      return textOf(lookUp(fib, fromVm(at('10.1.1.1')), new Map([[found.rule, applies]])));
    };
    assert.equal(asked(true), 'refusal 100');
    assert.equal(asked(false), 'unicast 0.0.0.0/0 eth0 1024');
  });

  it('one that does something unknown as a refusal, where it is assumed to apply', () => {
    const fib = fibOf({ ...open, ...first({ action: 'unknown' }) });
    const found = lookUp(fib, fromVm(at('10.1.1.1')));
    assert.ok(found !== 'none' && !isRoute(found));
    const answer = lookUp(fib, fromVm(at('10.1.1.1')), new Map([[found.rule, true]]));
    assert.ok(answer !== 'none' && !isRoute(answer) && answer.kind === 'refusal');
    assert.equal(answer.type, 'none');
  });

  it('and says which one refused', () => {
    const found = lookUp(fibOf({ ...open, ...first({}) }), fromVm(at('10.1.1.1')));
    assert.ok(found !== 'none' && !isRoute(found) && found.kind === 'refusal');
    assert.equal(found.type, 'prohibit');
    assert.equal(whyRefused(found), 'prohibit by the policy rule with priority 100');
    assert.equal(whyRefused('none'), 'none');
  });

  for (const [action, type] of [
    ['unreachable', 'none'],
    ['prohibit', 'prohibit'],
    ['blackhole', 'blackhole'],
  ] as const)
    it(`${action} as a refusal of type ${type}`, () => {
      const found = lookUp(fibOf({ ...open, ...first({ action }) }), fromVm(at('10.1.1.1')));
      assert.ok(found !== 'none' && !isRoute(found) && found.kind === 'refusal');
      assert.equal(found.type, type);
    });
});

describe('What the kernel makes of its rules', () => {
  const dissects = (more: Partial<PolicyRule>): boolean => fibOf({ ...open, ...first(more) }).dissects;

  it('is a look into each packet, where one that is not for the VM alone asks for protocol or ports', () => {
    assert.equal(dissects({}), false);
    assert.equal(dissects({ protocol: 'tcp' }), true);
    assert.equal(dissects({ sourcePorts: '53' }), true);
    assert.equal(dissects({ destinationPorts: '53' }), true);
    assert.equal(dissects({ destinationPorts: '53', iif: 'lo' }), false);
  });

  it('is a full check of sources, where there are more than its own three', () => {
    assert.equal(fibOf({ ...open, policyRules: null }).customRules, false);
    assert.equal(fibOf({ ...open, ...ruled() }).customRules, false);
    assert.equal(fibOf({ ...open, ...first({}) }).customRules, true);
  });

  it('are the places where packets begin to fare differently', () => {
    const fib = fibOf({
      ...open,
      ...first({
        from: '10.4.0.0/24',
        to: '10.5.0.0/16',
        protocol: 'tcp',
        sourcePorts: '53',
        destinationPorts: '80-90',
      }),
      routes: [route('10.6.0.0/16', 'eth0')],
      interfaces: [],
    });
    assert.deepEqual(fib.sourceCuts, [at('10.4.0.0'), at('10.4.1.0')]);
    assert.deepEqual(fib.destinationCuts, [at('10.5.0.0'), at('10.6.0.0'), at('10.7.0.0')]);
    assert.deepEqual(fib.protocolCuts, [6, 7]);
    assert.deepEqual(fib.portCuts, [53, 54, 80, 91]);
    assert.deepEqual(fib.typeCuts, [1, 0xe0000000, 0xf0000000, 2 ** 32 - 1]);
    const vague = fibOf({ ...open, ...first({ protocol: 'strange', sourcePorts: 'many' }) });
    assert.deepEqual([vague.protocolCuts, vague.portCuts, vague.sourceCuts], [[], [], []]);
  });
});

describe('An address is to the VM', () => {
  const fib = fibOf(open);
  /** inet_addr_type in net/ipv4/fib_frontend.c. */
  const types: readonly (readonly [address: string, device: string | null, type: string])[] = [
    ['0.0.0.0', null, 'BROADCAST'],
    ['255.255.255.255', null, 'BROADCAST'],
    ['223.255.255.255', null, 'UNICAST'],
    ['224.0.0.0', null, 'MULTICAST'],
    ['239.255.255.255', null, 'MULTICAST'],
    ['240.0.0.0', null, 'UNICAST'],
    ['172.30.230.10', null, 'LOCAL'],
    ['172.30.230.10', 'eth0', 'LOCAL'],
    ['172.30.230.10', 'docker0', 'UNICAST'],
    ['172.30.239.255', null, 'BROADCAST'],
    ['172.30.239.254', null, 'UNICAST'],
    ['127.0.0.0', null, 'LOCAL'],
    ['127.255.255.255', null, 'LOCAL'],
    ['128.0.0.0', null, 'UNICAST'],
  ];
  for (const [address, on, type] of types)
    it(`${type}: ${address}${on === null ? '' : ` on ${on}`}`, () =>
      assert.equal(addressType(fib, at(address), on), type));

  it('LOCAL alone where its link has no more than two, and one for all elsewhere', () => {
    const types = (length: number): string[] =>
      ['10.9.0.2', '10.9.0.3'].map((one) => addressType(fibOf({ ...open, ...addressed('10.9.0.2', length) }), at(one)));
    assert.deepEqual(types(30), ['LOCAL', 'BROADCAST']);
    assert.deepEqual(types(31), ['LOCAL', 'UNICAST']);
    assert.deepEqual(types(32), ['LOCAL', 'UNICAST']);
  });

  it('UNICAST where no addresses are known', () =>
    assert.equal(addressType(fibOf({ ...open, interfaces: [] }), at('172.30.230.10')), 'UNICAST'));

  it('one that means all on the link, on that link alone', () => {
    assert.equal(isBroadcastOf(fib, at('255.255.255.255'), null), true);
    assert.equal(isBroadcastOf(fib, at('172.30.239.255'), 'eth0'), true);
    assert.equal(isBroadcastOf(fib, at('172.30.239.255'), 'docker0'), false);
    assert.equal(isBroadcastOf(fib, at('172.30.230.10'), 'eth0'), false);
    assert.equal(isBroadcastOf(fibOf({ ...open, interfaces: [] }), at('172.30.239.255'), 'eth0'), false);
  });

  it('an own one, where an interface that is up has it', () => {
    const down: WorldInterface = {
      name: 'eth9',
      up: false,
      kind: null,
      master: null,
      addresses: [{ address: '10.9.0.1', prefixLength: 24 }],
    };
    const odd: WorldInterface = { ...down, name: 'eth8', up: true, addresses: [{ address: 'none', prefixLength: 24 }] };
    const own = fibOf({ ...open, interfaces: [...open.interfaces, down, odd] }).addresses;
    assert.deepEqual([...own], ['127.0.0.1', '172.30.230.10', '172.17.0.1', '172.18.0.1'].map(at));
  });

  it('the one that an interface gives itself: its first', () => {
    const two = [
      {
        name: 'eth0',
        up: true,
        kind: null,
        master: null,
        addresses: [
          { address: '10.4.0.10', prefixLength: 24 },
          { address: '10.4.0.11', prefixLength: 24 },
        ],
      },
    ];
    assert.equal(primaryAddress({ ...open, interfaces: two }, 'eth0'), at('10.4.0.10'));
    assert.equal(primaryAddress({ ...open, interfaces: two }, 'eth1'), null);
    assert.equal(
      primaryAddress(
        { ...open, interfaces: [{ name: 'eth0', up: true, kind: null, master: null, addresses: [] }] },
        'eth0',
      ),
      null,
    );
  });
});

describe('The hops of a route', () => {
  const hop = (device: string, more: Partial<Route> = {}): Route => route('10.0.0.0/8', device, more);
  const hops = (...others: readonly Route[]): string[] => {
    const fib = fibOf({ ...open, routes: [hop('eth0'), ...others] });
    const found = lookUp(fib, fromVm(at('10.1.1.1')));
    assert.ok(isRoute(found));
    return hopsOf(fib, found).map(({ device }) => device ?? '-');
  };

  it('are the routes to the same prefix by the same metric and of the same type', () => {
    assert.deepEqual(hops(hop('eth1')), ['eth0', 'eth1']);
    assert.deepEqual(hops(hop('eth1', { metric: 1 })), ['eth0']);
    assert.deepEqual(hops(hop('eth1', { destination: '10.0.0.0/9' }), hop('eth2', { destination: '10.0.0.0/7' })), [
      'eth1',
    ]);
    assert.deepEqual(hops(hop('eth1', { destination: '11.0.0.0/8' })), ['eth0']);
    assert.deepEqual(hops(hop('eth1', { type: 'blackhole' })), ['eth0']);
    assert.deepEqual(hops(hop('eth1', { table: '100' })), ['eth0']);
  });
});
