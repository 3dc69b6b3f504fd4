import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { BypassPlan, type BypassVerdict, type Passage } from '../../../core/src/contract/bypassPlan.js';
import { judgeBypass } from '../../../core/src/repairs/judgeBypass.js';
import { bypassCommands, bypassScript, planBypass } from '../../../core/src/repairs/planBypass.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { snapshotOf } from '../../support/snapshots.js';

const wish = { protocol: 'tcp', port: 4444, full: false, seconds: 60 } as const;
const planned = (): BypassPlan => BypassPlan.parse(planBypass(snapshotOf(), wish));

describe('The experiment with the firewall', () => {
  describe('says whether the firewall was the cause:', () => {
    const cases: [Passage, Passage, string, 'yes' | 'no' | 'unknown', RegExp][] = [
      ['silent', 'connected', 'INPUT 3', 'yes', /and not before/],
      ['refused', 'connected', 'INPUT 3', 'yes', /and not before/],
      ['silent', 'refused', 'INPUT 1', 'yes', /nothing listens/],
      ['unreachable', 'refused', 'INPUT 1', 'yes', /nothing listens/],
      ['refused', 'refused', 'INPUT 1', 'no', /came out the same/],
      ['silent', 'silent', 'INPUT 2\nFORWARD 0', 'no', /filter rules of the VM are not/],
      ['silent', 'silent', 'INPUT 0\nFORWARD 0', 'no', /no packet reached its chains/],
      ['unreachable', 'unreachable', 'INPUT 0', 'no', /stopped before them/],
      ['connected', 'connected', 'INPUT 0', 'no', /before anything was opened/],
    ];
    for (const [before, during, counts, cause, message] of cases)
      it(`${before} before, ${during} during, ${counts.replace('\n', ', ')}: ${cause}`, () => {
        const verdict = judgeBypass(planned(), { before, during, message: `taken back\n${counts}` });
        assert.equal(verdict.cause, cause);
        assert.match(verdict.message, message);
        assert.equal(verdict.unchanged, true);
      });

    it('over UDP silence is no answer, and unknown is never no', () => {
      const udp = { ...planned(), wish: { ...wish, protocol: 'udp' } } as const;
      const silent = judgeBypass(udp, { before: 'silent', during: 'silent', message: 'taken back' });
      assert.deepEqual([silent.cause, silent.packets], ['unknown', null]);
      assert.match(silent.message, /^Over UDP silence proves nothing/);
      assert.equal(judgeBypass(udp, { before: 'refused', during: 'refused', message: 'taken back' }).cause, 'no');
    });
    it('is not sure of a no where the VM had closed by itself, for it may have been closed already', () => {
      const message = 'it had closed by itself; taken back\nINPUT 0';
      const seen = (during: Passage): BypassVerdict => judgeBypass(planned(), { before: 'silent', during, message });
      assert.deepEqual([seen('silent').cause, seen('connected').cause], ['unknown', 'yes']);
      assert.match(seen('silent').message, /closed its firewall by itself/);
      assert.deepEqual([seen('silent').packets, seen('silent').unchanged], [0, true]);
      assert.equal(judgeBypass(planned(), { before: 'connected', during: 'connected', message }).cause, 'no');
    });
    const counted: [string, string, number | null][] = [
      ['every chain', 'INPUT 12\nDOCKER-USER 30', 42],
      ['no other line', 'INPUT 12\nof INPUT 7\nINPUT 7 of 9\nINPUT -7', 12],
      ['nothing where nothing was told', '', null],
    ];
    for (const [title, counts, packets] of counted)
      it(`and counts the packets of ${title}`, () => {
        const seen = { before: 'silent', during: 'silent', message: `taken back\r\n${counts}` } as const;
        const verdict = judgeBypass(planned(), seen);
        assert.deepEqual([verdict.packets, verdict.unchanged], [packets, true]);
        assert.doesNotMatch(verdict.message, /no packet/);
      });
    it('and whether the rules are those of before', () => {
      const message = 'taken back, but others have changed rules meanwhile\nINPUT 2\nOUTPUT 1';
      const verdict = judgeBypass(planned(), { before: 'silent', during: 'connected', message });
      assert.deepEqual([verdict.unchanged, verdict.packets], [false, 3]);
    });
  });

  it('has the packet walk speak first, and names what is done', () => {
    const plan = planned();
    assert.deepEqual([plan.state, plan.address, plan.walk?.verdict], ['needed', vm.address, 'dropped']);
    assert.match(plan.steps.join(' '), /Accept TCP 4444 .*60 s/);
    assert.match(planBypass(snapshotOf(), { ...wish, full: true }).steps.join(' '), /no firewall meanwhile/);
  });
  it('is refused where the address of the VM is not known', () => {
    const lost = planBypass(snapshotOf({ 'guest.interfaces': { lost: 'Too slow.' } }), wish);
    assert.deepEqual([lost.state, lost.steps, lost.address, lost.walk], ['refused', [], '', null]);
    assert.match(lost.reason ?? '', /^The address of the VM is not known/);
    const cards = healthyFacts['guest.interfaces'];
    const bare = cards.map((one) => (one.name === 'eth0' ? { ...one, addresses: [] } : one));
    assert.equal(planBypass(snapshotOf({ 'guest.interfaces': bare }), wish).state, 'refused');
  });
  it('is another one on another day, and for another port', () => {
    const snapshot = snapshotOf();
    const later = { ...snapshot, collectedAt: '2026-03-02T08:15:00.000Z' };
    const ids = [planBypass(snapshot, wish), planBypass(later, wish), planBypass(snapshot, { ...wish, port: 4445 })];
    assert.equal(new Set(ids.map(({ id }) => id)).size, 3);
  });
  it('reaches the guest as arguments of one script that bash can parse', () => {
    const plan = planned();
    const { apply, settle, revert } = bypassCommands(plan, 'abcd1234');
    assert.match(settle, new RegExp(`bash -s -- 'abcd1234' 'settle' '${plan.id}'`));
    const whole = bypassCommands({ ...plan, wish: { ...wish, full: true } }, 'abcd1234');
    assert.match(whole.apply, /'60' 'full' 'tcp' '4444'/);
    assert.match(apply, new RegExp(`bash -s -- 'abcd1234' 'apply' '${plan.id}' '60' 'flow' 'tcp' '4444'`));
    assert.match(revert, new RegExp(`bash -s -- 'abcd1234' 'revert' '${plan.id}'`));
    assert.equal(spawnSync('bash', ['-n'], { input: bypassScript }).status, 0);
  });
});
