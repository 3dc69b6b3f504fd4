// The module on the stand-ins for AzureEFLOW and the Windows cmdlets, with the real core. The guest says nothing here; guests
// that answer are in the lab.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { collectedIds, factParsers, type FactId } from '../../../core/src/facts/facts.js';
import { internalSwitch, playAll, type Play } from '../stand-ins/stage.js';
import { projectRoot, quoted, scratchFolder } from './support.js';

interface Shown {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Message: string;
}

const load = `Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}; $with = @{ NodePath = ${quoted(process.execPath)} };`;
/** Keeps what the progress would show, and says of each line of a stream which one it is. */
const listening = `$global:shown = @()
  function global:Write-Progress { param ($Activity, $Status, $SecondsRemaining, [switch] $Completed) $global:shown += "progress: $Status$(if ($Completed) { '(gone)' })" };`;
const labelled =
  "ForEach-Object { if ($_ -is [System.Management.Automation.VerboseRecord]) { 'verbose: ' + $_.Message } elseif ($_ -is [System.Management.Automation.DebugRecord]) { 'debug: ' + $_.Message } }";
const mute = { guestCommand: ['true'] };
/** What the host is asked only once the guest has said what to ask for. */
const asked: readonly FactId[] = ['host.portProbe', 'host.nameProbe', 'host.reach', 'host.dnsProbe'];

/** WinHttpSettings as "netsh winhttp set proxy" writes it: three numbers, then each text behind its length. */
const winHttpSettings = (...texts: readonly string[]): number[] => {
  const number = (value: number): number[] => [value & 255, value >> 8, 0, 0];
  return [24, 1, 3].flatMap(number).concat(texts.flatMap((one) => [...number(one.length), ...Buffer.from(one)]));
};

const internet = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
/** A Windows that gets out by proxies, differently for its services, its user and its programs, and has VPN connections. */
const windowsWithSettings = {
  registry: {
    machine: {
      [`${internet}\\Connections`]: {
        WinHttpSettings: winHttpSettings(
          'http=web.example:80;https=u:secret@tls.example:8080',
          '<local>;*.contoso.com',
        ),
      },
      'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment': {
        HTTPS_PROXY: 'http://u:secret@machine.example:3128',
        PATH: 'C:\\Windows',
      },
      'SYSTEM\\CurrentControlSet\\Services\\PortProxy\\v4tov4\\tcp': { '0.0.0.0/8883': '172.27.120.111/8883' },
    },
    user: {
      [internet]: { ProxyEnable: 1, ProxyServer: 'user.example:8000', ProxyOverride: 'localhost' },
      Environment: { NO_PROXY: 'localhost' },
    },
  },
  add: {
    'Get-VpnConnection': [
      { Name: 'Plant', AllUserConnection: true, SplitTunneling: false },
      { Name: 'Home', AllUserConnection: false, SplitTunneling: true },
    ],
  },
};

