// Bad input gets a clear error and nothing is lost: each is a typed error record, or an `unknown` finding where the rest can
// still be judged.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  openSync,
  ftruncateSync,
  closeSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { CONTRACT } from '../../../core/src/contract/number.js';
import { printable } from '../../../core/src/engine/printable.js';
import { skip } from '../../support/skip.js';
import {
  answeringCore,
  azureEflow,
  inPowerShell,
  projectWithCore,
  quoted,
  scratchFolder,
  type ErrorSeen,
} from './support.js';

const node = quoted(process.execPath);
const example = path.resolve('test/contract/examples/Snapshot/mixed.json');
const live = '-NodePath ' + node;

const assertError = (seen: ErrorSeen | null, id: string, category: string, cmdlet: string, said: RegExp): void => {
  assert.equal(seen?.id, `EflowNetDiag.${id},${cmdlet}`, JSON.stringify(seen));
  assert.equal(seen.category, category);
  assert.match(seen.message, said);
  assert.notEqual(seen.target ?? '', '', 'the error names no target');
};

describe('Bad input', function () {
  const folder = scratchFolder();
  const asRoot = process.getuid?.() === 0;
  const snapshot = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  for (const call of [
    `Test-EflowNetwork ${live}`,
    `Get-EflowDnsReport ${live}`,
    `Trace-EflowPacket -Port 8883 ${live}`,
    `Repair-EflowFirewall -Port 8883 ${live}`,
    `Repair-EflowFirewall -Port 8883 -WhatIf ${live}`,
    `Save-EflowNetSnapshot -Path here.json ${live}`,
  ]) {
    it(`AzureEFLOW is missing: ${call.replace(live, '')}`, async () => {
      const { thrown } = await inPowerShell(call);
      assertError(thrown, 'AzureEflowMissing', 'NotInstalled', call.split(' ')[0] ?? '', /AzureEFLOW is not installed/);
    });
  }

  it('the session is not elevated', async function () {
    // As root in the eyes of the files, as somebody else in its own: the engine may live where only root can read.
    const by = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
    if (!asRoot || spawnSync(by[0] ?? '', [...by.slice(1), 'true']).status !== 0)
      skip(this, 'no user namespaces, or not root');
    const { thrown } = await inPowerShell(`Test-EflowNetwork ${live}`, { modules: [azureEflow(folder, '')], by });
    assertError(thrown, 'NotElevated', 'PermissionDenied', 'Test-EflowNetwork', /as administrator.*use -Snapshot/);
    const saved = await inPowerShell(`@(Test-EflowNetwork -Snapshot ${quoted(example)} ${live}).Count -gt 0`, { by });
    assert.deepEqual([saved.thrown, saved.errors, saved.output], [null, [], [true]], 'a saved one needs no rights');
  });

  it('the language is constrained: the import says what App Control must trust', async () => {
    const { output } = await inPowerShell<string>(`
      $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
      $state.LanguageMode = 'ConstrainedLanguage'
      $runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
      $runspace.Open()
      $shell = [System.Management.Automation.PowerShell]::Create()
      $shell.Runspace = $runspace
      $null = $shell.AddCommand('Import-Module').AddParameter('Name', $Manifest)
      try { $null = $shell.Invoke(); 'imported' } catch { $_.Exception.GetBaseException().Message }`);
    assert.match(output[0] ?? '', /cannot run in ConstrainedLanguage: App Control .* signed package/);
  });

  it('AzureEFLOW can be changed by others: a look on Windows begins with a warning', async function () {
    if (!asRoot || process.platform === 'win32') skip(this, 'owner and mode are judged as root on Linux');
    const modules = azureEflow(path.resolve('build'), '');
    try {
      const [open, closed] = [path.join(modules, 'AzureEFLOW'), path.join(modules, 'AzureEFLOW/AzureEFLOW.psm1')];
      chmodSync(modules, 0o755);
      const look = `& $module { $script:onWindows = $true
        function script:Test-EflowElevated { $true }
        function script:Get-EflowWriteDistrust { param ($Path) Get-EflowModeDistrust -Path $Path }
        Assert-EflowLive; Assert-EflowLive -HostAlone }`;
      const sound = await inPowerShell(look, { modules: [modules] });
      assert.deepEqual([sound.thrown, sound.warnings], [null, []]);
      chmodSync(open, 0o777);
      const { thrown, warnings } = await inPowerShell(look, { modules: [modules] });
      assert.equal(thrown, null);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.ok(warnings[0]?.includes(closed) && warnings[0].includes('mode 777'), warnings[0]);
    } finally {
      rmSync(modules, { recursive: true });
    }
  });

  it('the core is not built', async () => {
    const { thrown } = await inPowerShell(`Get-EflowNetworkRule ${live}`, { root: projectWithCore(folder, null) });
    assertError(thrown, 'CoreNotBuilt', 'NotInstalled', 'Get-EflowNetworkRule', /npm run build/);
  });

  describe('Node', () => {
    it('is missing where the caller says', async () => {
      const { thrown } = await inPowerShell('Get-EflowNetworkRule -NodePath ./no-such-node');
      assertError(thrown, 'NodeNotFound', 'NotInstalled', 'Get-EflowNetworkRule', /no-such-node.*Node\.js 20/);
    });

    it('is missing everywhere', async () => {
      const { thrown } = await inPowerShell("$env:PATH = '/no/such/folder'; Get-EflowNetworkRule", {
        env: { EFLOWNETDIAG_NODE: '' },
      });
      assertError(thrown, 'NodeNotFound', 'NotInstalled', 'Get-EflowNetworkRule', /EFLOWNETDIAG_NODE, PATH/);
    });

    it('is too old', async () => {
      const old = path.join(folder, 'old-node');
      writeFileSync(old, '#!/bin/sh\necho v18.20.4\n');
      chmodSync(old, 0o755);
      const { thrown } = await inPowerShell(`Get-EflowNetworkRule -NodePath ${quoted(old)}`);
      assertError(thrown, 'NodeTooOld', 'NotInstalled', 'Get-EflowNetworkRule', /18\.20\.4; at least 20/);
    });

    it('is something else', async () => {
      const other = path.join(folder, 'other');
      writeFileSync(other, '#!/bin/sh\necho hello\n');
      chmodSync(other, 0o755);
      const { thrown } = await inPowerShell(`Get-EflowNetworkRule -NodePath ${quoted(other)}`);
      assertError(thrown, 'NodeNotStarted', 'ResourceUnavailable', 'Get-EflowNetworkRule', /named none/);
    });

    it('cannot be started', async () => {
      const file = path.join(folder, 'no-program');
      writeFileSync(file, 'text');
      const { thrown } = await inPowerShell(`Get-EflowNetworkRule -NodePath ${quoted(file)}`);
      assertError(thrown, 'NodeNotStarted', 'ResourceUnavailable', 'Get-EflowNetworkRule', /no-program/);
    });

    describe('that came with the module', () => {
      const shipped = (hash: string): string => {
        const root = projectWithCore(folder, answeringCore("return { kind: 'rules', rules: [] };"), { copied: true });
        mkdirSync(path.join(root, 'ps-module/runtime'));
        symlinkSync(
          process.execPath,
          path.join(root, 'ps-module/runtime', process.platform === 'win32' ? 'node.exe' : 'node'),
        );
        const manifest = path.join(root, 'EflowNetDiag.psd1');
        writeFileSync(
          manifest,
          readFileSync(manifest, 'utf8').replace("NodeRuntimeHash = ''", `NodeRuntimeHash = '${hash}'`),
        );
        return root;
      };
      const use = "$env:PATH = '/no/such/folder'; @(Get-EflowNetworkRule).Count";

      it('is run when it is the one that the manifest names', async () => {
        const hash = createHash('sha256').update(readFileSync(process.execPath)).digest('hex');
        const { output, thrown } = await inPowerShell(use, { root: shipped(hash) });
        assert.deepEqual([output, thrown], [[0], null]);
      });

      it('is refused when it is another', async () => {
        const { thrown } = await inPowerShell(use, { root: shipped('0'.repeat(64)) });
        assertError(thrown, 'NodeNotTrusted', 'SecurityError', 'Get-EflowNetworkRule', /not the file that came with/);
      });
    });

    describe('from the environment or PATH, in an elevated session,', function () {
      before(function () {
        if (!asRoot || process.platform === 'win32') skip(this, 'owner and mode are judged as root on Linux');
      });

      const planted = (name: string, change: (file: string) => void): string => {
        const home = path.resolve('build/planted', name);
        mkdirSync(home, { recursive: true });
        const file = path.join(home, 'node');
        copyFileSync(process.execPath, file);
        chmodSync(file, 0o755);
        chmodSync(home, 0o755);
        change(file);
        return file;
      };
      const use = (file: string): ReturnType<typeof inPowerShell> =>
        inPowerShell('@(Get-EflowNetworkRule).Count -gt 0', { env: { EFLOWNETDIAG_NODE: file } });

      it('is run where only root can change it', async () => {
        const { thrown, output } = await use(planted('good', () => undefined));
        assert.equal(thrown, null, JSON.stringify(thrown));
        assert.deepEqual(output, [true]);
      });

      it('is refused when others may write to the file', async () => {
        const { thrown } = await use(planted('open-file', (file) => chmodSync(file, 0o777)));
        assertError(
          thrown,
          'NodeNotTrusted',
          'SecurityError',
          'Get-EflowNetworkRule',
          /others .* can write to .*node \(mode 777\)/,
        );
      });

      it('is refused when others may write to a folder above it', async () => {
        const { thrown } = await use(planted('open-folder', (file) => chmodSync(path.dirname(file), 0o775)));
        assertError(thrown, 'NodeNotTrusted', 'SecurityError', 'Get-EflowNetworkRule', /mode 775/);
      });

      it('is run below a sticky folder, where nobody else can replace what is on the path', async () => {
        const { thrown } = await use(
          planted('sticky/inner', (file) => chmodSync(path.dirname(path.dirname(file)), 0o1777)),
        );
        assert.equal(thrown, null, JSON.stringify(thrown));
      });

      it('is refused right in a sticky folder, where others can add files beside it', async () => {
        const { thrown } = await use(planted('sticky-own', (file) => chmodSync(path.dirname(file), 0o1777)));
        assertError(thrown, 'NodeNotTrusted', 'SecurityError', 'Get-EflowNetworkRule', /mode 1777/);
      });

      it('is looked at as a whole path, with all folders above it', async () => {
        const file = planted('relative', (one) => chmodSync(path.dirname(one), 0o777));
        const { thrown } = await inPowerShell('Get-EflowNetworkRule', {
          env: { EFLOWNETDIAG_NODE: path.basename(file) },
          cwd: path.dirname(file),
        });
        assertError(thrown, 'NodeNotTrusted', 'SecurityError', 'Get-EflowNetworkRule', /mode 777/);
      });

      it('is never taken from the current folder', async () => {
        const home = path.dirname(planted('here', () => undefined));
        for (const folders of ['.', '', `.${path.delimiter}/no/such/folder`, path.delimiter]) {
          const { thrown } = await inPowerShell(`$env:PATH = ${quoted(folders)}; Get-EflowNetworkRule`, {
            env: { EFLOWNETDIAG_NODE: '' },
            cwd: home,
          });
          assertError(thrown, 'NodeNotFound', 'NotInstalled', 'Get-EflowNetworkRule', /EFLOWNETDIAG_NODE, PATH/);
        }
      });

      it('is refused when it belongs to somebody else', async () => {
        const { thrown } = await use(planted('owned', (file) => chownSync(file, 65534, 0)));
        assertError(thrown, 'NodeNotTrusted', 'SecurityError', 'Get-EflowNetworkRule', /belongs to 65534/);
      });
    });
  });

  it('the access list of Windows is judged as Windows means it', async () => {
    const [system, administrators, users, somebody] = [
      'S-1-5-18',
      'S-1-5-32-544',
      'S-1-5-32-545',
      'S-1-5-21-1-2-3-1001',
    ];
    /** Rights as Windows has them: FullControl, Modify, ReadAndExecute, AppendData, GENERIC_ALL. */
    const rights = { full: 0x1f01ff, modify: 0x1301bf, read: 0x1200a9, append: 0x4, genericAll: 0x10000000 };
    const entry = (sid: string, mask: number, type = 0, propagation = 0): string =>
      `[pscustomobject] @{ AccessControlType = ${type}; PropagationFlags = ${propagation}; FileSystemRights = ${mask}; IdentityReference = [pscustomobject] @{ Value = '${sid}' } }`;
    const stock = [entry(system, rights.full), entry(administrators, rights.full), entry(users, rights.read)];
    const inheritOnly = 2;
    const deny = 1;
    const cases: readonly [
      what: string,
      owner: string,
      more: string[],
      which: 'write' | 'replace',
      names: string | null,
    ][] = [
      ['a stock folder of programs', administrators, [], 'write', null],
      ['a user who may modify it', administrators, [entry(somebody, rights.modify)], 'write', somebody],
      ['a user who may add to its own folder', administrators, [entry(users, rights.append)], 'write', users],
      ['a user who may add to a folder above', administrators, [entry(users, rights.append)], 'replace', null],
      ['what is only inherited below', administrators, [entry(users, rights.modify, 0, inheritOnly)], 'write', null],
      ['what is denied', administrators, [entry(users, rights.full, deny)], 'write', null],
      ['a generic right', administrators, [entry(users, rights.genericAll)], 'replace', users],
      ['an owner who is no administrator', somebody, [], 'replace', somebody],
    ];
    const calls = cases.map(
      ([, owner, more, which]) =>
        `"[$(Get-EflowAclDistrust -Place 'C:\\n' -Owner '${owner}' -Rules @(${[...stock, ...more].join(', ')}) -Rights $script:${which}Rights)]"`,
    );
    const { output, thrown } = await inPowerShell<string>(`& $module { ${calls.join('; ')} }`);
    assert.equal(thrown, null, JSON.stringify(thrown));
    cases.forEach(([what, , , , names], index) => {
      if (names === null) assert.equal(output[index], '[]', what);
      else assert.ok(output[index]?.includes(names), `${what}: ${output[index]}`);
    });
  });

  it('the contract numbers differ, as the module sees it', async () => {
    const core = answeringCore(`return { contract: ${CONTRACT + 1}, kind: 'rules', rules: [] };`);
    const { thrown } = await inPowerShell(`Get-EflowNetworkRule ${live}`, { root: projectWithCore(folder, core) });
    assertError(
      thrown,
      'ContractMismatch',
      'InvalidResult',
      'Get-EflowNetworkRule',
      new RegExp(`contract ${CONTRACT}, the core ${CONTRACT + 1}`),
    );
  });

  it('the contract numbers differ, as the core sees it', async () => {
    const { thrown } = await inPowerShell(`& $module { $script:contract = 99 }; Get-EflowNetworkRule ${live}`);
    assertError(thrown, 'ContractMismatch', 'InvalidResult', 'Get-EflowNetworkRule', /99/);
  });

  describe('A snapshot', () => {
    const whole = readFileSync(example, 'utf8');
    const judge = (file: string): ReturnType<typeof inPowerShell> =>
      inPowerShell(`Test-EflowNetwork -Snapshot ${quoted(file)} ${live}`);

    const huge = (): string => {
      const file = path.join(folder, 'huge.json');
      const descriptor = openSync(file, 'w');
      ftruncateSync(descriptor, 3 * 1024 ** 3);
      closeSync(descriptor);
      return file;
    };
    const bad: readonly [what: string, file: () => string, id: string, category: string, said: RegExp][] = [
      ['that is not there', () => path.join(folder, 'none.json'), 'SnapshotNotFound', 'ObjectNotFound', /none\.json/],
      [
        'that no wildcard finds',
        () => path.join(folder, 'none*.json'),
        'SnapshotNotFound',
        'ObjectNotFound',
        /none\*\.json/,
      ],
      ['on a drive that does not exist', () => 'nodrive:\\x.json', 'SnapshotNotFound', 'ObjectNotFound', /nodrive/],
      ['that is a folder', () => folder, 'SnapshotNotFound', 'ObjectNotFound', /not a file|cannot be opened/],
      ["that isn't JSON", () => snapshot('text.json', 'hello'), 'SnapshotNotJson', 'InvalidData', /not JSON/],
      [
        "that isn't ours",
        () => snapshot('other.json', '{"hello":"world"}'),
        'SnapshotNotOurs',
        'InvalidData',
        /no snapshot/,
      ],
      [
        'that is cut off',
        () => snapshot('cut.json', whole.slice(0, -20)),
        'SnapshotTruncated',
        'InvalidData',
        /cut off/,
      ],
      ['that is huge', huge, 'SnapshotTooLarge', 'LimitsExceeded', /3221225472/],
    ];
    for (const [what, file, id, category, said] of bad) {
      it(`${what} is an error of its own`, async () => {
        const { errors, thrown } = await judge(file());
        assert.equal(thrown, null, JSON.stringify(thrown));
        assert.equal(errors.length, 1);
        assertError(errors[0] ?? null, id, category, 'Test-EflowNetwork', said);
      });
    }

    it('writes no escape sequence by the error that quotes it, or its name', async () => {
      const sequence = '\u001b]0;mine\u0007\u009b2J\u202e';
      const files = [snapshot('sequence.json', `${sequence}{}`), path.join(folder, `${sequence}.json`)];
      const { errors } = await inPowerShell(`${files.map(quoted).join(', ')} | Test-EflowNetwork ${live}`);
      assert.deepEqual(
        errors.map(({ id }) => id),
        ['EflowNetDiag.SnapshotNotJson,Test-EflowNetwork', 'EflowNetDiag.SnapshotNotFound,Test-EflowNetwork'],
      );
      for (const { message } of errors) {
        assert.match(message, /mine/);
        assert.equal(message, printable(message));
      }
    });

    it('writes none by what Windows PowerShell shows of its target either', async () => {
      const file = path.join(folder, '\u001b]0;mine\u0007\u009b2J.json');
      const { output } = await inPowerShell<string>(
        `foreach ($call in { Test-EflowNetwork -Snapshot ${quoted(file)} ${live} -ErrorAction Stop }, { Save-EflowNetSnapshot -Path ${quoted(path.join(file, 'x'))} ${live} }, { Test-EflowNetwork -Snapshot ${quoted(example)} -DeviceProfile ${quoted(file)} ${live} }) {
           try { $null = & $call } catch { [string] $_.CategoryInfo; [string] $_.TargetObject }
         }`,
      );
      const [shown, whole] = [0, 1].map((at) => output.filter((_one, index) => index % 2 === at));
      for (const text of shown ?? []) {
        assert.match(text, /mine/);
        assert.equal(text, printable(text));
      }
      assert.deepEqual(whole, [file, file, file]);
    });

    it('that is bad does not keep the others from being judged', async () => {
      const files = [example, snapshot('bad.json', 'hello'), example].map(quoted).join(', ');
      const { output, errors } = await inPowerShell(`(${files} | Test-EflowNetwork -Rule DEV001 ${live}).Rule`);
      assert.deepEqual(output, ['DEV001', 'DEV001']);
      assert.deepEqual(
        errors.map(({ id }) => id),
        ['EflowNetDiag.SnapshotNotJson,Test-EflowNetwork'],
      );
    });

    it('that is bad ends the cmdlet where the caller wants errors to stop', async () => {
      const { thrown } = await inPowerShell(
        `Test-EflowNetwork -Snapshot ${quoted(snapshot('bad2.json', 'hello'))} -ErrorAction Stop ${live}`,
      );
      assertError(thrown, 'SnapshotNotJson', 'InvalidData', 'Test-EflowNetwork', /not JSON/);
    });

    it('for the DNS report and for a plan is read with the same care', async () => {
      const file = quoted(snapshot('bad3.json', 'hello'));
      const report = await inPowerShell(`Get-EflowDnsReport -Snapshot ${file} ${live}`);
      assertError(report.errors[0] ?? null, 'SnapshotNotJson', 'InvalidData', 'Get-EflowDnsReport', /not JSON/);
      const plan = await inPowerShell(`Repair-EflowFirewall -Port 1 -Snapshot ${file} -WhatIf ${live}`);
      assertError(plan.errors[0] ?? null, 'SnapshotNotJson', 'InvalidData', 'Repair-EflowFirewall', /not JSON/);
      const saved = await inPowerShell(`Save-EflowNetSnapshot -Path saved3.json -Snapshot ${file} -Redact ${live}`);
      assertError(saved.errors[0] ?? null, 'SnapshotNotJson', 'InvalidData', 'Save-EflowNetSnapshot', /not JSON/);
      assert.deepEqual(saved.output, []);
    });

    it('that is an object of something else is refused', async () => {
      const { errors } = await inPowerShell(
        `Test-EflowNetwork -Snapshot ([pscustomobject] @{ a = 1 }), @{ kind = 'Pod' }, 7 ${live}`,
      );
      assert.equal(errors.length, 3);
      for (const error of errors)
        assertError(error, 'SnapshotNotOurs', 'InvalidData', 'Test-EflowNetwork', /no snapshot/);
    });

    it('that is a damaged object is refused as the file would be', async () => {
      const { errors } = await inPowerShell(
        `Get-Content -Path ${quoted(example)} -Raw | ConvertFrom-Json | ForEach-Object { $_.facts = 5; $_ } | Test-EflowNetwork ${live}`,
      );
      assert.equal(errors.length, 1);
      assertError(errors[0] ?? null, 'SnapshotNotOurs', 'InvalidData', 'Test-EflowNetwork', /damaged at \/facts/);
    });

    it('does not keep a plan from being made of the others', async () => {
      const files = [
        quoted(snapshot('bad4.json', 'hello')),
        quoted(path.resolve('samples/published-port-blocked.json')),
      ];
      const { output, errors } = await inPowerShell<{ State: string }>(
        `${files.join(', ')} | Repair-EflowFirewall -Port 8883 -WhatIf ${live}`,
      );
      assert.deepEqual(
        output.map(({ State }) => State),
        ['needed'],
      );
      assert.equal(errors.length, 1);
    });

    it('is never applied as a repair', async () => {
      const { thrown } = await inPowerShell(`Repair-EflowFirewall -Port 1 -Snapshot ${quoted(example)} ${live}`);
      assertError(thrown, 'SnapshotNeedsWhatIf', 'InvalidArgument', 'Repair-EflowFirewall', /-WhatIf/);
    });
  });

  describe('A file of a device profile', () => {
    for (const [what, text, said] of [
      ['that is longer than any', `{"Protocol":"${'x'.repeat(1024 * 1024)}"}`, /\d{7} bytes/],
      [
        'that is nested a hundred thousand deep',
        `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
        /could not be read/,
      ],
      ['that quotes what a terminal obeys', '\u001b]0;mine\u0007{', /could not be read/],
    ] as const)
      it(`${what} is refused`, async () => {
        const file = quoted(snapshot('profile.json', text));
        const { thrown } = await inPowerShell(
          `Test-EflowNetwork -Snapshot ${quoted(example)} -DeviceProfile ${file} ${live}`,
        );
        assertError(thrown, 'ProfileNotRead', 'ReadError', 'Test-EflowNetwork', said);
        assert.equal(thrown?.message, printable(thrown?.message ?? ''));
      });
  });

  it('A rule as text, as EFLOW-Util took it, is refused, and what is right is named', async () => {
    const { thrown } = await inPowerShell(`Repair-EflowFirewall -Port 1884 -CustomRule '; reboot'`);
    assertError(thrown, 'CustomRuleRefused', 'InvalidArgument', 'Repair-EflowFirewall', /cannot be tried.*-Port/);
  });

  describe('A rule that does not exist', () => {
    for (const parameter of ['Rule', 'ExcludeRule']) {
      it(`is an error of -${parameter}, not a healthy device`, async () => {
        const { thrown, output } = await inPowerShell(
          `Test-EflowNetwork -Snapshot ${quoted(example)} -${parameter} ZZ999 ${live}`,
        );
        assertError(thrown, 'UnknownRule', 'InvalidArgument', 'Test-EflowNetwork', /ZZ999/);
        assert.deepEqual(output, []);
      });
    }

    it('is an error of Get-EflowNetworkRule that does not hide the others', async () => {
      const { errors, output } = await inPowerShell<string>(`(Get-EflowNetworkRule -Name ZZ999, IP001 ${live}).Rule`);
      assertError(errors[0] ?? null, 'UnknownRule', 'InvalidArgument', 'Get-EflowNetworkRule', /ZZ999/);
      assert.deepEqual(output, ['IP001']);
    });

    it('or whose page is not there is an error too', async () => {
      const rule = { rule: 'IP001', page: 'rules/none.md', title: '', category: 'IP', severity: 'warning' };
      const core = answeringCore(`return { kind: 'rules', rules: [${JSON.stringify(rule)}] };`);
      const { errors, output } = await inPowerShell(`Get-EflowNetworkRule -Page ${live}`, {
        root: projectWithCore(folder, core),
      });
      assertError(errors[0] ?? null, 'RulePageNotRead', 'ReadError', 'Get-EflowNetworkRule', /none\.md/);
      assert.deepEqual(output, []);
    });
  });

  describe('Save-EflowNetSnapshot', () => {
    it('does not replace a file unless it is told to', async () => {
      const file = snapshot('kept.json', 'kept');
      const { thrown } = await inPowerShell(`Save-EflowNetSnapshot -Path ${quoted(file)} ${live}`);
      assertError(thrown, 'SnapshotExists', 'ResourceExists', 'Save-EflowNetSnapshot', /-Force/);
      assert.equal(readFileSync(file, 'utf8'), 'kept');
    });

    it('says that the folder is missing before it looks', async () => {
      const { thrown } = await inPowerShell(
        `Save-EflowNetSnapshot -Path ${quoted(path.join(folder, 'no/such/x.json'))} ${live}`,
      );
      assertError(thrown, 'FolderNotFound', 'ObjectNotFound', 'Save-EflowNetSnapshot', /no.such/);
    });
  });
});
