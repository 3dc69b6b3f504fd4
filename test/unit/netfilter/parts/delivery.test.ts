import assert from 'node:assert/strict';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import type { World, WorldContainer, WorldInterface } from '../../../../core/src/model/netfilter/world.js';
import { BRIDGE, device, edgeHub, packetOf, rulesOf, told } from '../worlds.js';

const open = device(rulesOf({}));
const KNOCK = packetOf('tcp 172.30.224.1 > 172.30.230.10:22');
const listening = (
  ...listeners: readonly (readonly [protocol: 'tcp' | 'udp', address: string, port: number])[]
): World => ({
  ...open,
  listeners: listeners.map(([protocol, address, port]) => ({ protocol, address, port, process: `${address}:${port}` })),
});

/** The last word, or every way with the packets that go it. */
const outcome = (world: World, packet: Packet): string => {
  const walked = walk(world, packet);
  return walked.verdict.kind === 'depends'
    ? walked.verdict.outcomes
        .map(({ verdict, trail, end, when }) => [told({ verdict, trail, end }).split(' | ').at(-1), ...when].join(' '))
        .join(' || ')
    : (told(walked).split(' | ').at(-1) ?? '');
};

type Case = readonly [name: string, world: World, packet: Packet, outcome: string];

const listeners: readonly Case[] = [
  ['who listens at every address', listening(['tcp', '0.0.0.0', 22]), KNOCK, '(accepted (listener 0.0.0.0:22 -))'],
  ['who listens at every address of IPv6', listening(['tcp', '::', 22]), KNOCK, '(accepted (listener :::22 -))'],
  [
    'who listens at every address, in brackets',
    listening(['tcp', '[::]', 22]),
    KNOCK,
    '(accepted (listener [::]:22 -))',
  ],
  ['who listens at every address, as a star', listening(['tcp', '*', 22]), KNOCK, '(accepted (listener *:22 -))'],
  [
    'who listens at this address',
    listening(['tcp', '172.30.230.10', 22]),
    KNOCK,
    '(accepted (listener 172.30.230.10:22 -))',
  ],
  [
    'who listens at this address, written for IPv6',
    listening(['tcp', '::ffff:172.30.230.10', 22]),
    KNOCK,
    '(accepted (listener ::ffff:172.30.230.10:22 -))',
  ],
  ['not who listens at another address', listening(['tcp', '127.0.0.1', 22]), KNOCK, '(nobodyListening vm refused)'],
  ['not who listens at another port', listening(['tcp', '0.0.0.0', 23]), KNOCK, '(nobodyListening vm refused)'],
  ['not who listens by another protocol', listening(['udp', '0.0.0.0', 22]), KNOCK, '(nobodyListening vm refused)'],
  [
    'who takes datagrams',
    listening(['udp', '0.0.0.0', 22]),
    packetOf('udp 172.30.224.1 > 172.30.230.10:22'),
    '(accepted (listener 0.0.0.0:22 -))',
  ],
  [
    'the one of two at the port that is at the address',
    listening(['tcp', '127.0.0.1', 22], ['tcp', '172.30.230.10', 22]),
    KNOCK,
    '(accepted (listener 172.30.230.10:22 -))',
  ],
  [
    'who listens at some of the ports',
    listening(['tcp', '0.0.0.0', 22]),
    packetOf('tcp 172.30.224.1 > 172.30.230.10:20-30'),
    '(nobodyListening vm refused) port 20 to 21, 23 to 30 || (accepted (listener 0.0.0.0:22 -)) port 22',
  ],
  [
    'who listens at some of the addresses',
    listening(['tcp', '172.17.0.1', 22]),
    packetOf('tcp 172.30.224.1 > 172.17.0.0/31:22'),
    '(nobodyListening link unreachable) destination 172.17.0.0 || (accepted (listener 172.17.0.1:22 -)) destination 172.17.0.1',
  ],
  [
    'who listens at some of the addresses, written for IPv6',
    listening(['tcp', '::ffff:172.17.0.1', 22]),
    packetOf('tcp 172.30.224.1 > 172.17.0.0/31:22'),
    '(nobodyListening link unreachable) destination 172.17.0.0 || (accepted (listener ::ffff:172.17.0.1:22 -)) destination 172.17.0.1',
  ],
  [
    'who listens by some of the protocols',
    listening(['tcp', '0.0.0.0', 22]),
    { ...KNOCK, protocol: [6, 17] },
    '(accepted (listener 0.0.0.0:22 -)) protocol 6 || (accepted (vm)) protocol 7 to 16 || (nobodyListening vm refused) protocol 17',
  ],
  [
    'nobody that is known, by a protocol without ports',
    listening(['tcp', '0.0.0.0', 0]),
    { ...KNOCK, protocol: [47, 47] },
    '(accepted (vm))',
  ],
];

