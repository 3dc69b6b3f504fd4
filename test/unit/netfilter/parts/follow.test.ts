import assert from 'node:assert/strict';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { policyRule } from '../../../../core/src/parse/guest/policyRules.js';
import { BRIDGE, device, dockerRules, edgeHub, packetOf, route, rulesOf, told } from '../worlds.js';

const HOST = '172.30.224.1';
const VM = '172.30.230.10';
const KNOCK = `tcp ${HOST} > ${VM}:8883`;
const open = device(rulesOf({}));
const set = (settings: World['settings']): World => ({ ...open, settings: { ...open.settings, ...settings } });
const routed = (...routes: World['routes'] & object): World => ({
  ...open,
  routes: [...(open.routes ?? []), ...routes],
});
const proxied = (more: Partial<World> = {}): World => device(rulesOf({}), more);

const cases: readonly (readonly [name: string, world: World, packet: Packet, told: string])[] = [
  ['a ping that the VM answers', open, packetOf(`icmp ${HOST} > ${VM}`), 'is for the VM itself | (accepted (vm))'],
  [
    'another message of ICMP',
    open,
    packetOf(`icmp ${HOST} > ${VM}`, 'eth0', { icmpType: [13, 13] }),
    'is for the VM itself | (accepted (vm))',
  ],
  [
    'a ping that it was told to ignore',
    set({ 'net.ipv4.icmp_echo_ignore_all': '1' }),
    packetOf(`icmp ${HOST} > ${VM}`),
    'is for the VM itself | (nobodyListening vm timeOut)',
  ],
  [
    'a ping to all on the link',
    open,
    packetOf(`icmp ${HOST} > 172.30.239.255`),
    'is for the VM itself | (nobodyListening vm timeOut)',
  ],
  [
    'a ping to all, where that is not ignored',
    set({ 'net.ipv4.icmp_echo_ignore_broadcasts': '0' }),
    packetOf(`icmp ${HOST} > 172.30.239.255`),
    'is for the VM itself | (accepted (vm))',
  ],
  [
    'a ping to all, where only pings to one are ignored',
    set({ 'net.ipv4.icmp_echo_ignore_all': '1', 'net.ipv4.icmp_echo_ignore_broadcasts': '0' }),
    packetOf(`icmp ${HOST} > 172.30.239.255`),
    'is for the VM itself | (accepted (vm))',
  ],
  [
    'what docker-proxy takes on',
    proxied(),
    packetOf(KNOCK),
    'is for the VM itself | (accepted (listener docker-proxy (accepted (container edgeHub 172.18.0.3 8883))))',
  ],
  [
    'docker-proxy, whose container does not run',
    proxied({ containers: [{ ...edgeHub, running: false }] }),
    packetOf(KNOCK),
    'is for the VM itself | (accepted (listener docker-proxy -))',
  ],
  [
    'docker-proxy, whose container publishes at another address',
    proxied({
      containers: [
        {
          ...edgeHub,
          published: [{ protocol: 'tcp', hostAddress: '172.17.0.1', hostPort: 8883, containerPort: 8883 }],
        },
      ],
    }),
    packetOf(KNOCK),
    'is for the VM itself | (accepted (listener docker-proxy -))',
  ],
  [
    'docker-proxy, whose container is behind no route',
    proxied({ routes: [route('172.30.224.0/20', 'eth0')] }),
    packetOf(KNOCK),
    'is for the VM itself | (accepted (listener docker-proxy -))',
  ],
  [
    'docker-proxy, where the containers are not known',
    proxied({ containers: null }),
    packetOf(KNOCK),
    'is for the VM itself | (accepted (listener docker-proxy -))',
  ],
  [
    'docker-proxy that the VM itself asks',
    proxied(),
    packetOf(`tcp ${VM} > ${VM}:8883`, null),
    'leaves by lo | (accepted (listener docker-proxy -))',
  ],
  [
    'a program that is no docker-proxy',
    open,
    packetOf(`tcp ${HOST} > ${VM}:22`),
    'is for the VM itself | (accepted (listener sshd -))',
  ],
  [
    'a protocol without ports',
    open,
    packetOf(KNOCK, 'eth0', { protocol: [253, 253] }),
    'is for the VM itself | (accepted (vm))',
  ],
  [
    'a port where nobody listens',
    open,
    packetOf(`tcp ${HOST} > ${VM}:7000`),
    'is for the VM itself | (nobodyListening vm refused)',
  ],
  [
    'a datagram where nobody listens',
    open,
    packetOf(`udp ${HOST} > ${VM}:7000`),
    'is for the VM itself | (nobodyListening vm refused)',
  ],
  [
    'a port of which it is not known who listens',
    device(rulesOf({}), { listeners: null }),
    packetOf(KNOCK),
    'is for the VM itself | (accepted (vm))',
  ],
  [
    'a container behind its bridge',
    open,
    packetOf(`tcp ${HOST} > 172.18.0.3:8883`),
    'goes on by br-6868c9739a37 | (accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'an address of its bridge that no container has',
    open,
    packetOf(`tcp ${HOST} > 172.18.0.9:8883`),
    'goes on by br-6868c9739a37 | (nobodyListening link unreachable)',
  ],
  [
    'the same behind a bridge without containers',
    open,
    packetOf(`tcp ${HOST} > 172.17.0.9:80`),
    'goes on by docker0 | (nobodyListening link unreachable)',
  ],
  [
    'the same where no containers are known',
    device(rulesOf({}), { containers: null }),
    packetOf(`tcp ${HOST} > 172.17.0.9:80`),
    'goes on by docker0 | (accepted (network docker0 -))',
  ],
  [
    'the same behind a network of containers that is no bridge here',
    device(rulesOf({}), {
      interfaces: open.interfaces.map((one) => (one.name === BRIDGE ? { ...one, kind: null } : one)),
    }),
    packetOf(`tcp ${HOST} > 172.18.0.9:8883`),
    'goes on by br-6868c9739a37 | (nobodyListening link unreachable)',
  ],
  [
    'a sender whom the container takes for one on its own link',
    { ...routed(route('172.18.9.0/24', 'eth0')), settings: { ...open.settings, 'net.ipv4.conf.eth0.rp_filter': '1' } },
    packetOf('tcp 172.18.9.9 > 172.18.0.3:8883'),
    'goes on by br-6868c9739a37 | (noWayBack edgeHub takes the sender for a machine on its own link 172.18.0.0/16 and asks for it there -)',
  ],
  [
    'a container that calls itself by an address of the VM',
    device(rulesOf({ nat: ['-A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3'] }), {
      interfaces: [
        ...open.interfaces,
        { name: 'veth1', up: true, kind: 'veth', master: BRIDGE, addresses: [], hairpin: true },
      ],
    }),
    packetOf(`tcp 172.18.0.3 > ${VM}:8883`, BRIDGE),
    'rule 1 of PREROUTING in nat (nft): -A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3 | destination becomes 172.18.0.3:8883 | policy of POSTROUTING in nat (nft): accept | (noWayBack it comes back to its sender with its own address, and no machine takes that from outside -)',
  ],
  [
    'the same on a bridge whose ports send nothing back',
    device(rulesOf({ nat: ['-A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3'] }), {
      interfaces: [
        ...open.interfaces,
        { name: 'veth1', up: true, kind: 'veth', master: BRIDGE, addresses: [], hairpin: false },
      ],
    }),
    packetOf(`tcp 172.18.0.3 > ${VM}:8883`, BRIDGE),
    'rule 1 of PREROUTING in nat (nft): -A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3 | destination becomes 172.18.0.3:8883 | (noRoute br-6868c9739a37 sends no frame back to the port it came by timeOut)',
  ],
  [
    'a container to its neighbour',
    open,
    packetOf('tcp 172.18.0.9 > 172.18.0.3:8883', BRIDGE),
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'the same where netfilter does not look at bridges',
    set({ 'net.bridge.bridge-nf-call-iptables': '0' }),
    packetOf('tcp 172.18.0.9 > 172.18.0.3:8883', BRIDGE),
    'br-6868c9739a37 carries it from port to port, past all rules | (accepted (container edgeHub 172.18.0.3 8883))',
  ],
  [
    'a container to the internet',
    device(dockerRules()),
    packetOf('tcp 172.18.0.3 > 203.0.113.5:443', BRIDGE),
    'policy of PREROUTING in nat (nft): accept | goes on by eth0 | rule 1 of FORWARD in filter (nft): -A FORWARD -j DOCKER-USER | rule 1 of DOCKER-USER in filter (nft): -A DOCKER-USER -j RETURN | rule 2 of FORWARD in filter (nft): -A FORWARD -j DOCKER-ISOLATION-STAGE-1 | rule 1 of DOCKER-ISOLATION-STAGE-1 in filter (nft): -A DOCKER-ISOLATION-STAGE-1 -i br-6868c9739a37 ! -o br-6868c9739a37 -j DOCKER-ISOLATION-STAGE-2 | rule 3 of DOCKER-ISOLATION-STAGE-2 in filter (nft): -A DOCKER-ISOLATION-STAGE-2 -j RETURN | rule 3 of DOCKER-ISOLATION-STAGE-1 in filter (nft): -A DOCKER-ISOLATION-STAGE-1 -j RETURN | rule 5 of FORWARD in filter (nft): -A FORWARD -i br-6868c9739a37 ! -o br-6868c9739a37 -j ACCEPT | rule 1 of POSTROUTING in nat (nft): -A POSTROUTING -s 172.18.0.0/16 ! -o br-6868c9739a37 -j MASQUERADE | source becomes 172.30.230.10 | (accepted (network eth0 172.30.224.1))',
  ],
  [
    'a container to a machine on the link',
    open,
    packetOf('tcp 172.18.0.3 > 172.30.224.77:443', BRIDGE),
    'goes on by eth0 | (accepted (network eth0 -))',
  ],
  [
    'a broadcast that a rule sends to one',
    device(rulesOf({ nat: ['-A PREROUTING -p udp -j DNAT --to-destination 172.18.0.3'] })),
    packetOf(`udp ${HOST} > 172.30.239.255:53`),
    'rule 1 of PREROUTING in nat (nft): -A PREROUTING -p udp -j DNAT --to-destination 172.18.0.3 | destination becomes 172.18.0.3:53 | (noRoute a broadcast is not forwarded timeOut)',
  ],
  [
    'a source that nobody may have',
    open,
    packetOf(`tcp 127.0.0.1 > ${VM}:22`),
    'refused on eth0: its source is a loopback address | (martian eth0 its source is a loopback address)',
  ],
  [
    'a source that is reached another way',
    open,
    packetOf(`tcp 172.18.0.77 > ${VM}:22`),
    'refused by rp_filter on eth0: the way back to the source is another one | (rpFilter eth0 strict)',
  ],
  [
    'the same by a loose filter',
    set({ 'net.ipv4.conf.eth0.rp_filter': '2' }),
    packetOf(`tcp 172.18.0.77 > ${VM}:22`),
    'is for the VM itself | (accepted (listener sshd -))',
  ],
  [
    'a source that is reached no way, by a loose filter',
    { ...set({ 'net.ipv4.conf.eth0.rp_filter': '2' }), routes: [route('172.30.224.0/20', 'eth0')] },
    packetOf(`tcp 203.0.113.5 > ${VM}:22`),
    'refused by rp_filter on eth0: the way back to the source is another one | (rpFilter eth0 loose)',
  ],
  [
    'what is for others, where nothing is forwarded',
    set({ 'net.ipv4.ip_forward': '0' }),
    packetOf(`tcp ${HOST} > 203.0.113.5:22`),
    'not for the VM, and what comes in by eth0 is not forwarded | (noRoute not forwarding timeOut)',
  ],
  [
    'a destination without a route',
    { ...open, routes: [route('172.30.224.0/20', 'eth0')] },
    packetOf(`tcp ${HOST} > 203.0.113.5:22`),
    'no route: none | (noRoute none unreachable)',
  ],
  [
    'a destination that is unreachable',
    routed(route('203.0.113.0/24', 'lo', { type: 'unreachable', device: null })),
    packetOf(`tcp ${HOST} > 203.0.113.5:22`),
    'no route: unreachable | (noRoute unreachable unreachable)',
  ],
  [
    'a destination that is a black hole',
    routed(route('203.0.113.0/24', 'lo', { type: 'blackhole', device: null })),
    packetOf(`tcp ${HOST} > 203.0.113.5:22`),
    'no route: blackhole | (noRoute blackhole timeOut)',
  ],
  [
    'an unreachable one, where nothing is forwarded',
    {
      ...routed(route('203.0.113.0/24', 'lo', { type: 'unreachable', device: null })),
      settings: {
        'net.ipv4.conf.eth0.forwarding': '0',
        'net.ipv4.conf.all.rp_filter': '0',
        'net.ipv4.conf.eth0.rp_filter': '0',
      },
    },
    packetOf(`tcp ${HOST} > 203.0.113.5:22`),
    'no route: unreachable | (noRoute unreachable timeOut)',
  ],
  [
    'a policy rule that prohibits',
    device(rulesOf({}), {
      policyRules: [
        policyRule(0, { table: 'local' }),
        policyRule(100, { to: '203.0.113.0/24', action: 'prohibit' }),
        policyRule(32766, { table: 'main' }),
      ],
    }),
    packetOf(`tcp ${HOST} > 203.0.113.5:22`),
    'no route: prohibit by the policy rule with priority 100 | (noRoute prohibit by the policy rule with priority 100 unreachable)',
  ],
  [
    'what the VM sends out',
    open,
    packetOf(`tcp ${VM} > 203.0.113.5:443`, null),
    'leaves by eth0 | (accepted (network eth0 -))',
  ],
  [
    'what the VM has no route for',
    device(rulesOf({}), { routes: [route('172.30.224.0/20', 'eth0')] }),
    packetOf(`tcp ${VM} > 203.0.113.5:443`, null),
    'no route: none | (noRoute none unreachable)',
  ],
  [
    'what the VM sends itself',
    open,
    packetOf(`tcp ${VM} > ${VM}:22`, null),
    'leaves by lo | (accepted (listener sshd -))',
  ],
  [
    'what the VM sends itself, stopped where it comes in again',
    device(rulesOf({ raw: ['-A PREROUTING -i lo -p tcp -j DROP'] })),
    packetOf(`tcp ${VM} > ${VM}:22`, null),
    'policy of OUTPUT in raw (nft): accept | leaves by lo | rule 1 of PREROUTING in raw (nft): -A PREROUTING -i lo -p tcp -j DROP | (dropped rule 1 of PREROUTING in raw (nft): -A PREROUTING -i lo -p tcp -j DROP)',
  ],
  [
    'a refusal by tcp-reset',
    device(rulesOf({ filter: ['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'] })),
    packetOf(KNOCK),
    'is for the VM itself | rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with tcp-reset | (rejected rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with tcp-reset tcp-reset refused)',
  ],
  [
    'a refusal by icmp-port-unreachable',
    device(rulesOf({ filter: ['-A INPUT -p tcp -j REJECT --reject-with icmp-port-unreachable'] })),
    packetOf(KNOCK),
    'is for the VM itself | rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-port-unreachable | (rejected rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-port-unreachable icmp-port-unreachable refused)',
  ],
  [
    'a refusal by icmp-proto-unreachable',
    device(rulesOf({ filter: ['-A INPUT -p tcp -j REJECT --reject-with icmp-proto-unreachable'] })),
    packetOf(KNOCK),
    'is for the VM itself | rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-proto-unreachable | (rejected rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-proto-unreachable icmp-proto-unreachable refused)',
  ],
  [
    'a refusal by icmp-host-unreachable',
    device(rulesOf({ filter: ['-A INPUT -p tcp -j REJECT --reject-with icmp-host-unreachable'] })),
    packetOf(KNOCK),
    'is for the VM itself | rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-host-unreachable | (rejected rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-host-unreachable icmp-host-unreachable unreachable)',
  ],
  [
    'a refusal by icmp-admin-prohibited',
    device(rulesOf({ filter: ['-A INPUT -p tcp -j REJECT --reject-with icmp-admin-prohibited'] })),
    packetOf(KNOCK),
    'is for the VM itself | rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-admin-prohibited | (rejected rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with icmp-admin-prohibited icmp-admin-prohibited unreachable)',
  ],
];

describe('A walk tells what became of', () => {
  for (const [name, world, packet, expected] of cases)
    it(name, () => assert.equal(told(walk(world, packet)), expected));
});
