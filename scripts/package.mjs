// @ts-check
// Makes the module's package: a folder as the PowerShell Gallery wants it, and a zip of it that is the same, byte for byte,
// whoever makes it with the same Node.js.
//   npm run package -- [--runtime x64|arm64] [--sign COMMAND] [--catalog COMMAND] [--out FOLDER]
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, buildCore, version } from './build.mjs';
import { imported } from './generate.mjs';
import { bundledPackages, notices, softwareBill } from './package/licences.mjs';
import { nodeLicence, nodeRuntime } from './package/runtime.mjs';
import { sign } from './package/sign.mjs';
import { root, say, setUp } from './setup.mjs';
import { zip } from './zip.mjs';

const NAME = 'EflowNetDiag';
/** What a package has of functions that no import needs. */
const laterFile = `${NAME}.functions.ps1`;
/** What the package has of ps-module as it is; the rest is merged or rewritten. */
const asTheyAre = ['EflowNetDiag.format.ps1xml', 'EflowNetDiag.types.ps1xml', 'en-US', 'ja-JP', 'schemas'];
const sourceFolders = ['Private/Core', 'Private/Files', 'Private/Objects', 'Private/Collect', 'Private/Act', 'Public'];

/** @param {string} file */
const read = (file) => readFileSync(path.join(root, file), 'utf8');
/** @param {Buffer | string} data */
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** @param {string} folder @returns {string[]} its files, with forward slashes, sorted */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();

/** The help of functions that nobody can call is for those who read the sources; every import would parse it. @param {string} file @param {string} text */
const withoutPrivateHelp = (file, text) => (file.includes('/Private/') ? text.replace(/^ {4}<#[^]*?#>\n/gm, '') : text);

/** A help file is looked for in the folder of the script that names it: in a package, that of the module. @param {string} text */
const withHelpBeside = (text) => text.replace('.EXTERNALHELP ../', '.EXTERNALHELP ');

/** Functions that an import needs, or that read the others: the cmdlets, and what is offered while somebody types. @param {string} file */
const isEarly = (file) =>
  file.includes('/Public/') ||
  /\/(Import-EflowFunction|Set-EflowLanguage|Complete-Eflow(Argument|Rule|TraceEnd))\.ps1$/.test(file);

/** @param {(file: string) => boolean} wanted @returns {string} the texts of all functions in these files */
const functionTexts = (wanted) =>
  sourceFolders
    .flatMap((folder) =>
      readdirSync(path.join(root, 'ps-module', folder))
        .filter((file) => file.endsWith('.ps1'))
        .sort()
        .map((file) => `ps-module/${folder}/${file}`),
    )
    .filter(wanted)
    .map((file) => withHelpBeside(withoutPrivateHelp(file, read(file))).trimEnd())
    .join('\n\n');

/** The root module with the texts of the functions that an import needs in the place where the sources load their files. */
const mergedModule = () => {
  const later = `$script:laterFunctions = [System.IO.Path]::Combine($PSScriptRoot, '${laterFile}')`;
  const region = /#region functions.*\n[^]*?#endregion\n/;
  const module = read('ps-module/EflowNetDiag.psm1');
  if (!region.test(module)) throw new Error('The root module has no region for the functions.');
  return module.replace(region, () => `${functionTexts(isEarly)}\n\n${later}\n\n`);
};

/** All other functions, as ones of the module although a function reads them. */
const laterFunctions = () =>
  `${functionTexts((file) => !isEarly(file)).replace(/^function (?=[A-Z])/gm, 'function script:')}\n`;

/** @returns {Promise<string>} the hash of every script that may run in a guest, for whoever sees one there */
const guestScriptHashes = async () => {
  const { guestScripts } = await imported(
    "export { guestScripts } from './core/src/guestScripts.js';",
    'guest-scripts',
  );
  return Object.entries(/** @type {Record<string, string>} */ (guestScripts))
    .map(([name, script]) => `${sha256(script)}  ${name}\n`)
    .join('');
};

/** @param {string} folder @returns {string} the hash of each file of the core, as the manifest has them */
const coreHashes = (folder) =>
  filesIn(path.join(folder, 'core'))
    .map((name) => `            '${name}' = '${sha256(readFileSync(path.join(folder, 'core', name))).toUpperCase()}'\n`)
    .join('');

/** @param {{ runtime: string, core: string }} hashes */
const manifest = (hashes) =>
  // Without a FileList: PowerShell looks for every file that it names, at each import.
  read('EflowNetDiag.psd1')
    .replaceAll("'ps-module/", "'")
    .replace(/(NodeRuntimeHash = )''/, `$1'${hashes.runtime}'`)
    .replace(/(CoreHashes {6}= @\{)\}/, `$1\n${hashes.core}        }`);

/** @typedef {{ architecture: string, node: Buffer, licence: string, version: string }} Runtime */

/** @param {string} architecture @returns {Promise<Runtime>} */
const pinnedRuntime = async (architecture) => ({
  ...(await nodeRuntime(architecture)),
  licence: await nodeLicence(),
  architecture,
});

/**
 * Lays out the module's folder.
 * @param {string} folder @param {Runtime | null} runtime
 */
const layOut = async (folder, runtime) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of asTheyAre)
    cpSync(path.join(root, 'ps-module', part), path.join(folder, part), { recursive: true });
  cpSync(path.join(root, 'docs/rules'), path.join(folder, 'rules'), { recursive: true });
  const { inputs } = await buildCore(path.join(folder, 'core'));
  const others = bundledPackages(Object.keys(inputs).filter((file) => file.startsWith('node_modules/')));
  const write = (/** @type {string} */ name, /** @type {string | Buffer} */ data) =>
    writeFileSync(path.join(folder, name), data);
  if (runtime !== null) {
    mkdirSync(path.join(folder, 'runtime'));
    write('runtime/node.exe', runtime.node);
  }
  write(`${NAME}.psm1`, mergedModule());
  write(laterFile, laterFunctions());
  write('LICENSE.txt', read('LICENSE'));
  write('CHANGELOG.md', read('CHANGELOG.md'));
  write('THIRD-PARTY-NOTICES.txt', notices(others, runtime));
  const bill = softwareBill({ name: NAME, version: version(), others, runtime });
  write('sbom.cdx.json', `${JSON.stringify(bill, null, 2)}\n`);
  write('guest-scripts.sha256', await guestScriptHashes());
  const hashes = { runtime: runtime === null ? '' : sha256(runtime.node).toUpperCase(), core: coreHashes(folder) };
  write(`${NAME}.psd1`, manifest(hashes));
};

