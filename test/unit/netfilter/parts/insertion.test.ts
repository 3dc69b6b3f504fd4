import assert from 'node:assert/strict';
import { withInsertion, type Insertion } from '../../../../core/src/model/netfilter/insertion.js';
import { passes } from '../../../../core/src/model/netfilter/opening.js';
import type { Decided } from '../../../../core/src/model/netfilter/verdict.js';
import { chainOf, emptyRuleset } from '../../../../core/src/parse/iptables/rule.js';
import { device, rulesetOf, rulesOf } from '../worlds.js';

const text = rulesOf({ nat: [], filter: ['-A INPUT -p tcp -j DROP', '-A INPUT -p udp -j DROP', '-A FORWARD -j DROP'] });
const world = device(text);
const PUT: Insertion = {
  ...{ backEnd: 'nft', table: 'filter', chain: 'INPUT', position: 2 },
  rule: ['-s', '10.0.0.1/32', '-m', 'comment', '--comment', 'two words', '-j', 'ACCEPT'],
};

const chain = (more: Partial<Insertion>, name = 'INPUT'): string[] | undefined => {
  const found = withInsertion(world, { ...PUT, ...more });
  const ruleset = found?.world.backEnds[0]?.ruleset ?? emptyRuleset;
  return found === null
    ? undefined
    : chainOf(ruleset, 'filter', name)?.rules.map((rule) => `${rule.number} ${rule.text}`);
};

const OURS = '-A INPUT -s 10.0.0.1/32 -m comment --comment "two words" -j ACCEPT';

describe('A rule that is put into a chain', () => {
  it('stands before the one that had its place', () => {
    assert.deepEqual(chain({}), ['1 -A INPUT -p tcp -j DROP', `2 ${OURS}`, '3 -A INPUT -p udp -j DROP']);
    assert.deepEqual(chain({ position: 1 }), [`1 ${OURS}`, '2 -A INPUT -p tcp -j DROP', '3 -A INPUT -p udp -j DROP']);
    assert.deepEqual(chain({ position: 3 }), ['1 -A INPUT -p tcp -j DROP', '2 -A INPUT -p udp -j DROP', `3 ${OURS}`]);
  });

  it('is told as it stands there', () => {
    const rule = withInsertion(world, PUT)?.rule;
    assert.deepEqual([rule?.number, rule?.text, rule?.target?.name], [2, OURS, 'ACCEPT']);
  });

  it('leaves all else as it is', () => {
    assert.deepEqual(chain({}, 'FORWARD'), ['1 -A FORWARD -j DROP']);
    const { backEnds = [] } = withInsertion(world, PUT)?.world ?? {};
    assert.deepEqual(backEnds[0]?.ruleset.tables[0], rulesetOf(text).tables[0]);
    assert.equal(backEnds[1], world.backEnds[1]);
    assert.deepEqual(world.backEnds[0]?.ruleset, rulesetOf(text));
  });

  it('is none where there is no such chain, and where it is none', () => {
    assert.equal(chain({ chain: 'OWN' }), undefined);
    assert.equal(chain({ backEnd: 'legacy' }), undefined);
    assert.equal(withInsertion({ ...world, backEnds: [] }, PUT), null);
  });
});

it('A firewall lets through what arrives, whether or not somebody answers', () => {
  const kinds = (
    ['accepted', 'nobodyListening', 'noWayBack', 'dropped', 'rejected', 'noRoute', 'martian'] as const
  ).filter((kind) => passes({ kind } as Decided));
  assert.deepEqual(kinds, ['accepted', 'nobodyListening', 'noWayBack']);
});
