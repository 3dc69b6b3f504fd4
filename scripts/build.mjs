// @ts-check
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root, say, setUp } from './setup.mjs';
import { otherLanguages, readTexts } from './texts.mjs';

/** esbuild settings that the bundle and the tests share. */
const common = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  loader: { '.sh': 'text' },
  logLevel: 'warning',
});

/** @returns {string} the one version of the product, from package.json */
export const version = () =>
  /** @type {{version: string}} */ (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))).version;

/** The core's first file is CommonJS, as its name says; the parts are modules, which find each other quicker. */
const starter = "import('./parts/main.mjs');\n";

/**
 * Bundles the core: a first file that starts it, and beside it the parts, of which each request loads what it needs, and the
 * other languages. What several parts share stands once.
 * @param {string} [folder]
 * @returns {Promise<import('esbuild').Metafile>} what is in which part
 */
export const buildCore = async (folder = 'core/dist') => {
  const esbuild = await import('esbuild');
  const target = path.resolve(root, folder);
  // Parts are named after what is in them: those of an earlier build would stay.
  rmSync(target, { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    ...common,
    entryPoints: ['core/src/main.ts'],
    outdir: path.join(folder, 'parts'),
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    minify: true,
    legalComments: 'none',
    metafile: true,
    define: { CORE_VERSION: JSON.stringify(version()) },
  });
  writeFileSync(path.join(target, 'eflownetdiag-core.cjs'), starter);
  for (const language of otherLanguages()) {
    writeFileSync(
      path.join(target, `eflownetdiag-core.${language}.json`),
      JSON.stringify(readTexts(language).catalogue),
    );
  }
  return metafile;
};

/** Builds the core, and lays the rule pages beside the module. */
export const build = async () => {
  await buildCore();
  const pages = path.join(root, 'ps-module/rules');
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(pages, { recursive: true });
  cpSync(path.join(root, 'docs/rules'), pages, { recursive: true });
};

/**
 * The project's scripts find their files beside themselves: tests use them where they are, not copies.
 * @type {import('esbuild').Plugin}
 */
const scriptsStayWhereTheyAre = {
  name: 'scripts-stay-where-they-are',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\..*\.mjs$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file),
      external: true,
    }));
  },
};

/**
 * Bundles test files, sharing what they share, into build/test.
 * @param {string[]} files paths relative to the project
 * @param {boolean} [write] false: only to learn what is in them
 * @returns {Promise<import('esbuild').Metafile>} which file imports which
 */
export const buildTests = async (files, write = true) => {
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    ...common,
    entryPoints: files,
    outdir: 'build',
    outbase: '.',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    packages: 'external',
    plugins: [scriptsStayWhereTheyAre],
    sourcemap: true,
    chunkNames: 'chunks/[name]-[hash]',
    define: { CORE_VERSION: JSON.stringify(version()) },
    metafile: true,
    write,
  });
  return metafile;
};

/**
 * Loads a script that is written in TypeScript, because it uses the core's insides.
 * @param {string} file relative to the project
 * @returns {Promise<unknown>} what it exports
 */
export const importTypeScript = async (file) => {
  const esbuild = await import('esbuild');
  const outfile = path.join(root, 'build', file.replace(/\.ts$/, '.mjs'));
  await esbuild.build({ ...common, entryPoints: [file], outfile, format: 'esm', packages: 'external' });
  return import(pathToFileURL(outfile).href);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp();
  await build();
  say('Built core/dist/eflownetdiag-core.cjs and its parts.');
}
