import assert from 'node:assert/strict';
import { keyOf, type Decided } from '../../../../core/src/model/netfilter/verdict.js';
import { decidedBy, walk } from '../../../../core/src/model/netfilter/walk.js';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import type { RuleStep } from '../../../../core/src/model/netfilter/step.js';
import { device, packetOf, rulesOf } from '../worlds.js';

const by: RuleStep = {
  ...{ kind: 'rule', hook: 'INPUT', backEnd: 'nft', table: 'filter', chain: 'INPUT', rule: null, did: 'drop' },
};

/** Outcomes with the same key are the same answer. */
const keys: readonly (readonly [verdict: Decided, key: string])[] = [
  [{ kind: 'accepted', arrival: { where: 'vm' } }, 'accepted vm'],
  [{ kind: 'accepted', arrival: { where: 'network', device: 'eth0', gateway: null } }, 'accepted network'],
  [{ kind: 'dropped', by }, 'dropped'],
  [{ kind: 'rejected', by, type: 'tcp-reset', sender: 'refused' }, 'rejected tcp-reset refused'],
  [{ kind: 'noRoute', why: 'none', sender: 'timeOut' }, 'noRoute none timeOut'],
  [{ kind: 'rpFilter', device: 'eth0', mode: 'strict' }, 'rpFilter eth0 strict'],
  [{ kind: 'rpFilter', device: 'eth0', mode: null }, 'rpFilter eth0 '],
  [{ kind: 'martian', device: 'eth0', why: 'odd' }, 'martian eth0 odd'],
  [{ kind: 'nobodyListening', where: 'vm', sender: 'refused' }, 'nobodyListening vm refused'],
  [{ kind: 'unseen', what: 'a filter' }, 'unseen a filter'],
  [{ kind: 'noWayBack', why: 'lost', by }, 'noWayBack lost'],
];

describe('The key of a verdict', () => {
  for (const [verdict, key] of keys) it(key, () => assert.equal(keyOf(verdict), key));
});

const outcomes = (filter: readonly string[], ...packets: readonly Packet[]): unknown => {
  const { verdict } = walk(device(rulesOf({ filter })), ...packets);
  return verdict.kind === 'depends'
    ? {
        ways: verdict.outcomes.map(({ verdict: one, when }) => [one.kind, ...when]),
        on: verdict.on,
        assumes: verdict.assumes,
        complete: verdict.complete,
      }
    : verdict.kind;
};

const near = packetOf('tcp 172.30.224.1 > 172.30.230.10:22');
const far = packetOf('tcp 172.30.224.9 > 172.30.230.10:22');

