// @ts-check
// Mutation testing, with Stryker: `npm run mutate -- PATH...` changes the files of core/src below each PATH, one small change at a
// time, and counts the changes that no test of that part notices. `--keep` takes the figures into scripts/data/mutation.json, file by
// file, so that a run that is ended keeps what it measured; docs/quality.md is made from there. `--stale` names the files that have
// changed since they were measured; `--missing` measures, of the files below each PATH, only those and the ones never measured.
// Stryker is installed into build/mutate when it is first needed: `npm ci` of the project does without its 250 packages.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildTests } from './build.mjs';
import { measured, mutationFile } from './quality.mjs';
import { giveUp, root, run, say, setUp } from './setup.mjs';

/** @typedef {import('./quality.mjs').Measured} Measured */

const workshop = path.join(root, 'build/mutate');

const walk = 'core/src/model/netfilter/';
const testsOfWalk = ['test/unit/kernel', 'test/unit/trace', 'test/unit/rules/nf'];

/** Which tests are to notice a change: those of the same part, for all of them would take days. The quickest are asked first. */
const testsOf = /** @type {const} */ ([
  [/^core\/src\/rules\/([a-z]+)/, (/** @type {string} */ area) => [`test/unit/rules/${area}`]],
  // What is held against plain walks is asked first, and of the rest what comes to it without long detours.
  [
    /^core\/src\/model\/netfilter\/(changedRules|difference|firstLook|opening|rangeTree|region|relevance|rule(Index|Spans)|steady|written)\.ts/,
    () => [
      ...['ruleIndex.test.ts', 'difference.test.ts', 'parts'].map((place) => `test/unit/netfilter/${place}`),
      'test/unit/repairs/opens.test.ts',
      'test/unit/trace',
    ],
  ],
  [
    /^core\/src\/model\/netfilter\/(insertion|placement|ruleEdit)\.ts/,
    () => [
      'test/unit/netfilter/parts',
      ...['opens', 'removeRule', 'keepOut', 'planFirewall'].map((name) => `test/unit/repairs/${name}.test.ts`),
      'test/unit/trace',
    ],
  ],
  [/^core\/src\/model\/netfilter/, () => ['test/unit/netfilter/parts', ...testsOfWalk]],
  [/^core\/src\/repairs/, () => ['test/unit/repairs']],
  [/^core\/src\/trace/, () => ['test/unit/trace']],
]);

/** @param {string} folder @param {string} end */
const filesBelow = (folder, end) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .filter((file) => file.endsWith(end))
    .sort();

/** @param {string} place @returns {string[]} the files of a path */
const sourcesOf = (place) => (place.endsWith('.ts') ? [place] : filesBelow(place, '.ts'));

/** @param {string} file @returns {string[]} */
const testFoldersOf = (file) => {
  for (const [pattern, folders] of testsOf) {
    const [found, part = ''] = pattern.exec(file) ?? [];
    if (found !== undefined) return folders(part);
  }
  return giveUp(`No tests are named for ${file}: scripts/mutate.mjs knows rules, model/netfilter, repairs and trace.`);
};

/**
 * Which of these tests come to one of the files at all, by what they import: the others can't notice a change of it.
 * @param {string[]} tests @param {string[]} sources @returns {Promise<string[]>}
 */
const testsThatReach = async (tests, sources) => {
  const { inputs } = await buildTests(tests, false);
  /** @param {string} file @param {Set<string>} seen @returns {boolean} */
  const reaches = (file, seen) => {
    if (sources.includes(file)) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    return (inputs[file]?.imports ?? []).some(({ path: next }) => reaches(next, seen));
  };
  // A run of tests ends at the first that notices: those named after a file are asked first.
  const names = sources.map((source) => path.basename(source, '.ts'));
  const isOwn = (/** @type {string} */ test) => names.includes(path.basename(test, '.test.ts'));
  return tests
    .filter((test) => reaches(test, new Set()))
    .sort((one, other) => Number(isOwn(other)) - Number(isOwn(one)));
};

/** @param {string} file */
const textOf = (file) => readFileSync(path.join(root, file), 'utf8');

