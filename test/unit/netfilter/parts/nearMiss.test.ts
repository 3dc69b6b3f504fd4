import assert from 'node:assert/strict';
import { nearMisses, type Miss, type NearMiss, type Place } from '../../../../core/src/model/netfilter/nearMiss.js';
import { describeMiss, reasonOf } from '../../../../core/src/model/netfilter/nearMissText.js';
import type { RuleStep } from '../../../../core/src/model/netfilter/step.js';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { BRIDGE, device, packetOf, rulesetOf } from '../worlds.js';

const chains = (policy: string): string =>
  ['INPUT', 'FORWARD', 'OUTPUT'].map((name) => `:${name} ${policy} [0:0]\n`).join('');
const filter = (policy: string, rules: readonly string[]): string =>
  `*filter\n${chains(policy)}${rules.join('\n')}\nCOMMIT\n`;
const closed = (...rules: readonly string[]): World => device(filter('DROP', rules));
const open = (...rules: readonly string[]): World => device(filter('ACCEPT', rules));
const translating = (nat: readonly string[], rules: readonly string[], policy = 'DROP'): World =>
  device(
    `*nat\n${['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'].map((name) => `:${name} ACCEPT [0:0]\n`).join('')}${nat.join('\n')}\nCOMMIT\n${filter(policy, rules)}`,
  );
const both = (nft: World, legacy: string): World => ({
  ...nft,
  backEnds: [...nft.backEnds.slice(0, 1), { name: 'legacy', ruleset: rulesetOf(legacy) }],
});

const at = ({ backEnd, table, chain, rule }: Place | RuleStep): string =>
  [
    ...(backEnd === 'nft' ? [] : [backEnd]),
    ...(table === 'filter' ? [] : [table]),
    chain,
    rule?.number ?? 'policy',
  ].join(' ');
const because = (miss: Miss): string => {
  if ('decider' in miss) return at(miss.decider);
  if (miss.kind === 'otherHook') return `${miss.hooks.join()} for ${miss.taken}`;
  if (miss.kind === 'neverCalled') return '';
  return [...(miss.kind === 'differs' ? [] : [at(miss.call)]), ...miss.failing.map(({ text }) => text)].join(', ');
};
const missesOf = (world: World, packet: string): readonly NearMiss[] => {
  const [by = '', rest = ''] = packet.split(': ');
  const { verdict, ...walked } = walk(world, packetOf(rest, by === 'vm' ? null : by));
  assert.ok(verdict.kind !== 'depends');
  return nearMisses(world, { ...walked, verdict });
};
const told = (world: World, packet: string): string =>
  missesOf(world, packet)
    .map(({ place, miss }) => `${at(place)} ${miss.kind} ${because(miss)}`.trim())
    .join(' | ');

type Case = readonly [name: string, world: World, packet: string, told: string];

const KNOCK = 'eth0: tcp 172.30.224.1 > 172.30.230.10:22';
const INSIDE = 'eth0: tcp 172.30.224.1 > 172.18.0.3:8883';
const PUBLISHED = 'eth0: tcp 172.30.224.1 > 172.30.230.10:8883';
const OUT = 'vm: tcp 172.30.230.10 > 8.8.8.8:443';
const LET_IN = '-p tcp -m tcp --dport 22 -j ACCEPT';

