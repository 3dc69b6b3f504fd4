// Whatever is broken is found first, and what was saved is judged as the device itself was: one look at each fault tells both.
import assert from 'node:assert/strict';
import path from 'node:path';
import { faultNames } from '../../scripts/lab/faults.mjs';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

interface Finding {
  readonly Rule: string;
  readonly Evidence: readonly { readonly Fact: string; readonly Observed: string }[];
  readonly Remedy: readonly { readonly Text: string; readonly Command: string | null }[];
}

interface Looked {
  /** The findings that fail, behind the verdict on them all. */
  readonly failing: readonly Finding[];
  readonly live: readonly string[];
  readonly saved: readonly string[];
  readonly redacted: readonly string[];
  readonly changedRules: readonly string[];
}

/** Of the faults of the main job: what the first finding rests on, and the command that mends it. */
const tells: Readonly<Record<string, readonly [evidence: RegExp, command: RegExp]>> = {
  'agent-address-differs': [/host\.vmAddress/, /^Stop-EflowVm$/],
  'no-address': [/guest\.interfaces/, /Restart-Computer/],
  'link-local-address': [/169\.254\./, /Restart-Computer/],
  'no-default-route': [/guest\.routes/, /restart systemd-networkd/],
  'no-dns-server': [/guest\.resolver/, /^Set-EflowVmDnsServers -vendpointName '.+' -dnsServers @\('.+'\)$/],
  'dns-server-silent': [/172\.27\.112\.1.*silent/, /^Set-EflowVmDnsServers /],
  'hub-8883-blocked': [/guest\.reach.*silent/, /^Test-NetConnection .* -Port 8883$/],
  'hub-5671-blocked': [/guest\.reach.*silent/, /^Test-NetConnection .* -Port 5671$/],
  'hub-443-blocked': [/guest\.reach.*silent/, /^Test-NetConnection .* -Port 443$/],
  'docker-user-drop': [/DOCKER-USER.*8883/, /^Repair-EflowFirewall -Port 8883 -Protocol tcp$/],
  'dnat-missing': [/INPUT/, /restart docker/],
  'input-drops-host-network-port': [/INPUT/, /^Repair-EflowFirewall -Port 9702 -Protocol tcp$/],
};

/** Two cmdlets live, on one look: what the first one saw is given to the second as well. Then its file, and the redacted one. */
const lookOnce = (folder: string): string => {
  const [saved, redacted] = [path.join(folder, 'saved.json'), path.join(folder, 'redacted.json')];
  return `
    & (Get-Module -Name 'EflowNetDiag') {
      $script:look, $script:seen = \${function:Get-EflowLiveSource}, $null
      function script:Get-EflowLiveSource {
        if ($null -eq $script:seen) { $script:seen = & $script:look @args }
        $script:seen
      }
    }
    $live = @(Test-EflowNetwork -All)
    $null = Save-EflowNetSnapshot -Path '${saved}' -Force
    $report = Save-EflowNetSnapshot -Snapshot '${saved}' -Path '${redacted}' -Redact -Force
    $long = { '{0} {1} {2} {3} {4} {5}' -f $_.Rule, $_.Outcome, $_.Severity, $_.CausedBy, $_.Target, $_.Message }
    @{
      failing = @($live | Where-Object -FilterScript { $_.Outcome -eq 'fail' -and $_.Rule -ne 'DEV001' })
      live = @($live | ForEach-Object -Process $long)
      saved = @(Test-EflowNetwork -Snapshot '${saved}' -All | ForEach-Object -Process $long)
      redacted = @(Test-EflowNetwork -Snapshot '${redacted}' -All | ForEach-Object -Process { $_.Rule + ' ' + $_.Outcome })
      changedRules = @($report.ChangedRules)
    }`;
};

describe('Each fault, looked at once', function () {
  const lab = openLab({ name: `each-fault-${process.pid}` });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  const look = async (): Promise<Looked> => {
    const [seen] = await objectsFrom<Looked>(lab, lookOnce(lab.folder));
    assert.ok(seen !== undefined && seen.live.length > 5, JSON.stringify(seen).slice(0, 500));
    return seen;
  };

  const isJudgedAlike = ({ live, saved, redacted, changedRules }: Looked): void => {
    assert.deepEqual(saved, live);
    assert.deepEqual(changedRules, []);
    const short = live.map((one) => one.split(' ').slice(0, 2).join(' '));
    assert.deepEqual([...redacted].sort(), short.sort());
  };

  describe('is found first, and gives the same findings from its file, redacted or not:', () => {
    it('healthy: nothing is found', async () => {
      const seen = await look();
      assert.deepEqual(seen.failing, []);
      isJudgedAlike(seen);
    });

    for (const name of faultNames()) {
      it(name, async () => {
        try {
          const { finds } = await lab.fault(name);
          const seen = await look();
          const [first] = seen.failing;
          assert.equal(first?.Rule ?? null, finds, JSON.stringify(first));
          const [evidence, command] = tells[name] ?? [];
          if (evidence !== undefined) assert.match(JSON.stringify(first?.Evidence), evidence);
          if (command !== undefined)
            assert.ok(
              first?.Remedy.some((step) => command.test(step.Command ?? '')),
              JSON.stringify(first?.Remedy),
            );
          isJudgedAlike(seen);
        } finally {
          await lab.heal();
        }
      });
    }
  });

  it('no fault of the main job is forgotten', () =>
    assert.deepEqual(
      Object.keys(tells).filter((name) => !faultNames().includes(name)),
      [],
    ));
});
