import assert from 'node:assert/strict';
import { toBigInt } from '../../../../core/src/ipv6.js';
import { walkSix, type SixPacket } from '../../../../core/src/model/netfilter/sixWalk.js';
import { device, rulesOf, told } from '../worlds.js';

const KNOCK: SixPacket = {
  ...{ protocol: 'tcp', port: 22, inInterface: 'eth0', outInterface: null },
  ...{ source: toBigInt('2001:db8::7'), destination: toBigInt('2001:db8::10') },
  ...{ sourceText: '2001:db8::7', destinationText: '2001:db8::10' },
};
const OUT: SixPacket = { ...KNOCK, inInterface: null, outInterface: 'eth0' };
const PASSING: SixPacket = { ...KNOCK, outInterface: 'docker0' };
const PING: SixPacket = { ...KNOCK, protocol: 'icmp' };

type Tables = Parameters<typeof rulesOf>[0];
const outcome = (tables: Tables, packet: SixPacket): string => {
  const { verdict, ...walked } = walkSix(device(rulesOf(tables)), packet);
  return verdict.kind === 'depends'
    ? verdict.outcomes.map((one) => [one.verdict.kind, ...one.when].join(' ')).join(' || ')
    : told({ ...walked, verdict, trail: [] });
};

/** The kinds of the ways a packet has, by a rule that drops what meets these conditions. */
const dropping = (conditions: string, packet: SixPacket, chain = 'INPUT'): string => {
  const { verdict } = walkSix(device(rulesOf({ filter: [`-A ${chain} ${conditions} -j DROP`] })), packet);
  return verdict.kind === 'depends' ? verdict.outcomes.map((one) => one.verdict.kind).join(' or ') : verdict.kind;
};

