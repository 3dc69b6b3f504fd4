import assert from 'node:assert/strict';
import type { RepairPlan } from '../../../core/src/contract/plan.js';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { forFinding } from '../../../core/src/repairs/forFinding.js';
import { planFirewall } from '../../../core/src/repairs/planFirewall.js';
import { readSnapshot } from '../../../core/src/snapshot/readSnapshot.js';
import { readFileSync } from 'node:fs';

describe('A plan for a finding', () => {
  const snapshot = readSnapshot(readFileSync('samples/published-port-blocked.json', 'utf8'), 'sample');
  const { findings } = diagnose(snapshot, rules, { rules: ['NF001'], excludeRules: ['DEV001'] });
  const [finding] = findings;
  const planned = (): RepairPlan =>
    planFirewall(snapshot, { protocol: 'tcp', port: 8883, source: null }, { liveOnly: false });

  it('is the plan itself where the device still has the fault', () => {
    const plan = planned();
    assert.ok(finding !== undefined && plan.steps.length > 0);
    assert.deepEqual(forFinding(plan, finding, findings), plan);
  });

  it('is refused for a finding of another device', () => {
    const refused = forFinding(planned(), { ...finding!, device: 'EDGE-2' }, findings);
    assert.deepEqual([refused.state, refused.steps, refused.opens, refused.checks], ['refused', [], [], []]);
    assert.match(refused.reason ?? '', /EDGE-2/);
  });

  const gone: readonly (readonly [string, Parameters<typeof forFinding>[2]])[] = [
    ['nothing of the kind is found any more', []],
    ['it is found of another port', [{ ...finding!, target: '1884/tcp' }]],
    ['the check is well by now', [{ ...finding!, outcome: 'pass' }]],
    ['it is not known any more', [{ ...finding!, outcome: 'unknown' }]],
  ];
  for (const [title, found] of gone) {
    it(`is refused where ${title}`, () => {
      const refused = forFinding(planned(), finding!, found);
      assert.deepEqual([refused.state, refused.steps], ['refused', []]);
      assert.match(refused.reason ?? '', /NF001 no longer says that of 8883\/tcp/);
    });
  }
});
