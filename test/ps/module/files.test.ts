// What the module writes, and where: nothing through somebody else's link, nothing half, nothing lost on a full disk.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { skip } from '../../support/skip.js';
import { inPowerShell, projectRoot, quoted, scratchFolder, type ErrorSeen } from './support.js';

const node = `-NodePath ${quoted(process.execPath)}`;
const sample = quoted(path.join(projectRoot, 'samples/dns-server-silent.json'));
const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe('A state folder that lies there already, in an elevated session,', function () {
  const folder = scratchFolder();
  let refused: Record<string, ErrorSeen | null>;
  const journalIn = (name: string): string => path.join(folder, name, 'eflownetdiag/journal');

  /** What lay there before the module came. */
  const traps: Readonly<Record<string, (journal: string) => void>> = {
    'its own': (journal) => mkdirSync(journal, { recursive: true, mode: 0o700 }),
    "somebody else's": (journal) => {
      mkdirSync(journal, { recursive: true });
      chownSync(journal, 65534, 65534);
    },
    "in somebody else's": (journal) => {
      mkdirSync(journal, { recursive: true });
      chownSync(path.dirname(journal), 65534, 65534);
    },
    'open to all': (journal) => {
      mkdirSync(journal, { recursive: true });
      chmodSync(journal, 0o777);
    },
    'a link': (journal) => {
      mkdirSync(path.dirname(journal), { recursive: true });
      mkdirSync(`${journal}-elsewhere`);
      symlinkSync(`${journal}-elsewhere`, journal);
    },
    'behind a link': (journal) => {
      const elsewhere = path.join(folder, 'elsewhere');
      mkdirSync(path.join(elsewhere, 'journal'), { recursive: true });
      mkdirSync(path.dirname(path.dirname(journal)));
      symlinkSync(elsewhere, path.dirname(journal));
    },
    'not there': () => undefined,
  };

  before(async function () {
    if (!asRoot) skip(this, 'owner and mode are judged as root on Linux');
    for (const [name, lay] of Object.entries(traps)) lay(journalIn(name));
    const { output, thrown } = await inPowerShell<ErrorSeen & { readonly name: string }>(`
      $entry = [pscustomobject] @{ id = '0123456789abcdef' }
      foreach ($name in ${Object.keys(traps).map(quoted).join(', ')}) {
        $env:XDG_STATE_HOME = [System.IO.Path]::Combine(${quoted(folder)}, $name)
        $id, $message = '', ''
        try { & $module { param ($Plan) Write-EflowJournal -Plan $Plan -Step 'apply' } $entry }
        catch { $id, $message = $_.FullyQualifiedErrorId, $_.Exception.Message }
        @{ name = $name; id = $id; message = $message; category = ''; target = '' }
      }`);
    assert.equal(thrown, null, JSON.stringify(thrown));
    refused = Object.fromEntries(output.map((one) => [one.name, one.id === '' ? null : one]));
  });

  for (const [name, reason] of [
    ["somebody else's", /belongs to 65534/],
    ["in somebody else's", /belongs to 65534/],
    ['open to all', /mode 777/],
    ['a link', /journal is a link/],
    ['behind a link', /eflownetdiag is a link/],
  ] as const) {
    it(`is refused when it is ${name}`, () => {
      assert.equal(refused[name]?.id, 'EflowNetDiag.StateNotTrusted');
      assert.match(refused[name].message, reason);
      assert.deepEqual(readdirSync(journalIn(name)), [], 'it was written to');
    });
  }

  it('is used when it is the module’s own', () => {
    assert.equal(refused['its own'], null);
    assert.deepEqual(readdirSync(journalIn('its own')), ['0123456789abcdef.jsonl']);
  });

  it('is made for its owner alone when it is not there', () => {
    assert.equal(refused['not there'], null);
    for (const place of [journalIn('not there'), path.dirname(journalIn('not there'))])
      assert.equal(statSync(place).mode & 0o777, 0o700, place);
  });
});

