import assert from 'node:assert/strict';
import { startFlow } from '../../../../core/src/model/netfilter/flow.js';
import { groundOf } from '../../../../core/src/model/netfilter/ground.js';
import { ingress, type Ingress } from '../../../../core/src/model/netfilter/ingress.js';
import { explore } from '../../../../core/src/model/netfilter/oracle.js';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import type { World, WorldInterface } from '../../../../core/src/model/netfilter/world.js';
import { policyRule, type PolicyRule } from '../../../../core/src/parse/guest/policyRules.js';
import type { Route } from '../../../../core/src/parse/guest/route.js';
import { device, packetOf, route, rulesOf } from '../worlds.js';

const VM = '172.30.230.10';
const open = device(rulesOf({}));
const refusing = (type: string): Route => route('203.0.113.0/24', 'x', { type, device: null });
const routed = (...routes: readonly Route[]): World => ({ ...open, routes: [...(open.routes ?? []), ...routes] });
const set = (settings: Readonly<Record<string, string>>, world: World = open): World => ({
  ...world,
  settings: { ...world.settings, ...settings },
});
const eth0 = (name: string, value: string): Record<string, string> => ({ [`net.ipv4.conf.eth0.${name}`]: value });
const NO_FILTER = { 'net.ipv4.conf.all.rp_filter': '0', ...eth0('rp_filter', '0') };
const ruled = (rule: Partial<PolicyRule>, world: World = open): World => ({
  ...world,
  policyRules: [
    policyRule(0, { table: 'local' }),
    policyRule(100, rule),
    policyRule(32766, { table: 'main' }),
    policyRule(32767, { table: 'default' }),
  ],
});
const also = (one: Partial<WorldInterface>): World => ({
  ...open,
  interfaces: [...open.interfaces, { name: 'eth1', up: true, kind: null, master: null, addresses: [], ...one }],
});

const textOf = (way: Ingress): string =>
  way.kind === 'forward' ? `forward ${way.device}` : Object.values(way).map(String).join(' ');

/** Every way, with what is assumed for it. */
const ways = (world: World, packet: Packet): string =>
  explore(
    (ask) => ingress({ ground: groundOf(world), flow: startFlow(packet), ask, device: packet.inInterface ?? '' }),
    64,
  )
    .ways.map(({ value, when }) => [textOf(value), ...when()].join(' | '))
    .join(' || ');

type Case = readonly [name: string, world: World, packet: Packet, ways: string];

