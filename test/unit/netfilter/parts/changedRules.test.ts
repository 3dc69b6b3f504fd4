import assert from 'node:assert/strict';
import { changesBetween, differing, HOOKS } from '../../../../core/src/model/netfilter/changedRules.js';
import { TABLES } from '../../../../core/src/model/netfilter/chains.js';
import { EVERYTHING } from '../../../../core/src/model/netfilter/reach.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { chainOf, type Rule } from '../../../../core/src/parse/iptables/rule.js';
import { device, rulesetOf, rulesOf } from '../worlds.js';

/** Worlds that share what is not about rules. */
const base = device('');
const ruled = (text: string): World => ({ ...base, backEnds: device(text).backEnds });

const ported = (ports: string): string[] =>
  Array.from(ports, (port) => `-A INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`);
const listed = (ports: string): readonly Rule[] =>
  chainOf(rulesetOf(rulesOf({ filter: ported(ports) })), 'filter', 'INPUT')?.rules ?? [];

describe('Of two lists of rules differ', () => {
  /** Each figure is a rule; those of the first list come first. */
  const cases: readonly (readonly [before: string, after: string, differ: string])[] = [
    ['123', '123', ''],
    ['', '', ''],
    ['123', '1243', '4'],
    ['123', '13', '2'],
    ['123', '4123', '4'],
    ['123', '1234', '4'],
    ['123', '', '123'],
    ['', '12', '12'],
    ['12', '21', '22'],
    ['1234', '2341', '11'],
    ['1234', '4123', '44'],
    ['12345', '52341', '1551'],
    ['1223', '123', '2'],
    ['123', '1223', '2'],
    ['1212', '2121', '12122121'],
    ['123456', '163452', '2662'],
  ];
  for (const [before, after, expected] of cases)
    it(`${before} ${after}`, () => {
      const ports = differing(listed(before), listed(after)).map(({ text }) => /--dport (\d)/.exec(text)?.[1] ?? '');
      assert.equal(ports.join(''), expected);
    });
});

describe('Of two worlds, rules differ', () => {
  const told = (before: World, after: World): readonly string[] | null => {
    const changes = changesBetween(before, after);
    return changes === null
      ? null
      : [
          ...TABLES.flatMap((table) =>
            HOOKS.flatMap((hook) =>
              changes
                .at(table, hook)
                .map(
                  (reach) =>
                    `${table} ${hook} ${reach === EVERYTHING ? 'all' : JSON.stringify(reach.bounds.at(-1)?.ranges)}`,
                ),
            ),
          ),
          `${changes.tables.join()}${changes.policies ? ' by policies' : ''}`,
        ];
  };
  const filter = (...rules: readonly string[]): World =>
    ruled(`*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n${rules.join('\n')}\nCOMMIT\n`);
  const plain = filter(...ported('1'));
  const own = filter(':OWN - [0:0]', '-A INPUT -j OWN', ...ported('1'));

  const cases: readonly (readonly [name: string, before: World, after: World, told: readonly string[] | null])[] = [
    ['nowhere', plain, filter(...ported('1')), ['']],
    ['in a chain of the kernel', plain, filter(...ported('12')), ['filter INPUT [[2,2]]', 'filter']],
    [
      'in a chain that hooks lead to',
      own,
      filter(':OWN - [0:0]', '-A INPUT -j OWN', ...ported('1'), '-A OWN -p tcp -m tcp --dport 2 -j DROP'),
      ['filter INPUT [[2,2]]', 'filter'],
    ],
    [
      'in a chain that no hook leads to',
      filter(':OWN - [0:0]'),
      filter(':OWN - [0:0]', '-A OWN -p tcp -m tcp --dport 2 -j DROP'),
      ['filter'],
    ],
    [
      'by a chain that there was not',
      filter('-A INPUT -p tcp -m tcp --dport 3 -j OWN'),
      filter(':OWN - [0:0]', '-A INPUT -p tcp -m tcp --dport 3 -j OWN'),
      ['filter INPUT [[3,3]]', 'filter'],
    ],
    [
      'by a policy',
      plain,
      ruled(`*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n${ported('1').join('\n')}\nCOMMIT\n`),
      ['filter INPUT all', 'filter by policies'],
    ],
    ['by a table', base, plain, ['filter INPUT [[1,1]]', 'filter']],
    ['by an empty table', base, filter(), ['']],
    [
      'in a back end',
      plain,
      {
        ...plain,
        backEnds: [
          ...plain.backEnds.slice(0, 1),
          { name: 'legacy', ruleset: rulesetOf(rulesOf({ filter: ported('2') })) },
        ],
      },
      ['filter INPUT [[2,2]]', 'filter'],
    ],
    ['and more does', plain, { ...plain, listeners: null }, null],
    ['and connections are tracked', plain, filter(...ported('1'), '-A INPUT -m conntrack --ctstate NEW -j DROP'), null],
  ];
  for (const [name, before, after, expected] of cases) it(name, () => assert.deepEqual(told(before, after), expected));
});