describe('A journal that no repair can have made', function () {
  const folder = scratchFolder();

  it('is left out, and keeps none of the others from being read', async () => {
    const journal = path.join(folder, 'eflownetdiag/journal');
    mkdirSync(journal, { recursive: true, mode: 0o700 });
    const [whole, huge, deep] = ['0123456789abcdef', '1123456789abcdef', '2123456789abcdef'];
    const entry = (id: string): string =>
      JSON.stringify({
        ...{ at: '2026-11-01T00:00:00.000Z', run: id, step: 'done', state: 'added', backup: null },
        plan: { id, repair: 'allow-inbound-port', device: 'EDGE-1', steps: [] },
      });
    writeFileSync(path.join(journal, `${whole}.jsonl`), `${entry(whole)}\n`);
    // As many lines as would be read one by one for minutes.
    writeFileSync(path.join(journal, `${huge}.jsonl`), `${entry(huge)}\n`.repeat(100_000));
    writeFileSync(path.join(journal, `${deep}.jsonl`), `${'['.repeat(100_000)}${']'.repeat(100_000)}\n`);
    const begun = Date.now();
    const { output, thrown, warnings } = await inPowerShell<string>(
      '& $module { @(Read-EflowJournal).Id; Get-EflowJournalSummary }',
      { env: { XDG_STATE_HOME: folder } },
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.equal(output[0], whole);
    assert.deepEqual(
      (output[1] ?? '')
        .split('\n')
        .map((line) => (JSON.parse(line) as { step: string }).step)
        .sort(),
      ['done', 'unreadable', 'unreadable'],
    );
    for (const id of [huge, deep])
      assert.ok(
        warnings.some((text) => text.includes(id)),
        warnings.join('\n'),
      );
    assert.ok(Date.now() - begun < 30_000);
  });
});

describe('The access list of a state folder on Windows', () => {
  it('is protected, and for SYSTEM and Administrators alone', async () => {
    const { output } = await inPowerShell<string>('& $module { $script:privateSddl }');
    assert.deepEqual(output, ['O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)']);
  });
});

describe('A file that is asked for', () => {
  const folder = scratchFolder();
  it('is written in place of a link, never through it', async function () {
    if (process.platform === 'win32') skip(this, 'links need a right of their own on Windows');
    const victim = path.join(folder, 'victim');
    writeFileSync(victim, 'precious');
    const [link, dangling] = [path.join(folder, 'link.json'), path.join(folder, 'dangling.json')];
    symlinkSync(victim, link);
    symlinkSync(path.join(folder, 'planted'), dangling);
    const write = (file: string): string => `& $module { Write-EflowTextFile -Text 'ours' -Path ${quoted(file)} }`;
    const { thrown } = await inPowerShell(`${write(link)}; ${write(dangling)}`);
    assert.equal(readFileSync(victim, 'utf8'), 'precious');
    assert.ok(!lstatSync(link).isSymbolicLink());
    assert.ok(!existsSync(path.join(folder, 'planted')));
    // Where a link stands that leads nowhere, there is no file to be replaced: that is said, and the link stays.
    assert.notEqual(thrown, null);
  });

  it('may stand deep below folders with brackets and blanks, where its path is long', async () => {
    const deep = path.join(folder, ...Array.from({ length: 8 }, (_, n) => `${'a [1] folder '.repeat(3)}${n}`));
    mkdirSync(deep, { recursive: true });
    const file = path.join(deep, 'look [x].json');
    assert.ok(file.length > 320);
    const { output, thrown, errors } = await inPowerShell(
      `$null = Save-EflowNetSnapshot -Snapshot ${sample} -Redact -Path ${quoted(file)} ${node}
       @(Test-EflowNetwork -Snapshot ${quoted(file)} ${node}).Count -gt 0`,
    );
    assert.deepEqual([thrown, errors, output], [null, [], [true]]);
    assert.deepEqual(readdirSync(deep).sort(), ['look [x].json']);
  });

  it('and each that is read is taken as it is called, with brackets and blanks, by every cmdlet', async () => {
    const home = path.join(folder, "a [1] 'folder");
    mkdirSync(home);
    copyFileSync('samples/dns-server-silent.json', path.join(home, 'look [1].json'));
    // What a wildcard would find instead.
    mkdirSync(path.join(folder, "a 1 'folder"));
    writeFileSync(path.join(folder, "a 1 'folder", 'look 1.json'), 'another');
    writeFileSync(path.join(home, 'wish [1].json'), '{"Protocol":"Mqtt"}');
    const { output, thrown, errors } = await inPowerShell<string>(
      `Set-Location -LiteralPath ${quoted(home)}
       $look = @{ Snapshot = 'look [1].json'; NodePath = ${quoted(process.execPath)} }
       $wish = @{ DeviceProfile = 'wish [1].json' }
       function Show-Count { param ($Of) "$(@($Of).Count -gt 0)" }
       Show-Count (Test-EflowNetwork @look @wish -ControlSnapshot 'look [1].json')
       Show-Count (Measure-EflowFleet @look @wish)
       Show-Count (Get-EflowDnsReport @look)
       Show-Count (Get-EflowFirewallRule @look)
       Show-Count (Trace-EflowPacket @look -From host -To vm -Port 8883)
       Show-Count (Get-EflowGuestScript @look)
       Show-Count (Repair-EflowFirewall @look -Port 8883 -WhatIf)
       Show-Count (Repair-EflowDns @look -WhatIf)
       Show-Count (Compare-EflowNetSnapshot -ReferenceSnapshot 'look [1].json' -DifferenceSnapshot 'look [1].json' @wish -NodePath $look.NodePath)
       $null = Save-EflowNetSnapshot @look -Redact -Path 'saved [1].json'
       $null = Save-EflowSupportBundle @look -Path 'all [1].zip'
       $null = Export-EflowNetReport @look @wish -Path 'report [1].html'`,
    );
    assert.deepEqual([thrown, errors], [null, []]);
    const made = ['all [1].zip', 'report [1].html', 'saved [1].json'];
    assert.deepEqual(output, Array(9).fill('True'));
    assert.deepEqual(readdirSync(home).sort(), [...made, 'look [1].json', 'wish [1].json'].sort());
  });

  describe('on a full disk', function () {
    const disk = path.join(folder, 'disk');
    /** A disk of 64 kB that only the command sees, with three files on it; then a copy of what is on it at the end. */
    const small = [
      ...['unshare', '--mount', 'sh', '-c'],
      `mount -t tmpfs -o size=64k tmpfs '${disk}' && cp '${folder}'/before/* '${disk}' && "$@"; cp -r '${disk}' '${folder}/after'`,
      'sh',
    ];
    const [line, half] = ['{"step":"apply"}\n', '{"step":"app'];
    let thrown: readonly string[];

    before(async function () {
      mkdirSync(disk);
      mkdirSync(path.join(folder, 'before'));
      for (const [name, text] of Object.entries({ 'look.json': 'the former look', 'a.jsonl': line, 'b.jsonl': half }))
        writeFileSync(path.join(folder, 'before', name), text);
      const probe = ['unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', disk];
      if (process.platform !== 'linux' || spawnSync(probe[0] ?? '', probe.slice(1)).status !== 0)
        skip(this, 'no disk of its own can be mounted');
      const attempt = (script: string): string =>
        `try { ${script}; '' } catch { ([string] $_.FullyQualifiedErrorId).Split(',')[0] }`;
      const add = (file: string, words: string): string =>
        `& $module { Add-EflowJournalLine -Path ${quoted(path.join(disk, file))} -Line ${words} }`;
      const seen = await inPowerShell<string>(
        [
          `& $module { Write-EflowTextFile -Text ('x' * 100000) -Path ${quoted(path.join(disk, 'look.json'))} }`,
          `& $module { $noise = [byte[]]::new(100000); [System.Random]::new(1).NextBytes($noise); Write-EflowZip -Entry @{ a = [System.Convert]::ToBase64String($noise) } -Path ${quoted(path.join(disk, 'all.zip'))} }`,
          add('a.jsonl', "('x' * 100000)"),
          add('b.jsonl', "'whole'"),
        ]
          .map(attempt)
          .join('\n'),
        { by: small },
      );
      assert.equal(seen.thrown, null, JSON.stringify(seen.thrown));
      thrown = seen.output;
    });

    const after = (name: string): string => readFileSync(path.join(folder, 'after', name), 'utf8');

    it('leaves what stood there, says so, and leaves nothing half behind', () => {
      assert.match(thrown[0] ?? '', /IOException/);
      assert.equal(thrown[1], 'EflowNetDiag.BundleNotWritten');
      assert.equal(after('look.json'), 'the former look');
      assert.deepEqual(readdirSync(path.join(folder, 'after')).sort(), ['a.jsonl', 'b.jsonl', 'look.json']);
    });

    it('leaves the journal as it was, and a line that was cut off does not spoil the next', () => {
      assert.match(thrown[2] ?? '', /IOException/);
      assert.equal(after('a.jsonl'), line);
      assert.equal(after('b.jsonl'), `${half}\nwhole\n`);
    });
  });
});
