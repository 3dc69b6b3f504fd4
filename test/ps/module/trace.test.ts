// Trace-EflowPacket on snapshots, with the real core: its objects, how they look, and its errors.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf } from '../../support/firewall.js';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { snapshotOf } from '../../support/snapshots.js';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

const node = quoted(process.execPath);

interface Rule {
  readonly Chain: string;
  readonly Number: number | null;
  readonly Text: string;
}

interface Trace {
  readonly From: { Kind: string; Address: string };
  readonly Port: number | null;
  readonly Verdict: string;
  readonly Sender: string;
  readonly DecidedBy: Rule | null;
  readonly Hops: { Stage: string; Text: string; Rule: Rule | null }[];
  readonly NearMisses: { Reason: string; Text: string }[];
  readonly Branches: { When: string[]; Verdict: string }[];
  readonly Least: { Text: string }[];
  readonly Change: { Verdict: string; Opens: { Port: string; Source: string[] }[]; Closes: unknown[] } | null;
}

describe('Trace-EflowPacket', () => {
  const folder = scratchFolder();
  const healthy = path.join(folder, 'healthy.json');
  const blocked = path.join(folder, 'blocked.json');
  const limited = path.join(folder, 'limited.json');
  let session: PowerShellSession;

  before(async () => {
    const live = (...own: string[]) => ({
      'guest.iptablesLegacy': rulesOf(liveText({ own: [hostModuleLine, ...own], published: edgeHubPorts })),
    });
    writeFileSync(healthy, JSON.stringify(snapshotOf()));
    const accept = '-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT';
    writeFileSync(blocked, JSON.stringify(snapshotOf(live('-A INPUT -j DROP', accept))));
    writeFileSync(limited, JSON.stringify(snapshotOf(live(accept.replace('-j', '-m limit --limit 1/sec -j')))));
    session = await openPowerShell();
    await session.text(`Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}`);
  });
  after(async () => {
    await session.close();
  });

  const trace = (parameters: string, file = healthy): Promise<readonly Trace[]> =>
    session.objects<Trace>(`Trace-EflowPacket ${parameters} -Snapshot ${quoted(file)} -NodePath ${node}`);

  it('has these properties in this order', async () => {
    const [seen] = await trace('-Port 8883');
    assert.deepEqual(Object.keys(seen ?? {}), [
      ...['From', 'To', 'Protocol', 'Port', 'Verdict', 'Sender', 'Message', 'DecidedBy', 'Hops', 'NearMisses'],
      ...['DependsOn', 'Branches', 'Complete', 'Notes', 'Change', 'Least', 'LeastReason', 'Device', 'CollectedAt'],
      ...['HopsText', 'NearMissesText', 'DependsOnText', 'BranchesText', 'NotesText', 'LeastText'],
    ]);
    const [types] = await session.objects<string[]>(
      `$one = Trace-EflowPacket -Port 8883 -WithRule '-P INPUT ACCEPT' -Snapshot ${quoted(healthy)} -NodePath ${node}
       , @($one, $one.From, $one.Hops[0], $one.Hops[1].Rule, $one.Change | ForEach-Object { $_.PSObject.TypeNames[0] })`,
    );
    assert.deepEqual(
      types,
      ['PacketTrace', 'TraceEnd', 'TraceHop', 'TraceRule', 'TraceChange'].map((name) => `EflowNetDiag.${name}`),
    );
  });

  it('asks as the host for the VM where nothing else is said', async () => {
    const [seen] = await trace('-Port 8883');
    assert.deepEqual([seen?.From.Kind, seen?.Verdict, seen?.Sender], ['host', 'accepted', 'answered']);
  });

  it('names the rule that stops it, the ones that look as if they did not, and the one that is needed', async () => {
    const [seen] = await trace('host vm 1884', blocked);
    assert.ok(seen);
    assert.deepEqual([seen.Verdict, seen.DecidedBy?.Chain, seen.DecidedBy?.Number], ['dropped', 'INPUT', 7]);
    assert.equal(seen.NearMisses[0]?.Reason, 'behind');
    assert.deepEqual(
      seen.Least.map(({ Text }) => Text),
      ['iptables-legacy -I INPUT 7 -p tcp -m tcp --dport 1884 -j ACCEPT'],
    );
  });

  it('tries rules', async () => {
    const [seen] = await trace(
      `-Port 1884 -WithRule '-I INPUT 1 -p tcp --dport 1884 -s 172.27.112.1 -j ACCEPT'`,
      blocked,
    );
    assert.ok(seen?.Change);
    assert.equal(seen.Change.Verdict, 'nobodyListening');
    assert.ok(seen.Change.Opens.length > 0);
    assert.ok(seen.Change.Opens.every(({ Port, Source }) => Port === '1884' && Source.join() === '172.27.112.1'));
    assert.deepEqual(seen.Change.Closes, []);
  });

  it('shows both branches of what depends', async () => {
    const [seen] = await trace('-Port 1884', limited);
    assert.deepEqual(
      [seen?.Verdict, seen?.Branches.map(({ Verdict }) => Verdict)],
      ['depends', ['nobodyListening', 'dropped']],
    );
  });

  it('takes no port for icmp', async () => {
    const [seen] = await trace('-Protocol ICMP');
    assert.deepEqual([seen?.Verdict, seen?.Port], ['dropped', null]);
  });

  it('walks in many snapshots from the pipeline, paths and objects', async () => {
    const verdicts = await session.objects<string>(
      `(${quoted(healthy)}, ${quoted(blocked)} | Trace-EflowPacket -Port 8883 -NodePath ${node}).Verdict
       (Get-Content -Raw -Path ${quoted(healthy)} | ConvertFrom-Json | Trace-EflowPacket -Port 1884 -NodePath ${node}).Verdict
       @() | Trace-EflowPacket -Port 8883 -NodePath ${node}`,
    );
    assert.deepEqual(verdicts, ['accepted', 'accepted', 'dropped']);
  });

  it('completes who sends and who is asked', async () => {
    const texts = await session.objects<string>(
      `foreach ($line in 'Trace-EflowPacket -From ', 'Trace-EflowPacket -To h') {
         (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText }
       }`,
    );
    assert.deepEqual(texts, ['host', 'lan', 'cloud', 'vm', 'hub', 'host']);
  });

  describe('on the screen', () => {
    const shown = async (script: string): Promise<string> =>
      (await session.objects<string>(`${script} | Out-String -Width 100`)).join('\n');
    const one = (file: string, more = ''): string =>
      `Trace-EflowPacket -Port 1884 -Snapshot ${quoted(file)} -NodePath ${node} ${more}`;

    it('goes hop by hop, with counters, misses and the rule that is needed', async () => {
      const text = await shown(one(blocked));
      for (const label of ['From', 'Verdict', 'Sender', 'Message', 'Hops', 'NearMisses', 'Least'])
        assert.match(text, new RegExp(`^${label} +: .+`, 'm'));
      assert.match(text, /: entry +tcp from 172\.27\.112\.1 to 172\.27\.120\.111:1884\s+comes\s+in\s+by\s+eth0/);
      assert.match(text, /^ +INPUT +rule 7 of INPUT/m);
      assert.match(await shown(one(healthy)), /policy of INPUT in filter \(legacy\): drop \[12 packets\]/);
    });

    it('shows what a tried rule does', async () => {
      const text = await shown(one(blocked, "-WithRule '-I INPUT 1 -p tcp --dport 1884 -j ACCEPT'"));
      assert.match(text, /^Change +: -I INPUT 1 .*: Let through/m);
      assert.match(text, /^Opens +: tcp 1884 by eth0/m);
    });

    it('shows branches, and nothing for what is not there', async () => {
      const text = await shown(one(limited));
      assert.match(text, /^Branches +: -m limit --limit 1\/sec: Let through/m);
      assert.match(text, /^Closes +:\s*$/m);
    });

    it('is a table of 100 columns for many', async () => {
      const text = await shown(`@(${one(healthy)}; ${one(blocked)}) | Format-Table`);
      assert.match(text, /From +To +Port +Verdict +Message/);
      assert.ok(
        text.split(/\r?\n/).every((line) => line.trimEnd().length <= 100),
        text,
      );
    });
  });

  describe('refuses', () => {
    const cases: [string, string, string][] = [
      ['-To nosuch -Port 80', 'TraceEndUnknown', 'ObjectNotFound'],
      ['-Protocol tcp', 'TracePortMissing', 'InvalidArgument'],
      ["-Port 80 -WithRule 'open the door'", 'RuleNotUnderstood', 'InvalidArgument'],
      ["-Port 80 -WithRule '-I NOSUCH 1 -j ACCEPT'", 'RuleHasNoPlace', 'ObjectNotFound'],
    ];
    for (const [parameters, id, category] of cases) {
      it(`${parameters}, as ${id}`, async () => {
        const { thrown } = await inPowerShell(
          `Trace-EflowPacket ${parameters} -Snapshot ${quoted(healthy)} -NodePath ${node}`,
        );
        assert.equal(thrown?.id, `EflowNetDiag.${id},Trace-EflowPacket`, JSON.stringify(thrown));
        assert.deepEqual([thrown.category, (thrown.target ?? '') !== ''], [category, true]);
      });
    }
  });
});
