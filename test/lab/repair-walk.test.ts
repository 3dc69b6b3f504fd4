// From the fault to the mended device and back again, on a real Linux guest: break, test, repair, test, restart, undo.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { RepairPlan } from '../../core/src/contract/plan.js';
import { repairCommands } from '../../core/src/repairs/repairCommands.js';
import { readRepairReply } from '../../core/src/repairs/repairReply.js';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { labAvailability } from '../../scripts/lab/packages.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { skip } from '../support/skip.js';

interface Finding {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Target: string;
}

interface Result {
  readonly State: string;
  readonly Persisted: boolean;
  readonly Verified: boolean;
  readonly Reason: string | null;
  readonly Id: string | null;
}

/** A plan as -WhatIf shows it. */
interface Shown {
  readonly Basis: string;
  readonly Id: string;
  readonly Steps: readonly {
    readonly Kind: RepairPlan['steps'][number]['kind'];
    readonly BackEnd: RepairPlan['steps'][number]['backEnd'];
    readonly Chain: RepairPlan['steps'][number]['chain'];
    readonly Position: number;
    readonly Rule: string[];
  }[];
}

const planOf = ({ Basis, Id, Steps }: Shown): RepairPlan => ({
  ...{ repair: 'allow-inbound-port', id: Id, device: 'd', collectedAt: '2026-01-01T00:00:00Z', state: 'needed' },
  ...{ reason: null, wish: { protocol: 'tcp', port: 1887, source: null }, basis: Basis },
  steps: Steps.map(({ Kind, BackEnd, Chain, Position, Rule }) => ({
    ...{ kind: Kind, backEnd: BackEnd, table: 'filter', chain: Chain, position: Position, rule: Rule, text: '' },
  })),
  ...{ stillBlockedBy: [], opens: [], checks: [], sessionsPerMinute: null },
});

