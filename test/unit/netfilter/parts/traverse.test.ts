import assert from 'node:assert/strict';
import { ruleSteps } from '../../../../core/src/model/netfilter/step.js';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import { device, packetOf, rulesetOf, rulesOf, told } from '../worlds.js';

const KNOCK = packetOf('tcp 172.30.224.1 > 172.30.230.10:22');

/** The rules of INPUT that a packet meets, by their numbers; behind a policy, `policy`. */
const met = (filter: readonly string[], packet = KNOCK): string =>
  ruleSteps(walk(device(rulesOf({ filter })), packet).trail)
    .map(({ rule, chain }) => `${chain} ${rule?.number ?? 'policy'}`)
    .join(', ');

const closed = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_none, at) => `-A INPUT -p tcp -m tcp --dport ${from + at} -j DROP`);
const SEEN = '-A INPUT -p tcp -m tcp --dport 22';

describe('A chain', () => {
  for (const length of [0, 6, 7, 8, 9, 15, 16, 17, 40])
    it(`of ${length} rules that do not fit is passed to those that do`, () => {
      const long = [...closed(1000, length), SEEN, ...closed(2000, length), SEEN, '-A INPUT -p tcp -j ACCEPT'];
      assert.equal(met(long), [length, 2 * length + 1, 2 * length + 2].map((at) => `INPUT ${at + 1}`).join(', '));
    });

  for (const place of [0, 7, 8, 9, 30])
    it(`is met at its rule ${place + 1}, of which the index knows as of all others`, () => {
      const long = closed(1000, 40).map((rule, at) => (at === place ? SEEN : rule));
      assert.equal(met(long), `INPUT ${place + 1}, INPUT policy`);
    });

  it('that a jump comes back to goes on behind it, however long it is', () => {
    const long = [...closed(1000, 20), '-A INPUT -p tcp -j OWN', ...closed(2000, 20), SEEN];
    assert.equal(met([':OWN - [0:0]', ...long, '-A OWN -p udp']), 'INPUT 21, INPUT 42, INPUT policy');
  });

  it('that calls itself comes to an end', () => {
    const loop = [':OWN - [0:0]', '-A INPUT -j OWN', '-A OWN -j OWN'];
    const walked = walk(device(rulesOf({ filter: loop })), KNOCK);
    assert.equal(told(walked).split(' | ').at(-1), '(accepted (listener sshd -))');
    assert.equal(walked.trail.length, 5001);
  });
});

describe('A rule that the model cannot follow', () => {
  it('may accept, drop or go on', () => {
    const { verdict } = walk(device(rulesOf({ filter: ['-A INPUT -p tcp -j NFQUEUE', '-A INPUT -j REJECT'] })), KNOCK);
    assert.ok(verdict.kind === 'depends');
    assert.deepEqual(
      verdict.outcomes.map(({ verdict: one, when }) => [one.kind, ...when]),
      [
        ['accepted', '-A INPUT -p tcp -j NFQUEUE does accept'],
        ['dropped', '-A INPUT -p tcp -j NFQUEUE does drop'],
        ['rejected', '-A INPUT -p tcp -j NFQUEUE does continue'],
      ],
    );
  });
});

describe('Of the two back ends', () => {
  const both = (nft: string, legacy: string) =>
    device('', {
      backEnds: [
        { name: 'nft', ruleset: rulesetOf(nft) },
        { name: 'legacy', ruleset: rulesetOf(legacy) },
      ],
    });
  const filter = (...rules: readonly string[]): string => rulesOf({ filter: rules });
  const kinds = (nft: string, legacy: string): string => {
    const { verdict } = walk(both(nft, legacy), KNOCK);
    return verdict.kind === 'depends'
      ? verdict.outcomes.map(({ verdict: one, when }) => `${one.kind}: ${when.join()}`).join(' | ')
      : verdict.kind;
  };

  it('either may stop a packet', () => {
    assert.equal(kinds(filter(), filter('-A INPUT -j DROP')), 'dropped');
    assert.equal(kinds(filter('-A INPUT -j DROP'), filter()), 'dropped');
    assert.equal(kinds(filter(), filter()), 'accepted');
  });

  it('no snapshot tells which goes first, where both do something', () =>
    assert.equal(
      kinds(filter('-A INPUT -j DROP'), filter('-A INPUT -j REJECT')),
      'dropped: filter of nft comes before filter of legacy | rejected: not: filter of nft comes before filter of legacy',
    ));

  it('nor where one has a policy alone', () => {
    const policy = filter().replace(':INPUT ACCEPT', ':INPUT DROP');
    assert.equal(
      kinds(policy, filter('-A INPUT -j REJECT')),
      'dropped: filter of nft comes before filter of legacy | rejected: not: filter of nft comes before filter of legacy',
    );
    assert.equal(kinds(policy, filter()), 'dropped');
  });

  it('each order is asked for by table', () => {
    const nft = rulesOf({ mangle: ['-A PREROUTING -p udp -j DROP'], filter: ['-A INPUT -j DROP'] });
    const legacy = rulesOf({ mangle: ['-A PREROUTING -p udp -j DROP'], filter: ['-A INPUT -j REJECT'] });
    const { verdict } = walk(both(nft, legacy), KNOCK);
    assert.ok(verdict.kind === 'depends');
    assert.deepEqual(
      verdict.outcomes.map(({ when }) => when),
      [
        ['mangle of nft comes before mangle of legacy', 'filter of nft comes before filter of legacy'],
        ['mangle of nft comes before mangle of legacy', 'not: filter of nft comes before filter of legacy'],
      ],
    );
  });

  it('the first that translates ends it', () =>
    assert.equal(
      kinds(
        rulesOf({ nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'] }),
        rulesOf({ nat: ['-A PREROUTING -p tcp -m tcp --dport 9000 -j REDIRECT --to-ports 7'] }),
      ),
      'accepted',
    ));

  it('what neither translates stays what it was', () =>
    assert.equal(
      kinds(rulesOf({ nat: [] }), rulesOf({ nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 7'] })),
      'nobodyListening',
    ));
});

describe('A translation is told', () => {
  const steps = (rule: string, packet = KNOCK): string => told(walk(device(rulesOf({ nat: [rule] })), packet));

  it('with its port, where that is one', () => {
    assert.match(
      steps('-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'),
      /destination becomes 172\.30\.230\.10:9000 \|/,
    );
    assert.match(steps('-A INPUT -p tcp -j SNAT --to-source 172.18.0.9:1024'), /source becomes 172\.18\.0\.9:1024 \|/);
    assert.match(steps('-A INPUT -p tcp -j SNAT --to-source 172.18.0.9'), /source becomes 172\.18\.0\.9 \|/);
  });

  it('without one, where there is none', () =>
    assert.match(
      steps('-A PREROUTING -j REDIRECT', packetOf('icmp 172.30.224.1 > 172.17.0.1')),
      /destination becomes 172\.30\.230\.10 \|/,
    ));

  it('and DROP in nat stops the packet', () =>
    assert.match(
      told(walk(device(rulesOf({ nat: ['-A PREROUTING -p tcp -m conntrack --ctstate NEW -j DROP'] })), KNOCK)),
      /\(dropped rule 1 of PREROUTING in nat/,
    ));
});
