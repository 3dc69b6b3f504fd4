import assert from 'node:assert/strict';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { BRIDGE, device, packetOf, route, rulesOf, told } from '../worlds.js';

type Tables = Parameters<typeof rulesOf>[0];
type Case = readonly [name: string, tables: Tables, question: string, end: string, more?: Partial<World>];

/** Questions, and by which interface they come. */
const TO_VM = 'eth0: tcp 172.30.224.1 > 172.30.230.10:22';
const INSIDE = 'eth0: tcp 172.30.224.1 > 172.18.0.3:8883';
const DATAGRAM = 'eth0: udp 172.30.224.1 > 172.18.0.3:8883';
const BETWEEN = `${BRIDGE}: tcp 172.18.0.4 > 172.18.0.3:8883`;
const OUTSIDE = `${BRIDGE}: tcp 172.18.0.3 > 8.8.8.8:443`;
const TO_ITSELF = 'vm: tcp 127.0.0.1 > 127.0.0.1:22';

const UNTRACKED_FROM_BRIDGE = `-A PREROUTING -i ${BRIDGE} -j CT --notrack`;
const UNTRACKED_FROM_VM = '-A OUTPUT -p tcp -m tcp --sport 22 -j CT --notrack';
const RESET = '-A FORWARD -p tcp -j REJECT --reject-with tcp-reset';
const TO_EDGE_HUB = '--to-destination 172.18.0.3';
const MASQUERADED = `-A POSTROUTING -o ${BRIDGE} -j MASQUERADE`;

/** No route back to whoever asks by eth0, where nobody checks from whom it comes. */
const oneWay = (...routes: NonNullable<World['routes']>): Partial<World> => ({
  routes: [route('172.18.0.0/16', BRIDGE), ...routes],
  settings: { 'net.ipv4.ip_forward': '1', 'net.ipv4.conf.all.rp_filter': '0', 'net.ipv4.conf.eth0.rp_filter': '0' },
});

const dropped = (rule: string, chain: string, table = 'filter'): string =>
  `(noWayBack the answer is dropped rule 1 of ${chain} in ${table} (nft): ${rule})`;
const notTracked = (rule: string, chain: string): string =>
  `(noWayBack the answer is not tracked, so it is not translated back rule 1 of ${chain} in raw (nft): ${rule})`;
const rejected = (rule: string, type: string, sender: string): string =>
  `(rejected rule 1 of FORWARD in filter (nft): ${rule} ${type} ${sender})`;

const ofVm: readonly Case[] = [
  [
    'is dropped by a rule',
    { filter: ['-A OUTPUT -p tcp -m tcp --sport 22 -j DROP'] },
    TO_VM,
    dropped('-A OUTPUT -p tcp -m tcp --sport 22 -j DROP', 'OUTPUT'),
  ],
  [
    'is rejected by a rule',
    { filter: ['-A OUTPUT -p tcp -m tcp --sport 22 -j REJECT'] },
    TO_VM,
    '(noWayBack the answer is rejected rule 1 of OUTPUT in filter (nft): -A OUTPUT -p tcp -m tcp --sport 22 -j REJECT)',
  ],
  [
    'is dropped by a rule for what is not tracked',
    { raw: [UNTRACKED_FROM_VM], filter: ['-A OUTPUT -m conntrack ! --ctstate ESTABLISHED -j DROP'] },
    TO_VM,
    dropped('-A OUTPUT -m conntrack ! --ctstate ESTABLISHED -j DROP', 'OUTPUT'),
  ],
  ['has no route', {}, TO_VM, '(noWayBack there is no route for the answer (none) -)', oneWay()],
  [
    'has a route that refuses it',
    {},
    TO_VM,
    '(noWayBack there is no route for the answer (unreachable) -)',
    oneWay(route('172.30.224.0/20', 'x', { type: 'unreachable', device: null })),
  ],
  [
    'is not turned back, where it is not tracked',
    { nat: ['-A PREROUTING -i eth0 -p tcp -j REDIRECT --to-ports 22'], raw: [UNTRACKED_FROM_VM] },
    'eth0: tcp 172.30.224.1 > 172.30.230.10:2222',
    notTracked(UNTRACKED_FROM_VM, 'OUTPUT'),
  ],
  [
    'to itself is dropped on its way in',
    { filter: ['-A INPUT -i lo -p tcp -m tcp --sport 22 -j DROP'] },
    TO_ITSELF,
    dropped('-A INPUT -i lo -p tcp -m tcp --sport 22 -j DROP', 'INPUT'),
  ],
  [
    'to itself is dropped on its way out',
    { filter: ['-A OUTPUT -o lo -p tcp -m tcp --sport 22 -j DROP'] },
    TO_ITSELF,
    dropped('-A OUTPUT -o lo -p tcp -m tcp --sport 22 -j DROP', 'OUTPUT'),
  ],
];