const second: WorldContainer = {
  ...edgeHub,
  name: 'other',
  endpoints: [{ address: '172.18.0.4', bridge: BRIDGE, subnet: '172.18.0.0/16' }],
};
const containers = (...list: readonly WorldContainer[]): World => ({ ...open, containers: list });
const inside = packetOf('tcp 172.30.224.1 > 172.18.0.3:8883');
const port = (name: string, more: Partial<WorldInterface> = {}): WorldInterface => ({
  name,
  up: true,
  kind: 'veth',
  master: BRIDGE,
  addresses: [],
  ...more,
});

const ends: readonly Case[] = [
  [
    'the container that has the address',
    containers(second, edgeHub),
    inside,
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  ['none that does not run', containers({ ...edgeHub, running: false }), inside, '(nobodyListening link unreachable)'],
  [
    'one of which no bridge is known',
    containers({ ...edgeHub, endpoints: [{ address: '172.18.0.3', bridge: null, subnet: null }] }),
    inside,
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'none behind another bridge',
    containers({ ...edgeHub, endpoints: [{ address: '172.18.0.3', bridge: 'docker0', subnet: null }] }),
    inside,
    '(nobodyListening link unreachable)',
  ],
  [
    'those of a set that are there',
    containers(edgeHub, second),
    packetOf('tcp 172.30.224.1 > 172.18.0.2/30:8883'),
    '(nobodyListening link unreachable) destination 172.18.0.0, 172.18.0.2 to 172.18.0.3 destination 172.18.0.0, 172.18.0.2 || (accepted (container edgeHub 172.18.0.3 8883)) destination 172.18.0.0, 172.18.0.2 to 172.18.0.3 destination 172.18.0.3 || (accepted (listener docker-proxy (accepted (container edgeHub 172.18.0.3 8883)))) destination 172.18.0.1',
  ],
  [
    'one of an address that cannot be read',
    containers({ ...edgeHub, endpoints: [{ address: 'none', bridge: BRIDGE, subnet: null }] }),
    inside,
    '(nobodyListening link unreachable)',
  ],
];

const mixed = (subnet: string | null): World => ({
  ...containers({ ...edgeHub, endpoints: [{ address: '172.18.0.3', bridge: BRIDGE, subnet }] }),
  settings: {
    'net.ipv4.ip_forward': '1',
    'net.ipv4.conf.all.rp_filter': '0',
    'net.ipv4.conf.eth0.rp_filter': '0',
    [`net.ipv4.conf.${BRIDGE}.rp_filter`]: '0',
  },
});
const from = (source: string): Packet => packetOf(`tcp ${source} > 172.18.0.3:8883`);

/** The fault of a switch whose subnet overlaps a bridge's. */
const links: readonly Case[] = [
  [
    'the first address of its subnet',
    mixed('172.30.224.0/24'),
    from('172.30.224.0'),
    '(noWayBack edgeHub takes the sender for a machine on its own link 172.30.224.0/24 and asks for it there -)',
  ],
  [
    'the last address of its subnet',
    mixed('172.30.224.0/24'),
    from('172.30.224.255'),
    '(noWayBack edgeHub takes the sender for a machine on its own link 172.30.224.0/24 and asks for it there -)',
  ],
  [
    'an address before its subnet',
    mixed('172.30.224.0/24'),
    from('172.30.223.255'),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'an address behind its subnet',
    mixed('172.30.224.0/24'),
    from('172.30.225.0'),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'the address alone that is its subnet',
    mixed('172.30.224.7/32'),
    from('172.30.224.7'),
    '(noWayBack edgeHub takes the sender for a machine on its own link 172.30.224.7/32 and asks for it there -)',
  ],
  [
    'any, where no subnet is known',
    mixed(null),
    from('172.30.224.7'),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'any, where its subnet cannot be read',
    mixed('172.30.224.0/x4'),
    from('172.30.224.7'),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
];

const sharing = (...list: readonly WorldContainer[]): World => ({ ...mixed(null), containers: list });
const published = (hostAddress: string): WorldContainer => ({
  ...edgeHub,
  published: [{ protocol: 'tcp', hostAddress, hostPort: 8883, containerPort: 8883 }],
});

/** Who shares a container's subnet is on its link where the bridge leads to it. */
const shared: readonly Case[] = [
  [
    'a neighbour alone that it finds there',
    sharing(edgeHub, second),
    packetOf('tcp 172.18.0.4/31 > 172.18.0.3:8883'),
    '(accepted (container edgeHub 172.18.0.3 8883)) source 172.18.0.4 || (noWayBack edgeHub takes the sender for a machine on its own link 172.18.0.0/16 and asks for it there -) source 172.18.0.5',
  ],
  [
    'no neighbour behind another bridge',
    sharing(edgeHub, { ...second, endpoints: [{ address: '172.18.0.4', bridge: 'docker0', subnet: null }] }),
    from('172.18.0.4'),
    '(noWayBack edgeHub takes the sender for a machine on its own link 172.18.0.0/16 and asks for it there -)',
  ],
  [
    'no neighbour that does not run',
    sharing(edgeHub, { ...second, running: false }),
    from('172.18.0.4'),
    '(noWayBack edgeHub takes the sender for a machine on its own link 172.18.0.0/16 and asks for it there -)',
  ],
  [
    'the VM itself',
    sharing(edgeHub),
    packetOf('tcp 172.18.0.1 > 172.18.0.3:8883', null),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'the sender, where it has no bridge',
    {
      ...mixed(null),
      containers: [{ ...edgeHub, endpoints: [{ address: '172.18.0.3', bridge: null, subnet: '172.30.224.0/24' }] }],
    },
    from('172.30.224.7'),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'what its proxy brings, published at the address that was asked',
    containers(published('172.30.230.10')),
    packetOf('tcp 172.30.224.1 > 172.30.230.10:8883'),
    '(accepted (listener docker-proxy (accepted (container edgeHub 172.18.0.3 8883))))',
  ],
  [
    'nothing of a proxy for another address',
    containers(published('172.17.0.1')),
    packetOf('tcp 172.30.224.1 > 172.30.230.10:8883'),
    '(accepted (listener docker-proxy -))',
  ],
];

const carried = packetOf('tcp 172.18.0.4 > 172.18.0.3:8883', BRIDGE);
const toItself: World = device(rulesOf({ nat: ['-A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3'] }), {
  containers: null,
});
const calling = packetOf('tcp 172.18.0.3 > 172.30.230.10:8883', BRIDGE);
const ported = (...ports: readonly WorldInterface[]): World => ({
  ...toItself,
  interfaces: [...open.interfaces, ...ports],
});
const watched = (rule: string, more: Partial<World> = {}): World => device(rulesOf({ filter: [rule] }), more);

/** br_nf_pre_routing and br_nf_forward of net/bridge/br_netfilter_hooks.c. */
const bridges: readonly Case[] = [
  [
    'what it carries',
    watched('-A FORWARD -p tcp -j DROP'),
    carried,
    '(dropped rule 1 of FORWARD in filter (nft): -A FORWARD -p tcp -j DROP)',
  ],
  [
    'what it carries past iptables',
    watched('-A FORWARD -p tcp -j DROP', { settings: { ...open.settings, 'net.bridge.bridge-nf-call-iptables': '0' } }),
    carried,
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'what it may carry past iptables',
    watched('-A FORWARD -p tcp -j DROP', { settings: null }),
    carried,
    '(dropped rule 1 of FORWARD in filter (nft): -A FORWARD -p tcp -j DROP) net.bridge.bridge-nf-call-iptables is on || (accepted (container edgeHub 172.18.0.3 8883)) not: net.bridge.bridge-nf-call-iptables is on',
  ],
  [
    'what is for the VM',
    watched('-A INPUT -p tcp -j DROP'),
    packetOf('tcp 172.18.0.4 > 172.18.0.1:22', BRIDGE),
    '(dropped rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j DROP)',
  ],
  [
    'what is for all',
    watched('-A INPUT -p udp -j DROP'),
    packetOf('udp 172.18.0.4 > 172.18.255.255:22', BRIDGE),
    '(dropped rule 1 of INPUT in filter (nft): -A INPUT -p udp -j DROP)',
  ],
  [
    'a caller of itself, by ports that send back',
    ported(port('veth1', { hairpin: true })),
    calling,
    '(accepted (network br-6868c9739a37 -))',
  ],
  [
    'a caller of itself, by ports that do not',
    ported(port('veth1', { hairpin: false }), port('veth2', { hairpin: false })),
    calling,
    '(noRoute br-6868c9739a37 sends no frame back to the port it came by timeOut)',
  ],
  [
    'a caller of itself, by ports of which some do',
    ported(port('veth1', { hairpin: false }), port('veth2', { hairpin: true })),
    calling,
    '(accepted (network br-6868c9739a37 -)) the ports of br-6868c9739a37 send frames back (hairpin mode) || (noRoute br-6868c9739a37 sends no frame back to the port it came by timeOut) not: the ports of br-6868c9739a37 send frames back (hairpin mode)',
  ],
  [
    'a caller of itself, by ports of another bridge',
    ported(port('veth1', { hairpin: false, master: 'docker0' })),
    calling,
    '(accepted (network br-6868c9739a37 -)) the ports of br-6868c9739a37 send frames back (hairpin mode) || (noRoute br-6868c9739a37 sends no frame back to the port it came by timeOut) not: the ports of br-6868c9739a37 send frames back (hairpin mode)',
  ],
  [
    'a caller of itself, by ports of which it is not known',
    ported(port('veth1')),
    calling,
    '(accepted (network br-6868c9739a37 -)) the ports of br-6868c9739a37 send frames back (hairpin mode) || (noRoute br-6868c9739a37 sends no frame back to the port it came by timeOut) not: the ports of br-6868c9739a37 send frames back (hairpin mode)',
  ],
  [
    'callers of whom one is itself',
    ported(port('veth1', { hairpin: false })),
    packetOf('tcp 172.18.0.2/31 > 172.30.230.10:8883', BRIDGE),
    '(accepted (network br-6868c9739a37 -)) source 172.18.0.2 || (noRoute br-6868c9739a37 sends no frame back to the port it came by timeOut) source 172.18.0.3',
  ],
  [
    'a caller of another one by an address of the VM',
    ported(port('veth1', { hairpin: false })),
    packetOf('tcp 172.18.0.4 > 172.30.230.10:8883', BRIDGE),
    '(accepted (network br-6868c9739a37 -))',
  ],
  [
    'a port by its name',
    { ...watched('-A FORWARD -m physdev --physdev-in veth1 -j DROP'), interfaces: [...open.interfaces, port('veth1')] },
    carried,
    '(dropped rule 1 of FORWARD in filter (nft): -A FORWARD -m physdev --physdev-in veth1 -j DROP)',
  ],
  [
    'one of two ports by its name',
    {
      ...watched('-A FORWARD -m physdev --physdev-in veth1 -j DROP'),
      interfaces: [...open.interfaces, port('veth1'), port('veth2')],
    },
    carried,
    '(dropped rule 1 of FORWARD in filter (nft): -A FORWARD -m physdev --physdev-in veth1 -j DROP) -m physdev --physdev-in veth1 || (accepted (container edgeHub 172.18.0.3 8883)) not: -m physdev --physdev-in veth1',
  ],
  [
    'ports that are not known',
    watched('-A FORWARD -m physdev --physdev-in veth1 -j DROP'),
    carried,
    '(dropped rule 1 of FORWARD in filter (nft): -A FORWARD -m physdev --physdev-in veth1 -j DROP) -m physdev --physdev-in veth1 || (accepted (container edgeHub 172.18.0.3 8883)) not: -m physdev --physdev-in veth1',
  ],
];

describe('What is for the VM goes to', () => {
  for (const [name, world, packet, expected] of listeners)
    it(name, () => assert.equal(outcome(world, packet), expected));
});

describe('What is behind a bridge goes to', () => {
  for (const [name, world, packet, expected] of ends) it(name, () => assert.equal(outcome(world, packet), expected));
});

describe('A container takes for its own link', () => {
  for (const [name, world, packet, expected] of links) it(name, () => assert.equal(outcome(world, packet), expected));
});

describe('A container answers', () => {
  for (const [name, world, packet, expected] of shared) it(name, () => assert.equal(outcome(world, packet), expected));
});

describe('A bridge and its rules meet', () => {
  for (const [name, world, packet, expected] of bridges) it(name, () => assert.equal(outcome(world, packet), expected));
});
