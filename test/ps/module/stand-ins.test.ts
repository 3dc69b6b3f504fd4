// The module on the stand-ins for AzureEFLOW and the Windows cmdlets, with the real core. The guest says nothing here; guests
// that answer are in the lab.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { factParsers } from '../../../core/src/facts/facts.js';
import { playAll, type Play } from '../stand-ins/stage.js';
import { projectRoot, quoted, scratchFolder } from './support.js';

interface Shown {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Message: string;
}

const load = `Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}; $with = @{ NodePath = ${quoted(process.execPath)} };`;
const mute = { guestCommand: ['true'] };

describe('On the stand-ins', () => {
  const folder = scratchFolder();
  const saved = path.join(folder, 'saved.json');
  const savedInJapanese = path.join(folder, 'saved-ja.json');
  let plays: Record<string, Play>;

  before(async function () {
    this.timeout(300_000);
    plays = await playAll({
      test: { script: `${load} Test-EflowNetwork @with`, standIn: mute },
      dns: { script: `${load} Get-EflowDnsReport @with`, standIn: mute },
      save: { script: `${load} $null = Save-EflowNetSnapshot -Path ${quoted(saved)} @with`, standIn: mute },
      whatIf: {
        script: `${load} try { Repair-EflowFirewall -Port 8883 -WhatIf @with } catch { $_.FullyQualifiedErrorId }`,
        standIn: mute,
      },
      off: { script: `${load} Test-EflowNetwork @with`, guest: { power: 'Off' } },
      none: { script: `${load} Test-EflowNetwork @with`, guest: { power: 'None' } },
      failing: { script: `${load} Test-EflowNetwork @with`, standIn: { guestCommand: ['false'] } },
      japanese: {
        script: `${load} $null = Save-EflowNetSnapshot -Path ${quoted(savedInJapanese)} @with`,
        standIn: { ...mute, edition: 'ja' },
      },
    });
  });

  const sessions = (name: string): string[] => (plays[name]?.sessions ?? []).map(({ cmdlet }) => cmdlet).sort();

  for (const name of ['test', 'dns', 'save']) {
    it(`one guest call for a look, and each cmdlet that opens a session by itself at most once: ${name}`, () => {
      assert.deepEqual(sessions(name), ['Get-EflowVmAddr', 'Get-EflowVmEndpoint', 'Invoke-EflowVmCommand']);
      assert.equal(plays[name]?.thrown, null, JSON.stringify(plays[name]?.thrown));
    });
  }

  it('one guest call for a plan, and nothing else', () => {
    assert.deepEqual(sessions('whatIf'), ['Invoke-EflowVmCommand']);
  });

  it('no guest call where no VM is deployed', () => {
    assert.deepEqual(sessions('none'), []);
  });

  for (const name of ['test', 'off', 'none', 'failing']) {
    it(`no error but unknown findings where the guest says nothing: ${name}`, () => {
      const play = plays[name];
      assert.equal(play?.thrown, null, JSON.stringify(play?.thrown));
      assert.deepEqual(
        play.errors.filter(({ target }) => target !== 'Write-EventLog'),
        [],
      );
      const findings = play.output as Shown[];
      assert.ok(
        findings.some(({ Outcome }) => Outcome === 'unknown'),
        JSON.stringify(findings),
      );
      assert.ok(
        findings.every(({ Outcome }) => Outcome !== 'pass' && Outcome !== 'error'),
        JSON.stringify(findings),
      );
    });
  }

  it('the reason why the guest says nothing is in the finding', () => {
    const said = (name: string): string => (plays[name]?.output as Shown[]).map(({ Message }) => Message).join('\n');
    assert.match(said('off'), /The EFLOW virtual machine is off/);
    assert.match(said('none'), /No EFLOW virtual machine is deployed/);
    assert.match(said('test'), /The guest returned nothing/);
  });

  const hostFacts = (file: string): Record<string, unknown> => {
    const { facts } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
    const names = Object.keys(facts).filter((name) => name.startsWith('host.'));
    return Object.fromEntries(
      names.map((name) => {
        const fact = facts[name];
        assert.ok(fact?.status === 'ok', `${name}: ${JSON.stringify(fact)}`);
        const parsed = factParsers[name as keyof typeof factParsers](fact.value);
        assert.ok(parsed.ok, `${name}: ${JSON.stringify(parsed)}`);
        return [name, parsed.value];
      }),
    );
  };

  it('every host fact is read, in shapes that the core understands', () => {
    assert.equal(Object.keys(hostFacts(saved)).length, 15);
  });

  it('a Japanese Windows gives the same facts, but for the names that it translates', () => {
    const [english, japanese] = [hostFacts(saved), hostFacts(savedInJapanese)];
    assert.deepEqual(Object.keys(japanese), Object.keys(english));
    const same = ['host.routes', 'host.services', 'host.firewallProfiles', 'host.vmName'];
    for (const name of same) assert.deepEqual(japanese[name], english[name], name);
    const ids = (facts: Record<string, unknown>): unknown =>
      (facts['host.switches'] as { id: string; type: string }[]).map(({ id, type }) => [id, type]);
    assert.deepEqual(ids(japanese), ids(english));
  });
});
