// The main job on a real Linux guest, end to end: PowerShell, the core, ssh's command line, the guest, and back. That each fault is
// found is in each-fault.test.ts.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { labAvailability } from '../../scripts/lab/packages.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { skip } from '../support/skip.js';

interface DnsRow {
  readonly Layer: string;
  readonly Server: string;
  readonly Names: readonly { readonly Name: string; readonly Addresses: readonly string[] }[];
}

interface Finding {
  Rule: string;
  Outcome: string;
  CausedBy: string | null;
}

interface RepairResult {
  State: string;
  Persisted: boolean;
  Verified: boolean;
  Reason: string | null;
}

/** Two faults at once: the rules whose findings stand for themselves, the one to mend first before the other. */
const pairs: readonly { readonly faults: readonly [string, string]; readonly roots: readonly string[] }[] = [
  { faults: ['docker-user-drop', 'hub-443-blocked'], roots: ['EP001', 'NF001'] },
  { faults: ['agent-address-differs', 'input-drops-host-network-port'], roots: ['IP001', 'NF002'] },
  { faults: ['firewall-after-engine', 'nat-wrong-prefix'], roots: ['RT005', 'NF004'] },
  { faults: ['dnat-missing', 'small-mtu'], roots: ['MTU002', 'NF003'] },
];

