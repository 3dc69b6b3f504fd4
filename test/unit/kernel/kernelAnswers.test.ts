import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compare } from '../../../scripts/kernel-diff/compare.js';
import { predict } from '../../../scripts/kernel-diff/predict.js';
import type { Recorded } from '../../../scripts/kernel-diff/record.js';
import { isKnowable } from '../../../scripts/kernel-diff/unknowable.js';
import { worldOfScene } from '../../../scripts/kernel-diff/worldOfScene.js';

const file = path.resolve('test/unit/kernel/samples/kernel-answers.json');
const { kernel, recorded } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly kernel: string;
  readonly recorded: readonly Recorded[];
};

/** Made by `npm run kernel-diff -- --record N --seed S`: the laboratory asks a kernel anew, and here it need not be there. */
describe(`what a kernel (${kernel}) did with random packets`, () => {
  for (const [index, { scene, seen }] of recorded.entries()) {
    it(`by ruleset ${index + 1}, ${scene.shots.length} packets`, () => {
      const world = worldOfScene(scene);
      for (const [at, shot] of scene.shots.entries()) {
        const observation = seen[at];
        assert.ok(observation);
        const { differences, undecided } = compare(scene, shot, predict(world, shot), observation);
        assert.deepEqual(differences, [], JSON.stringify(shot));
        if (isKnowable(scene, shot)) assert.ok(!undecided, `undecided although all is known: ${JSON.stringify(shot)}`);
      }
    });
  }
});
