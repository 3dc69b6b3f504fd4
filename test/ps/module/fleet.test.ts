// Many snapshots at once as objects, and what is offered while somebody types.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { projectRoot, quoted, scratchFolder, stateWithRepairs } from './support.js';

const node = quoted(process.execPath);

describe('A folder of snapshots', () => {
  const folder = scratchFolder();
  let session: PowerShellSession;

  before(async () => {
    for (const name of ['dns-server-silent', 'published-port-blocked'])
      cpSync(path.join(projectRoot, 'samples', `${name}.json`), path.join(folder, `${name}.json`));
    writeFileSync(path.join(folder, 'other.json'), '{"kind":"something"}');
    mkdirSync(path.join(folder, 'older looks'));
    session = await openPowerShell();
    await session.text(
      `Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}; Set-Location -Path ${quoted(folder)}`,
    );
  });
  after(async () => {
    await session.close();
  });

  it('is measured: causes, devices, and what to mend first on each', async () => {
    const [seen] = await session.objects<{
      Looks: number;
      Well: number;
      Faulty: number;
      Causes: { Rule: string; Count: number; DevicesText: string }[];
      Devices: { Device: string; State: string; First: string; DifferencesText: string }[];
    }>(`Get-Item -Path ./dns-server-silent.json, ./published-port-blocked.json | Measure-EflowFleet -NodePath ${node}`);
    assert.deepEqual([seen?.Looks, seen?.Well, seen?.Faulty], [2, 0, 2]);
    assert.deepEqual(seen?.Causes.map(({ Rule, Count }) => `${Rule} ${Count}`).sort(), ['DNS002 1', 'NF001 1']);
    assert.deepEqual(
      seen.Devices.map(({ State, First }) => `${State} ${First}`),
      ['fail DNS002', 'fail NF001'],
    );
  });

  it('is shown within 100 columns, as an overview and as tables', async () => {
    const texts = await session.objects<string>(
      `$fleet = Measure-EflowFleet -Snapshot ./dns-server-silent.json, ./published-port-blocked.json -NodePath ${node}
       $fleet | Out-String -Width 100
       $fleet.Causes | Out-String -Width 100
       $fleet.Devices | Out-String -Width 100`,
    );
    assert.match(texts[0] ?? '', /Looks\s+: 2/);
    assert.match(texts[1] ?? '', /^DNS002\s+critical\s+1/m);
    assert.match(texts[2] ?? '', /fail\s+NF001/);
    for (const text of texts)
      assert.ok(
        text.split(/\r?\n/).every((line) => line.trimEnd().length <= 100),
        text,
      );
  });

  const offered = async (line: string): Promise<readonly string[]> =>
    session.objects<string>(
      `(TabExpansion2 -inputScript ${quoted(line)} -cursorColumn ${line.length}).CompletionMatches | ForEach-Object { $_.CompletionText }`,
    );

  it('is offered file by file while somebody types, snapshots and folders only', async () => {
    assert.deepEqual(await offered('Test-EflowNetwork -Snapshot ./'), [
      "'./older looks'",
      './dns-server-silent.json',
      './published-port-blocked.json',
    ]);
    assert.deepEqual(await offered('Compare-EflowNetSnapshot -ReferenceSnapshot ./pub'), [
      './published-port-blocked.json',
    ]);
  });

  it('leaves ports to be offered as well', async () => {
    assert.deepEqual(await offered('Repair-EflowFirewall -Port 8'), ['8883']);
    assert.deepEqual(await offered('Trace-EflowPacket -Port 5'), ['5671', '5672']);
  });

  it('leaves repairs to undo to be offered, with what was done', async () => {
    const { state, ids } = stateWithRepairs(folder);
    const line = 'Undo-EflowRepair -Id ';
    const seen = await session.objects<{ text: string; tip: string }>(
      `$env:XDG_STATE_HOME = ${quoted(state)}
       (TabExpansion2 -inputScript ${quoted(line)} -cursorColumn ${line.length}).CompletionMatches | ForEach-Object { @{ text = $_.CompletionText; tip = $_.ToolTip } }`,
    );
    const [done, cut] = ids;
    assert.deepEqual(seen, [
      { text: cut, tip: '2026-11-21T10:00:00.000Z allow-inbound-port unfinished 8883/tcp' },
      { text: done, tip: '2026-11-20T10:00:00.000Z allow-inbound-port added 8883/tcp' },
    ]);
    assert.deepEqual(await offered(`${line}${done.slice(0, -1)}`), [done]);
  });
});
