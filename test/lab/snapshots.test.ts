// What was saved is judged as the device itself was, whatever is broken; and another VM on the switch tells whose fault it is.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultNames } from '../../scripts/lab/faults.mjs';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

interface Replayed {
  readonly live: readonly string[];
  readonly saved: readonly string[];
  readonly redacted: readonly string[];
  readonly changedRules: readonly string[];
}

interface Finding {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Message: string;
}

/** One look at the device, judged at once; then saved, and judged from the file; then redacted, and judged again. */
const lookOnce = (folder: string): string => {
  const [saved, redacted] = [path.join(folder, 'saved.json'), path.join(folder, 'redacted.json')];
  return `
    $live = & (Get-Module -Name 'EflowNetDiag') {
      Set-EflowLanguage
      $core, $worker = (Open-EflowCore), (Open-EflowWorker)
      try {
        $source = Get-EflowLiveSource -Core $core -Worker $worker -Probe 'Standard' -TimeoutSeconds 60
        $line = Send-EflowCoreRequest -Core $core -Request @{ kind = 'snapshot'; source = $source } -AsText
        $null = Write-EflowSnapshot -Line $line -Path '${saved}'
        (Send-EflowCoreRequest -Core $core -Request @{ kind = 'diagnose'; source = $source }).findings
      }
      finally { Close-EflowWorker -Worker $worker; Close-EflowCore -Core $core }
    }
    $report = Save-EflowNetSnapshot -Snapshot '${saved}' -Path '${redacted}' -Redact -Force
    $long = { '{0} {1} {2} {3} {4} {5}' -f $_.Rule, $_.Outcome, $_.Severity, $_.CausedBy, $_.Target, $_.Message }
    @{
      live = @($live | ForEach-Object -Process $long)
      saved = @(Test-EflowNetwork -Snapshot '${saved}' -All | ForEach-Object -Process $long)
      redacted = @(Test-EflowNetwork -Snapshot '${redacted}' -All | ForEach-Object -Process { $_.Rule + ' ' + $_.Outcome })
      changedRules = @($report.ChangedRules)
    }`;
};

describe('A look that was saved', function () {
  const name = 'snapshots';
  let lab: Lab;

  before(async function () {
    await needLab(this);
    lab = openLab({ name });
    await lab.up();
  });

  after(async () => {
    await openLab({ name }).down();
  });

  describe('gives the findings that the device gave, redacted or not:', () => {
    for (const fault of ['healthy', ...faultNames()]) {
      it(fault, async () => {
        try {
          if (fault !== 'healthy') await lab.fault(fault);
          const [seen] = await objectsFrom<Replayed>(lab, lookOnce(lab.folder));
          assert.ok(seen !== undefined && seen.live.length > 0, JSON.stringify(seen).slice(0, 500));
          assert.deepEqual(seen.saved, seen.live);
          assert.deepEqual(seen.changedRules, []);
          const short = seen.live.map((one) => one.split(' ').slice(0, 2).join(' '));
          assert.deepEqual([...seen.redacted].sort(), short.sort());
        } finally {
          await lab.heal();
        }
      });
    }
  });

  describe('of another VM on the same switch shows', () => {
    /** The script made on the host, run in both places as a user would, and what comes of the comparison. */
    const compare = async (): Promise<Record<string, Finding>> => {
      const file = (one: string): string => path.join(lab.folder, one);
      const [script] = await objectsFrom<string>(
        lab,
        `$null = Save-EflowNetSnapshot -Path '${file('vm.json')}' -Force
         Get-EflowGuestScript -Snapshot '${file('vm.json')}'`,
      );
      const control = path.join(lab.state.control.rootPath, 'root');
      writeFileSync(path.join(control, 'look.sh'), script ?? '');
      const ran = await lab.execIn('control', 'cd /root && bash look.sh > control.txt');
      assert.equal(ran.code, 0, ran.stderr);
      writeFileSync(file('control.txt'), readFileSync(path.join(control, 'control.txt')));
      lab.touchControl();
      const found = await objectsFrom<Finding>(
        lab,
        `Test-EflowNetwork -Snapshot '${file('vm.json')}' -ControlSnapshot '${file('control.txt')}' -All`,
      );
      return Object.fromEntries(found.map((one) => [one.Rule, one]));
    };

    afterEach(async () => {
      await lab.heal();
    });

    it('nothing where both are well', async () => {
      const { DEV005, SW017 } = await compare();
      assert.deepEqual([DEV005?.Outcome, SW017?.Outcome], ['pass', 'pass'], JSON.stringify([DEV005, SW017]));
    });

    for (const fault of ['nat-missing', 'dns-server-silent'])
      it(`that the fault is the switch's: ${fault}`, async () => {
        await lab.fault(fault);
        const { DEV005, SW017 } = await compare();
        assert.deepEqual([DEV005?.Outcome, SW017?.Outcome], ['pass', 'fail'], JSON.stringify([DEV005, SW017]));
        assert.match(SW017?.Message ?? '', fault === 'nat-missing' ? /connecting to / : /asking the DNS server /);
      });

    for (const [what, command] of [
      ['its own firewall drops DNS', 'for p in udp tcp; do iptables -w -I OUTPUT -p $p --dport 53 -j DROP; done'],
      ['its own firewall drops the port of the hub', 'iptables -w -I OUTPUT -p tcp --dport 8883 -j DROP'],
    ] as const)
      it(`that the fault is EFLOW's: ${what}`, async () => {
        await lab.execIn('vm', command);
        const { DEV005, SW017 } = await compare();
        assert.deepEqual([DEV005?.Outcome, SW017?.Outcome], ['fail', 'pass'], JSON.stringify([DEV005, SW017]));
        assert.match(DEV005?.Message ?? '', /the fault is in EFLOW's VM/);
      });
  });
});
