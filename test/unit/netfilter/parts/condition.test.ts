import assert from 'node:assert/strict';
import { callersOf, hooksOf } from '../../../../core/src/model/netfilter/callers.js';
import { conditionsOf, mayHold } from '../../../../core/src/model/netfilter/condition.js';
import {
  callsEngine,
  isEngineChain,
  isEngineRule,
  leadsToEngine,
} from '../../../../core/src/model/netfilter/engineRules.js';
import { rangesOf, startFlow } from '../../../../core/src/model/netfilter/flow.js';
import { groundOf } from '../../../../core/src/model/netfilter/ground.js';
import type { TableName } from '../../../../core/src/model/netfilter/chains.js';
import { tableOf, type Rule, type Table } from '../../../../core/src/parse/iptables/rule.js';
import { BRIDGE, device, dockerRules, packetOf, rulesetOf, rulesOf } from '../worlds.js';

const tableWith = (...filter: readonly string[]): Table =>
  tableOf(rulesetOf(rulesOf({ filter })), 'filter') ?? assert.fail();
const ruleOf = (text: string): Rule => tableWith(text).chains.flatMap(({ rules }) => rules)[0] ?? assert.fail(text);
const open = device(rulesOf({}));

describe('The conditions of a rule one by one', () => {
  const cases: readonly (readonly [conditions: string, told: readonly string[]])[] = [
    [
      '-s 10.0.0.0/8 -d 10.1.0.0/16 -i eth0 -o eth1 -p tcp',
      [
        'protocol -p tcp',
        'source -s 10.0.0.0/8',
        'destination -d 10.1.0.0/16',
        'inInterface -i eth0',
        'outInterface -o eth1',
      ],
    ],
    ['-f', ['other -f']],
    ['-p tcp -m tcp --dport 22 --sport 53', ['protocol -p tcp', 'port -m tcp --dport 22', 'other -m tcp --sport 53']],
    ['-p tcp -m multiport --dports 22', ['protocol -p tcp', 'port -m multiport --dports 22']],
    ['-p tcp -m multiport --ports 22', ['protocol -p tcp', 'port -m multiport --ports 22']],
    ['-m state --state NEW', ['state -m state --state NEW']],
    [
      '-m conntrack --ctstate NEW --ctorigdstport 22 --ctorigdst 10.0.0.1 --ctorigsrc 10.0.0.2 --ctdir REPLY',
      [
        'state -m conntrack --ctstate NEW',
        'originalPort -m conntrack --ctorigdstport 22',
        'destination -m conntrack --ctorigdst 10.0.0.1',
        'source -m conntrack --ctorigsrc 10.0.0.2',
        'other -m conntrack --ctdir REPLY',
      ],
    ],
    [
      '-m iprange --src-range 10.0.0.1-10.0.0.2 --dst-range 10.0.0.3-10.0.0.4',
      ['source -m iprange --src-range 10.0.0.1-10.0.0.2', 'destination -m iprange --dst-range 10.0.0.3-10.0.0.4'],
    ],
    ['-m comment --comment x', []],
    ['-m socket', ['other -m socket']],
  ];
  for (const [conditions, expected] of cases)
    it(conditions, () =>
      assert.deepEqual(
        conditionsOf(ruleOf(`-A FORWARD ${conditions} -j DROP`)).map(({ aspect, text }) => `${aspect} ${text}`),
        expected,
      ),
    );
});

describe('A condition may hold', () => {
  const may = (condition: string, packet: string): boolean => {
    const [one = assert.fail()] = conditionsOf(ruleOf(`-A FORWARD ${condition} -j DROP`));
    const flow = startFlow(packetOf(packet));
    const holds = mayHold(one, flow, groundOf(open));
    assert.deepEqual(rangesOf(flow), rangesOf(startFlow(packetOf(packet))), 'the question narrows nothing');
    return holds;
  };

  it('for one of a set of packets, which are not narrowed by the question', () => {
    assert.equal(may('-s 10.0.0.1', 'tcp 10.0.0.0/24 > 10.0.1.9:22'), true);
    assert.equal(may('-s 10.0.1.1', 'tcp 10.0.0.0/24 > 10.0.1.9:22'), false);
    assert.equal(may('! -s 10.0.0.0/24', 'tcp 10.0.0.0/24 > 10.0.1.9:22'), false);
  });

  it('by whatever of a packet it looks at', () => {
    const set = 'tcp 10.0.0.0/24 > 10.0.1.0/24:20-30';
    const fits: readonly (readonly [condition: string, packet: string, holds: boolean])[] = [
      ['-d 10.0.1.9', set, true],
      ['-d 10.0.2.9', set, false],
      ['-p tcp', set, true],
      ['-p udp', set, false],
      ['-m multiport --sports 40000', set, true],
      ['-m multiport --sports 22', set, false],
      ['-m multiport --dports 22', set, true],
      ['-m multiport --dports 31', set, false],
      ['-m icmp --icmp-type 8/0', 'icmp 10.0.0.1 > 10.0.1.9', true],
      ['-m icmp --icmp-type 0', 'icmp 10.0.0.1 > 10.0.1.9', false],
      ['-m icmp --icmp-type 8/1', 'icmp 10.0.0.1 > 10.0.1.9', false],
      ['-m pkttype --pkt-type unicast', 'tcp 10.0.0.1 > 10.0.1.9:22', true],
      ['-m pkttype --pkt-type multicast', 'tcp 10.0.0.1 > 10.0.1.9:22', false],
      ['-m pkttype --pkt-type multicast', 'udp 10.0.0.1 > 224.0.0.0/24:22', true],
    ];
    for (const [condition, packet, holds] of fits)
      assert.equal(may(condition, packet), holds, `${condition}: ${packet}`);
  });

  it('by what no snapshot tells', () => assert.equal(may('-m ttl --ttl-lt 9', 'tcp 10.0.0.1 > 10.0.1.9:22'), true));
});

