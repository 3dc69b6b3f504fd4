import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { knownAnswers } from '../../scripts/kernel-diff/compare.js';
import { openLaboratory, type Laboratory } from '../../scripts/kernel-diff/laboratory.js';
import { differencesIn, runKernelDiff } from '../../scripts/kernel-diff/run.js';
import { openStage, type Stage } from '../../scripts/kernel-diff/stage.js';
import { keptScenes } from '../support/keptScenes.js';
import { plainScenes } from '../support/plainScenes.js';
import { skip } from '../support/skip.js';

const agentFile = path.resolve('scripts/kernel-diff/agent.pl');
const tools = ['ip', 'nsenter', 'taskset', 'perl', 'iptables-nft-restore', 'iptables-legacy-restore'];

const missing = (): string | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  const lacking = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  return lacking.length === 0 ? null : `needs ${lacking.join(', ')}`;
};

describe('The packet walk and the kernel', () => {
  before(function () {
    const reason = missing();
    if (reason !== null) skip(this, reason);
  });

  describe('agree on the scenes that were once found, and on what the manuals say', () => {
    let laboratory: Laboratory | null = null;
    let stage: Stage | null = null;
    before(async () => {
      laboratory = await openLaboratory(agentFile);
      stage = openStage(laboratory);
    });
    after(() => laboratory?.close());

    for (const { name, scene, ended, answer } of [...keptScenes, ...plainScenes]) {
      it(name, async () => {
        assert.ok(stage);
        assert.deepEqual(await differencesIn(stage, scene, null), []);
        const { seen } = await stage.play(scene);
        assert.equal(seen[0]?.ends[0]?.where ?? 'gone', ended);
        const [shot] = scene.shots;
        if (shot !== undefined && shot.inInterface !== null) {
          const refusal = knownAnswers(shot, seen[0]?.answers ?? []).find((one) => one !== 'reply');
          assert.equal(refusal ?? 'timeOut', answer);
        }
      });
    }
  });

  it('agree on thousands of random packets and rulesets', async () => {
    const { totals, counterexample } = await runKernelDiff({ agentFile, cases: 4000, seed: 2026, nastyEvery: 5 });
    assert.equal(counterexample, null, JSON.stringify(counterexample, null, 1));
    assert.ok(totals.cases >= 4000);
    assert.equal(totals.needlessly, 0);
    // Every kind of end was among them: a comparison that never saw one says nothing about it.
    for (const kind of [
      'accepted',
      'dropped',
      'rejected',
      'noRoute',
      'rpFilter',
      'martian',
      'nobodyListening',
      'noWayBack',
    ])
      assert.ok((totals.verdicts[kind] ?? 0) > 50, `${kind}: ${totals.verdicts[kind] ?? 0}`);
  });

  it('leave no namespace behind', () => {
    const names = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout;
    assert.doesNotMatch(names, new RegExp(`\\bnd${process.pid}[gw]\\b`));
  });
});
