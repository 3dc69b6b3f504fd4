import assert from 'node:assert/strict';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { guestLost, snapshotOf, type Change } from '../../support/snapshots.js';

const judge = (wishes: Parameters<typeof diagnose>[2] = {}, ...changes: readonly Change[]) =>
  diagnose(snapshotOf(...changes), rules, wishes);
const withoutRoute: Change = { 'guest.routes': [] };

describe('The verdict', () => {
  it('comes first, once, as a pass of severity information where the checks are well', () => {
    const { findings } = judge();
    const [first] = findings;
    assert.deepEqual([first?.rule, first?.outcome, first?.severity], ['DEV001', 'pass', 'information']);
    assert.equal(findings.filter(({ rule }) => rule === 'DEV001').length, 1);
    assert.match(first?.message ?? '', /^Nothing is wrong\. EFLOW 1\.5\.1\.28104 on CBL-Mariner/);
  });

  it('counts every rule once, and names the finding to mend first', () => {
    const { findings } = judge({}, withoutRoute);
    const [verdict] = findings;
    const first = findings.find(({ rule, outcome }) => outcome === 'fail' && rule !== 'DEV001');
    assert.ok(verdict);
    assert.deepEqual([verdict.outcome, verdict.severity], ['fail', 'information']);
    assert.ok(verdict.message.startsWith(`Mend ${first?.rule ?? ''} first.`), verdict.message);
    const counts = /(\d+) checks: (\d+) wrong, (\d+) not known, (\d+) well, (\d+) do not/.exec(verdict.message);
    const [total = 0, ...parts] = (counts ?? []).slice(1).map(Number);
    assert.equal(total, rules.length - 1);
    assert.equal(
      parts.reduce((sum, one) => sum + one, 0),
      total,
    );
  });

  it('counts rules that are folded into one unknown as many, and says what was not looked at', () => {
    const { findings } = judge({}, guestLost('The VM is off.'));
    const [verdict] = findings;
    const unknown = findings.filter(({ rule, outcome }) => outcome === 'unknown' && rule !== 'DEV001');
    assert.equal(unknown.length, 1);
    assert.ok(verdict);
    const folded = /Not judged: (.*)\.$/.exec(unknown[0]?.message ?? '')?.[1]?.split(', ') ?? [];
    assert.ok(folded.length > 50);
    assert.ok(verdict.message.includes(` ${folded.length} not known`), verdict.message);
    assert.match(verdict.message, /Not looked at: guest\.\w+, guest\.\w+, guest\.\w+, guest\.\w+ \(\+\d+\)\.$/);
    assert.ok(verdict.evidence.some(({ fact, observed }) => fact === 'guest.routes' && observed === 'The VM is off.'));
  });

  it('is unknown where nothing fails and something is not known', () => {
    const { findings } = judge({ rules: ['IP00?'] }, guestLost('The VM is off.'));
    assert.deepEqual([findings[0]?.rule, findings[0]?.outcome], ['DEV001', 'unknown']);
  });

  it('is there whichever rules are asked for, and counts only those', () => {
    const { findings } = judge({ rules: ['DNS00?'] });
    assert.equal(findings[0]?.rule, 'DEV001');
    assert.match(findings[0].message, / 9 checks: /);
  });

  it('describes the device alone where only it is asked for', () => {
    const { findings } = judge({ rules: ['DEV001'] });
    assert.deepEqual(
      findings.map(({ outcome }) => outcome),
      ['unknown'],
      'nothing was judged',
    );
    assert.doesNotMatch(findings[0]?.message ?? '', /checks/);
  });

  it('is left out where it is excluded', () => {
    assert.ok(judge({ excludeRules: ['DEV*'] }).findings.every(({ rule }) => rule !== 'DEV001'));
    assert.equal(judge({ rules: ['IP001'], excludeRules: ['DEV001'] }).findings.length, 1);
  });

  it('is not among the counts', () => {
    const { counts, findings } = judge();
    assert.equal(
      Object.values(counts).reduce((sum, one) => sum + one, 0),
      findings.length - 1,
    );
  });

  it('says what the device should be where the caller says so', () => {
    const { findings } = judge({ profile: { Protocol: 'MqttWs' } });
    assert.match(findings[0]?.message ?? '', /MQTT over WebSockets to contoso-hub/);
    assert.ok(findings[0]?.evidence.some(({ fact, observed }) => fact === 'profile' && observed.includes('MqttWs')));
  });

  it('is the same for the same snapshot and the same wish', () => {
    const profile = { gateway: true, closedPorts: [1883] };
    assert.deepEqual(judge({ profile }), judge({ profile }));
  });
});
