// @ts-check
// Writes what is made from the sources: the rule registry, the JSON Schemas, the Japanese help, docs/guide.md, docs/quality.md, the manifest's version. `--check` only compares.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { performancePage } from './bench/page.mjs';
import { version } from './build.mjs';
import { guidePage } from './guide.mjs';
import { helpFile, japaneseHelp } from './help.mjs';
import { qualityPages } from './quality.mjs';
import { root, say, setUp } from './setup.mjs';

const rulesFolder = path.join(root, 'core/src/rules');

const ruleFiles = () =>
  readdirSync(rulesFolder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\/[A-Z]{2,4}\d{3}-[a-z0-9-]+\.ts$/.test(file))
    .sort((a, b) => (path.basename(a) < path.basename(b) ? -1 : 1));

/** The list of all rules: nobody edits it by hand, so nobody forgets a rule. */
const registry = () => {
  const rules = ruleFiles().map((file) => ({ file, id: path.basename(file).split('-')[0] }));
  return [
    '// Made by `npm run generate` from the files in rules/. Do not edit.',
    "import type { AnyRule } from './rule.js';",
    ...rules.map(({ file, id }) => `import ${id} from '../rules/${file.replace(/\.ts$/, '.js')}';`),
    '',
    `export const rules: readonly AnyRule[] = [${rules.map(({ id }) => id).join(', ')}];`,
    '',
  ].join('\n');
};

/** @param {string} contents a module that exports what is wanted @param {string} name of the file that it is built into */
export const imported = async (contents, name) => {
  const esbuild = await import('esbuild');
  const outfile = path.join(root, `build/${name}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    loader: { '.sh': 'text' },
    outfile,
    logLevel: 'warning',
  });
  return import(`${pathToFileURL(outfile).href}?${Date.now()}`);
};

/** The contract's schemas as draft-07, the newest that Test-Json of every PowerShell 7 understands. */
const schemas = async () => {
  const { jsonSchemas } = await imported("export { jsonSchemas } from './core/src/contract/jsonSchema.js';", 'schemas');
  return /** @type {Record<string, unknown>} */ (jsonSchemas());
};

/** The rules as the files say now: the registry may be stale. */
const currentRules = async () => {
  const files = ruleFiles().map(
    (file) => `export { default as ${path.basename(file).split('-')[0]} } from './core/src/rules/${file}';`,
  );
  return /** @type {import('./guide.mjs').Rule[]} */ (Object.values(await imported(files.join('\n'), 'rules')));
};

/** The manifest with the version of package.json, the one place where it stands. */
const manifest = () =>
  readFileSync(path.join(root, 'EflowNetDiag.psd1'), 'utf8').replace(/(ModuleVersion\s+= )'[^']*'/, `$1'${version()}'`);

/** @returns {Promise<Map<string, string>>} every generated file with its content */
const generated = async () => {
  const files = new Map([['core/src/engine/registry.gen.ts', await formatted(registry())]]);
  for (const [name, schema] of Object.entries(await schemas())) {
    files.set(`ps-module/schemas/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
  }
  files.set('EflowNetDiag.psd1', manifest());
  files.set(helpFile, japaneseHelp());
  files.set('docs/guide.md', await guidePage(await currentRules()));
  const performance = await performancePage();
  if (performance !== null) files.set('docs/performance.md', performance);
  for (const [file, text] of qualityPages()) files.set(file, text);
  return files;
};

/** @param {string} source */
const formatted = async (source) => {
  const prettier = await import('prettier');
  const options = await prettier.resolveConfig(path.join(root, 'core/src/main.ts'));
  return prettier.format(source, { ...options, parser: 'typescript' });
};

/** @returns {Promise<string[]>} the files that are not as they would be made now */
export const staleFiles = async () => {
  const wanted = await generated();
  return [...wanted]
    .filter(
      ([file, text]) => !existsSync(path.join(root, file)) || readFileSync(path.join(root, file), 'utf8') !== text,
    )
    .map(([file]) => file);
};

const write = async () => {
  for (const [file, text] of await generated()) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
      writeFileSync(target, text);
      say(`Wrote ${file}.`);
    }
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  if (process.argv.includes('--check')) {
    const stale = await staleFiles();
    if (stale.length > 0) {
      say(`Not as they would be generated now: ${stale.join(', ')}. Run: npm run generate`);
      process.exit(1);
    }
    say('Generated files are fresh.');
  } else await write();
}
