import assert from 'node:assert/strict';
import type { FirewallWish, RepairPlan } from '../../../core/src/contract/plan.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import { planFirewall } from '../../../core/src/repairs/planFirewall.js';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf, savedText } from '../../support/firewall.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const path = '/etc/systemd/scripts/ip4save';
const saved = (text: string): Change => ({
  'guest.ip4save': { path, changedAt: 1_700_000_000, text, ruleset: parseIptablesSave(text) },
});
const live = (edit = (text: string): string => text): Change => ({
  'guest.iptablesLegacy': rulesOf(edit(liveText({ own: [hostModuleLine], published: edgeHubPorts }))),
});
/** 9702 is let in by a rule of INPUT, live and saved; 8883 is published; 1884 is closed. */
const plan = (wish: Partial<FirewallWish>, changes: readonly Change[] = [], liveOnly = false): RepairPlan =>
  planFirewall(
    snapshotOf(live(), saved(savedText([hostModuleLine])), ...changes),
    { ...{ protocol: 'tcp', port: 9702, source: null, target: 'DROP' }, ...wish },
    { liveOnly },
  );
const stepsOf = ({ steps }: RepairPlan): string[] =>
  steps.map(({ kind, backEnd, chain, position }) => `${kind} ${backEnd} ${chain} ${position}`);

/** The plain iptables, which the boot uses, is that of nft. */
const inNft: Change = { 'guest.iptablesVersion': { version: '1.8.9', backEnd: 'nft' } };

const input = 'insertRule legacy INPUT 6';
const inFile = 'persistRule legacy INPUT 6';
const user = 'insertRule legacy DOCKER-USER 1';
const userInFile = 'persistRule legacy DOCKER-USER 1';

