import assert from 'node:assert/strict';
import type { FirewallWish, RepairPlan } from '../../../core/src/contract/plan.js';
import { RepairPlan as RepairPlanSchema } from '../../../core/src/contract/plan.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import { planFirewall } from '../../../core/src/repairs/planFirewall.js';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf, savedText } from '../../support/firewall.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const tcp = (port: number, source: string | null = null): FirewallWish => ({ protocol: 'tcp', port, source });

const live = (own: readonly string[], dockerUser: readonly string[] = []): Change => ({
  'guest.iptablesLegacy': rulesOf(liveText({ own: [hostModuleLine, ...own], published: edgeHubPorts, dockerUser })),
});

const saved = (text: string): Change => {
  const file = {
    path: '/etc/systemd/scripts/ip4save',
    changedAt: 1_700_000_000,
    text,
    ruleset: parseIptablesSave(text),
  };
  return { 'guest.ip4save': file satisfies FactValues['guest.ip4save'] };
};

const plan = (wish: FirewallWish, ...changes: readonly Change[]): RepairPlan =>
  RepairPlanSchema.parse(planFirewall(snapshotOf(...changes), wish, { liveOnly: false }));

const steps = ({ steps }: RepairPlan): string[] =>
  steps.map(({ kind, backEnd, chain, position }) => `${kind} ${backEnd} ${chain} ${position}`);

