import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { powerShellEngine, runPowerShell } from '../../support/powershell.js';
import { itIn7, itInHost } from './editions.js';

const quiet = ['-NoLogo', '-NoProfile', '-NonInteractive'];

describe('the command line of PowerShell', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'eflow host '))));
  after(() => rmSync(folder, { recursive: true }));

  const script = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const command = (text: string, ...switches: string[]) => runPowerShell([...quiet, ...switches, '-Command', text]);
  const file = (name: string, text: string, ...args: string[]) =>
    runPowerShell([...quiet, '-ExecutionPolicy', 'Bypass', '-File', script(name, text), ...args]);

  describe('-Command', () => {
    it('runs all that follows as one command', async () => {
      const run = await runPowerShell([...quiet, '-Command', 'Write-Output', 'a', ';', '"b c"']);
      assert.deepEqual(run, { stdout: 'a\nb c\n', stderr: '', exitCode: 0 });
    });

    it('ends with what exit says', async () => {
      assert.deepEqual(await command(`'before'; exit 7; 'after'`), { stdout: 'before\n', stderr: '', exitCode: 7 });
    });

    it('ends with 1 after a terminating error, and with 1 when the last command failed', async () => {
      const thrown = await command(`throw 'no route'`);
      assert.deepEqual([thrown.stdout, thrown.exitCode], ['', 1]);
      assert.match(thrown.stderr, /no route/);
      assert.equal((await command(`Get-Item ./no-such-item`)).exitCode, 1);
      assert.equal((await command(`Get-Item ./no-such-item; 'fine'`)).exitCode, 0);
      assert.equal((await command(`& '${process.execPath}' -e 'process.exit(3)'`)).exitCode, 1);
      assert.equal((await command(`& '${process.execPath}' -e 'process.exit(3)'; exit $LASTEXITCODE`)).exitCode, 3);
    });

    it('says where a script does not parse', async () => {
      const run = await command(`a b) c`);
      assert.deepEqual([run.stdout, run.exitCode], ['', 1]);
      assert.match(run.stderr, /Unexpected token '\)'/);
    });

    itInHost('says what a command lacks that only began', 'the stock view may show nothing', async () => {
      const run = await command(`if (`);
      assert.deepEqual([run.stdout, run.exitCode], ['', 1]);
      assert.match(run.stderr, /if \(/);
    });

    it('gives standard input to a command that asks for $input', async () => {
      const run = await runPowerShell([...quiet, '-Command', '$input | ForEach-Object { "[$_]" }'], {
        input: 'one\ntwo\n',
      });
      assert.equal(run.stdout, '[one]\n[two]\n');
    });

    itIn7('reads and writes UTF-8 without a byte-order mark', 'it uses the code page of the console', async () => {
      const run = await runPowerShell([...quiet, '-Command', `$input | ForEach-Object { $_ + 'é' }`], {
        input: 'grün 日本\n',
      });
      assert.equal(run.stdout, 'grün 日本é\n');
      assert.equal((await command(`'Ä'`)).stdout, 'Ä\n');
    });

    it('takes a command in base64', async () => {
      const encoded = Buffer.from(`'in base64'`, 'utf16le').toString('base64');
      assert.equal((await runPowerShell([...quiet, '-EncodedCommand', encoded])).stdout, 'in base64\n');
    });

    itIn7('starts in the folder that it is told', '-WorkingDirectory came with 6.2', async () => {
      assert.equal(
        (await runPowerShell([...quiet, '-WorkingDirectory', folder, '-Command', '(Get-Location).Path'])).stdout.trim(),
        folder,
      );
    });
  });

  describe('-File', () => {
    it('binds the words after the script to its parameters', async () => {
      const text = `param([string] $Name, [int] $Count, [switch] $Loud, [Parameter(ValueFromRemainingArguments)] $Rest) "$Name|$Count|$Loud|$Rest"`;
      const run = await file('bind.ps1', text, '-Name', 'a b', '-Count:3', '-Loud', 'x', "'y'");
      assert.deepEqual(run, { stdout: `a b|3|True|x 'y'\n`, stderr: '', exitCode: 0 });
    });

    itIn7('takes -Switch:$false and -Bool:true from the command line', 'it leaves them text', async () => {
      const run = await file(
        'switch.ps1',
        `param([switch] $Loud, [bool] $Sure) "$Loud|$Sure"`,
        '-Loud:$false',
        '-Sure:true',
      );
      assert.equal(run.stdout, 'False|True\n');
    });

    it('ends with what exit says, anywhere in the script', async () => {
      assert.equal((await file('exit.ps1', `function f { exit 5 }; f; 'after'`)).exitCode, 5);
      assert.equal((await file('plain.ps1', `'done'`)).exitCode, 0);
    });

    it('ends with 1 after a terminating error, but not for a native command that failed', async () => {
      const thrown = await file('throw.ps1', `'before'; throw 'no route'`);
      assert.deepEqual([thrown.stdout, thrown.exitCode], ['before\n', 1]);
      assert.match(thrown.stderr, /no route/);
      const native = `& '${process.execPath}' -e 'process.exit(3)'`;
      assert.equal((await file('native.ps1', native)).exitCode, 0);
      assert.equal((await file('last.ps1', `${native}; exit $LASTEXITCODE`)).exitCode, 3);
    });

    it('tells the script where it lies and what it is', async () => {
      const run = await file(
        'where.ps1',
        `$PSScriptRoot; [System.IO.Path]::GetFileName($PSCommandPath); $MyInvocation.MyCommand.Name; $args.Count`,
        'x',
        'y',
      );
      assert.deepEqual(run.stdout.trimEnd().split('\n'), [folder, 'where.ps1', 'where.ps1', '2']);
    });

    it('passes standard input to a script that asks for $input', async () => {
      const input = script('input.ps1', `$input | ForEach-Object { "[$_]" }`);
      assert.equal(
        (await runPowerShell([...quiet, '-ExecutionPolicy', 'Bypass', '-File', input], { input: 'a\nb\n' })).stdout,
        '[a]\n[b]\n',
      );
    });

    it('refuses a file that is not there', async () => {
      const run = await runPowerShell([...quiet, '-File', path.join(folder, 'none.ps1')]);
      assert.equal(run.stdout, '');
      assert.match(run.stderr, /none\.ps1/);
      assert.equal(run.exitCode, (await powerShellEngine()).kind === 'powershell' ? -196608 : 64);
    });
  });

  describe('-Command -', () => {
    const piped = (input: string, ...switches: string[]) =>
      runPowerShell([...quiet, ...switches, '-Command', '-'], { input });

    it('runs each line of standard input, without prompts', async () => {
      assert.deepEqual(await piped(`$a = 2\n$a * 21\n'done'\n`), { stdout: '42\ndone\n', stderr: '', exitCode: 0 });
    });

    it('runs a statement of several lines at the blank line after it', async () => {
      assert.equal(
        (await piped(`foreach ($i in 1..2) {\n"line $i"\n}\n\n'after'\n`)).stdout,
        'line 1\nline 2\nafter\n',
      );
    });

    it('goes on after an error and ends at exit', async () => {
      const run = await piped(`throw 'first'\n'second'\nexit 4\n'third'\n`);
      assert.deepEqual([run.stdout, run.exitCode], ['second\n', 4]);
      assert.match(run.stderr, /first/);
    });

    it('ends with 1 when the last line failed', async () => {
      assert.equal((await piped(`'fine'\nGet-Item ./no-such-item\n`)).exitCode, 1);
    });
  });

  it('refuses to ask anything when it may not', async () => {
    const asking = [
      `Remove-Item './no' -Confirm -ErrorAction Stop`,
      `function f { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('x')) { 'did it' } }; $ErrorActionPreference = 'Stop'; f`,
      `function g { param([Parameter(Mandatory)] $Name) 'ran' }; g`,
      `Read-Host 'name'`,
    ];
    writeFileSync(path.join(folder, 'no'), '');
    for (const text of asking) {
      const run = await runPowerShell([...quiet, '-Command', text], { cwd: folder });
      assert.doesNotMatch(run.stdout, /did it|ran/, text);
      assert.match(run.stderr, /NonInteractive|MissingMandatoryParameter|missing mandatory parameters/i, text);
      assert.equal(run.exitCode, 1, text);
    }
  });

  it('knows itself', async () => {
    const run = await command(
      `$PSVersionTable.PSEdition; $PSEdition; $Host.Name; (Test-Path $PSHOME); ($env:PSModulePath.Split([System.IO.Path]::PathSeparator) -contains (Join-Path $PSHOME Modules)); (Split-Path $PROFILE -Leaf)`,
    );
    const edition = (await powerShellEngine()).kind === 'powershell' ? 'Desktop' : 'Core';
    assert.deepEqual(run.stdout.trimEnd().split('\n'), [
      edition,
      edition,
      'ConsoleHost',
      'True',
      'True',
      'Microsoft.PowerShell_profile.ps1',
    ]);
  });

  itIn7('has the variables of its platform and says its version', 'they came with 6', async () => {
    const run = await command(`"$IsLinux $IsWindows $IsMacOS"`);
    const expected = [process.platform === 'linux', process.platform === 'win32', process.platform === 'darwin'];
    assert.equal(run.stdout.trim(), expected.map((is) => (is ? 'True' : 'False')).join(' '));
    assert.match((await runPowerShell(['-Version'])).stdout, /^PowerShell \d+\.\d+\.\d+/);
  });

  it('runs the profile unless told not to', async function () {
    if (process.platform === 'win32') return this.skip(); // the profile's folder cannot be moved there
    const profile = path.join(folder, 'config/powershell/profile.ps1');
    mkdirSync(path.dirname(profile), { recursive: true });
    writeFileSync(profile, `'from the profile'`);
    const env = { XDG_CONFIG_HOME: path.join(folder, 'config') };
    assert.equal((await runPowerShell(['-NoLogo', '-Command', `'x'`], { env })).stdout, 'from the profile\nx\n');
    assert.equal((await runPowerShell(['-NoLogo', '-NoProfile', '-Command', `'x'`], { env })).stdout, 'x\n');
  });

  itIn7('takes its culture from the environment', 'it is a setting of Windows', async function () {
    if (process.platform === 'win32') return this.skip();
    const shown = await runPowerShell(
      [...quiet, '-Command', `$PSUICulture; $PSCulture; (Get-UICulture).Name; (Get-Culture).Name; (1.5).ToString()`],
      {
        env: { LANG: 'de_DE.UTF-8', LC_ALL: undefined },
      },
    );
    assert.deepEqual(shown.stdout.trimEnd().split('\n'), ['de-DE', 'de-DE', 'de-DE', 'de-DE', '1,5']);
  });

  itInHost('takes its culture from a switch', 'the switch is its own', async () => {
    assert.equal((await command('$PSUICulture', '-HostCulture', 'ja-JP')).stdout.trim(), 'ja-JP');
    const refused = await command('1', '-HostCulture', 'no such culture');
    assert.deepEqual([refused.exitCode, refused.stdout], [64, '']);
  });
});