/** ip_route_input_slow in net/ipv4/route.c. */
const destinations: readonly Case[] = [
  ['an own address', open, packetOf(`tcp 172.30.224.1 > ${VM}:22`), 'local'],
  ['an own address of another interface', open, packetOf('tcp 172.30.224.1 > 172.17.0.1:22'), 'local'],
  ['another machine', open, packetOf('tcp 172.30.224.1 > 172.18.0.3:22'), 'forward br-6868c9739a37'],
  ['the broadcast address of the link', open, packetOf('udp 172.30.224.1 > 172.30.239.255:22'), 'local'],
  ['all', open, packetOf('udp 172.30.224.1 > 255.255.255.255:22'), 'local'],
  ['all, from a machine without an address', open, packetOf('udp 0.0.0.0 > 255.255.255.255:22'), 'local'],
  [
    'all, from a machine that may have no address',
    open,
    packetOf('udp 0.0.0.0/31 > 255.255.255.255:22'),
    'local | source 0.0.0.0 || local | source 0.0.0.1',
  ],
  ['nobody', open, packetOf('udp 172.30.224.1 > 0.0.0.0:22'), 'martian its destination is 0.0.0.0'],
  [
    'the loopback address',
    open,
    packetOf('udp 172.30.224.1 > 127.0.0.1:22'),
    'martian its destination is a loopback address',
  ],
  [
    'its last',
    open,
    packetOf('udp 172.30.224.1 > 127.255.255.255:22'),
    'martian its destination is a loopback address',
  ],
  [
    'the loopback address, where that may come from outside',
    set(eth0('route_localnet', '1')),
    packetOf('udp 172.30.224.1 > 127.0.0.1:22'),
    'local',
  ],
  ['the group of all', open, packetOf('udp 172.30.224.1 > 224.0.0.1:22'), 'local'],
  [
    'another group',
    open,
    packetOf('udp 172.30.224.1 > 239.255.255.255:22'),
    'local | a program of the VM listens to the group 239.255.255.255 || martian nobody on the VM listens to this group | not: a program of the VM listens to the group 239.255.255.255',
  ],
  ['a group of the link, from a machine without an address', open, packetOf('udp 0.0.0.0 > 224.0.0.1:22'), 'local'],
  [
    'a group beyond the link, from a machine without an address',
    open,
    packetOf('udp 0.0.0.0 > 224.0.1.0:22'),
    'martian its source is 0.0.0.0 | a program of the VM listens to the group 224.0.1.0 || martian nobody on the VM listens to this group | not: a program of the VM listens to the group 224.0.1.0',
  ],
  [
    'what no forwarding machine has a route for',
    { ...open, routes: [route('172.30.224.0/20', 'eth0')] },
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'noRoute none none true',
  ],
  [
    'what is for others, where nothing is forwarded',
    set({ 'net.ipv4.ip_forward': '0' }),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'notForwarding',
  ],
  [
    'what is for others, where the interface does not forward',
    set(eth0('forwarding', '0')),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'notForwarding',
  ],
  [
    'what is for others, where it is not known what is forwarded',
    { ...set(NO_FILTER), settings: NO_FILTER },
    packetOf('tcp 172.30.224.1 > 172.18.0.3:22'),
    'forward br-6868c9739a37 | what comes in by eth0 is forwarded || notForwarding | not: what comes in by eth0 is forwarded',
  ],
  [
    'what has no route, where nothing is forwarded',
    { ...set({ 'net.ipv4.ip_forward': '0' }), routes: [route('172.30.224.0/20', 'eth0')] },
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'notForwarding',
  ],
  [
    'an unreachable network',
    routed(refusing('unreachable')),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'noRoute unreachable unreachable true',
  ],
  [
    'an unreachable network, where nothing is forwarded',
    set({ 'net.ipv4.ip_forward': '0' }, routed(refusing('unreachable'))),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'noRoute unreachable unreachable false',
  ],
  [
    'a route of an odd type',
    routed(refusing('nat')),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'martian its destination is of type nat',
  ],
  [
    'a route without an interface',
    routed(refusing('unicast')),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'martian its destination is of type unicast',
  ],
  [
    'what a policy rule forbids',
    ruled({ to: '203.0.113.0/24', action: 'prohibit' }),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'noRoute prohibit prohibit by the policy rule with priority 100 true',
  ],
  [
    'what a policy rule forbids, where nothing is forwarded',
    set({ 'net.ipv4.ip_forward': '0' }, ruled({ to: '203.0.113.0/24', action: 'prohibit' })),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'noRoute prohibit prohibit by the policy rule with priority 100 false',
  ],
  [
    'what a policy rule may forbid',
    ruled({ to: '203.0.113.0/24', other: 'tos 0x10', action: 'prohibit' }),
    packetOf('tcp 172.30.224.1 > 203.0.113.5:22'),
    'noRoute prohibit prohibit by the policy rule with priority 100 true | the policy rule with priority 100 applies || forward eth0 | not: the policy rule with priority 100 applies',
  ],
  [
    'two networks at once',
    open,
    packetOf('tcp 172.30.224.1 > 172.16.0.0/12:22'),
    'forward eth0 | destination 172.16.0.0 to 172.16.255.255, 172.19.0.0 to 172.30.223.255, 172.30.240.0 to 172.31.255.255 || forward docker0 | destination 172.17.0.0, 172.17.0.2 to 172.17.255.254 || local | destination 172.17.0.1 || local | destination 172.17.255.255 || forward br-6868c9739a37 | destination 172.18.0.0, 172.18.0.2 to 172.18.255.254 || local | destination 172.18.0.1 || local | destination 172.18.255.255 || forward eth0 | destination 172.30.224.0 to 172.30.230.9, 172.30.230.11 to 172.30.239.254 || local | destination 172.30.230.10 || local | destination 172.30.239.255',
  ],
];