const stops: readonly (readonly [name: string, tables: Tables, packet: SixPacket, outcome: string])[] = [
  ['let in', {}, KNOCK, '(unseen the IPv6 rules let it in; what of the VM takes IPv6 is not walked)'],
  ['let out', {}, OUT, '(unseen the IPv6 rules let it pass; the ways of IPv6 behind them are not walked)'],
  ['let through', {}, PASSING, '(unseen the IPv6 rules let it pass; the ways of IPv6 behind them are not walked)'],
  [
    'stopped in INPUT',
    { filter: ['-A INPUT -j DROP'] },
    KNOCK,
    '(dropped rule 1 of INPUT in filter (nft): -A INPUT -j DROP)',
  ],
  [
    'not stopped in INPUT, where it passes',
    { filter: ['-A INPUT -j DROP', '-A OUTPUT -j DROP'] },
    PASSING,
    '(unseen the IPv6 rules let it pass; the ways of IPv6 behind them are not walked)',
  ],
  [
    'stopped in FORWARD',
    { filter: ['-A FORWARD -j DROP'] },
    PASSING,
    '(dropped rule 1 of FORWARD in filter (nft): -A FORWARD -j DROP)',
  ],
  [
    'stopped in OUTPUT',
    { security: ['-A OUTPUT -j DROP'] },
    OUT,
    '(dropped rule 1 of OUTPUT in security (nft): -A OUTPUT -j DROP)',
  ],
  [
    'stopped before anything else',
    { raw: ['-A PREROUTING -j DROP'] },
    KNOCK,
    '(dropped rule 1 of PREROUTING in raw (nft): -A PREROUTING -j DROP)',
  ],
  [
    'stopped in mangle',
    { mangle: ['-A INPUT -j DROP'] },
    KNOCK,
    '(dropped rule 1 of INPUT in mangle (nft): -A INPUT -j DROP)',
  ],
  [
    'refused',
    { filter: ['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'] },
    KNOCK,
    '(rejected rule 1 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with tcp-reset tcp-reset refused)',
  ],
  [
    'refused as a port',
    { filter: ['-A INPUT -j REJECT --reject-with icmp6-port-unreachable'] },
    KNOCK,
    'unseen -A INPUT -j REJECT --reject-with icmp6-port-unreachable does accept || dropped -A INPUT -j REJECT --reject-with icmp6-port-unreachable does drop',
  ],
  [
    'refused as a network',
    { filter: ['-A INPUT -j REJECT --reject-with icmp6-adm-prohibited'] },
    KNOCK,
    'unseen -A INPUT -j REJECT --reject-with icmp6-adm-prohibited does accept || dropped -A INPUT -j REJECT --reject-with icmp6-adm-prohibited does drop',
  ],
  [
    'translated',
    { nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 80'] },
    KNOCK,
    '(unseen a rule translates it, and that is not walked for IPv6)',
  ],
];

describe('By the rules of IPv6, a packet is', () => {
  for (const [name, tables, packet, expected] of stops) it(name, () => assert.equal(outcome(tables, packet), expected));

  it('no connection to raw, and a new one behind it', () => {
    const rule = (chain: string, state: string): string => `-A ${chain} -m conntrack --ctstate ${state} -j DROP`;
    const verdict = (tables: Tables): string => walkSix(device(rulesOf(tables)), KNOCK).verdict.kind;
    assert.equal(verdict({ raw: [rule('PREROUTING', 'NEW')] }), 'unseen');
    assert.equal(verdict({ mangle: [rule('PREROUTING', 'NEW')] }), 'dropped');
    assert.equal(verdict({ filter: [rule('INPUT', 'NEW')] }), 'dropped');
  });

  it('told with the ends that were asked', () => {
    const { end } = walkSix(device(rulesOf({})), KNOCK);
    const { source, destination } = end.now;
    assert.deepEqual(
      [source.name, source.format(0), end.original.source.format(0)],
      ['source', '2001:db8::7', '2001:db8::7'],
    );
    assert.deepEqual([destination.name, destination.format(0)], ['destination', '2001:db8::10']);
  });
});

const fits: readonly (readonly [conditions: string, packet: SixPacket, kind: string])[] = [
  ['-s 2001:db8::/64', KNOCK, 'dropped'],
  ['-s 2001:db9::/64', KNOCK, 'unseen'],
  ['! -s 2001:db8::/64', KNOCK, 'unseen'],
  ['-d 2001:db8::10', KNOCK, 'dropped'],
  ['-d 2001:db8::7', KNOCK, 'unseen'],
  ['-s 2001:db8::/64', { ...KNOCK, source: null }, 'dropped or unseen'],
  ['-p tcp -m tcp --dport 22', KNOCK, 'dropped'],
  ['-p tcp -m multiport --dports 80,443', KNOCK, 'unseen'],
  ['-m state --state NEW', KNOCK, 'dropped'],
  ['-m conntrack --ctstate ESTABLISHED', KNOCK, 'unseen'],
  ['-m conntrack --ctorigdst 2001:db8::10', KNOCK, 'dropped or unseen'],
  ['-m conntrack --ctstate NEW --ctorigdst 2001:db8::10', KNOCK, 'dropped or unseen'],
  ['-m addrtype --dst-type LOCAL', KNOCK, 'dropped or unseen'],
  ['-m addrtype --dst-type LOCAL -p udp', KNOCK, 'unseen'],
  ['-m comment --comment mine', KNOCK, 'dropped'],
  ['-p ipv6-icmp -m icmp6 --icmpv6-type 128', PING, 'dropped'],
  ['-p ipv6-icmp -m icmp6 --icmpv6-type 129', PING, 'unseen'],
  ['-p ipv6-icmp -m icmp6 ! --icmpv6-type 128', PING, 'unseen'],
  ['-p ipv6-icmp -m icmp6 --icmpv6-type echo-request', PING, 'dropped or unseen'],
  ['-p ipv6-icmp', KNOCK, 'unseen'],
  ['-i eth0', KNOCK, 'dropped'],
];

describe('A rule of IPv6', () => {
  for (const [conditions, packet, kind] of fits)
    it(`${conditions}: ${kind}`, () => assert.equal(dropping(conditions, packet), kind));

  it('that is only open in what IPv6 is not walked by is asked as it is written', () => {
    const when = (conditions: string): string =>
      outcome({ filter: [`-A INPUT ${conditions} -j DROP`] }, { ...KNOCK, source: null, destination: null });
    assert.equal(when('! -s 2001:db8::/64'), 'unseen -s 2001:db8::/64 || dropped not: -s 2001:db8::/64');
    assert.equal(when('-d 2001:db8::10/128'), 'dropped -d 2001:db8::10/128 || unseen not: -d 2001:db8::10/128');
    assert.equal(
      when('-m conntrack --ctorigdst 2001:db8::10'),
      'dropped -m conntrack --ctorigdst 2001:db8::10 || unseen not: -m conntrack --ctorigdst 2001:db8::10',
    );
  });
});