/** @param {string} source of types only, nothing is left of it when it runs */
const isOfTypesOnly = async (source) => {
  const { transform } = await import('esbuild');
  return (await transform(textOf(source), { loader: 'ts' })).code === '';
};

/** A run of Stryker costs as much as some fifty changes, whatever it changes: small files with the same tests share one. */
const linesOfRun = 250;

/** @param {string[]} sources @returns {string[][]} */
const runsOf = (sources) => {
  /** @type {{ files: string[], tests: string, lines: number }[]} */
  const runs = [];
  for (const source of sources) {
    const [tests, lines] = [testFoldersOf(source).join(' '), textOf(source).split('\n').length];
    const open = runs.find((one) => one.tests === tests && one.lines + lines <= linesOfRun);
    if (open === undefined) runs.push({ files: [source], tests, lines });
    else {
      open.files.push(source);
      open.lines += lines;
    }
  }
  return runs.map(({ files }) => files);
};

/** @param {string | Buffer} text */
const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

const installStryker = () => {
  mkdirSync(workshop, { recursive: true });
  const lock = 'package-lock.json';
  const done = path.join(workshop, 'node_modules', '.installed');
  const wanted = readFileSync(path.join(root, 'scripts/mutate', lock), 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return;
  for (const file of ['package.json', lock])
    copyFileSync(path.join(root, 'scripts/mutate', file), path.join(workshop, file));
  const npm = ['ci', '--prefix', workshop, '--no-audit', '--no-fund', '--loglevel=error'];
  if (run('npm', npm) !== 0) giveUp('Stryker could not be installed: npm ci failed, its message stands above.');
  writeFileSync(done, wanted);
};

/** @param {string[]} sources @param {string[]} tests @returns {object} what Stryker is told */
const settings = (sources, tests) => ({
  plugins: [path.join(workshop, 'node_modules/@stryker-mutator/mocha-runner/dist/src/index.js')],
  mutate: sources,
  testRunner: 'mocha',
  coverageAnalysis: 'perTest',
  // What a rule or a table says at its top is run once, when it is loaded: each such change would need a process of its own.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 10_000,
  disableTypeChecks: '{core,test}/**/*.ts',
  checkers: [],
  reporters: ['json', 'clear-text', 'progress-append-only'],
  clearTextReporter: {
    allowColor: false,
    logTests: false,
    reportTests: false,
    reportMutants: false,
    reportScoreTable: false,
  },
  jsonReporter: { fileName: path.join(workshop, 'report.json') },
  tempDirName: 'build/mutate/sandbox',
  cleanTempDir: 'always',
  ignorePatterns: ['build', 'core/dist', 'ps-module/rules', 'scripts/powershell-host', 'docs/pictures'],
  buildCommand: `node scripts/mutate.mjs --build ${tests.join(' ')}`,
  mochaOptions: {
    spec: tests.map((file) => path.join('build', file.replace(/\.ts$/, '.mjs'))),
    require: [
      'scripts/property-seed.mjs',
      ...(sources.every((source) => source.startsWith(walk)) ? ['scripts/mutate/walkOnly.mjs'] : []),
    ].map((file) => path.join(root, file)),
  },
  allowConsoleColors: false,
  logLevel: 'error',
});

/** @param {string} text */
const short = (text) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
};

/** @param {string} source @param {{ start: { line: number, column: number }, end: { line: number, column: number } }} place */
const excerpt = (source, { start, end }) => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines.push((lines.pop() ?? '').slice(0, end.column - 1));
  return lines.join('\n').slice(start.column - 1);
};

/** @returns {Record<string, Measured>} what Stryker's report says of each file */
const readReport = () => {
  const report = JSON.parse(readFileSync(path.join(workshop, 'report.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries(report.files).map(([file, { source, mutants }]) => {
      /** @param {string[]} states */
      const those = (...states) => mutants.filter((/** @type {any} */ one) => states.includes(one.status));
      const alive = those('Survived', 'NoCoverage').map((/** @type {any} */ one) => ({
        line: one.location.start.line,
        mutator: one.mutatorName,
        was: short(excerpt(source, one.location)),
        became: short(one.replacement ?? ''),
        tested: one.status === 'Survived',
      }));
      const killed = those('Killed', 'Timeout').length;
      return [
        file,
        {
          hash: hashOf(source),
          mutants: killed + alive.length,
          killed,
          once: those('Ignored').length,
          invalid: those('CompileError', 'RuntimeError').length,
          survivors: alive,
        },
      ];
    }),
  );
};

