// Save-EflowSupportBundle: one zip, in which nothing names the device.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Snapshot } from '../../../core/src/contract/snapshot.js';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

const node = quoted(process.execPath);
const sample = quoted(path.join(projectRoot, 'samples/published-port-blocked.json'));

describe('Save-EflowSupportBundle', () => {
  const folder = scratchFolder();
  const zip = path.join(folder, 'support.zip');
  const inside = path.join(folder, 'inside');

  before(async () => {
    const state = path.join(folder, 'state');
    const journal = path.join(state, 'eflownetdiag/journal');
    mkdirSync(journal, { recursive: true });
    const plan = {
      repair: 'allow-inbound-port',
      device: 'SECRET-HOST',
      wish: { port: 8883, protocol: 'tcp', source: '10.9.8.7' },
      steps: [{ text: 'SECRET-HOST' }],
    };
    const entry = { at: '2026-11-23T10:11:12.345Z', step: 'commit', plan };
    writeFileSync(path.join(journal, 'a.jsonl'), `${JSON.stringify(entry)}\n{"at":"2026-`);
    const { thrown, errors } = await inPowerShell(
      `$file = Save-EflowSupportBundle -Path ${quoted(zip)} -Snapshot ${sample} -NodePath ${node}
       [System.IO.Compression.ZipFile]::ExtractToDirectory($file.FullName, ${quoted(inside)})`,
      { env: { XDG_STATE_HOME: state } },
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(errors, []);
  });

  const read = (name: string): string => readFileSync(path.join(inside, name), 'utf8');

  it('holds the snapshot, the reports, the journal and the versions', () => {
    assert.deepEqual(readdirSync(inside).sort(), [
      'journal.jsonl',
      'redaction.json',
      'report.html',
      'report.md',
      'snapshot.json',
      'versions.json',
    ]);
    assert.ok(Snapshot.safeParse(JSON.parse(read('snapshot.json'))).success);
    assert.match(read('report.html'), /^<!doctype html>[^]*NF001/);
    const versions = JSON.parse(read('versions.json')) as Record<string, unknown>;
    assert.equal(versions['node'], process.versions.node);
    assert.ok((JSON.parse(read('redaction.json')) as { replaced: unknown[] }).replaced.length > 0);
  });

  it('has no address or name of the device in any of them', () => {
    for (const name of readdirSync(inside))
      assert.doesNotMatch(read(name), /172\.27\.120\.111|contoso|SECRET-HOST|10\.9\.8\.7/, name);
  });

  it('tells of repairs when, what and on which port, also after a line that was cut off', () => {
    const lines = read('journal.jsonl')
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    assert.deepEqual(lines, [
      { at: '2026-11-23T10:11:12.345Z', step: 'commit', repair: 'allow-inbound-port', port: '8883', protocol: 'tcp' },
      { step: 'unreadable' },
    ]);
  });

  it('keeps an existing file, and writes none with -WhatIf', async () => {
    const { thrown } = await inPowerShell(
      `Save-EflowSupportBundle ${quoted(zip)} -Snapshot ${sample} -NodePath ${node}`,
    );
    assert.equal(thrown?.id, 'EflowNetDiag.FileExists,Save-EflowSupportBundle');
    const other = path.join(folder, 'other.zip');
    await inPowerShell(`Save-EflowSupportBundle ${quoted(other)} -Snapshot ${sample} -NodePath ${node} -WhatIf`);
    assert.ok(!existsSync(other));
  });
});
