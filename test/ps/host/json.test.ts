import assert from 'node:assert/strict';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { itIn7 } from './editions.js';

describe('ConvertTo-Json and ConvertFrom-Json', () => {
  let ps: PowerShellSession;
  before(async () => (ps = await openPowerShell()));
  after(() => ps.close());

  const json = (script: string) => ps.text(`[Console]::Out.WriteLine((${script}))`);

  it('writes objects, hashtables, lists and scalars', async () => {
    assert.equal(
      await json(`[pscustomobject]@{ a = 1; b = 'x'; c = $null; d = $true; e = 1.5 } | ConvertTo-Json -Compress`),
      '{"a":1,"b":"x","c":null,"d":true,"e":1.5}',
    );
    assert.equal(
      await json(`[ordered]@{ z = @(1, 2); a = @{ k = 'v' } } | ConvertTo-Json -Compress`),
      '{"z":[1,2],"a":{"k":"v"}}',
    );
    assert.equal(await json(`ConvertTo-Json -InputObject 'text' -Compress`), '"text"');
  });

  it('unrolls a list of one that comes by pipeline, and keeps one that is given', async () => {
    assert.equal(await json(`@('x') | ConvertTo-Json -Compress`), '"x"');
    assert.equal(await json(`@('x', 'y') | ConvertTo-Json -Compress`), '["x","y"]');
    assert.equal(await json(`ConvertTo-Json -InputObject @('x') -Compress`), '["x"]');
    assert.equal(await json(`ConvertTo-Json -InputObject @() -Compress`), '[]');
  });

  it('stops at depth 2 by default, and says so', async () => {
    const deep = `@{ a = @{ b = @{ c = @{ d = 1 } } } }`;
    const value = await json(`${deep} | ConvertTo-Json -Compress -WarningAction SilentlyContinue`);
    assert.equal(value, '{"a":{"b":{"c":"System.Collections.Hashtable"}}}');
    const warnings = await ps.objects<string>(
      `$null = ${deep} | ConvertTo-Json -WarningVariable w -WarningAction SilentlyContinue; $w | ForEach-Object { $_.Message }`,
    );
    const said = ['Resulting JSON is truncated as serialization has exceeded the set depth of 2.'];
    assert.deepEqual(warnings, ps.isDesktop ? [] : said); // Windows PowerShell 5.1 is silent
    assert.equal(await json(`${deep} | ConvertTo-Json -Compress -Depth 5`), '{"a":{"b":{"c":{"d":1}}}}');
  });

  it('puts a custom object that lies too deep in its own words', async () => {
    const script = `[pscustomobject]@{ a = [pscustomobject]@{ b = 1 } } | ConvertTo-Json -Compress -Depth 0 -WarningAction SilentlyContinue`;
    assert.equal(await json(script), '{"a":"@{b=1}"}');
  });

  it('writes enumerations as numbers', async () => {
    assert.equal(await json(`@{ d = [System.DayOfWeek]::Friday } | ConvertTo-Json -Compress`), '{"d":5}');
  });

  itIn7('writes enumerations as names when asked', '-EnumsAsStrings came with 6.2', async () => {
    assert.equal(
      await json(`@{ d = [System.DayOfWeek]::Friday } | ConvertTo-Json -Compress -EnumsAsStrings`),
      '{"d":"Friday"}',
    );
  });

  it('writes the properties of .NET objects and those that were added to them', async () => {
    assert.equal(
      await json(`New-Object System.Version 1, 2 | ConvertTo-Json -Compress`),
      '{"Major":1,"Minor":2,"Build":-1,"Revision":-1,"MajorRevision":-1,"MinorRevision":-1}',
    );
    assert.equal(
      await json(`7 | Add-Member -NotePropertyName unit -NotePropertyValue s -PassThru | ConvertTo-Json -Compress`),
      '{"value":7,"unit":"s"}',
    );
    assert.equal(
      await json(`'t' | Add-Member -NotePropertyName unit -NotePropertyValue s -PassThru | ConvertTo-Json -Compress`),
      '"t"',
    );
  });

  itIn7('writes dates as ISO 8601', 'it writes \\/Date(...)\\/', async () => {
    assert.equal(
      await json(`ConvertTo-Json ([datetime]::new(2024, 5, 6, 7, 8, 9, [System.DateTimeKind]::Utc)) -Compress`),
      '"2024-05-06T07:08:09Z"',
    );
  });

  it('refuses keys that are not strings', async () => {
    const error = await ps.error(`@{ 1 = 'x' } | ConvertTo-Json`);
    // 5.1 names the exception instead
    const id = ps.isDesktop ? 'System.InvalidOperationException' : 'NonStringKeyInDictionary';
    assert.equal(error.id, `${id},Microsoft.PowerShell.Commands.ConvertToJsonCommand`);
    assert.equal(error.terminating, true);
  });

  itIn7('indents by two spaces unless it is told to compress', 'its layout is another', async () => {
    assert.equal(await json(`@{ a = @(1) } | ConvertTo-Json`), '{\n  "a": [\n    1\n  ]\n}');
  });

  it('reads objects, lists and scalars', async () => {
    const read = await ps.objects<string>(`
      $x = '{"a":[1,{"b":null}],"c":"t","d":1.5,"e":true}' | ConvertFrom-Json
      $x.GetType().Name; $x.a.GetType().Name; $x.a[1].PSObject.Properties.Name; $x.c; $x.d.GetType().Name; $x.e.GetType().Name`);
    // 5.1 reads 1.5 as a decimal
    assert.deepEqual(read, ['PSCustomObject', 'Object[]', 'b', 't', ps.isDesktop ? 'Decimal' : 'Double', 'Boolean']);
  });

  it('reads whole numbers as Int64 in 7 and as Int32 in 5.1', async () => {
    assert.equal(await ps.object(`('{"n":5}' | ConvertFrom-Json).n.GetType().Name`), ps.isDesktop ? 'Int32' : 'Int64');
  });

  it('reads ISO dates as DateTime in 7 and leaves them alone in 5.1', async () => {
    const read = await ps.objects(
      `$d = ('{"d":"2024-05-06T07:08:09Z"}' | ConvertFrom-Json).d; $d.GetType().Name; [string]$d.Kind`,
    );
    assert.deepEqual(read, ps.isDesktop ? ['String', ''] : ['DateTime', 'Utc']);
  });

  itIn7('writes null', 'it leaves null out of its input', async () => {
    assert.equal(await json(`ConvertTo-Json $null`), 'null');
  });

  itIn7('gives the elements of a list one by one', 'it gives the list as one object', async () => {
    assert.equal(await ps.object(`('[1,2,3]' | ConvertFrom-Json | Measure-Object).Count`), 3);
    assert.equal(await ps.object(`('[1,2,3]' | ConvertFrom-Json -NoEnumerate | Measure-Object).Count`), 1);
  });

  it('takes the lines of one document, or one document a line', async () => {
    assert.equal(await ps.object(`('{', '"a": 3', '}' | ConvertFrom-Json).a`), 3);
    assert.deepEqual(await ps.objects(`('{"a":1}', '{"a":2}' | ConvertFrom-Json).a`), [1, 2]);
  });

  itIn7('gives hashtables that keep case when asked', '-AsHashtable came with 6.0', async () => {
    assert.deepEqual(
      await ps.objects(
        `$h = '{"a":1,"A":2,"":3}' | ConvertFrom-Json -AsHashtable; $h['a']; $h['A']; $h['']; $h -is [hashtable]`,
      ),
      [1, 2, 3, true],
    );
  });

  it('refuses what is not JSON', async () => {
    const error = await ps.error(`'{"a":' | ConvertFrom-Json`);
    const id = 'System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand';
    assert.deepEqual([error.id, error.category, error.terminating], [id, 'NotSpecified', true]);
    if (!ps.isDesktop) assert.match(error.message, /^Conversion from JSON failed with error: /);
  });

  itIn7('refuses keys that no object can have', 'it has other ids for these', async () => {
    const suffix = ',Microsoft.PowerShell.Commands.ConvertFromJsonCommand';
    const casing = await ps.error(`'{"a":1,"A":2}' | ConvertFrom-Json`);
    assert.deepEqual(
      [casing.id, casing.category, casing.terminating],
      [`KeysWithDifferentCasingInJsonString${suffix}`, 'InvalidOperation', true],
    );
    assert.equal((await ps.error(`'{"":1}' | ConvertFrom-Json`)).id, `EmptyKeyInJsonString${suffix}`);
  });

  itIn7('refuses text that is deeper than allowed', '-Depth of ConvertFrom-Json came with 6.2', async () => {
    const error = await ps.error(`'{"a":{"b":{"c":1}}}' | ConvertFrom-Json -Depth 2`);
    assert.equal(error.id, 'System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand');
  });
});
