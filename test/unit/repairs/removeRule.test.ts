import assert from 'node:assert/strict';
import type { FirewallWish, RepairPlan } from '../../../core/src/contract/plan.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import { planFirewall } from '../../../core/src/repairs/planFirewall.js';
import { rulesOf, savedText } from '../../support/firewall.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const path = '/etc/systemd/scripts/ip4save';
const marked = (rule: string, index: number): string =>
  rule.replace('-j', `-m comment --comment eflownetdiag:${String(index).padStart(16, '0')} -j`);

const port = (number: number | string, target = 'ACCEPT'): string => `-p tcp -m tcp --dport ${number} -j ${target}`;
const rules = {
  port: `-A INPUT ${port(1884)}`,
  udp: '-A INPUT -p udp -m udp --dport 1884 -j ACCEPT',
  sender: `-A INPUT -s 10.0.0.7/32 ${port(1884, 'DROP')}`,
  range: `-A INPUT ${port('1885:1890')}`,
  single: `-A INPUT ${port(1891)}`,
  card: `-A INPUT -i eth0 ${port(1892)}`,
  closed: `-A INPUT ${port(1893, 'DROP')}`,
  udpClosed: '-A INPUT -p udp -m udp --dport 1893 -j DROP',
  ping: '-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT',
  net: `-A INPUT -s 10.0.1.0/24 ${port(1894)}`,
  published: '-A DOCKER-USER -p tcp -m conntrack --ctstate DNAT --ctorigdstport 8883 -j ACCEPT',
};
const ours = Object.values(rules).map(marked);
const others = [
  `-A INPUT ${port(9702)}`,
  `-A INPUT -m comment --comment eflownetdiag:no -p tcp -m tcp --dport 9703 -j ACCEPT`,
];

const text = (lines: readonly string[]): string =>
  savedText(lines).replace('-A INPUT -i lo', ':DOCKER-USER - [0:0]\n-A INPUT -i lo');
const live = (lines: readonly string[]): Change => ({ 'guest.iptablesLegacy': rulesOf(text(lines)) });
const saved = (content: string): Change => ({
  'guest.ip4save': { path, changedAt: 1_700_000_000, text: content, ruleset: parseIptablesSave(content) },
});

const wished = (wish: Partial<FirewallWish>): FirewallWish => ({
  ...{ protocol: 'tcp', port: 1884, source: null, remove: true },
  ...wish,
});
const planned = (wish: Partial<FirewallWish>, changes: readonly Change[], liveOnly = false): RepairPlan =>
  planFirewall(snapshotOf(live([...others, ...ours]), saved(text(others)), ...changes), wished(wish), { liveOnly });
const taken = ({ steps }: RepairPlan): string[] =>
  steps.map(({ kind, chain, rule }) => `${kind} ${chain} ${rule.join(' ')}`);