const stopped: readonly Case[] = [
  [
    'behind the rule that stopped it',
    closed('-A INPUT -j DROP', `-A INPUT ${LET_IN}`),
    KNOCK,
    'INPUT 2 behind INPUT 1',
  ],
  [
    'behind a rule that rejects it',
    closed('-A INPUT -j REJECT', `-A INPUT ${LET_IN}`),
    KNOCK,
    'INPUT 2 behind INPUT 1',
  ],
  ['for another sender', closed(`-A INPUT -s 10.0.0.1 ${LET_IN}`), KNOCK, 'INPUT 1 differs -s 10.0.0.1/32'],
  [
    'for another sender by another card',
    closed(`-A INPUT -s 10.0.0.1 -i eth1 ${LET_IN}`),
    KNOCK,
    'INPUT 1 differs -s 10.0.0.1/32, -i eth1',
  ],
  ['that asks for too much else', closed(`-A INPUT -s 10.0.0.1 -d 10.0.0.2 -i eth1 ${LET_IN}`), KNOCK, ''],
  ['for another protocol', closed('-A INPUT -p udp -m udp --dport 22 -j ACCEPT'), KNOCK, 'INPUT 1 differs -p udp'],
  ['for another port', closed('-A INPUT -p tcp -m tcp --dport 23 -j ACCEPT'), KNOCK, ''],
  [
    'for whoever is another',
    closed('-A INPUT -s 10.0.0.1 -j ACCEPT', '-A INPUT -d 10.0.0.2 -j ACCEPT', '-A INPUT -i eth1 -j ACCEPT'),
    KNOCK,
    'INPUT 1 differs -s 10.0.0.1/32 | INPUT 2 differs -d 10.0.0.2/32 | INPUT 3 differs -i eth1',
  ],
  [
    'for what is another state',
    closed(
      '-A INPUT -m state --state ESTABLISHED -j ACCEPT',
      '-A INPUT -s 10.0.0.1 -m state --state ESTABLISHED -j ACCEPT',
    ),
    KNOCK,
    '',
  ],
  [
    'of the container engine for its bridge',
    closed(
      '-A INPUT -i docker0 -j ACCEPT',
      '-A FORWARD -i docker0 -o eth0 -j ACCEPT',
      '-A INPUT -i docker0 -p tcp -m tcp --dport 22 -j ACCEPT',
    ),
    KNOCK,
    'INPUT 2 differs -i docker0',
  ],
  ['in a chain that nobody calls', closed(':OWN - [0:0]', `-A OWN ${LET_IN}`), KNOCK, 'OWN 1 neverCalled'],
  [
    'in a chain that is called for others',
    closed(':OWN - [0:0]', '-A INPUT -s 10.0.0.1 -j OWN', `-A OWN ${LET_IN}`),
    KNOCK,
    'OWN 1 notCalledHere INPUT 1, -s 10.0.0.1/32',
  ],
  [
    'in a chain that another one calls that is called for others',
    closed(':ONE - [0:0]', ':TWO - [0:0]', '-A INPUT -s 10.0.0.1 -j ONE', '-A ONE -j TWO', `-A TWO ${LET_IN}`),
    KNOCK,
    'TWO 1 notCalledHere INPUT 1, -s 10.0.0.1/32',
  ],
  [
    'in a chain that is called twice, once for all',
    closed(':OWN - [0:0]', '-A INPUT -s 10.0.0.1 -j OWN', '-A INPUT -j DROP', '-A INPUT -j OWN', `-A OWN ${LET_IN}`),
    KNOCK,
    'OWN 1 behind INPUT 2',
  ],
  [
    'in a chain where another rule stopped it',
    closed(
      ':OWN - [0:0]',
      '-A INPUT -s 10.0.0.1 -j OWN',
      '-A INPUT -j OWN',
      '-A OWN -p tcp -j DROP',
      `-A OWN ${LET_IN}`,
    ),
    KNOCK,
    'OWN 2 behind OWN 1',
  ],
  [
    'in a chain that it went to',
    closed(
      ':OWN - [0:0]',
      '-A INPUT -s 10.0.0.1 -j OWN',
      '-A INPUT -g OWN',
      '-A OWN -p tcp -j DROP',
      `-A OWN ${LET_IN}`,
    ),
    KNOCK,
    'OWN 2 behind OWN 1',
  ],
  ['in a chain for what passes', closed(`-A FORWARD ${LET_IN}`), KNOCK, 'FORWARD 1 otherHook FORWARD for INPUT'],
  [
    'in a chain for what passes to somebody',
    closed(`-A FORWARD -d 10.0.0.2 -o docker0 ${LET_IN}`),
    KNOCK,
    'FORWARD 1 otherHook FORWARD for INPUT',
  ],
  ['in a chain for what passes from another', closed(`-A FORWARD -s 10.0.0.2 ${LET_IN}`), KNOCK, ''],
  [
    "in the engine's chain for what passes",
    closed(':DOCKER - [0:0]', '-A FORWARD -j DOCKER', `-A DOCKER ${LET_IN}`),
    KNOCK,
    '',
  ],
  [
    'in chains for what passes and what comes in',
    closed(':OWN - [0:0]', '-A FORWARD -j OWN', '-A INPUT -j OWN', `-A OWN -s 10.0.0.1 ${LET_IN}`),
    KNOCK,
    'OWN 1 differs -s 10.0.0.1/32',
  ],
  [
    'of the other back end',
    both(closed(), filter('ACCEPT', [`-A INPUT ${LET_IN}`])),
    KNOCK,
    'legacy INPUT 1 otherBackEnd INPUT policy',
  ],
  [
    'of the other back end, that let it in there',
    both(open(`-A INPUT ${LET_IN}`), filter('DROP', [])),
    KNOCK,
    'INPUT 1 otherBackEnd legacy INPUT policy',
  ],
  [
    'that cannot be read',
    closed('-A INPUT -j DROP', '-A INPUT --strange -p tcp -m tcp --dport 22 -j ACCEPT'),
    KNOCK,
    '',
  ],
  [
    'for the VM, where it passes',
    closed('-A INPUT -p tcp -m tcp --dport 8883 -j ACCEPT'),
    INSIDE,
    'INPUT 1 otherHook INPUT for FORWARD',
  ],
  [
    'for what passes, where it does',
    closed('-A FORWARD -s 10.0.0.1 -p tcp -m tcp --dport 8883 -j ACCEPT'),
    INSIDE,
    'FORWARD 1 differs -s 10.0.0.1/32',
  ],
  [
    'for what comes back',
    closed('-A OUTPUT -d 10.0.0.1 -p tcp -m tcp --dport 443 -j ACCEPT', '-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT'),
    OUT,
    'OUTPUT 1 differs -d 10.0.0.1/32 | INPUT 1 otherHook INPUT for OUTPUT',
  ],
  [
    'for the port before its translation',
    translating(
      ['-A PREROUTING -p tcp -m tcp --dport 2222 -j REDIRECT --to-ports 22'],
      ['-A INPUT -p tcp -m tcp --dport 2222 -j ACCEPT', '-A INPUT -p tcp -m tcp --dport 23 -j ACCEPT'],
    ),
    'eth0: tcp 172.30.224.1 > 172.30.230.10:2222',
    'INPUT 1 differs -m tcp --dport 2222',
  ],
  [
    'for the port behind its translation, as the original one',
    translating(
      ['-A PREROUTING -p tcp -m tcp --dport 2222 -j REDIRECT --to-ports 22'],
      [
        '-A INPUT -p tcp -m conntrack --ctorigdstport 22 -j ACCEPT',
        '-A INPUT -p tcp -m conntrack --ctorigdstport 23 -j ACCEPT',
      ],
    ),
    'eth0: tcp 172.30.224.1 > 172.30.230.10:2222',
    'INPUT 1 differs -m conntrack --ctorigdstport 22',
  ],
  [
    'the nearest before what is further off',
    closed(
      ':OWN - [0:0]',
      `-A FORWARD ${LET_IN}`,
      `-A OWN ${LET_IN}`,
      `-A INPUT -s 10.0.0.1 ${LET_IN}`,
      '-A INPUT -j DROP',
      `-A INPUT ${LET_IN}`,
    ),
    KNOCK,
    'INPUT 3 behind INPUT 2 | INPUT 1 differs -s 10.0.0.1/32 | OWN 1 neverCalled | FORWARD 1 otherHook FORWARD for INPUT',
  ],
  [
    'those for the port before others, and no more than eight',
    closed(
      '-A INPUT -s 10.0.0.1 -j ACCEPT',
      ...Array.from({ length: 8 }, (_none, index) => `-A INPUT -s 10.0.1.${index} ${LET_IN}`),
      '-A INPUT -j DROP',
      `-A INPUT ${LET_IN}`,
    ),
    KNOCK,
    'INPUT 11 behind INPUT 10 | INPUT 2 differs -s 10.0.1.0/32 | INPUT 3 differs -s 10.0.1.1/32 | INPUT 4 differs -s 10.0.1.2/32 | INPUT 5 differs -s 10.0.1.3/32 | INPUT 6 differs -s 10.0.1.4/32 | INPUT 7 differs -s 10.0.1.5/32 | INPUT 8 differs -s 10.0.1.6/32',
  ],
];

