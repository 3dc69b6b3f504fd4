import assert from 'node:assert/strict';
import { testsOf } from '../../../../core/src/model/netfilter/matches.js';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import { tableOf, type Rule } from '../../../../core/src/parse/iptables/rule.js';
import { device, packetOf, rulesetOf, rulesOf } from '../worlds.js';

const KNOCK = packetOf('tcp 172.30.224.1 > 172.30.230.10:22');

const ruleOf = (text: string): Rule => {
  const chains = tableOf(rulesetOf(rulesOf({ filter: [text] })), 'filter')?.chains ?? [];
  return chains.flatMap(({ rules }) => rules)[0] ?? assert.fail(text);
};

const texts = (conditions: string): readonly string[] =>
  testsOf(ruleOf(`-A INPUT ${conditions} -j DROP`)).map(({ text }) => text);

describe('The conditions of a rule are told as it writes them', () => {
  const cases: readonly (readonly [conditions: string, texts: readonly string[]])[] = [
    ['-s 10.0.0.0/8 -d 10.1.0.0/16 -i eth0 -p tcp', ['-p tcp', '-s 10.0.0.0/8', '-d 10.1.0.0/16', '-i eth0']],
    ['! -s 10.0.0.0/8', ['! -s 10.0.0.0/8']],
    ['-f', ['-f']],
    ['! -f', ['! -f']],
    ['-p tcp -m tcp --dport 22', ['-p tcp', '-m tcp --dport 22']],
    ['-m conntrack --ctstate NEW --ctdir ORIGINAL', ['-m conntrack --ctstate NEW -m conntrack --ctdir ORIGINAL']],
    ['-m addrtype ! --src-type LOCAL --limit-iface-in', ['-m addrtype ! --src-type LOCAL']],
    ['-m comment --comment x', ['-m comment --comment x']],
  ];
  for (const [conditions, expected] of cases) it(conditions, () => assert.deepEqual(texts(conditions), expected));

  it('-o', () =>
    assert.deepEqual(
      testsOf(ruleOf('-A OUTPUT -o eth1 -j DROP')).map(({ text }) => text),
      ['-o eth1'],
    ));

  it('with what no snapshot tells behind all others', () =>
    assert.deepEqual(texts('-m set --match-set x src -m limit --limit 1/hour -p tcp -m tcp --dport 22'), [
      '-p tcp',
      '-m tcp --dport 22',
      '-m set --match-set x src',
      '-m limit --limit 1/hour',
    ]));

  it('the whole of one that is not understood', () => {
    const rule = { ...ruleOf('-A INPUT -s 10.0.0.1 -j DROP'), problem: 'not understood' };
    assert.deepEqual(
      testsOf(rule).map(({ text, uncertain }) => [text, uncertain]),
      [[rule.text, true]],
    );
  });
});

/** What the answer depends on, in the order in which it is asked; `-`: nothing is asked. */
const asks = (rules: readonly string[], packet: Packet = KNOCK): string => {
  const { verdict } = walk(device(rulesOf({ filter: rules })), packet);
  return verdict.kind === 'depends'
    ? verdict.outcomes.map(({ verdict: one, when }) => `${one.kind} ${when.join(', ')}`).join(' | ')
    : verdict.kind;
};

describe('What a snapshot cannot tell is asked', () => {
  for (const condition of [
    '-m limit --limit 1/hour',
    '-m set --match-set x src',
    '-m ttl --ttl-lt 70',
    '-m recent --name x --rcheck',
    '-m recent ! --name x --rcheck',
    '-m mark --mark many',
    '-m iprange --src-range many',
    '-m pkttype --pkt-type odd',
    '-m conntrack --ctstate ODD',
    '-m conntrack --ctexpire 10',
    '-m conntrack --ctorigsrc name',
    '-m conntrack --ctproto odd',
    '-m conntrack --ctorigdstport many',
    '-p tcp -m tcp --dport many',
    '-p tcp -m tcp --tcp-flags ODD SYN',
    '-p tcp -m tcp --tcp-flags SYN ODD',
  ])
    it(condition, () => {
      const { verdict } = walk(device(rulesOf({ filter: [`-A INPUT ${condition} -j DROP`] })), KNOCK);
      assert.ok(verdict.kind === 'depends');
      assert.deepEqual(verdict.outcomes.map(({ verdict: one }) => one.kind).sort(), ['accepted', 'dropped']);
      assert.equal(verdict.on.length, 1);
    });

  it('once for the same condition, and anew where it may change from packet to packet', () => {
    assert.equal(asks(['-A INPUT -m ttl --ttl-lt 70 -j RETURN', '-A INPUT -m ttl --ttl-lt 70 -j DROP']), 'accepted');
    assert.match(
      asks(['-A INPUT -m limit --limit 1/hour -j RETURN', '-A INPUT -m limit --limit 1/hour -j DROP']),
      /dropped not: .*, -m limit/,
    );
  });

  it('once for a set that both rules look an address up in, but for each translation of it anew', () => {
    const inSet = (side: string): string => `-m set --match-set x ${side}`;
    assert.equal(asks([`-A INPUT ${inSet('src')} -j RETURN`, `-A INPUT ${inSet('src')} -j DROP`]), 'accepted');
    assert.match(asks([`-A INPUT ${inSet('src')} -j RETURN`, `-A INPUT ${inSet('dst')} -j DROP`]), /dropped/);
    const { verdict } = walk(
      device(
        rulesOf({
          mangle: [`-A PREROUTING ${inSet('dst')} -j ACCEPT`],
          nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'],
          filter: [`-A INPUT ${inSet('dst')} -j DROP`],
        }),
      ),
      KNOCK,
    );
    assert.ok(verdict.kind === 'depends');
    assert.equal(verdict.outcomes.length, 2);
  });

  it('not where another condition already does not fit', () =>
    assert.equal(asks(['-A INPUT -m limit --limit 1/hour -p udp -j DROP']), 'accepted'));

  it('for a set of addresses and a mask that is no prefix, not for one address', () => {
    const rule = '-A INPUT -s 172.30.0.1/255.255.0.255 -j DROP';
    assert.equal(asks([rule]), 'dropped');
    assert.match(
      asks([rule], packetOf('tcp 172.30.224.1/30 > 172.30.230.10:22')),
      /^dropped -s 172.30.0.1.255.255.0.255 \| accepted not: /,
    );
  });

  it('not of an old option of tcp without a value: a whole packet has a header', () =>
    assert.equal(asks(['-A INPUT -p tcp -m tcp -j DROP']), 'dropped'));
});
