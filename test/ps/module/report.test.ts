// Export-EflowNetReport: from snapshots, from findings, from another machine's; files that are whole or not there.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

const node = quoted(process.execPath);
const sample = (name: string): string => path.join(projectRoot, 'samples', `${name}.json`);
const [silent, blocked] = [quoted(sample('dns-server-silent')), quoted(sample('published-port-blocked'))];

describe('Export-EflowNetReport', () => {
  const folder = scratchFolder();
  const file = (name: string): string => path.join(folder, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');

  it('writes every format, of snapshots and of findings, and returns the files', async () => {
    const script = `
      Export-EflowNetReport -Snapshot ${silent} -Path ${quoted(file('one.html'))} -NodePath ${node} -Culture en-US
      foreach ($format in 'Markdown', 'Json', 'JsonLines', 'Csv', 'JUnit') {
        Export-EflowNetReport -Snapshot ${silent} -Format $format -Path (${quoted(file('one.'))} + $format) -NodePath ${node} -Culture en-US
      }
      ${silent}, ${blocked} | Export-EflowNetReport -Path ${quoted(file('two.html'))} -NodePath ${node} -Culture ja-JP
      Test-EflowNetwork -Snapshot ${silent} -All -NodePath ${node} -Culture en-US | Export-EflowNetReport -Format JUnit -Path ${quoted(file('piped.xml'))} -NodePath ${node}
      $far = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Test-EflowNetwork -Snapshot ${silent} -All -NodePath ${node} -Culture en-US), 4))
      $far | Export-EflowNetReport -Format JUnit -Path ${quoted(file('far.xml'))} -NodePath ${node}`;
    const { output, errors, thrown } = await inPowerShell<{ Name?: string; FullName: string }>(script);
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(errors, []);
    assert.equal(output.length, 9);
    assert.match(read('one.html'), /^<!doctype html>[^]*DNS002[^]*<\/html>\n$/);
    assert.match(read('one.Markdown'), /^# EFLOW network report/);
    assert.equal((JSON.parse(read('one.Json')) as { kind: string }).kind, 'EflowNetDiag.Report');
    assert.equal(
      read('one.JsonLines').trimEnd().split('\n').length,
      read('one.Csv').trimEnd().split('\r\n').length - 1,
    );
    assert.match(read('two.html'), /<html lang="ja">[^]*href="#d1"/);
    // What findings carry is all that JUnit tells: the same, wherever they come from.
    assert.equal(read('piped.xml'), read('one.JUnit'));
    assert.equal(read('far.xml'), read('one.JUnit'));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('redacts on request', async () => {
    const { thrown } = await inPowerShell(
      `Export-EflowNetReport -Snapshot ${blocked} -Redact -Format Markdown -Path ${quoted(file('redacted.md'))} -NodePath ${node}`,
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    const text = read('redacted.md');
    assert.match(text, /NF001/);
    assert.doesNotMatch(text, /172\.27\.120\.111|contoso/);
  });

  it('makes one overview of a folder of snapshots, also where one of them is none', async () => {
    const fleet = file('fleet [1]');
    mkdirSync(fleet);
    for (let one = 0; one < 25; one += 1)
      copyFileSync(sample('published-port-blocked'), path.join(fleet, `${one}.json`));
    writeFileSync(path.join(fleet, 'other.json'), '{}');
    const { thrown, errors } = await inPowerShell(
      `Get-ChildItem -LiteralPath ${quoted(fleet)} -Filter *.json | Export-EflowNetReport -Path ${quoted(file('fleet.html'))} -NodePath ${node} -Culture en-US`,
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(
      errors.map(({ id }) => id),
      ['EflowNetDiag.SnapshotNotOurs,Export-EflowNetReport'],
    );
    assert.match(read('fleet.html'), /25 of 25 looks found faults/);
    assert.doesNotMatch(read('fleet.html'), /<article/);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['an existing file without -Force', `-Snapshot ${silent} -Path ${quoted(file('there.html'))}`, 'FileExists'],
    ['a folder that is not there', `-Snapshot ${silent} -Path ${quoted(file('none/x.html'))}`, 'FolderNotFound'],
    [
      'to redact what is judged already',
      `-InputObject $found -Redact -Path ${quoted(file('x.html'))}`,
      'ReportNotRedacted',
    ],
    ['to report nothing', `-Path ${quoted(file('x.html'))}`, 'ReportEmpty'],
  ];
  for (const [what, parameters, id] of refused) {
    it(`refuses ${what}`, async () => {
      writeFileSync(file('there.html'), 'kept');
      const feed = id === 'ReportEmpty' ? '@() | ' : '';
      const { thrown } = await inPowerShell(
        `$found = Test-EflowNetwork -Snapshot ${silent} -NodePath ${node}\n${feed}Export-EflowNetReport ${parameters} -NodePath ${node}`,
      );
      assert.equal(thrown?.id, `EflowNetDiag.${id},Export-EflowNetReport`);
      assert.equal(read('there.html'), 'kept');
      assert.ok(!existsSync(file('x.html')));
    });
  }

  it('writes nothing with -WhatIf', async () => {
    const { thrown } = await inPowerShell(
      `Export-EflowNetReport -Snapshot ${silent} -Path ${quoted(file('whatif.html'))} -NodePath ${node} -WhatIf`,
    );
    assert.equal(thrown, null);
    assert.ok(!existsSync(file('whatif.html')));
  });
});