const letIn: readonly Case[] = [
  [
    'behind the rule that let it in',
    open(`-A INPUT ${LET_IN}`, '-A INPUT -p tcp -m tcp --dport 22 -j DROP'),
    KNOCK,
    'INPUT 2 behind INPUT 1',
  ],
  [
    'for another sender',
    open('-A INPUT -s 10.0.0.1 -p tcp -m tcp --dport 22 -j REJECT'),
    KNOCK,
    'INPUT 1 differs -s 10.0.0.1/32',
  ],
  ['for whoever is another, whatever the port', open('-A INPUT -s 10.0.0.1 -j DROP'), KNOCK, ''],
  [
    'in a chain for what passes',
    open('-A FORWARD -p tcp -m tcp --dport 22 -j DROP'),
    KNOCK,
    'FORWARD 1 otherHook FORWARD for INPUT',
  ],
  [
    'in a chain for what passes, where there is no other',
    device('*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp -m tcp --dport 22 -j DROP\nCOMMIT\n'),
    KNOCK,
    'FORWARD 1 otherHook FORWARD for INPUT',
  ],
  [
    'in a chain for the VM, where there is no other',
    device('*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 8883 -j DROP\nCOMMIT\n'),
    INSIDE,
    'INPUT 1 otherHook INPUT for FORWARD',
  ],
  [
    "in a chain for the VM, where there is none for the VM's own",
    device('*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 443 -j DROP\nCOMMIT\n'),
    OUT,
    'INPUT 1 otherHook INPUT for OUTPUT',
  ],
  [
    'in a chain for what passes, where the VM asks itself',
    device('*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp -m tcp --dport 22 -j DROP\nCOMMIT\n'),
    'vm: tcp 127.0.0.1 > 127.0.0.1:22',
    'FORWARD 1 otherHook FORWARD for INPUT',
  ],
];

