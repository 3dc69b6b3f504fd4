// Faults that a profile accepts: which findings it holds for, what is counted, and what becomes of those that hold for nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Finding } from '../../../core/src/contract/finding.js';
import { Snapshot } from '../../../core/src/contract/snapshot.js';
import type { Suppression } from '../../../core/src/contract/suppression.js';
import { diagnose, type Diagnosis } from '../../../core/src/diagnose.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { suppress } from '../../../core/src/engine/suppress.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { deviceReport } from '../../../core/src/report/deviceReport.js';
import { firstToMend } from '../../../core/src/report/hops.js';
import { standingOf } from '../../../core/src/report/render/standing.js';
import { redact } from '../../../core/src/redact/redact.js';
import { redactedProfile } from '../../../core/src/redact/redactedProfile.js';

const sample = (name: string): Snapshot => Snapshot.parse(JSON.parse(readFileSync(`samples/${name}.json`, 'utf8')));
/** Looked at on 27 November 2026: NF001 fails for 8883/tcp, and NF008 says that it would not after the next start. */
const blocked = sample('published-port-blocked');
/** DNS002 fails; DNS011 fails and EP001 is not known because of it. */
const silent = sample('dns-server-silent');

const accepting = (over: Partial<Suppression> = {}): Suppression => ({
  rule: 'NF001',
  target: '8883/tcp',
  reason: 'The port opens with the new firmware.',
  expires: '2027-03-31',
  ...over,
});

const judged = (snapshot: Snapshot, ...suppressions: Suppression[]): Diagnosis =>
  diagnose(snapshot, rules, { profile: { suppressions } });

const marked = ({ findings }: Diagnosis): string[] =>
  findings.flatMap(({ rule, suppressed }) => (suppressed === null ? [] : rule));