describe('A walk of several packets', () => {
  it('has one verdict, where they fare alike', () => assert.equal(outcomes([], near, far), 'accepted'));

  it('says which of them fares how', () =>
    assert.deepEqual(outcomes(['-A INPUT -s 172.30.224.9 -j DROP'], near, far), {
      ways: [
        ['accepted', 'tcp 172.30.224.1 to 172.30.230.10:22 by eth0'],
        ['dropped', 'tcp 172.30.224.9 to 172.30.230.10:22 by eth0'],
      ],
      on: ['tcp 172.30.224.1 to 172.30.230.10:22 by eth0', 'tcp 172.30.224.9 to 172.30.230.10:22 by eth0'],
      assumes: false,
      complete: true,
    }));

  it('says what it depends on, once for both answers', () =>
    assert.deepEqual(outcomes(['-A INPUT -m ttl --ttl-lt 9 -j DROP'], near), {
      ways: [
        ['dropped', '-m ttl --ttl-lt 9'],
        ['accepted', 'not: -m ttl --ttl-lt 9'],
      ],
      on: ['-m ttl --ttl-lt 9'],
      assumes: true,
      complete: true,
    }));

  const several = packetOf('tcp 172.30.224.0/28 > 172.30.230.10:22');
  for (const [condition, negated, packet] of [
    ['-m set --match-set own src', '-m set ! --match-set own src', near],
    ['-m conntrack --ctexpire 5', '-m conntrack ! --ctexpire 5', near],
    ['-m mark --mark own', '-m mark ! --mark own', near],
    ['-s 172.30.0.1/255.255.0.255', '! -s 172.30.0.1/255.255.0.255', several],
  ] as const)
    it(`asks plainly for what is negated: ${condition}`, () => {
      const { verdict } = walk(device(rulesOf({ filter: [`-A INPUT ${negated} -j DROP`] })), packet);
      assert.ok(verdict.kind === 'depends');
      assert.deepEqual(
        verdict.outcomes.map(({ verdict: one, when }) => [one.kind, ...when]),
        [
          ['accepted', condition],
          ['dropped', `not: ${condition}`],
        ],
      );
    });

  it('assumes something, where one way alone does', () => {
    const rules = ['-A INPUT -s 172.30.224.1 -j ACCEPT', '-A INPUT -m ttl --ttl-lt 9 -j DROP', '-A INPUT -j REJECT'];
    assert.deepEqual(outcomes(rules, near, far), {
      ways: [
        ['accepted', 'tcp 172.30.224.1 to 172.30.230.10:22 by eth0'],
        ['dropped', 'tcp 172.30.224.9 to 172.30.230.10:22 by eth0', '-m ttl --ttl-lt 9'],
        ['rejected', 'tcp 172.30.224.9 to 172.30.230.10:22 by eth0', 'not: -m ttl --ttl-lt 9'],
      ],
      on: [
        'tcp 172.30.224.1 to 172.30.230.10:22 by eth0',
        'tcp 172.30.224.9 to 172.30.230.10:22 by eth0',
        '-m ttl --ttl-lt 9',
      ],
      assumes: true,
      complete: true,
    });
  });

  it('keeps apart to where an assumption takes it, though both are let in', () => {
    const nat = [
      '-A PREROUTING -p tcp -m ttl --ttl-lt 9 -j REDIRECT --to-ports 9000',
      '-A PREROUTING -p tcp -j REDIRECT --to-ports 8883',
    ];
    const { verdict } = walk(device(rulesOf({ nat }), { listeners: null }), near);
    assert.ok(verdict.kind === 'depends');
    assert.deepEqual(
      verdict.outcomes.map(({ end }) => end.now.destinationPort.lo),
      [9000, 8883],
    );
  });

  it('does not keep them apart where only the packet decides', () => {
    const nat = [
      '-A PREROUTING -p tcp -s 172.30.224.9 -j REDIRECT --to-ports 9000',
      '-A PREROUTING -p tcp -j REDIRECT --to-ports 8883',
    ];
    assert.equal(walk(device(rulesOf({ nat }), { listeners: null }), near, far).verdict.kind, 'accepted');
  });

  it('keeps them apart where an assumption takes one of them elsewhere', () => {
    const nat = [
      '-A PREROUTING -p tcp -s 172.30.224.9 -m ttl --ttl-lt 9 -j REDIRECT --to-ports 9000',
      '-A PREROUTING -p tcp -j REDIRECT --to-ports 8883',
    ];
    const { verdict } = walk(device(rulesOf({ nat }), { listeners: null }), near, far);
    assert.ok(verdict.kind === 'depends');
    assert.deepEqual(
      verdict.outcomes.map(({ end }) => end.now.destinationPort.lo),
      [8883, 9000],
    );
  });

  it('does not keep apart what ends alike, whatever was assumed and wherever it was taken', () => {
    const nat = ['-A PREROUTING -p tcp -m ttl --ttl-lt 9 -j REDIRECT --to-ports 9000'];
    const filter = ['-A INPUT -p tcp -j DROP'];
    assert.equal(walk(device(rulesOf({ nat, filter })), near).verdict.kind, 'dropped');
    const other = packetOf('tcp 172.30.224.1 > 172.17.0.1:22');
    assert.equal(outcomes(['-A INPUT -m ttl --ttl-lt 9 -j LOG'], near, other), 'accepted');
  });

  it('is not complete, where there are more ways than are walked', () => {
    const rules = Array.from({ length: 10 }, (_none, at) => `-A INPUT -m ttl --ttl-lt ${at} -j LOG`);
    const { verdict } = walk(device(rulesOf({ filter: rules })), near);
    assert.ok(verdict.kind === 'depends');
    assert.equal(verdict.complete, false);
    assert.equal(walk(device(rulesOf({ filter: rules.slice(0, 9) })), near).verdict.kind, 'accepted');
  });

  it('of no packet is none', () => assert.throws(() => walk(device(rulesOf({}))), /There is no packet to walk/));
});

it('What decides is told without its "not"', () =>
  assert.deepEqual(decidedBy([{ when: ['a', 'not: b'] }, { when: ['b', 'do not: c'] }]), ['a', 'b', 'do not: c']));