const TO_EDGE_HUB = '-p tcp -m tcp --dport 8883 -j DNAT --to-destination 172.18.0.3';
const translated: readonly Case[] = [
  [
    'for another sender',
    translating([`-A PREROUTING -s 10.0.0.1 ${TO_EDGE_HUB}`], []),
    PUBLISHED,
    'nat PREROUTING 1 differs -s 10.0.0.1/32',
  ],
  [
    'for another card',
    translating([`-A PREROUTING -i ${BRIDGE} ${TO_EDGE_HUB}`], []),
    PUBLISHED,
    'nat PREROUTING 1 differs -i br-6868c9739a37',
  ],
  [
    'for another port',
    translating(['-A PREROUTING -p tcp -m tcp --dport 443 -j DNAT --to-destination 172.18.0.3'], []),
    PUBLISHED,
    '',
  ],
  ['without a port', translating(['-A PREROUTING -s 10.0.0.1 -j DNAT --to-destination 172.18.0.3'], []), PUBLISHED, ''],
  [
    'of the sender',
    translating(['-A POSTROUTING -p tcp -m tcp --dport 8883 -j SNAT --to-source 10.0.0.1'], []),
    PUBLISHED,
    '',
  ],
  [
    "for the VM's own",
    translating([`-A OUTPUT ${TO_EDGE_HUB}`], []),
    PUBLISHED,
    'nat OUTPUT 1 otherHook OUTPUT for PREROUTING',
  ],
  [
    "for what comes in, where it is the VM's own",
    translating([`-A PREROUTING ${TO_EDGE_HUB}`], [], 'ACCEPT'),
    'vm: tcp 172.30.230.10 > 172.30.230.10:8883',
    'nat PREROUTING 1 otherHook PREROUTING for OUTPUT',
  ],
  [
    'in a chain that is called for others',
    translating([':DOCKER - [0:0]', '-A PREROUTING -d 10.0.0.1 -j DOCKER', `-A DOCKER ${TO_EDGE_HUB}`], []),
    PUBLISHED,
    'nat DOCKER 1 notCalledHere nat PREROUTING 1, -d 10.0.0.1/32',
  ],
  [
    "for the port, where it is not for the VM's address",
    translating([`-A PREROUTING -s 10.0.0.1 ${TO_EDGE_HUB}`], []),
    INSIDE,
    '',
  ],
  [
    'for the port, where another one was asked',
    translating([`-A PREROUTING ${TO_EDGE_HUB}`, `-A PREROUTING -s 10.0.0.1 ${TO_EDGE_HUB}`], []),
    PUBLISHED,
    '',
  ],
];

for (const [what, cases] of [
  ['accepts and did not let it in, one', stopped],
  ['refuses and did not stop it, one', letIn],
  ['translates and did not, one', translated],
] as const)
  describe(`Of rules, what looks as if it ${what}`, () => {
    for (const [name, world, packet, expected] of cases) it(name, () => assert.equal(told(world, packet), expected));
  });

it('No rule looks as if it decided, where routing does', () =>
  assert.equal(told({ ...closed(`-A INPUT ${LET_IN}`), routes: [] }, OUT), ''));

