import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

const commands = 'Microsoft.PowerShell.Commands';

describe('item, path and content cmdlets', () => {
  let ps: PowerShellSession;
  let folder: string;
  before(async () => (ps = await openPowerShell()));
  after(() => ps.close());
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'eflow-items-'));
    writeFileSync(path.join(folder, 'a.txt'), 'one\ntwo\nthree\n');
    writeFileSync(path.join(folder, 'b[1].log'), 'log');
    mkdirSync(path.join(folder, 'sub/deep'), { recursive: true });
    writeFileSync(path.join(folder, 'sub/c.txt'), 'c');
    await ps.text(`Set-Location -LiteralPath '${folder}'`);
  });
  afterEach(async () => {
    await ps.text(`Set-Location -LiteralPath '${tmpdir()}'`);
    rmSync(folder, { recursive: true });
  });

  const here = (name: string) => path.join(folder, name);

  describe('Get-Item and Get-ChildItem', () => {
    it('give files and folders', async () => {
      assert.deepEqual(
        await ps.objects(`(Get-Item a.txt).GetType().Name; (Get-Item sub).GetType().Name; (Get-Item *.txt).Name`),
        ['FileInfo', 'DirectoryInfo', 'a.txt'],
      );
      assert.deepEqual(await ps.objects(`(Get-Item -LiteralPath 'b[1].log').Name`), ['b[1].log']);
      assert.deepEqual(await ps.objects(`Get-Item 'none*'`), []);
    });

    it('say what is not there', async () => {
      const missing = await ps.error(`Get-Item none`);
      assert.deepEqual(
        [missing.id, missing.category, missing.target, missing.terminating],
        [`PathNotFound,${commands}.GetItemCommand`, 'ObjectNotFound', here('none'), false],
      );
      assert.match(missing.message, /^Cannot find path '.*none' because it does not exist\.$/);
      assert.equal((await ps.error(`Get-ChildItem none`)).id, `PathNotFound,${commands}.GetChildItemCommand`);
      const drive = await ps.error(`Get-Item 'NoDrive:x'`);
      assert.deepEqual([drive.id, drive.category], [`DriveNotFound,${commands}.GetItemCommand`, 'ObjectNotFound']);
    });

    it('go on with the other paths', async () => {
      assert.deepEqual(await ps.objects(`(Get-Item none, a.txt -ErrorAction SilentlyContinue).Name`), ['a.txt']);
    });

    it('list, filter and recurse', async () => {
      assert.deepEqual(await ps.objects(`(Get-ChildItem).Name | Sort-Object`), ['a.txt', 'b[1].log', 'sub']);
      assert.deepEqual(await ps.objects(`(Get-ChildItem -File).Name | Sort-Object`), ['a.txt', 'b[1].log']);
      assert.deepEqual(await ps.objects(`(Get-ChildItem -Directory).Name`), ['sub']);
      assert.deepEqual(await ps.objects(`(Get-ChildItem -Recurse -Filter *.txt).Name | Sort-Object`), [
        'a.txt',
        'c.txt',
      ]);
      assert.deepEqual(await ps.objects(`(Get-ChildItem -Recurse -Include *.txt -Exclude a*).Name`), ['c.txt']);
      assert.deepEqual(await ps.objects(`(Get-ChildItem -Recurse -Depth 0 -Directory).Name`), ['sub']);
      assert.deepEqual(await ps.objects(`Get-ChildItem -Name sub | Sort-Object`), ['c.txt', 'deep']);
      assert.deepEqual(await ps.objects(`(Get-Item a.txt, sub | Get-ChildItem).Name | Sort-Object`), [
        'a.txt',
        'c.txt',
        'deep',
      ]);
    });
  });

  describe('New-Item', () => {
    it('makes files, with content, and folders', async () => {
      assert.equal(await ps.object(`(New-Item -ItemType File -Path new.txt -Value 'text').Name`), 'new.txt');
      assert.equal(readFileSync(here('new.txt'), 'utf8'), 'text');
      assert.equal(await ps.object(`(New-Item -ItemType Directory -Path made/of/parts).Name`), 'parts');
      assert.equal(await ps.object(`(New-Item -Path sub -Name d.txt -ItemType File).Name`), 'd.txt');
    });

    it('does not replace what is there without -Force', async () => {
      const file = await ps.error(`New-Item -ItemType File -Path a.txt`);
      assert.deepEqual([file.id, file.category], [`NewItemIOError,${commands}.NewItemCommand`, 'WriteError']);
      const directory = await ps.error(`New-Item -ItemType Directory -Path sub`);
      assert.deepEqual(
        [directory.id, directory.category],
        [`DirectoryExist,${commands}.NewItemCommand`, 'ResourceExists'],
      );
      assert.deepEqual(await ps.errors(`New-Item -ItemType Directory -Path sub -Force`), []);
      assert.deepEqual(await ps.errors(`New-Item -ItemType File -Path a.txt -Force`), []);
      assert.equal(readFileSync(here('a.txt'), 'utf8'), '');
    });

    it('makes nothing with -WhatIf', async () => {
      assert.match(
        await ps.text(`New-Item -ItemType File -Path new.txt -WhatIf`),
        /^What if: Performing the operation "Create File" on target "Destination: .*new\.txt"\.$/,
      );
      assert.equal(existsSync(here('new.txt')), false);
    });
  });

  describe('Remove-Item', () => {
    it('removes files and whole folders', async () => {
      await ps.text(`Remove-Item a.txt; Remove-Item -LiteralPath 'b[1].log'; Remove-Item sub -Recurse`);
      assert.deepEqual(
        ['a.txt', 'b[1].log', 'sub'].map((name) => existsSync(here(name))),
        [false, false, false],
      );
    });

    it('says what is not there', async () => {
      const missing = await ps.error(`Remove-Item none`);
      assert.deepEqual(
        [missing.id, missing.category, missing.terminating],
        [`PathNotFound,${commands}.RemoveItemCommand`, 'ObjectNotFound', false],
      );
      assert.equal((await ps.error(`Remove-Item -LiteralPath none`)).id, `PathNotFound,${commands}.RemoveItemCommand`);
      assert.deepEqual(await ps.errors(`Remove-Item 'none*'`), []);
    });

    it('asks before it takes the children of a folder, which it may not when it must not ask', async () => {
      const refused = await ps.error(`Remove-Item sub`);
      assert.match(refused.message, /NonInteractive mode/);
      assert.equal(existsSync(here('sub/c.txt')), true);
    });

    it('removes nothing with -WhatIf', async () => {
      const said = await ps.text(`Remove-Item a.txt -WhatIf; Remove-Item sub -Recurse -WhatIf`);
      assert.match(
        said,
        /What if: Performing the operation "Remove File" on target ".*a\.txt"\.\nWhat if: Performing the operation "Remove Directory" on target ".*sub"\./,
      );
      assert.deepEqual([existsSync(here('a.txt')), existsSync(here('sub'))], [true, true]);
    });

    it('leaves the folder that is the current location', async () => {
      const inUse = await ps.error(`Set-Location sub; try { Remove-Item ../sub -Recurse } finally { Set-Location .. }`);
      assert.deepEqual(
        [inUse.id, inUse.category],
        [`InvalidOperation,${commands}.RemoveItemCommand`, 'InvalidOperation'],
      );
      assert.equal(existsSync(here('sub')), true);
    });
  });

  describe('Copy-Item, Move-Item and Rename-Item', () => {
    it('do what they say', async () => {
      await ps.text(
        `Copy-Item a.txt copy.txt; Copy-Item sub copied -Recurse; Move-Item a.txt sub; Rename-Item copy.txt named.txt`,
      );
      assert.deepEqual(
        ['a.txt', 'copied/c.txt', 'sub/a.txt', 'named.txt', 'copy.txt'].map((name) => existsSync(here(name))),
        [false, true, true, true, false],
      );
      assert.deepEqual(
        await ps.objects(
          `(Copy-Item named.txt again.txt -PassThru).Name; (Move-Item again.txt moved.txt -PassThru).Name`,
        ),
        ['again.txt', 'moved.txt'],
      );
    });

    it('say what is not there', async () => {
      assert.equal((await ps.error(`Copy-Item none x`)).id, `PathNotFound,${commands}.CopyItemCommand`);
      assert.equal((await ps.error(`Move-Item none x`)).id, `PathNotFound,${commands}.MoveItemCommand`);
      // 5.1 says of a pattern, too, that the operation is not valid
      assert.equal(
        (await ps.error(`Rename-Item none x`)).id,
        `${ps.isDesktop ? 'InvalidOperation' : 'PathNotFound'},${commands}.RenameItemCommand`,
      );
      const literally = await ps.error(`Rename-Item -LiteralPath none x`);
      assert.deepEqual(
        [literally.id, literally.category],
        [`InvalidOperation,${commands}.RenameItemCommand`, 'InvalidOperation'],
      );
      assert.equal(
        (await ps.error(`Move-Item -LiteralPath none x`)).id,
        `InvalidOperation,${commands}.MoveItemCommand`,
      );
    });

    it('do nothing with -WhatIf', async () => {
      assert.match(
        await ps.text(`Copy-Item a.txt x -WhatIf; Move-Item a.txt x -WhatIf; Rename-Item a.txt x -WhatIf`),
        /"Copy File" on target[^\n]*\n[^\n]*"Move File" on target[^\n]*\n[^\n]*"Rename File" on target/,
      );
      assert.deepEqual([existsSync(here('a.txt')), existsSync(here('x'))], [true, false]);
    });
  });

  describe('Test-Path', () => {
    it('answers for files, folders, patterns and other drives', async () => {
      const answers = await ps.objects(`
        Test-Path a.txt; Test-Path none; Test-Path '*.txt'; Test-Path 'b[1].log'; Test-Path -LiteralPath 'b[1].log'
        Test-Path a.txt -PathType Leaf; Test-Path a.txt -PathType Container; Test-Path sub -PathType Container
        Test-Path Env:PATH; Test-Path Variable:none; Test-Path NoDrive:x`);
      assert.deepEqual(answers, [true, false, true, false, true, true, false, true, true, false, false]);
    });

    it('answers for each path', async () => {
      assert.deepEqual(await ps.objects(`Test-Path a.txt, none, sub`), [true, false, true]);
      assert.deepEqual(await ps.objects(`'a.txt', 'none' | Test-Path`), [true, false]);
    });

    itIn7('takes nothing for an answer', 'it refuses null when it binds', async () => {
      const error = await ps.error(`Test-Path -Path $null`);
      assert.deepEqual(
        [error.id, error.category, error.terminating],
        [`NullPathNotPermitted,${commands}.TestPathCommand`, 'InvalidArgument', false],
      );
      assert.equal(await ps.object(`Test-Path -Path ' '`), false);
    });
  });

  describe('Join-Path, Split-Path, Resolve-Path and Convert-Path', () => {
    const joined = (...parts: string[]) => parts.join(path.sep);

    it('join', async () => {
      assert.equal(await ps.object(`Join-Path a b`), joined('a', 'b'));
      assert.equal(await ps.object(`Join-Path a/ /b`), joined('a', 'b').replace(/^a./, `a${path.sep}`));
      assert.deepEqual(await ps.objects(`Join-Path a, b c`), [joined('a', 'c'), joined('b', 'c')]);
      assert.deepEqual(await ps.objects(`Join-Path . '*.txt' -Resolve`), [here('a.txt')]);
      assert.equal((await ps.error(`Join-Path . none -Resolve`)).id, `PathNotFound,${commands}.JoinPathCommand`);
    });

    itIn7('join more than two', '-AdditionalChildPath came with 6', async () => {
      assert.equal(await ps.object(`Join-Path a b c d`), joined('a', 'b', 'c', 'd'));
    });

    it('split', async () => {
      const parts = await ps.objects(
        `Split-Path a/b/c.txt; Split-Path a/b/c.txt -Parent; Split-Path a/b/c.txt -Leaf; Split-Path c.txt; Split-Path 'HKLM:x' -Qualifier; Split-Path 'HKLM:x' -NoQualifier`,
      );
      assert.deepEqual(parts, [joined('a', 'b'), joined('a', 'b'), 'c.txt', '', 'HKLM:', 'x']);
      const error = await ps.error(`Split-Path a/b -Qualifier`);
      assert.deepEqual(
        [error.id, error.category],
        [`ParsePathFormatError,${commands}.SplitPathCommand`, 'InvalidArgument'],
      );
      assert.deepEqual(await ps.objects(`Split-Path '${folder}' -IsAbsolute; Split-Path a/b -IsAbsolute`), [
        true,
        false,
      ]);
      assert.deepEqual(await ps.objects(`Split-Path './*.txt' -Leaf -Resolve`), ['a.txt']);
    });

    itIn7('split off the extension', '-LeafBase and -Extension came with 6', async () => {
      assert.deepEqual(await ps.objects(`Split-Path a/b/c.tar.gz -LeafBase; Split-Path a/b/c.tar.gz -Extension`), [
        'c.tar',
        '.gz',
      ]);
    });

    it('resolve', async () => {
      assert.deepEqual(await ps.objects(`(Resolve-Path '*.txt').Path; (Resolve-Path a.txt).GetType().Name`), [
        here('a.txt'),
        'PathInfo',
      ]);
      assert.deepEqual(await ps.objects(`Resolve-Path a.txt -Relative; Convert-Path sub`), [
        joined('.', 'a.txt'),
        here('sub'),
      ]);
      const missing = await ps.error(`Resolve-Path none`);
      assert.deepEqual(
        [missing.id, missing.category],
        [`PathNotFound,${commands}.ResolvePathCommand`, 'ObjectNotFound'],
      );
      assert.equal((await ps.error(`Convert-Path none`)).id, `PathNotFound,${commands}.ConvertPathCommand`);
    });
  });

  describe('Get-Content, Set-Content, Add-Content and Clear-Content', () => {
    it('read lines, the whole, the first and the last', async () => {
      assert.deepEqual(await ps.objects<string>(`Get-Content a.txt | ForEach-Object { $_.ToString() }`), [
        'one',
        'two',
        'three',
      ]);
      assert.equal(await ps.object(`(Get-Content a.txt -Raw).Replace("\`r", '').Length`), 14);
      assert.deepEqual(await ps.objects(`Get-Content a.txt -TotalCount 1 | ForEach-Object { $_.ToString() }`), ['one']);
      assert.deepEqual(await ps.objects(`Get-Content a.txt -Tail 2 | ForEach-Object { $_.ToString() }`), [
        'two',
        'three',
      ]);
      assert.deepEqual(await ps.objects(`Get-Content a.txt -ReadCount 2 | ForEach-Object { @($_).Count }`), [2, 1]);
      assert.deepEqual(await ps.objects(`(Get-Content -LiteralPath 'b[1].log').ToString()`), ['log']);
      assert.deepEqual(
        await ps.objects(`$line = Get-Content a.txt -TotalCount 2; $line[1].ReadCount; $line[1].PSChildName`),
        [2, 'a.txt'],
      );
    });

    it('say what is not there and what does not go together', async () => {
      const missing = await ps.error(`Get-Content none`);
      assert.deepEqual(
        [missing.id, missing.category, missing.terminating],
        [`PathNotFound,${commands}.GetContentCommand`, 'ObjectNotFound', false],
      );
      assert.equal((await ps.error(`Get-Content -LiteralPath none`)).id, `PathNotFound,${commands}.GetContentCommand`);
      const both = await ps.error(`Get-Content a.txt -TotalCount 1 -Tail 1`);
      assert.deepEqual([both.id, both.terminating], [`TailAndHeadCannotCoexist,${commands}.GetContentCommand`, true]);
    });

    it('write, add and clear', async () => {
      await ps.text(`Set-Content new.txt 'a', 'b'; Add-Content new.txt 'c'; 'd', 'e' | Add-Content new.txt`);
      assert.equal(readFileSync(here('new.txt'), 'utf8').replaceAll('\r', ''), 'a\nb\nc\nd\ne\n');
      await ps.text(`'short' | Set-Content new.txt -NoNewline`);
      assert.equal(readFileSync(here('new.txt'), 'utf8'), 'short');
      await ps.text(`Clear-Content new.txt`);
      assert.equal(readFileSync(here('new.txt'), 'utf8'), '');
      await ps.text(`Set-Content -LiteralPath 'b[1].log' x -NoNewline`);
      assert.equal(readFileSync(here('b[1].log'), 'utf8'), 'x');
    });

    itIn7('write UTF-8 without a mark, or another encoding', 'its default is the code page', async () => {
      await ps.text(
        `Set-Content u.txt 'ü' -NoNewline; Set-Content b.txt 'ü' -NoNewline -Encoding utf8BOM; Set-Content w.txt 'ü' -NoNewline -Encoding unicode`,
      );
      assert.deepEqual([...readFileSync(here('u.txt'))], [0xc3, 0xbc]);
      assert.deepEqual([...readFileSync(here('b.txt'))], [0xef, 0xbb, 0xbf, 0xc3, 0xbc]);
      assert.deepEqual([...readFileSync(here('w.txt'))], [0xff, 0xfe, 0xfc, 0x00]);
      assert.equal(await ps.object(`Get-Content b.txt -Raw | ForEach-Object { $_.ToString() }`), 'ü');
    });

    it('write nothing with -WhatIf', async () => {
      assert.match(
        await ps.text(`Set-Content a.txt x -WhatIf`),
        /^What if: Performing the operation "Set Content" on target "Path: .*a\.txt"\.$/,
      );
      assert.match(await ps.text(`Add-Content a.txt x -WhatIf`), /"Add Content" on target "Path: /);
      assert.equal(readFileSync(here('a.txt'), 'utf8'), 'one\ntwo\nthree\n');
    });
  });

  describe('properties, locations and drives', () => {
    it('Get- and Set-ItemProperty read and write what an item has', async () => {
      assert.deepEqual(
        await ps.objects(
          `(Get-ItemProperty a.txt).Length; (Get-ItemProperty a.txt -Name Length).Length; Get-ItemPropertyValue a.txt Length`,
        ),
        [14, 14, 14],
      );
      await ps.text(`Set-ItemProperty a.txt IsReadOnly $true`);
      assert.equal(await ps.object(`(Get-Item a.txt).IsReadOnly`), true);
      await ps.text(`Set-ItemProperty a.txt IsReadOnly $false`);
      assert.equal((await ps.error(`Get-ItemProperty none`)).id, `PathNotFound,${commands}.GetItemPropertyCommand`);
    });

    it('Set-, Push-, Pop- and Get-Location move about', async () => {
      const moves = await ps.objects(`
        (Get-Location).Path; Push-Location sub; (Get-Location).Path; Pop-Location; (Get-Location).Path
        (Set-Location sub -PassThru).Path; Set-Location ..; (Get-Location).Path`);
      assert.deepEqual(moves, [folder, here('sub'), folder, here('sub'), folder]);
      const missing = await ps.error(`Set-Location none`);
      assert.deepEqual(
        [missing.id, missing.category],
        [`PathNotFound,${commands}.SetLocationCommand`, 'ObjectNotFound'],
      );
    });

    it('drives are made, used and removed', async () => {
      const used = await ps.objects(`
        $null = New-PSDrive -Name Play -PSProvider FileSystem -Root '${folder}'
        (Get-Item Play:a.txt).Name; (Get-PSDrive Play).Provider.Name; Remove-PSDrive Play; Test-Path Play:a.txt`);
      assert.deepEqual(used, ['a.txt', 'FileSystem', false]);
      assert.equal(
        (await ps.error(`Get-PSDrive NoDrive`)).id,
        `GetLocationNoMatchingDrive,${commands}.GetPSDriveCommand`,
      );
    });

    it('other providers work through the same cmdlets', async () => {
      const script = `
        Set-Item Env:EFLOW_TEST one; $env:EFLOW_TEST; (Get-Item Env:EFLOW_TEST).Value; Remove-Item Env:EFLOW_TEST; Test-Path Env:EFLOW_TEST
        $answer = 42; "$(Get-Content Variable:answer)"; (Get-ChildItem Function: | Where-Object Name -eq 'prompt').Name; (Get-PSProvider FileSystem).Name
        $emptied = 1; Clear-Item Variable:emptied; $null -eq $emptied; Test-Path 'a:b\0c' -IsValid; Test-Path a.txt -IsValid`;
      assert.deepEqual(await ps.objects(script), [
        'one',
        'one',
        false,
        '42',
        'prompt',
        'FileSystem',
        true,
        false,
        true,
      ]);
    });
  });
});