describe('A suppression', () => {
  const table: readonly [what: string, Suppression, state: string, held: readonly string[]][] = [
    ['holds for the finding of its rule and target', accepting(), 'used', ['NF001']],
    ['takes wildcards for a target', accepting({ target: '88??/*' }), 'used', ['NF001']],
    ['holds on its last day', accepting({ expires: '2026-11-27' }), 'used', ['NF001']],
    ['holds no more on the day after', accepting({ expires: '2026-11-26' }), 'expired', []],
    ['of another target holds for nothing, and is told as unused', accepting({ target: '443/tcp' }), 'unused', []],
    ['of a rule that passes is told as unused', accepting({ rule: 'IP001', target: '*' }), 'unused', []],
  ];
  for (const [what, one, state, held] of table)
    it(what, () => {
      const result = judged(blocked, one);
      assert.deepEqual(marked(result), held);
      assert.deepEqual(result.suppressions, [{ ...one, state, findings: held.length }]);
    });

  it('is not called unused where its rule was not asked or could not judge', () => {
    const profile = { suppressions: [accepting()] };
    const { suppressions } = diagnose(blocked, rules, { profile, rules: ['IP*'] });
    assert.equal(suppressions[0]?.state, 'unjudged');
  });

  it('leaves its finding where it can be seen, counted apart, and the verdict says so', () => {
    const [before, after] = [judged(blocked), judged(blocked, accepting(), accepting({ rule: 'NF008' }))];
    assert.deepEqual([before.counts.fail, before.counts.suppressed], [2, 0]);
    assert.deepEqual([after.counts.fail, after.counts.suppressed], [0, 2]);
    assert.equal(before.findings.length, after.findings.length);
    assert.deepEqual(after.findings[1]?.suppressed, {
      reason: 'The port opens with the new firmware.',
      expires: '2027-03-31',
    });
    assert.match(
      after.findings[0]?.message ?? '',
      /^Nothing is wrong but what is suppressed\..* Suppressed faults: 2\.$/,
    );
  });

  it('makes a device well of which nothing else is wrong, in every report', () => {
    const report = deviceReport(blocked, judged(blocked, accepting(), accepting({ rule: 'NF008' })));
    assert.equal(standingOf(report), 'ok');
    assert.equal(standingOf(deviceReport(blocked, judged(blocked))), 'fail');
    assert.equal(firstToMend(report.findings), undefined);
  });

  it('accepts a fault, not what the fault brings about, nor what is not known because of it', () => {
    const result = judged(silent, accepting({ rule: 'DNS002', target: '*' }));
    assert.deepEqual(marked(result), ['DNS002']);
    assert.equal(standingOf(deviceReport(silent, result)), 'fail');
    assert.equal(firstToMend(result.findings)?.rule, 'DNS011');
    const all = judged(silent, accepting({ rule: 'DNS002', target: '*' }), accepting({ rule: 'DNS011', target: '*' }));
    assert.equal(standingOf(deviceReport(silent, all)), 'unknown', 'unknown is never accepted');
  });

  it('stands with all that it explains behind what needs somebody, unless it explains such a thing', () => {
    const [, port] = judged(blocked).findings;
    const finding = (rule: string, causedBy: string | null, outcome: Finding['outcome'] = 'fail'): Finding => ({
      ...(port ?? assert.fail()),
      ...{ rule, causedBy, outcome, target: rule },
    });
    const order = (findings: readonly Finding[], ...accepted: string[]): string[] =>
      suppress(
        findings,
        accepted.map((rule) => accepting({ rule, target: '*' })),
        new Date(blocked.collectedAt),
      ).findings.map(({ rule }) => rule);
    const plain = [finding('SW001', null), finding('DNS002', null), finding('EP001', null, 'unknown')];
    assert.deepEqual(order(plain, 'SW001'), ['DNS002', 'EP001', 'SW001']);
    const well = finding('IP001', null, 'pass');
    assert.deepEqual(order([...plain, well], 'SW001'), ['DNS002', 'EP001', 'SW001', 'IP001']);
    const chain = [finding('SW001', null), finding('IP002', 'SW001'), finding('DNS002', null)];
    assert.deepEqual(order(chain, 'SW001'), ['SW001', 'IP002', 'DNS002']);
    assert.deepEqual(order(chain, 'SW001', 'IP002'), ['DNS002', 'SW001', 'IP002']);
  });

  const refused: readonly [what: string, unknown][] = [
    ['of a rule that there is not', accepting({ rule: 'NF999' })],
    ['until a day that there is not', accepting({ expires: '2027-02-30' })],
    ['without a reason', accepting({ reason: ' ' })],
    ['of many rules', accepting({ rule: 'NF*' })],
    ['with a property that it has not', { ...accepting(), device: 'EDGE-1' }],
  ];
  for (const [what, one] of refused)
    it(`${what} is refused`, () => {
      const wrong = (): unknown => diagnose(blocked, rules, { profile: { suppressions: [one] } });
      assert.throws(wrong, (error) => error instanceof CoreFault && error.id === 'ProfileNotValid');
    });

  it('is read whatever the case of its properties, as PowerShell writes them', () => {
    const { rule: Rule, target: Target, reason: Reason, expires: Expires } = accepting();
    const profile = { Suppressions: [{ Rule, Target, Reason, Expires }] };
    assert.deepEqual(marked(diagnose(blocked, rules, { profile })), ['NF001']);
  });

  it('holds in a redacted report too, which has neither its target nor its reason', () => {
    const secret = accepting({ rule: 'DNS002', target: '172.27.112.1', reason: 'Contoso-Hall-7' });
    const idle = accepting({ target: 'Contoso-Line-9', reason: 'Contoso-Hall-7' });
    const profile = { suppressions: [secret, idle], proxy: 'http://proxy.contoso-secret.com:3128' };
    const redacted = redact(silent, Buffer.alloc(32, 7)).snapshot;
    const result = diagnose(redacted, rules, { profile: redactedProfile(profile, silent, redacted) });
    assert.deepEqual(marked(result), ['DNS002']);
    assert.deepEqual(
      result.suppressions.map(({ state }) => state),
      ['used', 'unused'],
    );
    assert.doesNotMatch(JSON.stringify(result), /172\.27\.112\.1\b|Contoso-(Hall|Line)|contoso-secret/);
  });
});
