// Releases that reach their VM over TCP port 22 let three sessions a minute in. The stand-in plays that, with real minutes.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { windowsShows } from '../../scripts/lab/fault-steps.mjs';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

interface Session {
  readonly unixMs: number;
  readonly accepted: boolean;
}

describe('A VM that lets in three sessions a minute', function () {
  const lab: Lab = openLab({ name: `pacing-${process.pid}` });

  before(async function () {
    await needLab(this);
    await lab.up();
    const options = { transport: 'tcp', sessionsPerMinute: 3, standardError: 'merged' };
    writeFileSync(path.join(lab.folder, 'stand-in.json'), JSON.stringify(options));
    writeFileSync(path.join(lab.folder, 'agent.json'), JSON.stringify({ nodeAgentIp: '172.27.120.111' }));
    const program = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{6F0F0C9F-5D0D-4E6F-9C1B-0E5D1E1C1D11}';
    const installed = { DisplayName: 'Azure IoT Edge LTS', DisplayVersion: '1.1.2212.12122' };
    windowsShows(lab, { registry: { machine: { [program]: installed } } });
  });

  after(() => lab.down());

  it('is looked at twice without a session that is refused, and what is there is found twice', async () => {
    const look = `@(Test-EflowNetwork -Probe None -All | ForEach-Object { '{0} {1} {2}' -f $_.Rule, $_.Outcome, $_.Target }) -join [char] 10`;
    const [first, second] = await objectsFrom<string>(lab, `(${look}), (${look})`);
    const sessions = readFileSync(path.join(lab.folder, 'sessions.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Session);
    assert.deepEqual(
      sessions.map(({ accepted }) => accepted),
      [true, true, true, true, true, true],
    );
    const [begun, , , again] = sessions.map(({ unixMs }) => unixMs);
    assert.ok((again ?? 0) - (begun ?? 0) >= 60_000);
    assert.equal(second, first);
    assert.match(first ?? '', /^IP001 pass/m);
    assert.doesNotMatch(first ?? '', /^(?!DEV001)\S+ fail/m);
  });

  it('is repaired in its turns too, and what was changed is kept', async () => {
    const options = { transport: 'tcp', sessionsPerMinute: 3, minuteSeconds: 6, standardError: 'merged' };
    writeFileSync(path.join(lab.folder, 'stand-in.json'), JSON.stringify(options));
    rmSync(path.join(lab.folder, 'sessions.log'), { force: true });
    const [result] = await objectsFrom<{ State: string; Persisted: boolean; Verified: boolean }>(
      lab,
      '$(& (Get-Module -Name EflowNetDiag) { $script:turnSeconds = 7 }; $null = Get-EflowFirewallRule -Own; Repair-EflowFirewall -Port 1884 -Confirm:$false)',
    );
    assert.deepEqual(
      [result?.State, result?.Persisted, result?.Verified],
      ['added', true, true],
      JSON.stringify(result),
    );
    const sessions = readFileSync(path.join(lab.folder, 'sessions.log'), 'utf8').trim().split('\n');
    // More than a minute takes: without its turns one would be refused, and the change taken back.
    assert.ok(sessions.length > 3, sessions.join());
    assert.deepEqual(
      sessions.filter((line) => !(JSON.parse(line) as Session).accepted),
      [],
    );
  });
});