describe('On the stand-ins', () => {
  const folder = scratchFolder();
  const saved = path.join(folder, 'saved.json');
  const editions = ['ja', 'de'] as const;
  const savedIn = (edition: string): string => path.join(folder, `saved-${edition}.json`);
  const savedSettings = path.join(folder, 'saved-settings.json');
  const autoDeploy = path.join(folder, 'eflow-userconfig.json');
  let plays: Record<string, Play>;

  before(async function () {
    this.timeout(300_000);
    const network = {
      vswitchName: 'Nowhere',
      vswitchType: 'Internal',
      ip4Address: '172.20.0.5',
      ip4GatewayAddress: '172.20.0.1',
      ip4PrefixLength: '24',
      dnsServers: ['192.168.50.1'],
    };
    writeFileSync(autoDeploy, JSON.stringify({ schemaVersion: '1.0', network }));
    plays = await playAll({
      test: { script: `${load} Test-EflowNetwork @with`, standIn: mute },
      told: {
        script: `${load} ${listening} Test-EflowNetwork @with -Verbose -Debug *>&1 | ${labelled}; $global:shown; Remove-Item -Path function:Write-Progress`,
        standIn: mute,
      },
      dns: { script: `${load} Get-EflowDnsReport @with`, standIn: mute },
      save: { script: `${load} $null = Save-EflowNetSnapshot -Path ${quoted(saved)} @with`, standIn: mute },
      whatIf: {
        script: `${load} try { Repair-EflowFirewall -Port 8883 -WhatIf @with } catch { $_.FullyQualifiedErrorId }`,
        standIn: mute,
      },
      off: { script: `${load} Test-EflowNetwork @with`, guest: { power: 'Off' } },
      none: { script: `${load} Test-EflowNetwork @with`, guest: { power: 'None' } },
      planned: {
        script: `${load} Test-EflowNetwork -Deployment @{ vSwitchType = 'Internal'; vSwitchName = 'EFLOW-Internal'; ip4Address = '172.27.112.1'; ip4GatewayAddress = '172.27.112.1'; ip4PrefixLength = 20 } @with`,
        host: internalSwitch,
        guest: { power: 'None' },
      },
      plannedByFile: {
        script: `${load} Test-EflowNetwork -Deployment ${quoted(autoDeploy)} @with`,
        host: internalSwitch,
        guest: { power: 'None' },
      },
      failing: { script: `${load} Test-EflowNetwork @with`, standIn: { guestCommand: ['false'] } },
      settings: {
        script: `${load} $null = Save-EflowNetSnapshot -Path ${quoted(savedSettings)} @with`,
        standIn: mute,
        windows: windowsWithSettings,
      },
      ...Object.fromEntries(
        editions.map((edition) => [
          edition,
          {
            script: `${load} $null = Save-EflowNetSnapshot -Path ${quoted(savedIn(edition))} @with`,
            standIn: { ...mute, edition },
          },
        ]),
      ),
    });
  });

  const sessions = (name: string): string[] => (plays[name]?.sessions ?? []).map(({ cmdlet }) => cmdlet).sort();

  for (const name of ['test', 'dns', 'save']) {
    it(`one guest call for a look, and each cmdlet that opens a session by itself at most once: ${name}`, () => {
      assert.deepEqual(sessions(name), ['Get-EflowVmAddr', 'Get-EflowVmEndpoint', 'Invoke-EflowVmCommand']);
      assert.equal(plays[name]?.thrown, null, JSON.stringify(plays[name]?.thrown));
    });
  }

  it('progress, -Verbose and -Debug tell what is done, and why something is not known', () => {
    const lines = (plays['told']?.output as string[]).map((line) =>
      line.replace(/[0-9a-f]{64}|\d+/g, '#').replace(/core with .* \(/, 'core with # ('),
    );
    assert.deepEqual(lines, [
      'verbose: Look at this device and its virtual machine at probe level Standard',
      'verbose: Starting the core with # (#.#.#).',
      'debug: Asking the core: guestCommands',
      'debug: Asking the guest: a command of # characters.',
      'verbose: In the guest runs a script with the SHA-# #, as guest-scripts.sha# of the package lists it; Get-EflowGuestScript prints that of a look.',
      ...['dnsProbe', 'nameProbe', 'portProbe', 'reach'].map(
        (name) => `verbose: host.${name}: The guest did not say what it needs.`,
      ),
      'verbose: guest: The guest returned nothing.',
      'debug: Asking the core: diagnose',
      'verbose: vm: # fail, # unknown, # error, # pass, # not applicable, # suppressed.',
      'progress: Looking at the host',
      'progress: Asking the virtual machine',
      'progress: Judging',
      'progress: (gone)',
    ]);
  });

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

  it('a deployment is judged without a VM, by its parameters or by a file, and no session is opened', () => {
    const rulesOf = (name: string): string[] => {
      const play = plays[name];
      assert.equal(play?.thrown, null, JSON.stringify(play?.thrown));
      assert.deepEqual(play.sessions, []);
      return (play.output as Shown[]).filter(({ Outcome }) => Outcome === 'fail').map(({ Rule }) => Rule);
    };
    assert.ok(rulesOf('planned').includes('IP008'), JSON.stringify(plays['planned']?.output));
    assert.ok(rulesOf('plannedByFile').includes('SW001'), JSON.stringify(plays['plannedByFile']?.output));
  });

  it('the reason why the guest says nothing is in the finding', () => {
    const said = (name: string): string => (plays[name]?.output as Shown[]).map(({ Message }) => Message).join('\n');
    assert.match(said('off'), /The EFLOW virtual machine is off/);
    assert.match(said('none'), /No EFLOW virtual machine is deployed/);
    assert.match(said('test'), /The guest returned nothing/);
  });

  const hostFacts = (file: string): Record<string, unknown> => {
    const { facts } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
    const names = Object.keys(facts).filter((name) => name.startsWith('host.') && !asked.includes(name as FactId));
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
    const collected = collectedIds.filter((id) => id.startsWith('host.') && !asked.includes(id));
    assert.deepEqual(Object.keys(hostFacts(saved)).sort(), [...collected].sort());
  });

  it('proxies, VPN connections and port proxies of Windows are read where they are set, without passwords', () => {
    const facts = hostFacts(savedSettings);
    assert.deepEqual(facts['host.proxy'], {
      winHttp: { proxy: 'http=web.example:80;https=tls.example:8080', bypass: '<local>;*.contoso.com' },
      winInet: { enabled: true, server: 'user.example:8000', bypass: 'localhost', autoConfigUrl: null },
      environment: [
        { scope: 'machine', name: 'HTTPS_PROXY', value: 'http://machine.example:3128' },
        { scope: 'user', name: 'NO_PROXY', value: 'localhost' },
      ],
    });
    assert.deepEqual(facts['host.vpnConnections'], [
      { name: 'Plant', splitTunneling: false, allUsers: true },
      { name: 'Home', splitTunneling: true, allUsers: false },
    ]);
    assert.deepEqual(facts['host.portProxies'], [
      {
        kind: 'v4tov4',
        listenAddress: '0.0.0.0',
        listenPort: 8883,
        connectAddress: '172.27.120.111',
        connectPort: 8883,
      },
    ]);
    assert.ok(!readFileSync(savedSettings, 'utf8').includes('secret'));
  });

  describe('in every edition of Windows the facts are the same, but for the names that it translates', () => {
    /** What Windows calls things in its language: an administrator may rename each of them, so nothing may rest on them. */
    const translated: Record<(typeof editions)[number], Record<string, string>> = {
      ja: {
        '\u65e2\u5b9a\u306e\u30b9\u30a4\u30c3\u30c1': 'Default Switch',
        '\u30a4\u30fc\u30b5\u30cd\u30c3\u30c8': 'Ethernet',
        'Microsoft Windows \u30d5\u30a3\u30eb\u30bf\u30fc \u30d7\u30e9\u30c3\u30c8\u30d5\u30a9\u30fc\u30e0':
          'Microsoft Windows Filtering Platform',
      },
      de: {
        Standardswitch: 'Default Switch',
        'Microsoft Windows-Filterplattform': 'Microsoft Windows Filtering Platform',
      },
    };
    for (const edition of editions) {
      it(edition, () => {
        const text = JSON.stringify(hostFacts(savedIn(edition)));
        const english = Object.entries(translated[edition]).reduce(
          (sofar, [local, word]) => sofar.replaceAll(local, word),
          text,
        );
        assert.notEqual(english, text, 'Nothing was translated: the edition was not played.');
        assert.deepEqual(JSON.parse(english), hostFacts(saved));
      });
    }
  });
});
