// @ts-check
// Proves the packet walk against the kernel: `npm run kernel-diff -- --cases N --seed S`. Needs root on Linux.
// `--record N` keeps what the kernel does with the packets of N random scenes: unit tests hold the walk to it where no kernel can be asked.
import { writeFileSync } from 'node:fs';
import { release } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from './build.mjs';
import { giveUp, root, say, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    record: { type: 'string' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
  },
});
const [cases, seed] = [Number(values.cases), Number(values.seed)];
if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed)) giveUp('--cases and --seed take whole numbers.');
if (process.platform !== 'linux' || process.getuid?.() !== 0)
  giveUp('The comparison with the kernel needs root on Linux.');

setUp();

const agentFile = path.join(root, 'scripts/kernel-diff/agent.pl');
const recordFile = path.join(root, 'test/unit/kernel/samples/kernel-answers.json');

/** @param {number} count */
const record = async (count) => {
  const { recordScenes } = /** @type {typeof import('./kernel-diff/record.js')} */ (
    await importTypeScript('scripts/kernel-diff/record.ts')
  );
  const recorded = await recordScenes({ agentFile, count, seed });
  const lines = recorded.map((one) => JSON.stringify(one)).join(',\n');
  writeFileSync(
    recordFile,
    `{"kernel":"${release().split('.', 2).join('.')}","seed":${seed},"recorded":[\n${lines}\n]}\n`,
  );
  say(`Recorded ${recorded.length} scenes in ${path.relative(root, recordFile)}.`);
};

const compare = async () => {
  const { runKernelDiff } = /** @type {typeof import('./kernel-diff/run.js')} */ (
    await importTypeScript('scripts/kernel-diff/run.ts')
  );
  const { totals, counterexample, seconds } = await runKernelDiff({ agentFile, cases, seed, nastyEvery: 5 });
  if (counterexample !== null) {
    const { scene, differences } = counterexample;
    for (const [backEnd, text] of Object.entries(scene.rules)) if (text !== null) console.log(`-- ${backEnd}\n${text}`);
    for (const rule of scene.policyRules ?? []) console.log(`-- policy rule ${JSON.stringify(rule)}`);
    console.log(
      `-- routing ${scene.routing}, settings ${JSON.stringify(scene.settings)}, ${scene.shots.length} packets`,
    );
    for (const { shot, texts } of differences) console.log(`${JSON.stringify(shot)}\n  ${texts.join('\n  ')}`);
  }
  console.log(
    `${totals.rulesets} rulesets, ${JSON.stringify(totals.verdicts)}, ${(totals.cases / seconds).toFixed(0)} cases a second, seed ${seed}`,
  );
  const differences = counterexample === null ? [] : counterexample.differences;
  console.log(
    `undecided: ${totals.undecided - totals.needlessly} with rules that no snapshot can decide, ${totals.needlessly} without`,
  );
  console.log(
    `${totals.cases} cases, ${differences.filter(({ disagrees }) => disagrees).length} disagreements, ${totals.undecided} undecided`,
  );
  process.exitCode = counterexample === null && totals.needlessly === 0 ? 0 : 1;
};

if (values.record === undefined) await compare();
else await record(Number(values.record));
