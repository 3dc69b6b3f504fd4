import assert from 'node:assert/strict';
import { predict } from '../../../scripts/kernel-diff/predict.js';
import { worldOfScene } from '../../../scripts/kernel-diff/worldOfScene.js';
import { keptScenes } from '../../support/keptScenes.js';
import { plainScenes } from '../../support/plainScenes.js';

const isTelling = (rule: string): boolean => !/ policy$/.test(rule) && !/ raw (PREROUTING|OUTPUT) 1$/.test(rule);

/** The laboratory checks that a kernel still does so; here the model is held to it where there is none. */
describe('what the kernel taught the packet walk', () => {
  for (const { name, scene, ended, met, answer, lost } of [...keptScenes, ...plainScenes]) {
    it(name, () => {
      const [shot] = scene.shots;
      assert.ok(shot);
      const ways = predict(worldOfScene(scene), shot);
      const [way] = ways;
      assert.ok(way);
      assert.equal(ways.length, 1);
      assert.deepEqual({ ended: way.fate, met: way.rules.filter(isTelling) }, { ended, met });
      if (shot.inInterface !== null && way.answer !== 'any') assert.equal(way.answer, answer);
      if (lost !== undefined) assert.equal(way.verdict.kind === 'noWayBack', lost);
    });
  }
});