const ofContainer: readonly Case[] = [
  [
    'is dropped before its way is looked up',
    { raw: [`-A PREROUTING -i ${BRIDGE} -j DROP`] },
    INSIDE,
    dropped(`-A PREROUTING -i ${BRIDGE} -j DROP`, 'PREROUTING', 'raw'),
  ],
  [
    'is dropped where it is forwarded',
    { filter: [`-A FORWARD -i ${BRIDGE} -j DROP`] },
    INSIDE,
    dropped(`-A FORWARD -i ${BRIDGE} -j DROP`, 'FORWARD'),
  ],
  [
    'is dropped on its bridge',
    { filter: ['-A FORWARD -s 172.18.0.3 -j DROP'] },
    BETWEEN,
    dropped('-A FORWARD -s 172.18.0.3 -j DROP', 'FORWARD'),
  ],
  [
    'is not dropped on a bridge that netfilter does not see',
    { filter: ['-A FORWARD -s 172.18.0.3 -j DROP'] },
    BETWEEN,
    '(accepted (container edgeHub 172.18.0.3 8883))',
    { settings: { 'net.bridge.bridge-nf-call-iptables': '0' } },
  ],
  ['has no route', {}, INSIDE, '(noWayBack routing refuses the answer (noRoute) -)', oneWay()],
  [
    'to the VM is dropped on its way in',
    { filter: [`-A INPUT -i ${BRIDGE} -j DROP`] },
    'vm: tcp 172.18.0.1 > 172.18.0.3:8883',
    dropped(`-A INPUT -i ${BRIDGE} -j DROP`, 'INPUT'),
  ],
  [
    'to the VM is not turned back, where it is not tracked',
    { nat: [`-A OUTPUT -p tcp -j DNAT ${TO_EDGE_HUB}`], raw: [UNTRACKED_FROM_BRIDGE] },
    'vm: tcp 172.30.230.10 > 8.8.8.8:8883',
    notTracked(UNTRACKED_FROM_BRIDGE, 'PREROUTING'),
  ],
  [
    'is not turned back to the address that was asked, where it is not tracked',
    { nat: [`-A PREROUTING -i eth0 -p tcp -j DNAT ${TO_EDGE_HUB}`], raw: [UNTRACKED_FROM_BRIDGE] },
    'eth0: tcp 172.30.224.1 > 172.30.230.10:8883',
    notTracked(UNTRACKED_FROM_BRIDGE, 'PREROUTING'),
  ],
  [
    'is not turned back to the sender, where it is not tracked',
    { nat: [MASQUERADED], raw: [UNTRACKED_FROM_BRIDGE] },
    INSIDE,
    notTracked(UNTRACKED_FROM_BRIDGE, 'PREROUTING'),
  ],
  [
    'to a datagram that is not tracked is translated like what begins a connection',
    { nat: ['-A POSTROUTING -o eth0 -j MASQUERADE'], raw: ['-A PREROUTING -i eth0 -j CT --notrack'] },
    DATAGRAM,
    '(noWayBack the answer is translated and comes from another address -)',
  ],
  [
    'to a datagram that is not tracked arrives, where nothing translates it',
    { raw: ['-A PREROUTING -i eth0 -j CT --notrack'] },
    DATAGRAM,
    '(accepted (container edgeHub 172.18.0.3 8883))',
  ],
];

/** nf_send_reset in net/ipv4/netfilter/nf_reject_ipv4.c: to what came by a bridge, past the rules. */
const ofReject: readonly Case[] = [
  [
    'is put on the port of a bridge',
    { filter: [RESET, '-A OUTPUT -j DROP'] },
    OUTSIDE,
    rejected(RESET, 'tcp-reset', 'refused'),
  ],
  [
    'is dropped on its way to a card',
    { filter: [RESET, '-A OUTPUT -j DROP'] },
    INSIDE,
    rejected(RESET, 'tcp-reset', 'timeOut'),
  ],
  [
    'that is an error is dropped on its way to a bridge, too',
    { filter: ['-A FORWARD -p tcp -j REJECT', '-A OUTPUT -j DROP'] },
    OUTSIDE,
    rejected('-A FORWARD -p tcp -j REJECT', 'icmp-port-unreachable', 'timeOut'),
  ],
  [
    'on the port of a bridge is not turned back',
    { nat: ['-A PREROUTING -d 8.8.8.8 -p tcp -j DNAT --to-destination 172.30.224.1'], filter: [RESET] },
    OUTSIDE,
    rejected(RESET, 'tcp-reset', 'timeOut'),
  ],
];

const end = (rules: string, question: string, more: Partial<World> = {}): string => {
  const [by = '', packet = ''] = question.split(': ');
  const walked = walk(device(rules, more), packetOf(packet, by === 'vm' ? null : by));
  return told(walked).split(' | ').at(-1) ?? '';
};

for (const [whose, cases] of [
  ['of the VM', ofVm],
  ['of a container', ofContainer],
  ['of REJECT', ofReject],
] as const)
  describe(`An answer ${whose}`, () => {
    for (const [name, tables, question, expected, more] of cases)
      it(name, () => assert.equal(end(rulesOf(tables), question, more), expected));
  });

describe('An answer that a policy stops', () => {
  const closed = (tables: Tables): string =>
    rulesOf({ ...tables, filter: ['-A OUTPUT -m conntrack --ctstate RELATED -j ACCEPT'] }).replace(
      /(\*filter[^*]*:OUTPUT) ACCEPT/,
      '$1 DROP',
    );

  it('is stopped by the policy', () =>
    assert.equal(end(closed({}), TO_VM), '(noWayBack the answer is dropped policy of OUTPUT in filter (nft): drop)'));

  it('is stopped by the rule that had it not tracked', () =>
    assert.equal(end(closed({ raw: [UNTRACKED_FROM_VM] }), TO_VM), dropped(UNTRACKED_FROM_VM, 'OUTPUT', 'raw')));
});
