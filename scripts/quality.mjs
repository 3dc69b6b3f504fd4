// @ts-check
// docs/quality.md and docs/survivors.md: what fuzzing and mutation testing measured, from scripts/data/fuzz.json and mutation.json.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

/** @typedef {{ line: number, mutator: string, was: string, became: string, tested: boolean }} Survivor */
/** `at`: the day, in files measured since it is noted. */
/** @typedef {{ at?: string, hash: string, mutants: number, killed: number, once: number, invalid: number, survivors: Survivor[] }} Measured */
/** @typedef {{ measuredAt: string, minutes: number, rounds: number, files: number, tests: number, failures: string[] }} Fuzzed */

export const mutationFile = path.join(root, 'scripts/data/mutation.json');
export const fuzzFile = path.join(root, 'scripts/data/fuzz.json');

/** @returns {Record<string, Measured>} what mutation testing found of each file that was measured */
export const measured = () => (existsSync(mutationFile) ? JSON.parse(readFileSync(mutationFile, 'utf8')) : {});

/** @returns {Fuzzed | null} */
const fuzzed = () => (existsSync(fuzzFile) ? JSON.parse(readFileSync(fuzzFile, 'utf8')) : null);

const parts = /** @type {const} */ ([
  ['Rules', 'core/src/rules/'],
  ['Packet walk', 'core/src/model/netfilter/'],
  ['Repair planners', 'core/src/repairs/'],
  ['Traces', 'core/src/trace/'],
]);

/** @param {number} killed @param {number} mutants */
const score = (killed, mutants) => (mutants === 0 ? '-' : `${((100 * killed) / mutants).toFixed(1)} %`);

/** @param {Measured[]} files @param {'mutants' | 'killed' | 'once'} key */
const sum = (files, key) => files.reduce((total, one) => total + one[key], 0);

/** @param {string} what @param {Measured[]} files */
const row = (what, files) => {
  const survivors = files.flatMap((one) => one.survivors);
  const texts = survivors.filter(({ mutator }) => mutator === 'StringLiteral').length;
  const [killed, mutants] = [sum(files, 'killed'), sum(files, 'mutants')];
  return `| ${what} | ${files.length} | ${mutants} | ${killed} | ${score(killed, mutants)} | ${texts} | ${survivors.filter(({ tested }) => !tested).length} | ${sum(files, 'once')} |`;
};

/** @param {[string, Measured][]} all @param {string} folder */
const below = (all, folder) => all.filter(([file]) => file.startsWith(folder)).map(([, one]) => one);

/** @param {[string, Measured][]} all @param {string} folder */
const fileRows = (all, folder) =>
  all
    .filter(([file]) => file.startsWith(folder))
    .map(
      ([file, { mutants, killed, once, survivors, at }]) =>
        `| \`${file.slice('core/src/'.length)}\` | ${mutants} | ${killed} | ${score(killed, mutants)} | ${survivors.filter(({ tested }) => !tested).length} | ${once} | ${at ?? '-'} |`,
    );

/** @param {Fuzzed | null} seen */
const fuzzText = (seen) =>
  seen === null
    ? 'Not measured yet.'
    : `Measured ${seen.measuredAt}: ${seen.minutes} minutes, ${seen.rounds} rounds, each from a seed of its own, of the ${seen.files} files of property tests
(${seen.tests} tests a round): ${seen.failures.length === 0 ? 'no failure' : `${seen.failures.length} failures`}.${seen.failures.map((one) => `\n\n- ${one}`).join('')}`;

const pageText = () => {
  const all = Object.entries(measured());
  const areas = [...new Set(all.flatMap(([file]) => /^core\/src\/rules\/([a-z]+)\//.exec(file)?.[1] ?? []))];
  return `# What the tests notice

Made by \`npm run generate\` from what \`npm run mutate -- PATH... --keep\` and \`npm run fuzz -- --minutes N --keep\` measured.

## Mutation testing

[Stryker](https://stryker-mutator.io) changes the source, one small thing at a time, and runs the unit tests of that part which
come to the file: a change that none of them notices survives (the lab may notice it). All standard operators are used. What a
module says once, when it is loaded (a rule's texts and tables), is left out, for each such change would need a process of its
own. The aim is 85 %.

| Part | Files | Changes | Noticed | Score | Survivors that only change a text | Where no test of the part comes | Left out |
|---|---|---|---|---|---|---|---|
${parts.map(([name, folder]) => row(name, below(all, folder))).join('\n')}

The rules, area by area:

| Area | Files | Changes | Noticed | Score | Survivors that only change a text | Where no test of the part comes | Left out |
|---|---|---|---|---|---|---|---|
${areas.map((area) => row(area.toUpperCase(), below(all, `core/src/rules/${area}/`))).join('\n')}

The packet walk, repair planners and traces, file by file. A file of theirs that is not named here was not measured, and does not count above:

| File | Changes | Noticed | Score | Where no test of the part comes | Left out | Measured |
|---|---|---|---|---|---|---|
${['core/src/model/netfilter/', 'core/src/repairs/', 'core/src/trace/'].flatMap((folder) => fileRows(all, folder)).join('\n')}

Among the survivors of these are changes that no test could notice: a guard that only the types ask for, what stands for a value
that is always there, a word that only goes into a hash.

Every survivor stands in [survivors.md](survivors.md). \`npm run mutate -- --stale\` names the files that have changed since
they were measured.

## Fuzzing

Parsers, contract, framing, the frames of guests and the packet walk are under property tests. \`npm test\` begins each with the
same seed; \`npm run fuzz -- --minutes N\` runs them again and again from others. What failed once is kept as an example in the
test itself. The fuzzer bends snapshots, replies and plans by random edits of valid ones.

${fuzzText(fuzzed())}
`;
};

/** @param {string} text in a code span, whatever is in it */
const code = (text) => (text === '' ? '(nothing)' : `\`\` ${text.replaceAll('``', "''")} \`\``);

const survivorsText = () => {
  const files = Object.entries(measured()).filter(([, { survivors }]) => survivors.length > 0);
  const lines = files.map(
    ([file, { killed, mutants, survivors }]) =>
      `## ${file}\n\n${killed} of ${mutants}.\n\n${survivors
        .map(
          ({ line, mutator, was, became, tested }) =>
            `- line ${line}, ${mutator}${tested ? '' : ', where no test of the part comes'}: ${code(was)} became ${code(became)}`,
        )
        .join('\n')}\n`,
  );
  return `# Changes that no test noticed\n\nOf mutation testing ([quality.md](quality.md)); lines as they were when it was measured.\n\n${lines.join('\n')}`;
};

/** @returns {Map<string, string>} the pages by their paths; none where nothing was measured */
export const qualityPages = () =>
  existsSync(mutationFile)
    ? new Map([
        ['docs/quality.md', pageText()],
        ['docs/survivors.md', survivorsText()],
      ])
    : new Map();
