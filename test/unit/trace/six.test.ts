import assert from 'node:assert/strict';
import { PacketTrace, type TraceWish } from '../../../core/src/contract/trace.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import { trace } from '../../../core/src/trace/trace.js';
import { rulesOf } from '../../support/firewall.js';
import { withCard } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const table = (lines: readonly string[], policy = 'DROP'): string =>
  [
    '*filter',
    ...['INPUT', 'FORWARD', 'OUTPUT'].map((chain) => `:${chain} ${policy} [0:0]`),
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ...lines,
    'COMMIT',
    '',
  ].join('\n');

const stock = ['-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT', '-A OUTPUT -j ACCEPT'];

const live = (lines: readonly string[], policy?: string): Change => ({
  'guest.ip6tablesLegacy': rulesOf(table(lines, policy)),
});

const saved = (text: string): Change => ({
  'guest.ip6save': {
    path: '/etc/systemd/scripts/ip6save',
    changedAt: null,
    text,
    ruleset: parseIptablesSave(text),
  },
});

const card: Change = {
  'guest.interfaces': withCard({
    addresses: [
      { family: 'inet', address: '172.27.120.111', prefixLength: 20, scope: 'global', dynamic: true },
      { family: 'inet6', address: 'fe80::215:5dff:fe00:1', prefixLength: 64, scope: 'link', dynamic: false },
      { family: 'inet6', address: '2001:db8::10', prefixLength: 64, scope: 'global', dynamic: false },
    ],
  }),
};

const ask = (wish: Partial<TraceWish>, ...changes: readonly Change[]): PacketTrace =>
  PacketTrace.parse(
    trace(snapshotOf(card, live(stock), ...changes), {
      from: 'lan',
      to: '2001:db8::10',
      protocol: 'tcp',
      port: 8883,
      withRules: [],
      ...wish,
    }),
  );

const from = (source: string): readonly string[] => [`-A INPUT -s ${source} -p tcp -m tcp --dport 8883 -j ACCEPT`];

describe('A trace of IPv6', () => {
  const cases: [string, Partial<TraceWish>, readonly Change[], PacketTrace['verdict'], RegExp][] = [
    ['the default DROP', {}, [], 'dropped', /policy of INPUT/],
    ['what the rules let in', {}, [live([...from('2001:db8::/32')])], 'depends', /-s 2001:db8::\/32/],
    ['a sender in the prefix', { from: '2001:db8::7' }, [live(from('2001:db8::/32'))], 'unseen', /not walked/],
    [
      'a sender beside the prefix',
      { from: '2001:db9::7' },
      [live(from('2001:db8::/32'))],
      'dropped',
      /policy of INPUT/,
    ],
    ['a sender of the link', { from: 'fe80::1%eth0', to: 'vm' }, [live(from('fe80::/10'))], 'unseen', /let it in/],
    ['what the VM sends', { from: 'vm', to: '2001:db8:1::1' }, [], 'unseen', /let it pass/],
    ['what the VM sends, dropped', { from: 'vm', to: '2001:db8:1::1' }, [live([])], 'dropped', /policy of OUTPUT/],
    ['what passes through', { to: '2001:db8:2::1' }, [], 'dropped', /policy of FORWARD/],
    ['ping, which is let in', { protocol: 'icmp', port: null }, [], 'unseen', /let it in/],
    ['a REJECT', {}, [live(['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'])], 'rejected', /tcp-reset/],
    [
      'a match that IPv6 is not walked by',
      {},
      [live(['-A INPUT -m addrtype --dst-type LOCAL -j ACCEPT'])],
      'depends',
      /addrtype/,
    ],
    ['no rules at all', {}, [{ 'guest.ip6tablesLegacy': rulesOf('') }], 'unseen', /not walked/],
    [
      'a translation',
      {},
      [
        {
          'guest.ip6tablesLegacy': rulesOf(
            '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j REDIRECT --to-ports 80\nCOMMIT\n',
          ),
        },
      ],
      'unseen',
      /translates/,
    ],
    [
      'a table of nft that filters both',
      {},
      [live([], 'ACCEPT'), { 'guest.nftTables': ['inet firewalld'] }],
      'depends',
      /inet firewalld/,
    ],
  ];
  for (const [name, wish, changes, verdict, says] of cases) {
    it(`tells ${name}`, () => {
      const seen = ask(wish, ...changes);
      assert.equal(seen.verdict, verdict, seen.message);
      assert.match([seen.message, ...seen.dependsOn].join('\n'), says);
      assert.match(seen.notes.join('\n'), /routes, listeners and containers are not/);
    });
  }

  it('tells what the saved rules make of it after the next start', () => {
    const note = /After the next start, with the saved rules: Dropped by policy of INPUT/;
    assert.match(ask({}, live([], 'ACCEPT'), saved(table(stock))).notes.join('\n'), note);
    assert.doesNotMatch(ask({}, saved(table(stock))).notes.join('\n'), /After the next start/);
    assert.match(ask({}, saved('*filter\n-A NOWHERE -j DROP\nCOMMIT\n')).notes.join('\n'), /ip6save does not load/);
  });

  it('names the ends as they were asked for', () => {
    const { from: sender, to, hops } = ask({ from: '2001:db8::7' });
    assert.deepEqual([sender.address, to.address, to.kind], ['2001:db8::7', '2001:db8::10', 'vm']);
    assert.match(hops[0]?.text ?? '', /tcp from 2001:db8::7 to 2001:db8::10:8883 comes in by eth0/);
  });

  it('takes no name and no rules', () => {
    assert.throws(
      () => ask({ from: 'edgeHub' }),
      (error) => error instanceof CoreFault && error.id === 'TraceEndUnknown',
    );
    assert.throws(
      () => ask({ withRules: ['-A INPUT -j ACCEPT'] }),
      (error) => error instanceof CoreFault && error.id === 'RuleHasNoPlace',
    );
  });
});
