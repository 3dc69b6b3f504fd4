import assert from 'node:assert/strict';
import { isProblem, readEdit, withEdit } from '../../../../core/src/model/netfilter/ruleEdit.js';
import type { BackEndName, World } from '../../../../core/src/model/netfilter/world.js';
import { emptyRuleset, tableOf } from '../../../../core/src/parse/iptables/rule.js';
import { device, rulesetOf, rulesOf } from '../worlds.js';

const RULES =
  '*filter\n:INPUT ACCEPT [0:0]\n:OWN - [0:0]\n-A INPUT -s 10.0.0.1 -j OWN\n-A INPUT -p tcp -j DROP\nCOMMIT\n';
const world = device(RULES);

/** The chain with its policy and its rules, each with its number; or the problem. */
const changed = (text: string, before: World = world, plain: BackEndName = 'nft'): string => {
  const edit = readEdit(text);
  if (isProblem(edit)) return edit.problem;
  const after = withEdit(before, edit, plain);
  if (isProblem(after)) return after.problem;
  const name = edit.backEnd ?? plain;
  const ruleset = after.backEnds.find((one) => one.name === name)?.ruleset ?? assert.fail(name);
  const chain = tableOf(ruleset, edit.table)?.chains.find((one) => one.name === edit.chain) ?? assert.fail(edit.chain);
  return [`${name} ${chain.policy ?? '-'}`, ...chain.rules.map((rule) => `${rule.number} ${rule.text}`)].join(' | ');
};

/** As iptables(8) does it. */
const cases: readonly (readonly [text: string, after: string])[] = [
  [
    '-A INPUT -p udp -j ACCEPT',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -p udp -j ACCEPT',
  ],
  [
    'iptables --append INPUT -p udp -j ACCEPT',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -p udp -j ACCEPT',
  ],
  [
    'sudo iptables -w 5 -t filter -A INPUT -p udp -j ACCEPT',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -p udp -j ACCEPT',
  ],
  [
    '--wait --table filter --append INPUT -p udp -j ACCEPT',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -p udp -j ACCEPT',
  ],
  [
    '  -I INPUT -p udp -j ACCEPT  ',
    'nft ACCEPT | 1 -A INPUT -p udp -j ACCEPT | 2 -A INPUT -s 10.0.0.1 -j OWN | 3 -A INPUT -p tcp -j DROP',
  ],
  [
    '--insert INPUT 2 -p udp -j ACCEPT',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p udp -j ACCEPT | 3 -A INPUT -p tcp -j DROP',
  ],
  [
    '-I INPUT 3 -p udp -j ACCEPT',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -p udp -j ACCEPT',
  ],
  ['-I INPUT 4 -p udp -j ACCEPT', 'INPUT has 2 rules'],
  ['-I INPUT 0 -p udp -j ACCEPT', '0 stands where an option belongs'],
  ['-R INPUT 1 -p udp -j ACCEPT', 'nft ACCEPT | 1 -A INPUT -p udp -j ACCEPT | 2 -A INPUT -p tcp -j DROP'],
  ['--replace INPUT 3 -p udp -j ACCEPT', 'INPUT has 2 rules'],
  ['-R INPUT -p udp -j ACCEPT', '-R needs the place of a rule'],
  ['-D INPUT 1', 'nft ACCEPT | 1 -A INPUT -p tcp -j DROP'],
  ['-D INPUT 2', 'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN'],
  ['-D INPUT 3', 'INPUT has 2 rules'],
  ['--delete INPUT -p tcp -j DROP', 'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN'],
  ['-D INPUT -p tcp -j ACCEPT', 'INPUT has no such rule'],
  ['-P INPUT DROP', 'nft DROP | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP'],
  ['--policy INPUT ACCEPT', 'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP'],
  ['-P INPUT REJECT', 'a policy is ACCEPT or DROP'],
  ['-P INPUT', 'a policy is ACCEPT or DROP'],
  ['-P OWN DROP', 'OWN is no chain of the kernel and has no policy'],
  ['-N MINE', 'nft -'],
  ['--new-chain OWN', 'there is a chain OWN already'],
  ['-F INPUT', 'nft ACCEPT'],
  ['--flush MINE', 'there is no chain MINE in filter'],
  ['-L INPUT', '-L is no change: -A, -I, -D, -R, -P, -N and -F are'],
  ['-A INPUT -j NOWHERE', 'there is no target or chain NOWHERE'],
  ['-A INPUT -j OWN', 'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -j OWN'],
  ['-A INPUT -s nobody -j DROP', 'nobody is no IPv4 address'],
  ['-A INPUT --strange 1 -j DROP', '--strange belongs to no match or target'],
  [
    '-A INPUT -m comment --comment "two words" -j DROP',
    'nft ACCEPT | 1 -A INPUT -s 10.0.0.1 -j OWN | 2 -A INPUT -p tcp -j DROP | 3 -A INPUT -m comment --comment "two words" -j DROP',
  ],
  ['-A INPUT -m comment --comment "two words', 'a quote is not closed'],
  ['-t odd -A INPUT -j DROP', 'there is no table odd'],
  ['-t', 'there is no table '],
  ['-A', 'a command and a chain are needed'],
  ['', 'a command and a chain are needed'],
  ['-t nat -A POSTROUTING -j MASQUERADE', 'nft ACCEPT | 1 -A POSTROUTING -j MASQUERADE'],
  ['-t nat -A INPUT -j ACCEPT', 'nft ACCEPT | 1 -A INPUT -j ACCEPT'],
  ['-t nat -A FORWARD -j ACCEPT', 'there is no chain FORWARD in nat'],
  ['-t raw -A OUTPUT -j CT --notrack', 'nft ACCEPT | 1 -A OUTPUT -j CT --notrack'],
  ['-t mangle -A FORWARD -j ACCEPT', 'nft ACCEPT | 1 -A FORWARD -j ACCEPT'],
  ['-t security -A FORWARD -j ACCEPT', 'nft ACCEPT | 1 -A FORWARD -j ACCEPT'],
  ['iptables-nft -A OWN -j DROP', 'nft - | 1 -A OWN -j DROP'],
  ['iptables-legacy -A FORWARD -j DROP', 'legacy ACCEPT | 1 -A FORWARD -j DROP'],
  ['ip6tables -A INPUT -j DROP', 'ip6tables is no change: -A, -I, -D, -R, -P, -N and -F are'],
];

