import assert from 'node:assert/strict';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

const commands = 'Microsoft.PowerShell.Commands';

describe('object cmdlets', () => {
  let ps: PowerShellSession;
  before(async () => (ps = await openPowerShell()));
  after(() => ps.close());

  describe('Select-Object', () => {
    it('takes properties by name, wildcard and calculation', async () => {
      const item = `[pscustomobject]@{ Name = 'eth0'; Address = '10.0.0.2'; Length = 24 }`;
      assert.deepEqual(await ps.objects(`${item} | Select-Object Name, Length`), [{ Name: 'eth0', Length: 24 }]);
      assert.deepEqual(await ps.objects(`${item} | Select-Object N*`), [{ Name: 'eth0' }]);
      assert.deepEqual(
        await ps.objects(`${item} | Select-Object @{ Name = 'Cidr'; Expression = { "$($_.Address)/$($_.Length)" } }`),
        [{ Cidr: '10.0.0.2/24' }],
      );
      assert.deepEqual(await ps.objects(`${item} | Select-Object @{ l = 'N'; e = 'Name' }, { $_.Length }`), [
        { N: 'eth0', ' $_.Length ': 24 },
      ]);
      assert.deepEqual(await ps.objects(`${item} | Select-Object * -ExcludeProperty Add*, Length`), [{ Name: 'eth0' }]);
    });

    it('gives null for a property that is not there', async () => {
      assert.deepEqual(await ps.objects(`[pscustomobject]@{ a = 1 } | Select-Object a, b, c*`), [{ a: 1, b: null }]);
    });

    it('marks what it made with the type it was made of', async () => {
      assert.deepEqual(await ps.objects(`([pscustomobject]@{ a = 1 } | Select-Object a).PSObject.TypeNames`), [
        'Selected.System.Management.Automation.PSCustomObject',
        'System.Management.Automation.PSCustomObject',
        'System.Object',
      ]);
    });

    it('expands a property, with others beside it', async () => {
      assert.deepEqual(
        await ps.objects(`[pscustomobject]@{ a = 1, 2; b = 'x' } | Select-Object -ExpandProperty a`),
        [1, 2],
      );
      assert.deepEqual(
        await ps.objects(
          `[pscustomobject]@{ a = [pscustomobject]@{ c = 3 }; b = 'x' } | Select-Object b -ExpandProperty a`,
        ),
        [{ c: 3, b: 'x' }],
      );
      const error = await ps.error(`[pscustomobject]@{ a = 1 } | Select-Object -ExpandProperty z`);
      assert.deepEqual(
        [error.id, error.category, error.terminating],
        [`ExpandPropertyNotFound,${commands}.SelectObjectCommand`, 'InvalidArgument', false],
      );
    });

    it('takes the first, the last, what lies between, and by number', async () => {
      assert.deepEqual(await ps.objects(`1..10 | Select-Object -First 2`), [1, 2]);
      assert.deepEqual(await ps.objects(`1..10 | Select-Object -Last 2`), [9, 10]);
      assert.deepEqual(await ps.objects(`1..10 | Select-Object -First 2 -Skip 3`), [4, 5]);
      assert.deepEqual(await ps.objects(`1..10 | Select-Object -Last 2 -Skip 3`), [6, 7]);
      assert.deepEqual(await ps.objects(`1..10 | Select-Object -First 1 -Last 1`), [1, 10]);
      assert.deepEqual(await ps.objects(`1..5 | Select-Object -Skip 3`), [4, 5]);
      assert.deepEqual(await ps.objects(`1..5 | Select-Object -SkipLast 3`), [1, 2]);
      assert.deepEqual(await ps.objects(`'a', 'b', 'c', 'd' | Select-Object -Index 2, 0`), ['a', 'c']);
      assert.deepEqual(await ps.objects(`1..3 | Select-Object -First 0`), []);
    });

    it('stops the commands before it once it has enough', async () => {
      assert.deepEqual(
        await ps.objects(
          `$script:made = 0; $taken = 1..100 | ForEach-Object { $script:made++; $_ } | Select-Object -First 3; $taken.Count; $script:made`,
        ),
        [3, 3],
      );
    });

    it('-Unique keeps the first of each and heeds case', async () => {
      assert.deepEqual(await ps.objects(`'b', 'a', 'b', 'B' | Select-Object -Unique`), ['b', 'a', 'B']);
      const items = `[pscustomobject]@{ a = 1; b = 1 }, [pscustomobject]@{ a = 1; b = 2 }, [pscustomobject]@{ a = 2; b = 3 }`;
      assert.deepEqual(await ps.objects(`${items} | Select-Object a -Unique`), [{ a: 1 }, { a: 2 }]);
    });

    it('refuses a calculation that it does not understand', async () => {
      const error = await ps.error(`1 | Select-Object @{ Colour = 'x'; e = 'y' }`);
      assert.deepEqual(
        [error.id, error.category, error.terminating],
        [`DictionaryKeyIllegal,${commands}.SelectObjectCommand`, 'InvalidArgument', true],
      );
      assert.equal(
        (await ps.error(`1 | Select-Object 5`)).id,
        `DictionaryKeyUnknownType,${commands}.SelectObjectCommand`,
      );
    });

    it('writes an error when two columns are called the same', async () => {
      const error = await ps.error(`[pscustomobject]@{ a = 1 } | Select-Object a, a`);
      assert.equal(error.id, `AlreadyExistingUserSpecifiedPropertyNoExpand,${commands}.SelectObjectCommand`);
    });
  });

  describe('Sort-Object', () => {
    it('sorts values and properties, both ways', async () => {
      assert.deepEqual(await ps.objects(`3, 1, 2 | Sort-Object`), [1, 2, 3]);
      assert.deepEqual(await ps.objects(`'b', 'A', 'c' | Sort-Object -Descending`), ['c', 'b', 'A']);
      const items = `[pscustomobject]@{ k = 2; n = 'b' }, [pscustomobject]@{ k = 1; n = 'c' }, [pscustomobject]@{ k = 2; n = 'a' }`;
      assert.deepEqual(await ps.objects(`(${items} | Sort-Object k, n).n`), ['c', 'a', 'b']);
      assert.deepEqual(await ps.objects(`(${items} | Sort-Object @{ Expression = 'k'; Descending = $true }, n).n`), [
        'a',
        'b',
        'c',
      ]);
      assert.deepEqual(await ps.objects(`(${items} | Sort-Object { $_.n }).n`), ['a', 'b', 'c']);
    });

    it('puts what has no such property last', async () => {
      assert.deepEqual(
        await ps.objects(`([pscustomobject]@{ n = 'none' }, [pscustomobject]@{ n = 'one'; k = 1 } | Sort-Object k).n`),
        ['one', 'none'],
      );
      assert.deepEqual(
        await ps.objects(
          `([pscustomobject]@{ n = 'none' }, [pscustomobject]@{ n = 'one'; k = 1 } | Sort-Object k -Descending).n`,
        ),
        ['one', 'none'],
      );
    });

    it('sorts by the key that a type declares', async () => {
      await ps.text(`Update-TypeData -TypeName Eflow.Test.Keyed -DefaultKeyPropertySet Rank`);
      const items = `[pscustomobject]@{ PSTypeName = 'Eflow.Test.Keyed'; Name = 'a'; Rank = 2 }, [pscustomobject]@{ PSTypeName = 'Eflow.Test.Keyed'; Name = 'b'; Rank = 1 }`;
      assert.deepEqual(await ps.objects(`(${items} | Sort-Object).Name`), ['b', 'a']);
    });

    it('goes on when a calculation fails, and says so', async () => {
      const error = await ps.error(`1, 2 | Sort-Object { if ($_ -eq 2) { throw 'no' }; $_ }`);
      assert.deepEqual([error.id, error.terminating], [`ExpressionEvaluation,${commands}.SortObjectCommand`, false]);
    });

    it('drops repeats when asked, without heeding case', async () => {
      assert.deepEqual(await ps.objects(`'b', 'a', 'B' | Sort-Object -Unique | ForEach-Object { $_.ToLower() }`), [
        'a',
        'b',
      ]);
      assert.deepEqual(await ps.objects(`'b', 'a', 'B' | Sort-Object -Unique -CaseSensitive`), ['a', 'b', 'B']);
    });

    itIn7(
      'keeps the order of equals when asked, and takes the top and the bottom',
      '-Stable, -Top and -Bottom came with 6',
      async () => {
        const items = `1..40 | ForEach-Object { [pscustomobject]@{ k = $_ % 2; n = $_ } }`;
        const sorted = await ps.objects<number>(`(${items} | Sort-Object k -Stable).n`);
        const evens = Array.from({ length: 20 }, (_, i) => 2 * i + 2);
        assert.deepEqual(sorted, [...evens, ...evens.map((n) => n - 1)]);
        assert.deepEqual(await ps.objects(`5, 3, 9, 1 | Sort-Object -Top 2`), [1, 3]);
        assert.deepEqual(await ps.objects(`5, 3, 9, 1 | Sort-Object -Bottom 2`), [5, 9]);
      },
    );
  });

  describe('Group-Object', () => {
    it('groups by value and by property', async () => {
      const groups = await ps.objects(
        `'a', 'b', 'A' | Group-Object | Sort-Object Name | ForEach-Object { [pscustomobject]@{ Name = $_.Name; Count = $_.Count; Group = $_.Group } }`,
      );
      assert.deepEqual(groups, [
        { Name: 'a', Count: 2, Group: ['a', 'A'] },
        { Name: 'b', Count: 1, Group: ['b'] },
      ]);
      assert.deepEqual(
        await ps.objects(`1..5 | Group-Object { $_ % 2 } | ForEach-Object { $_.Count } | Sort-Object`),
        [2, 3],
      );
      assert.deepEqual(
        await ps.objects(
          `([pscustomobject]@{ a = 1; b = 2 }, [pscustomobject]@{ a = 1; b = 2 } | Group-Object a, b).Name`,
        ),
        ['1, 2'],
      );
    });

    it('gives groups in the order of their keys, or as they come when the keys are of several types', async () => {
      assert.deepEqual(await ps.objects(`'b', 'a', 'b' | Group-Object | ForEach-Object { $_.Name }`), ['a', 'b']);
      assert.deepEqual(await ps.objects(`'b', 1, 'a' | Group-Object | ForEach-Object { $_.Name }`), ['b', '1', 'a']);
    });

    it('puts what has no such property into one group', async () => {
      const groups = `[pscustomobject]@{ k = 'x' }, [pscustomobject]@{ z = 1 }, [pscustomobject]@{ z = 2 } | Group-Object k`;
      assert.deepEqual(
        await ps.objects(`${groups} | Sort-Object Count | ForEach-Object { "$($_.Name)=$($_.Count)" }`),
        ['x=1', '=2'],
      );
    });

    it('refuses tables that cannot be', async () => {
      const id = `ArgumentException,${commands}.GroupObjectCommand`;
      assert.equal((await ps.error(`1 | Group-Object -AsString`)).id, id);
      assert.equal((await ps.error(`[pscustomobject]@{ a = 1; b = 2 } | Group-Object a, b -AsHashTable`)).id, id);
    });

    it('gives no members with -NoElement, and a table with -AsHashTable', async () => {
      assert.deepEqual(await ps.objects(`$g = 1, 1 | Group-Object -NoElement; $g.Count; @($g.Group).Count`), [2, 0]);
      assert.deepEqual(
        await ps.objects(`$t = 'x', 'y', 'x' | Group-Object -AsHashTable; $t['x'].Count; $t.Count`),
        [2, 2],
      );
      assert.deepEqual(await ps.objects(`$t = 1, 2, 1 | Group-Object -AsHashTable -AsString; $t['1'].Count`), [2]);
    });
  });

  describe('Measure-Object', () => {
    it('counts, adds and finds the ends', async () => {
      const measured = await ps.object(
        `1..4 | Measure-Object -Sum -Average -Maximum -Minimum | Select-Object Count, Sum, Average, Maximum, Minimum`,
      );
      assert.deepEqual(measured, { Count: 4, Sum: 10, Average: 2.5, Maximum: 4, Minimum: 1 });
      assert.equal(await ps.object(`(@() | Measure-Object).Count`), 0);
      assert.deepEqual(
        await ps.objects(
          `$m = [pscustomobject]@{ n = 3 }, [pscustomobject]@{ n = 5 } | Measure-Object n -Sum; $m.Property; $m.Sum`,
        ),
        ['n', 8],
      );
    });

    it('measures text', async () => {
      const measured = await ps.object(
        `"one two\nthree" | Measure-Object -Line -Word -Character | Select-Object Lines, Words, Characters`,
      );
      assert.deepEqual(measured, { Lines: 2, Words: 3, Characters: 13 });
    });

    it('says what is not a number', async () => {
      const error = await ps.error(`1, 'x' | Measure-Object -Sum`);
      assert.deepEqual(
        [error.id, error.category],
        [`NonNumericInputObject,${commands}.MeasureObjectCommand`, 'InvalidType'],
      );
    });

    itIn7('finds the ends of anything that has an order', 'it takes numbers only', async () => {
      assert.deepEqual(
        await ps.objects(`$m = 'b', 'a', 'c' | Measure-Object -Minimum -Maximum; $m.Minimum; $m.Maximum`),
        ['a', 'c'],
      );
    });
  });

  describe('Compare-Object', () => {
    it('says what only one side has', async () => {
      const script = `Compare-Object 1, 2, 3 2, 3, 4 | Sort-Object InputObject | ForEach-Object { "$($_.InputObject) $($_.SideIndicator)" }`;
      assert.deepEqual(await ps.objects(script), ['1 <=', '4 =>']);
    });

    it('shows what both have when asked, by property too', async () => {
      assert.deepEqual(await ps.objects(`(Compare-Object 1, 2 2, 3 -IncludeEqual -ExcludeDifferent).InputObject`), [2]);
      const script = `Compare-Object ([pscustomobject]@{ a = 1; b = 2 }) ([pscustomobject]@{ a = 1; b = 3 }) -Property a, b | Sort-Object b | Select-Object a, b, SideIndicator`;
      assert.deepEqual(await ps.objects(script), [
        { a: 1, b: 2, SideIndicator: '<=' },
        { a: 1, b: 3, SideIndicator: '=>' },
      ]);
      assert.deepEqual(await ps.objects(`Compare-Object 'x' 'X'`), []);
      assert.equal(await ps.object(`(Compare-Object 'x' 'X' -CaseSensitive | Measure-Object).Count`), 2);
    });
  });

  describe('New-Object', () => {
    it('makes .NET objects with arguments and properties', async () => {
      assert.equal(await ps.object(`(New-Object System.Version 1, 2).ToString()`), '1.2');
      assert.equal(
        await ps.object(`(New-Object -TypeName System.UriBuilder -Property @{ Host = 'h'; Port = 81 }).Port`),
        81,
      );
      assert.equal(await ps.object(`(New-Object 'System.Collections.Generic.List[int]').GetType().Name`), 'List`1');
      assert.equal(await ps.object(`(New-Object DateTime).Ticks`), 0);
    });

    it('makes custom objects', async () => {
      assert.deepEqual(await ps.objects(`New-Object PSObject -Property ([ordered]@{ b = 1; a = 'x' })`), [
        { b: 1, a: 'x' },
      ]);
    });

    it('says which type it does not know, and what it could not make', async () => {
      const unknown = await ps.error(`New-Object No.Such.Type`);
      assert.deepEqual(
        [unknown.id, unknown.category, unknown.terminating],
        [`TypeNotFound,${commands}.NewObjectCommand`, 'InvalidType', true],
      );
      assert.match(unknown.message, /Cannot find type \[No\.Such\.Type\]/);
      const failed = await ps.error(`New-Object System.Uri 'not a uri'`);
      assert.equal(failed.id, `ConstructorInvokedThrowException,${commands}.NewObjectCommand`);
      assert.equal(
        (await ps.error(`New-Object System.Math`)).id,
        `CannotFindAppropriateCtor,${commands}.NewObjectCommand`,
      );
      const property = await ps.error(`New-Object System.UriBuilder -Property @{ Colour = 1 }`);
      assert.equal(property.id, `InvalidOperationException,${commands}.NewObjectCommand`);
    });
  });

  describe('Add-Member and Get-Member', () => {
    it('adds notes, one or many', async () => {
      assert.deepEqual(await ps.objects(`[pscustomobject]@{ a = 1 } | Add-Member b 2 -PassThru`), [{ a: 1, b: 2 }]);
      assert.deepEqual(
        await ps.objects(
          `[pscustomobject]@{ a = 1 } | Add-Member -NotePropertyMembers ([ordered]@{ b = 2; c = 3 }) -PassThru`,
        ),
        [{ a: 1, b: 2, c: 3 }],
      );
    });

    it('adds members of other kinds and type names', async () => {
      const script = `
        $o = [pscustomobject]@{ a = 2 }
        $o | Add-Member -MemberType ScriptProperty -Name twice -Value { $this.a * 2 }
        $o | Add-Member ScriptMethod plus { param($n) $this.a + $n }
        $o | Add-Member AliasProperty other a
        $o | Add-Member -TypeName My.Type
        $o.twice; $o.plus(5); $o.other; $o.PSObject.TypeNames[0]`;
      assert.deepEqual(await ps.objects(script), [4, 7, 2, 'My.Type']);
    });

    it('does not replace a member without -Force', async () => {
      const error = await ps.error(`[pscustomobject]@{ a = 1 } | Add-Member -NotePropertyName a -NotePropertyValue 2`);
      assert.deepEqual(
        [error.id, error.category, error.terminating],
        [`MemberAlreadyExists,${commands}.AddMemberCommand`, 'InvalidOperation', false],
      );
      assert.deepEqual(
        await ps.objects(
          `[pscustomobject]@{ a = 1 } | Add-Member -NotePropertyName a -NotePropertyValue 2 -Force -PassThru`,
        ),
        [{ a: 2 }],
      );
    });

    it('lists members with their kind and definition', async () => {
      const members = await ps.objects(
        `[pscustomobject]@{ a = 1; b = 'x' } | Get-Member -MemberType NoteProperty | ForEach-Object { "$($_.Name)|$($_.MemberType)|$($_.Definition)|$($_.TypeName)" }`,
      );
      assert.deepEqual(members, [
        'a|NoteProperty|int a=1|System.Management.Automation.PSCustomObject',
        'b|NoteProperty|string b=x|System.Management.Automation.PSCustomObject',
      ]);
      assert.deepEqual(await ps.objects(`('t' | Get-Member Length).Definition`), ['int Length {get;}']);
      assert.deepEqual(await ps.objects(`('x', 'y', 1 | Get-Member -Name GetType).TypeName`), [
        'System.String',
        'System.Int32',
      ]);
      assert.equal((await ps.error(`$null | Get-Member`)).id, `NoObjectInGetMember,${commands}.GetMemberCommand`);
    });
  });

  it('Get-Unique drops what repeats the one before', async () => {
    assert.deepEqual(await ps.objects(`1, 1, 2, 1 | Get-Unique`), [1, 2, 1]);
    assert.deepEqual(await ps.objects(`'a', 'A', 'a', 'a' | Get-Unique`), ['a', 'A', 'a']);
  });
});