describe('From the fault to the mended device', function () {
  const lab = openLab({ name: `repair-walk-${process.pid}` });

  before(async function () {
    const { available, reason } = await labAvailability();
    if (!available) skip(this, reason ?? 'the lab is not available');
    await lab.up();
  });

  after(async () => {
    await lab.down();
  });

  const journalHere = (): string[] => {
    const folder = path.join(homedir(), '.local/state/eflownetdiag/journal');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  const inGuest = async (command: string): Promise<string> => (await lab.execIn('vm', command)).stdout;
  const rules = (): Promise<string> =>
    inGuest(
      "{ iptables-legacy-save; iptables-nft-save; } 2>/dev/null | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'; cat /etc/systemd/scripts/ip4save",
    );
  /** Of the packet filter, which shows itself without a probe. */
  const failing = async (): Promise<string[]> =>
    (await objectsFrom<Finding>(lab, 'Test-EflowNetwork -Outcome fail -Rule NF* -Probe None'))
      .filter(({ Rule }) => Rule !== 'DEV001')
      .map(({ Rule, Target }) => `${Rule} ${Target}`);
  let broken = '';
  let id = '';

  it('is broken: the port of a module on the host network is not let in, now and after each start', async () => {
    await inGuest(
      "sed -i '/--dport 9702/d' /etc/systemd/scripts/ip4save; iptables -D INPUT -p tcp -m tcp --dport 9702 -j ACCEPT",
    );
    broken = await rules();
    assert.deepEqual(await failing(), ['NF002 9702/tcp']);
  });

  it('is mended by what the pipeline brings', async () => {
    const results = await objectsFrom<Result>(lab, 'Test-EflowNetwork | Repair-EflowFirewall -Confirm:$false');
    assert.deepEqual(
      results.map(({ State, Persisted, Verified }) => [State, Persisted, Verified]),
      [['added', true, true]],
      JSON.stringify(results),
    );
    id = results[0]?.Id ?? '';
    assert.deepEqual(await failing(), []);
  });

  it('is still mended after a restart of the guest', async () => {
    await lab.restartGuest();
    assert.deepEqual(await failing(), []);
    assert.equal((await rules()).match(/eflownetdiag:/g)?.length, 2, 'one rule, and one line');
  });

  it('is as before after Undo-EflowRepair, rule for rule and byte for byte', async () => {
    const [result] = await objectsFrom<Result>(lab, `Undo-EflowRepair -Id ${id} -Confirm:$false`);
    assert.deepEqual([result?.State, result?.Verified], ['undone', true], JSON.stringify(result));
    assert.equal(await rules(), broken);
    assert.deepEqual(await failing(), ['NF002 9702/tcp']);
  });

  it('is proven for UDP by the counter of the rule', async () => {
    const [result] = await objectsFrom<Result>(
      lab,
      'Repair-EflowFirewall -Port 5000-5003 -Protocol udp -Confirm:$false',
    );
    assert.deepEqual([result?.State, result?.Verified], ['added', true], JSON.stringify(result));
    const [removed] = await objectsFrom<Result>(
      lab,
      'Repair-EflowFirewall -Port 5000-5003 -Protocol udp -Remove -Confirm:$false',
    );
    assert.equal(removed?.State, 'removed', JSON.stringify(removed));
    assert.equal(await rules(), broken);
  });

  it('goes back by itself where nobody confirms: the timer is one of systemd, and rests on monotonic time', async () => {
    const before = await rules();
    const [shown] = await objectsFrom<Shown>(lab, 'Repair-EflowFirewall -Port 1887 -WhatIf');
    const run = { nonce: 'abcd1234', run: '00000000000000aa', backup: null, revertAfterSeconds: 15 };
    const { apply } = repairCommands(planOf(shown ?? assert.fail()), run);
    const reply = readRepairReply(run.nonce, (await lab.exec(apply)).stdout);
    assert.equal(reply.state, 'applied', JSON.stringify(reply));
    const timer = await inGuest(
      `systemctl show eflownetdiag-revert-${run.run}.timer --all -p TimersMonotonic -p TimersCalendar`,
    );
    assert.match(timer, /^TimersMonotonic=\{ OnActiveUSec=15s /m);
    assert.doesNotMatch(timer, /^TimersCalendar=./m);
    const deadline = Date.now() + 60_000;
    while ((await rules()) !== before && Date.now() < deadline) await new Promise((done) => setTimeout(done, 1000));
    assert.equal(await rules(), before);
    const left =
      "systemctl list-units --all --plain --no-legend 'eflownetdiag-*'; ls /run/eflownetdiag.pending 2>/dev/null";
    assert.equal((await inGuest(left)).trim(), '');
  });

  for (const order of ['the firewall before the engine', 'the engine before the firewall']) {
    it(`keeps a saved line of DOCKER-USER over a start with ${order}`, async () => {
      await lab.heal();
      await inGuest('iptables -w -I DOCKER-USER 1 -i eth0 -p tcp -m conntrack --ctorigdstport 8883 -j DROP');
      const [result] = await objectsFrom<Result>(lab, 'Repair-EflowFirewall -Port 8883 -Confirm:$false');
      assert.deepEqual(
        [result?.State, result?.Persisted, result?.Verified],
        ['added', true, true],
        JSON.stringify(result),
      );
      if (order.startsWith('the firewall')) await lab.restartGuest();
      else await lab.fault('firewall-after-engine');
      const live = await inGuest('iptables-save -t filter');
      assert.match(live, /^-A DOCKER-USER .*eflownetdiag:/m);
      // Where the firewall's script comes last, it has taken the engine's own jump away: another fault (NF004).
      assert.equal(/^-A FORWARD -j DOCKER-USER/m.test(live), order.startsWith('the firewall'));
      assert.match(live, /^:INPUT DROP/m);
    });
  }

  it("has noted every repair in the journal of the lab's host, and none in that of this machine", async () => {
    const listed = await objectsFrom<{ Id: string; Repair: string; State: string }>(lab, 'Undo-EflowRepair');
    assert.deepEqual(listed.map(({ Repair, State }) => `${Repair} ${State}`).reverse(), [
      'allow-inbound-port undone',
      'allow-inbound-port added',
      'remove-rule removed',
      'allow-inbound-port added',
      'allow-inbound-port added',
    ]);
    const here = journalHere();
    assert.deepEqual(
      listed.filter(({ Id }) => here.includes(`${Id}.jsonl`)),
      [],
    );
  });
});