/** @typedef {{ out?: string, runtime?: string | undefined, signBy?: string | undefined, catalogBy?: string | undefined }} Wishes */

/**
 * @param {Wishes} wishes
 * @param {(architecture: string) => Promise<Runtime>} runtimeFor where the wished runtime comes from
 * @returns {Promise<{ folder: string, zipFile: string, hash: string }>} the module's folder, its zip, and the zip's SHA-256
 */
export const makePackage = async (
  { out = path.join(root, 'build/package'), runtime, signBy, catalogBy },
  runtimeFor = pinnedRuntime,
) => {
  const flavour = runtime === undefined ? '' : `-win-${runtime}`;
  const folder = path.join(out, `${version()}${flavour}`, NAME);
  const node = runtime === undefined ? null : await runtimeFor(runtime);
  await layOut(folder, node);
  if (signBy !== undefined) await sign({ folder, signBy, catalogBy, catalog: `${NAME}.cat` });
  const files = filesIn(folder);
  const data = zip(files.map((name) => ({ name: `${NAME}/${name}`, data: readFileSync(path.join(folder, name)) })));
  const zipFile = path.join(out, `${NAME}-${version()}${flavour}.zip`);
  writeFileSync(zipFile, data);
  const hash = sha256(data);
  writeFileSync(`${zipFile}.sha256`, `${hash}  ${path.basename(zipFile)}\n`);
  return { folder, zipFile, hash };
};

const main = async () => {
  setUp();
  const { values } = parseArgs({
    options: {
      runtime: { type: 'string', multiple: true },
      sign: { type: 'string' },
      catalog: { type: 'string' },
      out: { type: 'string' },
    },
  });
  await build();
  for (const runtime of [undefined, ...(values.runtime ?? [])]) {
    const wishes = { runtime, signBy: values.sign, catalogBy: values.catalog };
    const made = await makePackage(values.out === undefined ? wishes : { ...wishes, out: path.resolve(values.out) });
    say(`${path.relative(root, made.folder)}\n${path.relative(root, made.zipFile)}\n  SHA-256 ${made.hash}`);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
