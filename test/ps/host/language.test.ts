import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPowerShell, runPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

const commands = 'Microsoft.PowerShell.Commands';

describe('language cmdlets', () => {
  let ps: PowerShellSession;
  let folder: string;
  before(async () => {
    ps = await openPowerShell();
    folder = mkdtempSync(path.join(tmpdir(), 'eflow-language-'));
    for (const [culture, text] of [
      ['en-US', 'Hello'],
      ['de', 'Hallo'],
      ['ja-JP', 'こんにちは'],
    ] as const) {
      mkdirSync(path.join(folder, culture));
      // A mark, for Windows PowerShell 5.1 reads text without one as the code page's.
      writeFileSync(
        path.join(folder, culture, 'greet.psd1'),
        `\ufeffConvertFrom-StringData @'\nGreeting = ${text}\n'@\n`,
      );
    }
    writeFileSync(path.join(folder, 'greet.ps1'), `Import-LocalizedData -BindingVariable strings\n$strings.Greeting\n`);
    writeFileSync(path.join(folder, 'evil.psd1'), `Get-Process`);
    writeFileSync(path.join(folder, 'plain.psd1'), `@{ Name = 'plain'; List = 1, 2; Nested = @{ Deep = $true } }`);
  });
  after(async () => {
    await ps.close();
    rmSync(folder, { recursive: true });
  });

  describe('Import-LocalizedData', () => {
    it('finds the culture, its parents, then the fallback', async () => {
      const file = path.join(folder, 'greet.ps1');
      const script = (culture: string) =>
        `Import-LocalizedData -BindingVariable s -UICulture ${culture} -BaseDirectory '${folder}' -FileName greet; $s.Greeting`;
      assert.equal(await ps.object(script('de-AT')), 'Hallo');
      assert.equal(await ps.object(script('ja-JP')), 'こんにちは');
      assert.equal(await ps.object(script('en-US')), 'Hello');
      const missing = await ps.error(script('fr-FR'));
      assert.deepEqual(
        [missing.id, missing.category, missing.terminating],
        [`ImportLocalizedData,${commands}.ImportLocalizedData`, 'ObjectNotFound', false],
      );
      assert.match(
        missing.message,
        /^Cannot find the PowerShell data file 'greet\.psd1' in directory '.*fr-FR', or in any parent culture directories\.$/,
      );
      assert.equal(await ps.object(`& '${file}'`), 'Hello'); // this session's culture, or en-US after it
    });

    itIn7('obeys the culture of the session', 'it is a setting of Windows', async function () {
      if (process.platform === 'win32') return this.skip();
      for (const [locale, expected] of [
        ['de_CH.UTF-8', 'Hallo'],
        ['ja_JP.UTF-8', 'こんにちは'],
        ['fr_FR.UTF-8', 'Hello'],
        ['C.UTF-8', 'Hello'],
      ] as const) {
        const run = await runPowerShell(['-NoProfile', '-File', path.join(folder, 'greet.ps1')], {
          env: { LANG: locale, LC_ALL: undefined },
        });
        assert.equal(run.stdout, `${expected}\n`, locale);
      }
    });

    it('runs nothing but what it may', async () => {
      const error = await ps.error(`Import-LocalizedData -BindingVariable s -BaseDirectory '${folder}' -FileName evil`);
      assert.deepEqual([error.id, error.terminating], [`InvalidOperation,${commands}.ImportLocalizedData`, true]);
      assert.match(error.message, /Get-Process/);
    });

    it('wants a file name where there is no script, and no folder in it', async () => {
      assert.equal((await ps.error(`Import-LocalizedData s`)).id, `InvalidOperation,${commands}.ImportLocalizedData`);
      assert.equal(
        (await ps.error(`Import-LocalizedData s -FileName 'a/b'`)).id,
        `InvalidOperation,${commands}.ImportLocalizedData`,
      );
    });

    it('gives the data when it is given no variable', async () => {
      assert.equal(
        await ps.object(`(Import-LocalizedData -UICulture en-US -BaseDirectory '${folder}' -FileName greet).Greeting`),
        'Hello',
      );
    });
  });

  it('Import-PowerShellDataFile reads a hashtable and runs nothing', async () => {
    assert.deepEqual(
      await ps.objects(
        `$d = Import-PowerShellDataFile '${path.join(folder, 'plain.psd1')}'; $d.Name; $d.List.Count; $d.Nested.Deep`,
      ),
      ['plain', 2, true],
    );
    const evil = await ps.error(`Import-PowerShellDataFile '${path.join(folder, 'evil.psd1')}'`);
    assert.match(evil.id, /^CouldNotParseAsPowerShellDataFileNoHashtableRoot,/);
    const missing = await ps.error(`Import-PowerShellDataFile '${path.join(folder, 'none.psd1')}'`);
    assert.match(missing.id, /^PathNotFound,/);
  });

  it('ConvertFrom-StringData reads lines of name and value', async () => {
    assert.deepEqual(
      await ps.objects(`$t = ConvertFrom-StringData "a = 1\n# a comment\n\nb=two\\nlines = x"; $t.a; $t.b; $t.Count`),
      ['1', 'two\nlines = x', 2],
    );
    assert.equal(
      (await ps.error(`ConvertFrom-StringData 'no delimiter'`)).id,
      `InvalidOperation,${commands}.ConvertFromStringDataCommand`,
    );
    assert.equal(
      (await ps.error(`ConvertFrom-StringData "a=1\na=2"`)).id,
      `InvalidOperation,${commands}.ConvertFromStringDataCommand`,
    );
  });

  it('Invoke-Expression runs text where it stands', async () => {
    assert.deepEqual(
      await ps.objects(`Invoke-Expression '$made = 5; 1; 2'; $made; '6 * 7' | Invoke-Expression`),
      [1, 2, 5, 42],
    );
    assert.equal((await ps.error(`Invoke-Expression 'Write-Error bad -ErrorId Bad'`)).id, 'Bad');
    assert.equal((await ps.error(`Invoke-Expression 'if ('`)).terminating, true);
  });

  it('Measure-Command gives the time, and swallows what the script says', async () => {
    assert.deepEqual(
      await ps.objects(
        `$t = Measure-Command { Start-Sleep -Milliseconds 30; 'said' }; $t.GetType().Name; $t.TotalMilliseconds -ge 25`,
      ),
      ['TimeSpan', true],
    );
  });

  it('Add-Type loads assemblies', async () => {
    assert.deepEqual(
      await ps.objects(`Add-Type -AssemblyName System.Net.Http; [System.Net.Http.HttpMethod]::Get.Method`),
      ['GET'],
    );
    const missing = await ps.error(`Add-Type -AssemblyName No.Such.Assembly`);
    assert.equal(missing.terminating, true);
  });
});
