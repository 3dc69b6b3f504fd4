// The scripts in samples/callers, for callers that are no person: one line, documented exit codes, silence without a change.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runPowerShell } from '../../support/powershell.js';
import { snapshotOf } from '../../support/snapshots.js';
import { projectRoot, quoted, scratchFolder } from './support.js';

const manifest = quoted(path.join(projectRoot, 'EflowNetDiag.psd1'));
const sample = (name: string): string => path.join(projectRoot, 'samples', `${name}.json`);

describe('Scripts for callers that are no person', () => {
  const folder = scratchFolder();
  const file = (name: string): string => path.join(folder, name);

  const run = async (script: string, parameters: string, first = `Import-Module -Name ${manifest}`) => {
    const call = `& ${quoted(path.join(projectRoot, 'samples/callers', script))} ${parameters}`;
    const { stdout, exitCode, stderr } = await runPowerShell([
      ...['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'],
      `${first}; ${call}; exit $LASTEXITCODE`,
    ]);
    assert.equal(stderr, '');
    const lines = stdout.split('\n').filter((line) => line !== '');
    return { lines, exitCode };
  };
  const at = (snapshot: string): string => `-Snapshot ${quoted(snapshot)} -NodePath ${quoted(process.execPath)}`;

  before(() => {
    const known = snapshotOf();
    writeFileSync(file('healthy.json'), JSON.stringify(known));
    const lost = Object.fromEntries(
      Object.entries(known.facts).map(([id, fact]) => [
        id,
        id.startsWith('guest.') ? { status: 'failed', reason: 'No answer.' } : fact,
      ]),
    );
    writeFileSync(file('silent.json'), JSON.stringify({ ...known, facts: lost }));
  });

  const table: readonly (readonly [string, () => string, RegExp, number, number])[] = [
    ['a healthy device', () => file('healthy.json'), /^OK /, 0, 0],
    ['a fault', () => sample('published-port-blocked'), /^FAULT .*NF001/, 1, 1],
    ['a guest that does not answer', () => file('silent.json'), /^UNKNOWN /, 2, 0],
    ['no snapshot at all', () => file('none.json'), /^FAILED |^UNKNOWN /, 3, 0],
  ];
  for (const [what, snapshot, wanted, code, detected] of table) {
    it(`say ${what} in one line, and by the exit code`, async () => {
      const status = await run('Get-EflowStatusLine.ps1', at(snapshot()));
      assert.equal(status.lines.length, 1, status.lines.join('\n'));
      assert.match(status.lines[0] ?? '', wanted);
      assert.equal(status.exitCode, code);
      const intune = await run('Intune-Detect.ps1', at(snapshot()));
      assert.equal(intune.lines.length, 1, intune.lines.join('\n'));
      assert.ok((intune.lines[0] ?? '').length < 2048);
      assert.equal(intune.exitCode, detected);
    });
  }

  it('speak on change only', async () => {
    const state = file('state.txt');
    const look = async (snapshot: string) =>
      run('Watch-EflowNetwork.ps1', `${at(snapshot)} -StateFile ${quoted(state)}`);
    const seen = [];
    for (const one of [
      file('healthy.json'),
      file('healthy.json'),
      sample('dns-server-silent'),
      sample('dns-server-silent'),
    ])
      seen.push((await look(one)).lines.map((line) => line.split(' ')[0]).join());
    assert.deepEqual(seen, ['OK', '', 'FAULT', '']);
    assert.match(readFileSync(state, 'utf8'), /^1\n(DNS\d{3}\|.*\n?)+$/);
  });

  it('speak of a fault behind another one, and of one that heals beside another', async () => {
    const known = file('known.json');
    const suppression = { rule: 'NF008', target: '*', reason: 'Known.', expires: '2099-01-01' };
    writeFileSync(known, JSON.stringify({ suppressions: [suppression] }));
    const seen = [];
    for (const profile of [known, null, null, known, known]) {
      const accepted = profile === null ? '' : ` -DeviceProfile ${quoted(profile)}`;
      const parameters = `${at(sample('published-port-blocked'))}${accepted} -StateFile ${quoted(file('two.txt'))}`;
      seen.push(
        (await run('Watch-EflowNetwork.ps1', parameters)).lines.map((line) => line.split('. ')[1]?.slice(0, 5)).join(),
      );
    }
    assert.deepEqual(seen, ['NF001', 'NF001', '', 'NF001', '']);
  });

  it('say the line, and that it could not be kept, where the state has no place', async () => {
    const nowhere = quoted(path.join(folder, 'no such folder', 'state.txt'));
    const { lines, exitCode } = await run(
      'Watch-EflowNetwork.ps1',
      `${at(sample('dns-server-silent'))} -StateFile ${nowhere}`,
    );
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0] ?? '', /^FAILED .*no such folder.* FAULT .*DNS/);
    assert.equal(exitCode, 3);
  });

  describe('keep to 2,047 characters', () => {
    const long = 'x'.repeat(3000);
    const finding = (outcome: string): string =>
      `[pscustomobject] @{ Rule = 'NF001'; Outcome = '${outcome}'; Target = 'a'; Suppressed = $null; Device = 'a'; Message = '${long}' }`;
    const look = (body: string): string =>
      `New-Module -Name EflowNetDiag -ScriptBlock { function Test-EflowNetwork { [CmdletBinding()] param ([switch] $All, $Culture) ${body} } } | Import-Module`;
    const bodies = { fault: finding('fail'), unknown: finding('unknown'), failure: `throw '${long}'` };
    for (const script of ['Get-EflowStatusLine.ps1', 'Intune-Detect.ps1', 'Watch-EflowNetwork.ps1'])
      for (const [what, body] of Object.entries(bodies))
        it(`${script}: a long ${what}`, async () => {
          const state = script.startsWith('Watch') ? `-StateFile ${quoted(file(`long-${what}.txt`))}` : '';
          const { lines } = await run(script, state, look(body));
          assert.deepEqual(
            lines.map((line) => line.length),
            [2047],
          );
        });
    it('Intune-Remediate.ps1: a long failure, and many ports', async () => {
      const played = (body: string): string =>
        `New-Module -Name EflowNetDiag -ScriptBlock { function Repair-EflowFirewall { [CmdletBinding(SupportsShouldProcess = $true)] param ($Port, $Protocol, $Culture) ${body} } } | Import-Module`;
      for (const [parameters, body] of [
        ['', `throw '${long}'`],
        ['-Port (1..300)', "[pscustomobject] @{ State = 'added' }"],
      ] as const)
        assert.equal((await run('Intune-Remediate.ps1', parameters, played(body))).lines.join().length, 2047);
    });
  });

  it('open the named ports only, and say how that came out', async () => {
    const played = (state: string): string =>
      `New-Module -Name EflowNetDiag -ScriptBlock { function Repair-EflowFirewall { [CmdletBinding(SupportsShouldProcess = $true)] param ($Port, $Protocol, $Culture) [pscustomobject] @{ State = '${state}' } } } | Import-Module`;
    assert.deepEqual(await run('Intune-Remediate.ps1', '-Port 8883, 443', played('added')), {
      lines: ['8883/tcp added; 443/tcp added'],
      exitCode: 0,
    });
    assert.deepEqual(await run('Intune-Remediate.ps1', '', played('rolledBack')), {
      lines: ['8883/tcp rolledBack'],
      exitCode: 1,
    });
  });
});