/** __fib_validate_source in net/ipv4/fib_frontend.c. */
const sources: readonly Case[] = [
  ['a group', open, packetOf(`udp 224.0.0.1 > ${VM}:22`), 'martian its source is a multicast or broadcast address'],
  [
    'the last group',
    open,
    packetOf(`udp 239.255.255.255 > ${VM}:22`),
    'martian its source is a multicast or broadcast address',
  ],
  ['the first address behind the groups', open, packetOf(`udp 240.0.0.0 > ${VM}:22`), 'local'],
  ['all', open, packetOf(`udp 255.255.255.255 > ${VM}:22`), 'martian its source is a multicast or broadcast address'],
  ['none', open, packetOf(`udp 0.0.0.0 > ${VM}:22`), 'martian its source is 0.0.0.0'],
  ['a loopback address', open, packetOf(`udp 127.0.0.1 > ${VM}:22`), 'martian its source is a loopback address'],
  ['an own address', open, packetOf(`udp ${VM} > ${VM}:22`), 'martian its source is an address of the VM itself'],
  [
    'an own address, where that is allowed',
    set({ ...eth0('accept_local', '1') }),
    packetOf(`udp ${VM} > ${VM}:22`),
    'local',
  ],
  [
    'an own address of another interface',
    open,
    packetOf(`udp 172.17.0.1 > ${VM}:22`),
    'martian its source is an address of the VM itself',
  ],
  [
    'an own address of another interface, where such are allowed',
    set(eth0('accept_local', '1')),
    packetOf(`udp 172.17.0.1 > ${VM}:22`),
    'rpFilter strict',
  ],
  [
    'the same by a loose filter',
    set({ ...eth0('accept_local', '1'), ...eth0('rp_filter', '2') }),
    packetOf(`udp 172.17.0.1 > ${VM}:22`),
    'local',
  ],
  [
    'a loopback address, where such may come and own ones may too',
    set({ ...NO_FILTER, ...eth0('accept_local', '1'), ...eth0('route_localnet', '1') }),
    packetOf(`udp 127.0.0.1 > ${VM}:22`),
    'local',
  ],
  [
    'a loopback address, where such may come',
    set({ ...NO_FILTER, ...eth0('route_localnet', '1') }),
    packetOf(`udp 127.0.0.1 > ${VM}:22`),
    'martian its source is an address of the VM itself',
  ],
  [
    'a loopback address that no interface has, where such may come',
    set({ ...NO_FILTER, ...eth0('route_localnet', '1') }),
    packetOf(`udp 127.0.0.9 > ${VM}:22`),
    'martian its source is an address of the VM itself | the kernel once had policy rules and checks every source in full || local | not: the kernel once had policy rules and checks every source in full',
  ],
  [
    'a loopback address to all',
    set(NO_FILTER),
    packetOf('udp 127.0.0.9 > 255.255.255.255:22'),
    'martian its source is an address of the VM itself | the kernel once had policy rules and checks every source in full || local | not: the kernel once had policy rules and checks every source in full',
  ],
  [
    'the broadcast address of the link',
    open,
    packetOf(`udp 172.30.239.255 > ${VM}:22`),
    'martian its source is a broadcast address',
  ],
  [
    'the same without a filter',
    set(NO_FILTER),
    packetOf(`udp 172.30.239.255 > ${VM}:22`),
    'martian its source is a broadcast address | the kernel once had policy rules and checks every source in full || local | not: the kernel once had policy rules and checks every source in full',
  ],
  [
    'the same without a filter, back by the same interface',
    set(NO_FILTER),
    packetOf('udp 172.30.239.255 > 172.30.224.7:22'),
    'martian its source is a broadcast address',
  ],
  [
    'the same without a filter, where there are policy rules',
    set(NO_FILTER, ruled({ to: '10.9.9.9', action: 'prohibit' })),
    packetOf(`udp 172.30.239.255 > ${VM}:22`),
    'martian its source is a broadcast address',
  ],
  ['a machine behind another interface', open, packetOf(`tcp 172.18.0.3 > ${VM}:22`), 'rpFilter strict'],
  ['the same by a loose filter', set(eth0('rp_filter', '2')), packetOf(`tcp 172.18.0.3 > ${VM}:22`), 'local'],
  ['the same without a filter', set(NO_FILTER), packetOf(`tcp 172.18.0.3 > ${VM}:22`), 'local'],
  [
    'the same where the filter is not known',
    { ...open, settings: { 'net.ipv4.ip_forward': '1' } },
    packetOf(`tcp 172.18.0.3 > ${VM}:22`),
    'rpFilter null | rp_filter of eth0 refuses the source || local | not: rp_filter of eth0 refuses the source',
  ],
  [
    'a machine behind no interface, by a loose filter',
    { ...set(eth0('rp_filter', '2')), routes: [route('172.30.224.0/20', 'eth0')] },
    packetOf(`tcp 203.0.113.5 > ${VM}:22`),
    'rpFilter loose',
  ],
  [
    'a machine of an unreachable network, by a loose filter',
    set(eth0('rp_filter', '2'), routed(refusing('unreachable'))),
    packetOf(`tcp 203.0.113.5 > ${VM}:22`),
    'rpFilter loose',
  ],
  [
    'a machine behind another interface, at one without an address',
    set({ 'net.ipv4.conf.all.rp_filter': '2', 'net.ipv4.conf.eth1.rp_filter': '2' }, also({})),
    packetOf(`tcp 172.18.0.3 > ${VM}:22`, 'eth1'),
    'rpFilter loose',
  ],
  [
    'a machine behind one of two hops',
    routed(route('203.0.113.0/24', 'docker0'), route('203.0.113.0/24', 'eth0')),
    packetOf(`tcp 203.0.113.5 > ${VM}:22`),
    'local',
  ],
  [
    'a machine that a policy rule asks for by another way, with a mark',
    set({ ...eth0('src_valid_mark', '1') }, ruled({ fwmark: '0x1', action: 'unreachable' })),
    packetOf(`tcp 172.30.224.1 > ${VM}:22`, 'eth0', { mark: 1 }),
    'rpFilter strict',
  ],
  [
    'the same where marks do not count',
    ruled({ fwmark: '0x1', action: 'unreachable' }),
    packetOf(`tcp 172.30.224.1 > ${VM}:22`, 'eth0', { mark: 1 }),
    'local',
  ],
  [
    'a machine that a policy rule may refuse',
    ruled({ to: '172.30.224.1', other: 'tos 0x10', action: 'unreachable' }),
    packetOf(`tcp 172.30.224.1 > ${VM}:22`),
    'rpFilter strict | the policy rule with priority 100 applies || local | not: the policy rule with priority 100 applies',
  ],
  [
    'neighbours and all others',
    open,
    packetOf(`tcp 172.30.0.0/16 > ${VM}:22`),
    'local | source 172.30.0.0 to 172.30.230.9, 172.30.230.11 to 172.30.239.254, 172.30.240.0 to 172.30.255.255 || martian its source is an address of the VM itself | source 172.30.230.10 || martian its source is a broadcast address | source 172.30.239.255',
  ],
];

describe('A packet that comes in is for', () => {
  for (const [name, world, packet, expected] of destinations)
    it(name, () => assert.equal(ways(world, packet), expected));
});

describe('A packet that comes in is from', () => {
  for (const [name, world, packet, expected] of sources) it(name, () => assert.equal(ways(world, packet), expected));
});
