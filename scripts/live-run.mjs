// @ts-check
// The lab's faults, each alone and two at a time, looked at live and judged: `npm run live-run -- [--pairs N] [--seed S]`.
// What was seen stays in build/live, so that the judgement can be repeated with other rules; `--fresh` looks again, `--kept` judges only what is there.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { faultNames, findFault } from './lab/faults.mjs';
import { collect, liveFolder } from './live/collect.mjs';
import { isSeen, judge, judgePair, judgeSingle } from './live/judge.mjs';
import { livePage } from './live/page.mjs';
import { pairsOf } from './live/pairs.mjs';
import { root, say, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const contract = Number(
  /CONTRACT = (\d+)/.exec(readFileSync(path.join(root, 'core/src/contract/number.ts'), 'utf8'))?.[1],
);

setUp();
await build();
if (values.fresh) rmSync(liveFolder, { recursive: true, force: true });
/** @returns {string[][]} the scenes that an earlier run kept, the healthy device left out */
const keptScenes = () =>
  readdirSync(liveFolder)
    .map((file) => path.parse(file).name.split('+'))
    .filter(([name]) => name !== 'healthy');
const names = values.kept ? keptScenes().flatMap((scene) => (scene.length === 1 ? scene : [])) : faultNames();
const singles = names.map((name) => [name]);
const pairs = values.kept
  ? keptScenes().filter((scene) => scene.length === 2 && scene.every((name) => names.includes(name)))
  : pairsOf(names, Number(values.pairs), Number(values.seed));
if (!values.kept) await collect([[], ...singles, ...pairs], `live-${process.pid}`);

const [healthy, ...alone] = judge(contract, [[], ...singles]);
const byName = new Map(alone.map((seen) => [seen.scene[0] ?? '', seen]));
const faults = await Promise.all(names.map(findFault));
const singleRows = faults.flatMap(({ name, finds }) => {
  const seen = byName.get(name);
  return seen === undefined ? [] : [judgeSingle(seen, finds)];
});
const pairRows = judge(contract, pairs).map((seen) => judgePair(seen, byName));
const apart = pairs.filter((pair) => !isSeen(pair));
const page = livePage({ healthy: healthy?.failing.length ?? 0, singleRows, pairRows, apart, seed: values.seed });
if (values.write) writeFileSync(path.join(root, 'docs/live-run.md'), page);
console.log(page);
const bad = [
  ...singleRows.filter(({ foundFirst }) => !foundFirst),
  ...pairRows.filter(({ blind, foundFirst, invented }) => (!blind && !foundFirst) || invented.length > 0),
];
say(`${singleRows.length} faults, ${pairRows.length} pairs, ${bad.length} not as they should be`);
process.exitCode = bad.length > 0 ? 1 : 0;