describe('The main job', function () {
  const lab = openLab({ name: `main-job-${process.pid}` });

  before(async function () {
    const { available, reason } = await labAvailability();
    if (!available) skip(this, reason ?? 'the lab is not available');
    await lab.up();
  });

  after(async () => {
    await lab.down();
  });

  const test = (): Promise<Finding[]> => objectsFrom<Finding>(lab, 'Test-EflowNetwork -All');
  /** The faults; the verdict before them is on them all. */
  const failing = (findings: readonly Finding[]): Finding[] =>
    findings.filter(({ Rule, Outcome }) => Outcome === 'fail' && Rule !== 'DEV001');

  /** The look at the healthy device, which two tests read, and the sessions that it opened into the guest. */
  const lookAtHealthy = async (): Promise<{ findings: Finding[]; sessions: string[] }> => {
    const log = path.join(lab.folder, 'sessions.log');
    rmSync(log, { force: true });
    const findings = await test();
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    return { findings, sessions: lines.map((line) => (JSON.parse(line) as { cmdlet: string }).cmdlet) };
  };
  let looked: ReturnType<typeof lookAtHealthy> | undefined;
  const healthy = (): ReturnType<typeof lookAtHealthy> => (looked ??= lookAtHealthy());

  it('finds nothing failing and nothing unknown on a healthy device', async () => {
    const { findings } = await healthy();
    assert.ok(findings.length > 5);
    assert.deepEqual(
      findings.filter(({ Outcome }) => Outcome !== 'pass' && Outcome !== 'notApplicable'),
      [],
    );
  });

  it('asks every layer for a name of the caller too', async () => {
    const rows = await objectsFrom<DnsRow>(lab, 'Get-EflowDnsReport -Name dns.google');
    const own = rows.filter(({ Server }) => Server !== '').map(({ Layer, Names }) => [Layer, Names] as const);
    for (const layer of ['host', 'vmLink', 'network']) {
      const names = own.filter(([one]) => one === layer).flatMap(([, all]) => all);
      assert.ok(
        names.some(({ Name, Addresses }) => Name === 'dns.google' && Addresses.includes('8.8.8.8')),
        `${layer}: ${JSON.stringify(rows)}`,
      );
    }
  });

  it('opens one guest session for a look, and asks the agent for the address once at most', async () => {
    const { sessions } = await healthy();
    assert.equal(sessions.filter((cmdlet) => cmdlet === 'Invoke-EflowVmCommand').length, 1, sessions.join());
    assert.equal(new Set(sessions).size, sessions.length, `no cmdlet twice: ${sessions.join()}`);
    // Old builds let in three sessions a minute: a look must fit.
    assert.ok(sessions.length <= 3, sessions.join());
  });

  describe('finds two faults at once, each first in its own chain, and no third:', () => {
    for (const { faults: both, roots } of pairs) {
      it(both.join(' and '), async () => {
        for (const fault of both) await lab.fault(fault);
        try {
          const found = failing(await test()).filter(({ CausedBy }) => CausedBy === null);
          assert.deepEqual([...new Set(found.map(({ Rule }) => Rule))], roots, JSON.stringify(found));
        } finally {
          await lab.heal();
        }
      });
    }
  });

  describe('Repair-EflowFirewall -Port 1884 -Protocol tcp', () => {
    const port = 1884;
    const repair = (parameters = '-Confirm:$false'): Promise<RepairResult[]> =>
      objectsFrom<RepairResult>(lab, `Repair-EflowFirewall -Port ${port} -Protocol tcp ${parameters}`);

    const inGuest = async (command: string): Promise<string> => (await lab.execIn('vm', command)).stdout;
    const guestState = (): Promise<string> =>
      inGuest(
        "iptables-save | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'; sha256sum /etc/systemd/scripts/*; find /etc /var /root /home -newer /etc/os-release -type f | grep -v /log/ | sort | xargs sha256sum",
      );
    const fromHost = async (): Promise<string> =>
      (await lab.execIn('host', `timeout 2 bash -c ': </dev/tcp/172.27.120.111/${port}' 2>&1; echo $?`)).stdout;

    it('changes nothing with -WhatIf', async () => {
      const before = await guestState();
      await repair('-WhatIf');
      assert.equal(await guestState(), before);
    });

    it('adds the rule once, persists only that, and proves it from outside', async () => {
      const saved = await inGuest('cat /etc/systemd/scripts/ip4save');
      assert.match(await fromHost(), /124/, 'closed before: silence');
      const [result] = await repair();
      assert.deepEqual(
        [result?.State, result?.Persisted, result?.Verified],
        ['added', true, true],
        JSON.stringify(result),
      );
      assert.match(await fromHost(), /refused/, 'nothing listens, but the packet gets there');
      const added = (await inGuest('cat /etc/systemd/scripts/ip4save'))
        .split('\n')
        .filter((line) => !saved.split('\n').includes(line));
      assert.equal(added.length, 1);
      assert.match(added[0] ?? '', /--dport 1884 .*eflownetdiag:[0-9a-f]{16} -j ACCEPT/);
    });

    it('does nothing the second time', async () => {
      const before = await guestState();
      const [result] = await repair();
      assert.equal(result?.State, 'alreadyThere');
      assert.equal(await guestState(), before);
    });

    it('survives a restart of the guest', async () => {
      await lab.restartGuest();
      assert.match(await fromHost(), /refused/);
      assert.equal((await inGuest('iptables-save')).match(/--dport 1884 /g)?.length, 1);
    });
  });

  describe('Repair-EflowFirewall without a proof', () => {
    const rules = async (): Promise<string> =>
      (
        await lab.execIn(
          'vm',
          "iptables-save | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'; cat /etc/systemd/scripts/ip4save",
        )
      ).stdout;

    it('takes the change back when a new connection from outside gets no answer', async () => {
      await lab.execIn('host', 'iptables -w -I OUTPUT -p tcp --dport 1886 -j DROP');
      const before = await rules();
      const [result] = await objectsFrom<RepairResult>(
        lab,
        'Repair-EflowFirewall -Port 1886 -Protocol tcp -Confirm:$false',
      );
      assert.deepEqual([result?.State, result?.Persisted, result?.Verified], ['rolledBack', false, false]);
      assert.match(result?.Reason ?? '', /silent/);
      assert.equal(await rules(), before);
    });
  });

  // In a suite of its own: mocha runs a suite's own tests before its inner suites.
  describe('afterwards', () => {
    it('leaves nothing behind', async () => {
      await lab.down();
      assert.deepEqual(Object.values(lab.leftovers()).flat(), []);
    });
  });
});