describe('A change of the rules', () => {
  for (const [text, after] of cases)
    it(text === '' ? 'without a word' : text, () => assert.equal(changed(text), after));

  it('is one of the rules that the plain iptables works on', () =>
    assert.equal(changed('-P INPUT DROP', world, 'legacy'), 'legacy DROP'));

  it('is none of rules that are not known', () =>
    assert.equal(
      changed('-P INPUT DROP', { ...world, backEnds: world.backEnds.slice(0, 1) }, 'legacy'),
      'the rules of legacy are not known',
    ));

  it('takes the last table of the name', () => {
    const twice = device(`${RULES}${rulesOf({ filter: [] })}`);
    assert.equal(changed('-A INPUT -j DROP', twice), 'nft ACCEPT | 1 -A INPUT -j DROP');
  });

  it('leaves all else as it is, and each rule that keeps its place', () => {
    const edit = readEdit('-A INPUT -p udp -j ACCEPT');
    assert.ok(!isProblem(edit));
    const after = withEdit(world, edit, 'nft');
    assert.ok(!isProblem(after));
    const chains = (one: World) => tableOf(one.backEnds[0]?.ruleset ?? emptyRuleset, 'filter')?.chains ?? [];
    assert.equal(chains(after)[1], chains(world)[1]);
    assert.equal(chains(after)[0]?.rules[1], chains(world)[0]?.rules[1]);
    assert.deepEqual(
      [after.backEnds[1], chains(world)[0]?.rules.length],
      [{ name: 'legacy', ruleset: emptyRuleset }, 2],
    );
    assert.deepEqual(world.backEnds[0]?.ruleset, rulesetOf(RULES));
  });
});