describe('A chain is called', () => {
  const table = tableWith(
    ':ONE - [0:0]',
    ':TWO - [0:0]',
    ':LOOP - [0:0]',
    '-A INPUT -j ONE',
    '-A FORWARD -g TWO',
    '-A ONE -j TWO',
    '-A TWO -p tcp -j ACCEPT',
    '-A LOOP -j LOOP',
  );

  it('by rules of other chains', () => {
    assert.deepEqual(
      callersOf(table, 'TWO').map(({ chain, rule }) => `${chain} ${rule.number}`),
      ['FORWARD 1', 'ONE 1'],
    );
    assert.deepEqual(callersOf(table, 'INPUT'), []);
  });

  it('from hooks, by whatever is between', () => {
    assert.deepEqual(hooksOf(table, 'INPUT'), ['INPUT']);
    assert.deepEqual(hooksOf(table, 'ONE'), ['INPUT']);
    assert.deepEqual(hooksOf(table, 'TWO'), ['FORWARD', 'INPUT']);
    assert.deepEqual(hooksOf(table, 'LOOP'), []);
  });
});

/** libnetwork/drivers/bridge/setup_ip_tables.go of dockerd. */
describe('Of the container engine is', () => {
  it('a chain that begins with DOCKER, but for that of the owner', () => {
    for (const name of ['DOCKER', 'DOCKER-ISOLATION-STAGE-1', 'DOCKER-USERS'])
      assert.equal(isEngineChain(name), true, name);
    for (const name of ['DOCKER-USER', 'DOCKERS', 'MY-DOCKER', 'INPUT']) assert.equal(isEngineChain(name), false, name);
  });

  it('what leads there', () => {
    assert.equal(leadsToEngine(ruleOf('-A FORWARD -j DOCKER')), true);
    assert.equal(leadsToEngine(ruleOf('-A FORWARD -j DOCKER-USER')), false);
    assert.equal(leadsToEngine(ruleOf('-A FORWARD -p tcp')), false);
    const rules = rulesetOf(dockerRules());
    assert.equal(callsEngine(rules, 'nat', 'PREROUTING'), true);
    assert.equal(callsEngine(rules, 'filter', 'FORWARD'), true);
    assert.equal(callsEngine(rules, 'filter', 'INPUT'), false);
    assert.equal(callsEngine(rules, 'mangle', 'FORWARD'), false);
  });

  const rules: readonly (readonly [table: TableName, chain: string, rule: string, engine: boolean])[] = [
    ['filter', 'DOCKER', '-p tcp -j ACCEPT', true],
    ['filter', 'FORWARD', '-j DOCKER-USER', true],
    ['filter', 'FORWARD', `-i ${BRIDGE} ! -o ${BRIDGE} -j ACCEPT`, true],
    ['filter', 'FORWARD', `-o ${BRIDGE} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`, true],
    ['filter', 'FORWARD', `-o ${BRIDGE} -p tcp -j ACCEPT`, false],
    ['filter', 'FORWARD', `-o ${BRIDGE} -s 10.0.0.1 -j ACCEPT`, false],
    ['filter', 'FORWARD', `-o ${BRIDGE} -d 10.0.0.1 -j ACCEPT`, false],
    ['filter', 'FORWARD', `-o ${BRIDGE} -m comment --comment mine -j ACCEPT`, false],
    ['filter', 'FORWARD', '-i eth0 -j ACCEPT', false],
    ['filter', 'INPUT', `-i ${BRIDGE} -j ACCEPT`, false],
    ['nat', 'POSTROUTING', `-s 172.18.0.0/16 ! -o ${BRIDGE} -j MASQUERADE`, true],
    ['nat', 'POSTROUTING', '-s 172.18.0.3/32 -d 172.18.0.3/32 -p tcp -j MASQUERADE', true],
    ['nat', 'POSTROUTING', '-s 172.18.0.3/32 -d 172.18.0.4/32 -p tcp -j MASQUERADE', false],
    ['nat', 'POSTROUTING', '-o eth0 -j MASQUERADE', false],
    ['nat', 'POSTROUTING', `-o ${BRIDGE} -j ACCEPT`, false],
    ['nat', 'PREROUTING', '-m addrtype --dst-type LOCAL -j DOCKER', true],
    ['raw', 'PREROUTING', `-d 172.18.0.3/32 ! -i ${BRIDGE} -j DROP`, true],
    ['raw', 'PREROUTING', '-d 172.18.0.3/32 ! -i eth0 -j DROP', false],
    ['raw', 'PREROUTING', `-i ${BRIDGE} -j ACCEPT`, false],
  ];
  for (const [table, chain, rule, engine] of rules)
    it(`${engine ? '' : 'not '}${table} ${chain} ${rule}`, () => {
      const text = `*${table}\n:${chain} ${chain === 'DOCKER' ? '-' : 'ACCEPT'} [0:0]\n-A ${chain} ${rule}\nCOMMIT\n`;
      const [one = assert.fail()] = tableOf(rulesetOf(text), table)?.chains.flatMap((own) => own.rules) ?? [];
      assert.equal(isEngineRule(open, table, chain, one), engine);
    });
});