describe('Keeping a port out', () => {
  describe('drops it before the rule that lets it in, where that is, and in the file where that lets it in:', () => {
    const published = { port: 8883 };
    const cases: [string, Partial<FirewallWish>, readonly Change[], boolean, string[], RegExp | null][] = [
      ['a port of the VM', {}, [], false, [input, inFile], null],
      ['with liveOnly', {}, [], true, [input], null],
      ['a file that does not let it in', {}, [saved(savedText())], false, [input], null],
      ['a file that does not load: all is dropped', {}, [saved('*filter\n-A NOWHERE -j\n')], false, [input], null],
      [
        'a file that does not load and would let it in',
        {},
        [saved(savedText([hostModuleLine]).trimEnd())],
        false,
        [input],
        /do not load as they are/,
      ],
      ['a file that nobody understands', {}, [saved('no rules\n')], false, [input], /no filter table/],
      ['no file', {}, [{ 'guest.ip4save': null }], false, [input], /no file of saved/],
      ['a file of the other back end', {}, [inNft], false, [input, 'persistRule nft INPUT 6'], null],
      ['a published port, and a file of the other back end', published, [inNft], false, [user], /into nft, .* legacy/],
      ['in the chain that is named', { chain: 'INPUT' }, [], false, [input, inFile], null],
      ['a published port', published, [], false, [user, userInFile], null],
      ['a published port, without a file', published, [{ 'guest.ip4save': null }], false, [user], /no file of saved/],
    ];
    for (const [title, wish, changes, liveOnly, expected, reason] of cases)
      it(title, () => {
        const made = plan(wish, changes, liveOnly);
        assert.deepEqual([made.state, stepsOf(made)], ['needed', expected], made.reason ?? '');
        if (reason === null) assert.equal(made.reason, null);
        else assert.match(made.reason ?? '', reason);
      });
  });

  it('so that chosen senders can be let in again before that', () => {
    const kept = live((text) =>
      text.replace(
        ':DOCKER-USER - [0:0]',
        '$&\n-A DOCKER-USER -p tcp -m conntrack --ctstate DNAT --ctorigdstport 443 --ctdir ORIGINAL -j DROP',
      ),
    );
    const made = plan({ target: 'ACCEPT', port: 443, source: '10.1.0.0/16' }, [kept]);
    assert.deepEqual([made.state, stepsOf(made)], ['needed', [user, userInFile]], made.reason ?? '');
  });

  it('by one rule, the same in the file, which says what was asked for', () => {
    const [now, next] = plan({ target: 'REJECT', source: '10.0.0.0/8' }).steps;
    assert.match(
      now?.rule.join(' ') ?? '',
      /^-s 10\.0\.0\.0\/8 -p tcp -m tcp --dport 9702 .* -j REJECT --reject-with icmp-port-unreachable$/,
    );
    assert.deepEqual(next?.rule, now?.rule);
    assert.match(next?.text ?? '', /into \/etc\/systemd\/scripts\/ip4save, before line 6 of INPUT/);
    const [published] = plan({ port: 8883 }).steps;
    assert.match(published?.rule.join(' ') ?? '', /--ctstate DNAT --ctorigdstport 8883 --ctdir ORIGINAL .* -j DROP$/);
  });

  it('has nothing to do where it is not let in', () => {
    const { state, reason, steps } = plan({ port: 1884 });
    assert.deepEqual([state, reason, steps], ['alreadyThere', 'TCP 1884 is not let in.', []]);
  });

  const opensIt = saved(savedText([hostModuleLine.replace('9702', '1884')]));
  it('says whether the next start leaves it so', () => {
    assert.equal(plan({ port: 1884 }).saved, true);
    assert.equal(plan({ port: 1884 }, [{ 'guest.ip4save': null }]).saved, false);
    const now = plan({ port: 1884 }, [opensIt], true);
    assert.deepEqual(
      [now.state, now.steps, now.saved],
      ['alreadyThere', [], undefined],
      'only what is live was asked for',
    );
    assert.equal(plan({}, [saved(savedText())]).saved, true, 'there is no line to write');
    assert.deepEqual([plan({}).saved, plan({}, [], true).saved], [undefined, undefined]);
  });

  it('writes a line where it is kept out now, and would be let in by the next start', () => {
    const made = plan({ port: 1884 }, [opensIt]);
    assert.deepEqual([made.state, stepsOf(made), made.saved], ['notPersisted', [inFile], undefined]);
    assert.equal(made.reason, 'TCP 1884 is not let in now, but will be after the next start.');
    assert.match(made.steps[0]?.rule.join(' ') ?? '', /^-p tcp -m tcp --dport 1884 .* -j DROP$/);
    assert.match(made.counterfactual?.[1] ?? '', /^TCP 1884 after the next start, without that line: Let through/);
    assert.deepEqual(made.checks[0]?.kind, 'closed');
  });

  it('so too for a published port that only a live rule keeps out', () => {
    const dropped = liveText({
      own: [],
      published: edgeHubPorts,
      dockerUser: ['-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 8883 -j DROP'],
    });
    const made = plan({ port: 8883 }, [{ 'guest.iptablesLegacy': rulesOf(dropped) }]);
    assert.deepEqual([made.state, stepsOf(made)], ['notPersisted', [userInFile]]);
  });

  it('never leaves to the next start what is never done now, and says so', () => {
    const withoutManagement = live((text) => text.replace('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n', ''));
    const both = saved(savedText([hostModuleLine.replace('9702', '23')]));
    const made = plan({ port: 22, lastPort: 23 }, [withoutManagement, both]);
    assert.deepEqual([made.state, made.steps, made.saved], ['alreadyThere', [], false]);
    assert.match(made.reason ?? '', /After the next start it is let in all the same: .*close port 22/);
  });

  it('does not write a line anew that is there and comes too late', () => {
    const rule = plan({}).steps[0]?.rule.join(' ') ?? '';
    const made = plan({}, [saved(savedText([hostModuleLine, `-A INPUT ${rule}`]))]);
    assert.deepEqual([made.state, stepsOf(made)], ['needed', [input]]);
    assert.match(made.reason ?? '', /already, and others there decide before it/);
  });

  const bytecode = '-A INPUT -p tcp -m bpf --bytecode "1,6 0 0 0" -j ACCEPT\n';
  const aside = (text: string): string => text.replace('-A INPUT -i lo', `${bytecode}$&`);

  it('is not said to be kept out where nobody knows', () => {
    const { state, reason, steps } = plan({ port: 1884 }, [live(aside)]);
    assert.deepEqual([state, steps], ['refused', []]);
    assert.match(reason ?? '', /bpf/);
  });

  it('says what is not known of the next start', () => {
    const { state, reason, steps, saved: kept } = plan({ port: 1884 }, [saved(aside(savedText()))]);
    assert.deepEqual([state, steps, kept], ['alreadyThere', [], false]);
    assert.match(reason ?? '', /^TCP 1884 is not let in\. What becomes of it after the next start is not known: .*bpf/);
  });

  describe('is refused', () => {
    const noRules = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
    const redirect = live((text) =>
      text.replace(
        '-A PREROUTING -m addrtype',
        '-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 9702\n$&',
      ),
    );
    const cases: [string, Partial<FirewallWish>, readonly Change[], RegExp][] = [
      [
        'in a chain without effect',
        { chain: 'DOCKER-USER' },
        [],
        /^A rule in DOCKER-USER has no effect on TCP 9702: .* in INPUT/,
      ],
      [
        'where answers come in by the same way',
        {},
        [{ 'guest.iptablesLegacy': rulesOf(noRules) }],
        /would also stop the answers to what is sent from TCP 9702/,
      ],
      ['for port 22 of the VM', { port: 22 }, [], /^It would close port 22, by which this VM may be managed/],
      [
        'where other ports come to it',
        {},
        [redirect],
        /^The rule would close more than was asked for: TCP 80 of the VM, by eth0/,
      ],
    ];
    for (const [title, wish, changes, reason] of cases)
      it(title, () => {
        const made = plan(wish, changes);
        assert.deepEqual([made.state, made.steps], ['refused', []]);
        assert.match(made.reason ?? '', reason);
      });
  });
});
