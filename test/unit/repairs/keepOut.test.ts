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
      ['a file that nobody understands', {}, [saved('*filter\n-A NOWHERE -j\n')], false, [input], null],
      ['no file', {}, [{ 'guest.ip4save': null }], false, [input], null],
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

  it('by one rule, the same in the file, which says what was asked for', () => {
    const [now, next] = plan({ target: 'REJECT', source: '10.0.0.0/8' }).steps;
    assert.match(now?.rule.join(' ') ?? '', /^-s 10\.0\.0\.0\/8 -p tcp -m tcp --dport 9702 .* -j REJECT$/);
    assert.deepEqual(next?.rule, now?.rule);
    assert.match(next?.text ?? '', /into \/etc\/systemd\/scripts\/ip4save, before line 6 of INPUT/);
    const [published] = plan({ port: 8883 }).steps;
    assert.match(published?.rule.join(' ') ?? '', /--ctstate DNAT --ctorigdstport 8883 .* -j DROP$/);
  });

  it('has nothing to do where it is not let in', () => {
    const { state, reason, steps } = plan({ port: 1884 });
    assert.deepEqual([state, reason, steps], ['alreadyThere', 'TCP 1884 is not let in.', []]);
  });

  it('says whether the next start leaves it so', () => {
    assert.equal(plan({ port: 1884 }).saved, true);
    const line = saved(savedText([hostModuleLine.replace('9702', '1884')]));
    assert.equal(plan({ port: 1884 }, [line]).saved, false);
    assert.equal(plan({ port: 1884 }, [{ 'guest.ip4save': null }]).saved, false);
    assert.equal(plan({ port: 1884 }, [], true).saved, undefined);
  });

  describe('is refused', () => {
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