/** @param {Record<string, Measured>} files */
const tell = (files) => {
  for (const [file, { killed, mutants, survivors }] of Object.entries(files)) {
    console.log(`${file}: ${killed} of ${mutants}`);
    for (const { line, mutator, was, became, tested } of survivors)
      console.log(`  ${line} ${mutator}${tested ? '' : ' (no test comes here)'}: ${was} -> ${became}`);
  }
};

/** @param {Record<string, Measured>} files */
const tellSum = (files) => {
  const all = Object.values(files);
  const sum = (/** @type {'killed' | 'mutants' | 'once'} */ key) => all.reduce((total, one) => total + one[key], 0);
  const [killed, mutants] = [sum('killed'), sum('mutants')];
  console.log(
    `${all.length} files: ${killed} of ${mutants} changes noticed (${((100 * killed) / mutants).toFixed(1)} %); ${sum('once')} of what is run once, left out`,
  );
};

/** @param {string[]} sources with the same tests @returns {Promise<Record<string, Measured>>} */
const mutate = async (sources) => {
  const folders = sources.slice(0, 1).flatMap(testFoldersOf);
  const tests = await testsThatReach(
    folders.flatMap(sourcesOf).filter((file) => file.endsWith('.test.ts')),
    sources,
  );
  if (tests.length === 0) {
    say(`No test of its part comes to ${sources.join(', ')}: not measured.`);
    return {};
  }
  const file = path.join(workshop, 'stryker.json');
  writeFileSync(file, JSON.stringify(settings(sources, tests)));
  rmSync(path.join(workshop, 'report.json'), { force: true });
  const code = run(
    process.execPath,
    [path.join(workshop, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', file],
    { env: { ...process.env, TZ: 'UTC' } },
  );
  if (code !== 0) giveUp('Stryker failed: its message stands above.');
  return readReport();
};

/** @param {Record<string, Measured>} files */
const keep = (files) => {
  const at = new Date().toISOString().slice(0, 10);
  const dated = Object.fromEntries(Object.entries(files).map(([file, one]) => [file, { at, ...one }]));
  const all = Object.entries({ ...measured(), ...dated })
    .filter(([file]) => existsSync(path.join(root, file)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(mutationFile, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  say(`Kept in ${path.relative(root, mutationFile)}; npm run generate makes docs/quality.md of it.`);
};

/** @param {string} file whose figures are of a text that is gone */
const isStale = (file) => !existsSync(path.join(root, file)) || hashOf(textOf(file)) !== measured()[file]?.hash;

/** @param {string[]} places @param {boolean} missing @returns {Promise<string[]>} what is to be changed */
const sourcesToChange = async (places, missing) => {
  /** @type {string[]} */
  const sources = [];
  for (const source of new Set(places.flatMap(sourcesOf)))
    if (await isOfTypesOnly(source)) say(`${source}: types only, nothing to change.`);
    else if (!missing || isStale(source)) sources.push(source);
  return sources;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    missing: { type: 'boolean', default: false },
    stale: { type: 'boolean', default: false },
  },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (values.build) await buildTests(positionals);
  else if (values.stale) for (const file of Object.keys(measured()).filter(isStale)) console.log(file);
  else {
    if (positionals.length === 0) giveUp('npm run mutate -- PATH...: files or folders of core/src.');
    setUp();
    installStryker();
    /** @type {Record<string, Measured>} */
    const files = {};
    for (const sources of runsOf(await sourcesToChange(positionals, values.missing))) {
      const some = await mutate(sources);
      tell(some);
      if (values.keep) keep(some);
      Object.assign(files, some);
    }
    if (Object.keys(files).length > 1) tellSum(files);
  }
}