const reasons: readonly (readonly [world: World, packet: string, reason: string])[] = [
  [
    closed(`-A INPUT -s 10.0.0.1 ${LET_IN}`),
    KNOCK,
    'it is only for -s 10.0.0.1/32, and this packet comes from 172.30.224.1',
  ],
  [
    closed(`-A INPUT -d 10.0.0.1 ${LET_IN}`),
    KNOCK,
    'it is only for -d 10.0.0.1/32, and this packet goes to 172.30.230.10',
  ],
  [
    closed(`-A INPUT -s 10.0.0.1 -i eth1 ${LET_IN}`),
    KNOCK,
    'it is only for -s 10.0.0.1/32, and this packet comes from 172.30.224.1; it is only for -i eth1, and this packet comes in by eth0',
  ],
  [closed(`-A INPUT -p udp -m udp --dport 22 -j ACCEPT`), KNOCK, 'it is only for -p udp, and this packet is tcp'],
  [
    closed(`-A INPUT -m state --state ESTABLISHED ${LET_IN}`),
    KNOCK,
    'it is only for -m state --state ESTABLISHED, and this is the first packet of a connection',
  ],
  [closed(`-A INPUT -m pkttype --pkt-type multicast ${LET_IN}`), KNOCK, 'it asks for -m pkttype --pkt-type multicast'],
  [
    closed('-A FORWARD -o eth1 -p tcp -m tcp --dport 8883 -j ACCEPT'),
    INSIDE,
    'it is only for -o eth1, and this packet leaves by br-6868c9739a37',
  ],
  [closed(`-A INPUT -o eth1 ${LET_IN}`), KNOCK, 'it is only for -o eth1, and this packet leaves by no interface'],
  [
    closed('-A OUTPUT -i eth1 -p tcp -m tcp --dport 443 -j ACCEPT'),
    OUT,
    'it is only for -i eth1, and this packet comes in by no interface',
  ],
  [closed(':OWN - [0:0]', `-A OWN ${LET_IN}`), KNOCK, 'no rule jumps to its chain'],
  [
    closed(':OWN - [0:0]', '-A INPUT -s 10.0.0.1 -j OWN', `-A OWN ${LET_IN}`),
    KNOCK,
    'its chain is called by rule 1 of INPUT in filter (nft) alone, which does not match: it is only for -s 10.0.0.1/32, and this packet comes from 172.30.224.1',
  ],
  [
    closed(':OWN - [0:0]', '-A FORWARD -j OWN', '-A OUTPUT -j OWN', `-A OWN ${LET_IN}`),
    KNOCK,
    'it is reached from FORWARD and OUTPUT alone, and this packet goes by INPUT',
  ],
  [
    closed('-A INPUT -j DROP', `-A INPUT ${LET_IN}`),
    KNOCK,
    'it stands behind rule 1 of INPUT in filter (nft): -A INPUT -j DROP',
  ],
  [
    both(closed(), filter('ACCEPT', [`-A INPUT ${LET_IN}`])),
    KNOCK,
    'it is in the other back end; the filter of both applies, and there policy of INPUT in filter (nft): drop decides',
  ],
  [
    translating(
      ['-A PREROUTING -p tcp -m tcp --dport 2222 -j REDIRECT --to-ports 22'],
      ['-A INPUT -p tcp -m tcp --dport 2222 -j ACCEPT'],
    ),
    'eth0: tcp 172.30.224.1 > 172.30.230.10:2222',
    'it looks at port 2222, but after translation the packet carries 22',
  ],
  [
    translating(
      ['-A PREROUTING -p tcp -m tcp --dport 2222 -j REDIRECT --to-ports 22'],
      ['-A INPUT -p tcp -m conntrack --ctorigdstport 22 -j ACCEPT'],
    ),
    'eth0: tcp 172.30.224.1 > 172.30.230.10:2222',
    'it looks at port 22 as the original one, but the sender asked for 2222',
  ],
];

describe('A rule that looks as if it decided does not, for', () => {
  for (const [world, packet, reason] of reasons)
    it(reason, () => {
      const [miss = assert.fail()] = missesOf(world, packet);
      assert.equal(reasonOf(miss), reason);
    });

  it('which is told with the rule and its place', () => {
    const [miss = assert.fail()] = missesOf(closed('-A INPUT -j DROP', `-A INPUT ${LET_IN}`), KNOCK);
    assert.equal(
      describeMiss(miss),
      'rule 2 of INPUT in filter (nft), -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT, does not decide: it stands behind rule 1 of INPUT in filter (nft): -A INPUT -j DROP.',
    );
  });
});