describe('Planning to let a port in', () => {
  it('accepts it at the end of INPUT, where nothing drops before, and saves the same rule', () => {
    const made = plan(tcp(1884));
    assert.equal(made.state, 'needed');
    assert.deepEqual(steps(made), ['insertRule legacy INPUT 7', 'persistRule legacy INPUT 7']);
    assert.equal(
      made.steps[0]?.rule.join(' '),
      `-p tcp -m tcp --dport 1884 -m comment --comment eflownetdiag:${made.id} -j ACCEPT`,
    );
    const rules = made.steps.map(({ rule }) => rule.join(' '));
    assert.equal(rules[1], rules[0]);
    assert.deepEqual(
      made.checks.map(({ kind, from, port }) => `${kind} ${from} ${port}`),
      ['connect host 1884', 'keep host 443', 'keep host 5671', 'keep host 8883', 'keep host 9702'],
    );
  });

  it('goes before the rule that drops it', () => {
    const made = plan(
      tcp(1884),
      live(['-A INPUT -p tcp -m tcp --dport 1800:1900 -j DROP', '-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT']),
    );
    assert.deepEqual(steps(made)[0], 'insertRule legacy INPUT 7');
  });

  it('goes before a rule that stops even answers, and names those among what it lets in', () => {
    const rejected = liveText({ own: [hostModuleLine] }).replace(
      /^-A INPUT .*ESTABLISHED.*$/m,
      '-A INPUT -p tcp -m multiport --dports 9000:9999 -j REJECT --reject-with icmp-port-unreachable\n$&',
    );
    for (const wish of [tcp(9702), { ...tcp(9702), lastPort: 9704 }, tcp(9702, '172.27.112.0/20')]) {
      const made = plan(wish, { 'guest.iptablesLegacy': rulesOf(rejected) });
      assert.deepEqual([made.state, steps(made)[0]], ['needed', 'insertRule legacy INPUT 2'], made.reason ?? '');
      assert.match(made.opens.at(-1) ?? '', /^Answers to what is sent from TCP 970/);
    }
  });

  describe('where only some senders are stopped', () => {
    const some = live(['-A INPUT -p tcp -m tcp --dport 9702 -j ACCEPT']);
    const dropped = liveText({ own: [hostModuleLine] }).replace(
      hostModuleLine,
      `-A INPUT -p tcp -m iprange --src-range 172.27.112.1-172.27.112.20 -m tcp --dport 9702 -j DROP\n$&`,
    );
    const partly: Change = { 'guest.iptablesLegacy': rulesOf(dropped) };
    it('lets them in where everybody is meant', () => {
      const made = plan(tcp(9702), partly);
      assert.deepEqual([made.state, steps(made)[0]], ['needed', 'insertRule legacy INPUT 6'], made.reason ?? '');
      assert.match(made.counterfactual?.[0] ?? '', /172\.27\.112\.1.*Dropped.*172\.27\.112\.21.*Let through/);
      assert.match(made.counterfactual?.[1] ?? '', /with the change: Let through/);
    });
    it('has nothing to do where those are not meant', () => {
      assert.notEqual(plan(tcp(9702, '172.27.112.30'), partly).state, 'needed');
    });
    it('keeps out the others too', () => {
      const made = plan({ ...tcp(9702), target: 'DROP' }, partly);
      assert.deepEqual([made.state, steps(made)[0]], ['needed', 'insertRule legacy INPUT 7'], made.reason ?? '');
      assert.equal(plan({ ...tcp(9702), target: 'DROP' }, some).state, 'needed');
    });
    it('does not stop answers with it', () => {
      const early = liveText({ own: [] }).replace(
        /^-A INPUT .*ESTABLISHED.*$/m,
        '-A INPUT -p tcp -m tcp --dport 9702 -j ACCEPT\n$&',
      );
      const made = plan({ ...tcp(9702), target: 'DROP' }, { 'guest.iptablesLegacy': rulesOf(early) });
      assert.equal(made.state, 'refused');
      assert.match(made.reason ?? '', /would also stop the answers to what is sent from TCP 9702/);
    });
    it('does not close the management port to the one sender that has it', () => {
      const managed = liveText({ own: [hostModuleLine, '-A INPUT -p tcp -m tcp --dport 23 -j ACCEPT'] }).replace(
        '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
        '-A INPUT -s 172.27.112.1/32 -p tcp -m tcp --dport 22 -j ACCEPT',
      );
      const made = plan({ ...tcp(22), lastPort: 23, target: 'DROP' }, { 'guest.iptablesLegacy': rulesOf(managed) });
      assert.equal(made.state, 'refused');
      assert.match(made.reason ?? '', /close port 22/);
    });
  });

  it('goes into DOCKER-USER for a published port, by the port that was asked for, and is saved with that chain', () => {
    const made = plan(tcp(8883), live([], ['-A DOCKER-USER -i eth0 -j DROP']));
    assert.equal(made.state, 'needed');
    assert.deepEqual(steps(made), ['insertRule legacy DOCKER-USER 1', 'persistRule legacy DOCKER-USER 1']);
    assert.match(made.steps[0]?.rule.join(' ') ?? '', /--ctstate DNAT --ctorigdstport 8883/);
    assert.match(made.steps[1]?.text ?? '', /declare that chain/);
  });

  it('narrows the rule to the source that was asked for, and opens no more', () => {
    const made = plan(tcp(1884, '172.27.112.0/24'));
    assert.deepEqual(made.steps[0]?.rule.slice(0, 2), ['-s', '172.27.112.0/24']);
    assert.ok(made.opens.length > 0);
    assert.ok(
      made.opens.every((text) => text.includes('from 172.27.112.0/24')),
      made.opens.join(),
    );
  });

  describe('says what becomes of a packet as it is and with the change', () => {
    const opened = '-A INPUT -p tcp -m tcp --dport 1884 -m comment --comment eflownetdiag:0123456789abcdef -j ACCEPT';
    const cases: [string, FirewallWish, Change, RegExp, RegExp][] = [
      ['let in', tcp(1884), live([]), /^TCP 1884 as it is: .*INPUT/, /^TCP 1884 with the change: Let through/],
      ['of a range', { ...tcp(9702), lastPort: 9704 }, live([]), /^TCP 9703 as it is/, /^TCP 9703 with the change/],
      ['kept out', { ...tcp(9702), target: 'DROP' }, live([]), /^TCP 9702 as it is: /, /with the change: .*-j DROP/],
      ['let in no longer', { ...tcp(1884), remove: true }, live([opened]), /as it is: /, /with the change: .*policy/],
      [
        'only to be saved',
        tcp(1884),
        live([opened]),
        /as it is: /,
        /after the next start, without that line: .*policy/,
      ],
    ];
    for (const [title, wish, change, now, then] of cases)
      it(title, () => {
        const [first = '', second = ''] = plan(wish, change).counterfactual ?? [];
        assert.match(first, now);
        assert.match(second, then);
      });
  });

  it("takes the VM's own subnet for a source, although the VM itself is in it", () => {
    const made = plan(tcp(1884, '172.27.112.0/20'));
    assert.equal(made.state, 'needed', made.reason ?? '');
    assert.deepEqual(made.steps[0]?.rule.slice(0, 2), ['-s', '172.27.112.0/20']);
  });

  describe('does nothing', () => {
    it('for a port that is let in, live and saved', () => {
      const made = plan(tcp(9702), live([]), saved(savedText([hostModuleLine])));
      assert.deepEqual([made.state, made.steps, made.saved], ['alreadyThere', [], true]);
      const lost = plan(tcp(9702), live([]), { 'guest.ip4save': null });
      assert.deepEqual([lost.state, lost.saved], ['alreadyThere', false]);
    });

    it('for a published port that the container engine lets in', () => {
      assert.deepEqual([plan(tcp(8883)).state, plan(tcp(8883)).steps], ['alreadyThere', []]);
    });

    it('live where the rule only has to be saved', () => {
      const made = plan(tcp(1884), live(['-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT']));
      assert.equal(made.state, 'notPersisted');
      assert.deepEqual(steps(made), ['persistRule legacy INPUT 7']);
    });

    it('live, and says what the saved line lets in then', () => {
      const made = plan(tcp(1884), live(['-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT']));
      assert.match(made.opens[0] ?? '', /^After the next start: TCP 1884 of the VM, by eth0, from any address/);
      assert.doesNotMatch(plan(tcp(1884)).opens.join(), /After the next start/, 'where that is what it lets in now');
    });

    it('live where a published port is open now and a saved line of DOCKER-USER will keep it out', () => {
      const kept = ':DOCKER-USER - [0:0]\n-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 8883 -j DROP\nCOMMIT';
      const made = plan(tcp(8883), saved(savedText([hostModuleLine]).replace('COMMIT', kept)));
      assert.equal(made.state, 'notPersisted');
      assert.deepEqual(steps(made), ['persistRule legacy DOCKER-USER 1']);
    });
  });

  describe('says why it does not save', () => {
    const cases: [string, Change, RegExp][] = [
      ['a file that is not there', { 'guest.ip4save': null }, /no file of saved rules/],
      ['a file without a filter table', saved('*nat\nCOMMIT\n'), /no filter table/],
      ['a file that does not load', saved(savedText(['-A GONE -j DROP'])), /do not load as they are.*GONE/],
      ['a file whose last line nothing ends', saved(savedText().trimEnd()), /do not load as they are.*line feed/],
    ];
    it('but does where nft loads a file whose last line nothing ends', () => {
      const nft = { 'guest.iptablesVersion': { version: '1.8.9', backEnd: 'nft' } } as const;
      const made = plan(tcp(1884), { ...saved(savedText().trimEnd()), ...nft });
      assert.doesNotMatch(made.reason ?? '', /do not load/);
    });

    for (const [title, change, reason] of cases) {
      it(`into ${title}`, () => {
        const made = plan(tcp(1884), change);
        assert.deepEqual(steps(made), ['insertRule legacy INPUT 7']);
        assert.match(made.reason ?? '', reason);
      });
    }
  });

  describe('refuses', () => {
    const missing: (keyof FactValues)[] = [
      'guest.interfaces',
      'guest.iptablesLegacy',
      'guest.iptablesNft',
      'guest.ip4save',
      'guest.routes',
    ];
    for (const fact of missing) {
      it(`without ${fact}, and names it`, () => {
        const made = plan(tcp(1884), { [fact]: { lost: 'timed out' } });
        assert.deepEqual([made.state, made.steps], ['refused', []]);
        assert.match(made.reason ?? '', new RegExp(`${fact} is missing: timed out`));
      });
    }

    it('what no rule of ours can mend', () => {
      const raw = liveText({ own: [], published: [] }).replace(
        '*nat',
        '*raw\n:PREROUTING DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n*nat',
      );
      const made = plan(tcp(1884), { 'guest.iptablesLegacy': rulesOf(raw) });
      assert.deepEqual([made.state, made.steps], ['refused', []]);
      assert.match(made.reason ?? '', /outside the table filter/);
    });

    for (const source of ['10.0.0.0/33', 'host', '10.0.0', '; reboot', '']) {
      it(`the source ${JSON.stringify(source)}`, () => {
        assert.throws(
          () => plan(tcp(1884, source)),
          (error) => error instanceof CoreFault && error.id === 'SourceNotUnderstood',
        );
      });
    }
  });

  it('tries of a range a port that was not open before', () => {
    const made = plan({ ...tcp(9702), lastPort: 9704 });
    assert.deepEqual([made.checks[0]?.kind, made.checks[0]?.port], ['connect', 9703]);
    const shut = plan({ ...tcp(9701), lastPort: 9704, target: 'DROP' });
    assert.deepEqual([shut.checks[0]?.kind, shut.checks[0]?.port], ['closed', 9702]);
  });

  it('is the same repair for the same wish, and another for another', () => {
    const ids = [
      tcp(1884),
      tcp(1884),
      tcp(1885),
      tcp(1884, '10.0.0.0/8'),
      tcp(1884, '10.0.0.5/8'),
      { ...tcp(1884), protocol: 'udp' as const },
    ].map((wish) => plan(wish).id);
    assert.equal(ids[0], ids[1]);
    assert.equal(new Set(ids).size, 4);
  });

  it('does not save with liveOnly', () => {
    const made = planFirewall(snapshotOf(), tcp(1884), { liveOnly: true });
    assert.deepEqual(steps(made), ['insertRule legacy INPUT 7']);
  });

  describe('of what EFLOW-Util could be asked for', () => {
    const more = (wish: Partial<FirewallWish>, ...changes: Change[]): RepairPlan =>
      plan({ ...tcp(1884), ...wish }, ...changes);
    const ruleOf = (made: RepairPlan): string => made.steps[0]?.rule.join(' ') ?? made.reason ?? '';

    const done: [string, Partial<FirewallWish>, RegExp][] = [
      ['-Protocol udp', { protocol: 'udp' }, /^-p udp -m udp --dport 1884 /],
      ['a range of ports', { lastPort: 1890 }, /^-p tcp -m tcp --dport 1884:1890 /],
      ['-Interface', { interface: 'eth0' }, /^-i eth0 -p tcp -m tcp --dport 1884 /],
      ['-State', { states: ['NEW', 'ESTABLISHED'] }, /--dport 1884 -m conntrack --ctstate NEW,ESTABLISHED /],
      ['-Chain INPUT and -Table filter', { chain: 'INPUT', table: 'filter' }, /^-p tcp -m tcp --dport 1884 /],
      ['-AllowPing', { protocol: 'icmp', port: null }, /^-p icmp -m icmp --icmp-type 8 /],
    ];
    for (const [title, wish, rule] of done)
      it(`does ${title}`, () => {
        const made = more(wish);
        assert.equal(made.state, 'needed', made.reason ?? '');
        assert.match(ruleOf(made), rule);
      });

    it('does -Jump DROP and REJECT, before the rule that lets it in', () => {
      for (const target of ['DROP', 'REJECT'] as const) {
        const made = more({ port: 9702, target });
        assert.equal(made.state, 'needed', made.reason ?? '');
        assert.match(ruleOf(made), new RegExp(`--dport 9702 .* -j ${target}( --reject-with icmp-port-unreachable)?$`));
        assert.equal(made.checks[0]?.kind, 'closed');
      }
    });

    const refusedWishes: [string, Partial<FirewallWish>, RegExp][] = [
      ['-Protocol all', { protocol: 'all', port: null }, /Name tcp or udp and a port/],
      ['a port for icmp', { protocol: 'icmp', port: 80 }, /-AllowPing alone/],
      ['-Chain FORWARD', { chain: 'FORWARD' }, /right place is DOCKER-USER/],
      ['-Chain DOCKER', { chain: 'DOCKER' }, /right place is DOCKER-USER/],
      ['-Chain DOCKER-ISOLATION-STAGE-1', { chain: 'DOCKER-ISOLATION-STAGE-1' }, /right place is DOCKER-USER/],
      ['-Chain OUTPUT', { chain: 'OUTPUT' }, /Trace-EflowPacket/],
      ['-Table nat', { table: 'nat' }, /only listed/],
      ['-Table raw', { table: 'raw' }, /only listed/],
      ['-State ESTABLISHED alone', { states: ['ESTABLISHED'] }, /Add NEW/],
      ['a range that ends before it begins', { lastPort: 80 }, /ends before it begins/],
      ['an interface that is not there', { interface: 'eth7' }, /no interface eth7/],
      ['closing the management port', { port: 22, target: 'DROP' }, /managed/],
      ['a chain that has no effect on the port', { chain: 'DOCKER-USER' }, /what decides is in INPUT/],
    ];
    for (const [title, wish, reason] of refusedWishes)
      it(`refuses ${title}, and says what is right`, () => {
        const made = more(wish);
        assert.deepEqual([made.state, made.steps], ['refused', []]);
        assert.match(made.reason ?? '', reason);
      });

    it('refuses to open more than was asked for', () => {
      const redirect = liveText({ own: [], published: [] }).replace(
        '-A PREROUTING -m addrtype',
        '-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 1884\n-A PREROUTING -m addrtype',
      );
      const made = plan(tcp(1884), { 'guest.iptablesLegacy': rulesOf(redirect) });
      assert.equal(made.state, 'refused', JSON.stringify(made.opens));
      assert.match(made.reason ?? '', /more than was asked for: TCP 80 /);
    });

    const redirected = (text: string): string =>
      `*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 1884\nCOMMIT\n${text}`;
    it('refuses to save a line that opens more than was asked for by the rules saved with it', () => {
      const file = saved(redirected(savedText([hostModuleLine])));
      for (const change of [live([]), live(['-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT'])]) {
        const made = plan(tcp(1884), change, file);
        assert.deepEqual([made.state, made.steps], ['refused', []], JSON.stringify(made.opens));
        assert.match(made.reason ?? '', /after the next start, by the rules saved with it: TCP 80 /);
      }
      const now = planFirewall(snapshotOf(live([]), file), tcp(1884), { liveOnly: true });
      assert.deepEqual([now.state, steps(now)], ['needed', ['insertRule legacy INPUT 7']]);
    });

    it('takes out only rules of ours, live and saved', () => {
      const mine = '-A INPUT -p tcp -m tcp --dport 1884 -m comment --comment eflownetdiag:0123456789abcdef -j ACCEPT';
      const made = plan({ ...tcp(1884), remove: true }, live([mine]), saved(savedText([mine])));
      assert.equal(made.state, 'needed', made.reason ?? '');
      assert.deepEqual(steps(made), ['deleteRule legacy INPUT 7', 'unpersistRule legacy INPUT 6']);
      assert.equal(made.steps[0]?.rule.join(' '), mine.replace('-A INPUT ', ''));
      const foreign = plan({ ...tcp(9702), remove: true });
      assert.match(foreign.reason ?? '', /this one it did not/);
      assert.equal(plan({ ...tcp(1), remove: true }).state, 'alreadyThere');
    });
  });

  it('tries from the host only where the host is among those that are let in', () => {
    assert.deepEqual(
      plan(tcp(1884, '10.1.0.0/16')).checks.filter(({ kind }) => kind === 'connect'),
      [],
    );
  });
});