describe('Taking out rules of ours', () => {
  describe('takes those that are asked for, and what is left open it does not tell apart:', () => {
    const cases: [string, Partial<FirewallWish>, (keyof typeof rules)[]][] = [
      ['of a port', {}, ['port', 'sender']],
      ['of a port of UDP', { protocol: 'udp' }, ['udp']],
      ['of a sender', { source: '10.0.0.7' }, ['sender']],
      ['of a sender, as a prefix', { source: '10.0.0.7/32' }, ['sender']],
      ['of another sender: none', { source: '10.0.0.8' }, []],
      ['of a sender, as a prefix with bits of a host', { port: 1894, source: '10.0.1.5/24' }, ['net']],
      ['of any sender, written as a prefix', { source: '0.0.0.0/0' }, ['port']],
      ['that let in', { target: 'ACCEPT' }, ['port']],
      ['that keep out', { target: 'DROP' }, ['sender']],
      ['of a range', { port: 1885, lastPort: 1890 }, ['range']],
      ['of one port of a range: none', { port: 1885 }, []],
      ['of a range that is one port', { port: 1891, lastPort: 1891 }, ['single']],
      ['of an interface', { port: 1892, interface: 'eth0' }, ['card']],
      ['of another interface: none', { port: 1892, interface: 'docker0' }, []],
      ['of ping', { protocol: 'icmp', port: null }, ['ping']],
      ['of a published port', { port: 8883 }, ['published']],
      ['of a chain', { port: 8883, chain: 'DOCKER-USER' }, ['published']],
      ['of another chain: none', { port: 8883, chain: 'INPUT' }, []],
    ];
    for (const [title, wish, expected] of cases)
      it(title, () => {
        const plan = planned(wish, []);
        const names = Object.keys(rules);
        assert.deepEqual(
          taken(plan),
          expected.map((name) => `deleteRule ${ours[names.indexOf(name)]?.replace('-A ', '') ?? ''}`),
        );
        assert.equal(plan.state, expected.length === 0 ? 'alreadyThere' : 'needed');
      });
  });

  it('takes out by the same words what was added by them, where a port of the range was open before', () => {
    const wish = { protocol: 'tcp', port: 9702, lastPort: 9704, source: null } as const;
    const added = planFirewall(snapshotOf(live(others)), wish, { liveOnly: true });
    const line = added.steps[0]?.rule.join(' ') ?? '';
    assert.match(line, /--dport 9704 /);
    assert.deepEqual(taken(planned(wish, [live([...others, `-A INPUT ${line}`])])), [`deleteRule INPUT ${line}`]);
  });

  it('and none of anybody else, which it names', () => {
    for (const number of [9702, 9703]) {
      const { state, steps, reason } = planned({ port: number }, []);
      assert.deepEqual([state, steps], ['refused', []]);
      assert.match(reason ?? '', new RegExp(`this one it did not: -A INPUT .*${number}`));
    }
    assert.equal(planned({ port: 1 }, []).reason, 'There is no rule of ours for TCP 1.');
  });

  const kept = saved(text([...others, ...ours]));
  it('says what comes in again where a rule kept it out, and from whom', () => {
    const open = `-A INPUT ${port('1884:1893')}`;
    const opens = (rule: string, wish: Partial<FirewallWish>): string =>
      planned(wish, [live([marked(rule, 1), open])]).opens.join(' ');
    assert.match(opens(rules.closed, { port: 1893 }), /^TCP 1893 of the VM, by eth0, from any address that routing/);
    assert.match(opens(rules.sender, {}), /^TCP 1884 of the VM, by eth0, from 10\.0\.0\.7\/32\.$/);
    assert.equal(opens(rules.port, {}), '', 'what let in opens nothing when it goes');
  });

  it('takes no other message of ICMP for ping', () => {
    const made = planned({ protocol: 'icmp', port: null }, [live(others)]);
    assert.deepEqual([made.state, made.reason], ['alreadyThere', 'There is no rule of ours for ping.']);
  });

  describe('takes them out of the file too:', () => {
    const single = { port: 1891 };
    const steps = (...all: [string, string][]): string[] =>
      all.map(([kind, chain]) => `${kind} ${chain} ${ours[4]?.replace('-A INPUT ', '') ?? ''}`);
    const cases: [string, readonly Change[], boolean, string[]][] = [
      ['live and saved', [kept], false, steps(['deleteRule', 'INPUT'], ['unpersistRule', 'INPUT'])],
      ['not with liveOnly', [kept], true, steps(['deleteRule', 'INPUT'])],
      ['saved only', [live(others), kept], false, steps(['unpersistRule', 'INPUT'])],
      ['a file that nobody understands', [saved('*filter\n-A NOWHERE -j\n')], false, steps(['deleteRule', 'INPUT'])],
      ['no file', [{ 'guest.ip4save': null }], false, steps(['deleteRule', 'INPUT'])],
    ];
    for (const [title, changes, liveOnly, expected] of cases)
      it(title, () => assert.deepEqual(taken(planned(single, changes, liveOnly)), expected));

    it('and says of each where it is', () => {
      const [first, second] = planned(single, [kept]).steps;
      assert.match(first?.text ?? '', /^Take out rule \d+ of INPUT of legacy: -A INPUT .*1891/);
      assert.equal(second?.text, `Take that line out of ${path}.`);
    });
  });

  it('tries afterwards whether it gets through only where a rule kept it out, and counts no packets of a rule that is gone', () => {
    const kinds = (wish: Partial<FirewallWish>): string[] =>
      planned(wish, []).checks.map((one) => `${one.kind} ${one.port}`);
    const keep = ['keep 443', 'keep 5671', 'keep 8883', 'keep 9702'];
    assert.deepEqual(kinds({ port: 1891 }), keep);
    assert.deepEqual(kinds({ port: 1893 }), ['connect 1893', ...keep]);
    assert.deepEqual(kinds({ protocol: 'udp', port: 1893 }), keep);
    assert.deepEqual(kinds({}), keep, 'one lets in, one keeps out');
  });

  it('never closes the port by which the VM may be managed', () => {
    const managed = rulesOf(text([marked(`-A INPUT ${port(22)}`, 1)]).replace(`-A INPUT ${port(22)}\n`, ''));
    const { state, reason } = planned({ port: 22 }, [{ 'guest.iptablesLegacy': managed }]);
    assert.equal(state, 'refused');
    assert.match(reason ?? '', /close port 22/);
  });

  it('nor leaves that to the next start, where another rule keeps it open only now', () => {
    const line = marked(`-A INPUT ${port(22)}`, 1);
    const only = saved(text([line]).replace(`-A INPUT ${port(22)}\n`, ''));
    const made = planned({ port: 22 }, [live([line, `-A INPUT ${port(22)}`]), only]);
    assert.deepEqual([made.state, made.steps], ['refused', []]);
    assert.match(made.reason ?? '', /close port 22/);
    assert.equal(planned({ port: 22 }, [live([line, `-A INPUT ${port(22)}`]), only], true).state, 'needed');
  });

  it('says whether the next start leaves it so where no line is taken out', () => {
    const [single, strange] = [{ port: 1891 }, saved('no rules\n')];
    const seen = ({ saved: one, reason }: RepairPlan): unknown[] => [one, reason];
    assert.deepEqual(seen(planned(single, [])), [true, null]);
    assert.deepEqual(seen(planned(single, [{ 'guest.ip4save': null }])), [true, null]);
    assert.deepEqual(seen(planned(single, [kept])), [undefined, null]);
    assert.deepEqual(seen(planned(single, [], true)), [undefined, null]);
    for (const changes of [[strange], [live(others), strange]]) {
      const { saved: one, reason } = planned(single, changes);
      assert.equal(one, false);
      assert.match(reason ?? '', /whether the next start brings such a rule back is not known/);
    }
  });

  it('leaves a file that does not load as it is, and says so', () => {
    const endless = saved(text([...others, ...ours]).trimEnd());
    const { steps, saved: one, reason } = planned({ port: 1891 }, [endless]);
    assert.deepEqual([steps.map(({ kind }) => kind), one], [['deleteRule'], false]);
    assert.match(reason ?? '', /do not load as they are/);
  });
});
