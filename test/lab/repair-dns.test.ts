// Repair-EflowDns on a real guest: networkd, resolved, the stand-in of the cmdlet that only writes, and the way back.
import assert from 'node:assert/strict';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import type { DnsPlan } from '../../core/src/contract/dnsPlan.js';
import { dnsCommands } from '../../core/src/repairs/dnsCommands.js';
import { readRepairReply } from '../../core/src/repairs/repairReply.js';
import { objectsFrom } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

interface Result {
  readonly State: string;
  readonly Servers: readonly string[];
  readonly Verified: boolean;
  readonly Changed: readonly string[];
  readonly Reason: string | null;
  readonly Plan: {
    readonly Id: string;
    readonly Link: string;
    readonly Before: string[];
    readonly Restorable: boolean;
  };
}

const nonce = 'abcd1234abcd1234';

describe('Repair-EflowDns in the lab', () => {
  const lab = openLab({ name: `repair-dns-${process.pid}` });
  before(async function () {
    await needLab(this);
    await lab.up();
  });
  after(() => lab.down());
  afterEach(() => lab.heal());

  const inGuest = async (command: string): Promise<string> => (await lab.execIn('vm', command)).stdout;
  /** Every byte, mode, owner and link that decides who is asked; and who is asked. */
  const state = (): Promise<string> =>
    inGuest(
      'find /etc/systemd /etc/resolv.conf /etc/docker -type f -exec sha256sum {} + -exec stat -c "%n %a %u:%g %Y" {} + | sort; readlink /etc/resolv.conf; resolvectl dns eth0',
    );
  const repair = (script: string): Promise<Result[]> => objectsFrom<Result>(lab, script);
  const planLike = ({ Plan }: Result): DnsPlan => ({
    repair: 'set-dns-servers',
    id: Plan.Id,
    device: 'd',
    collectedAt: '2026-01-01T00:00:00Z',
    state: 'needed',
    reason: null,
    link: Plan.Link,
    endpoint: null,
    before: Plan.Before,
    servers: ['192.168.50.1'],
    names: [],
    worked: [],
    candidates: [],
    restorable: true,
    restore: '',
    steps: [],
  });
  const run = async (command: string): Promise<string> => {
    const { state: said, message } = readRepairReply(nonce, (await lab.exec(command)).stdout);
    return `${said}: ${message}`;
  };

  const undo = (...plans: readonly Result[]): Promise<Result[]> =>
    repair(plans.map(({ Plan }) => `Undo-EflowRepair -Id ${Plan.Id} -Confirm:$false`).join('; '));
  /** What waits for a link, a module or a lease to come, in tests where it never will. */
  const quick = '& (Get-Module EflowNetDiag) { $script:dnsSettleSeconds = $script:engineSettleSeconds = 0, 0 }; ';

  it('changes nothing with -WhatIf, nothing where names resolve, and sets no server that does not answer', async () => {
    const before = await state();
    const [plan, result, silent] = await repair(
      'Repair-EflowDns -WhatIf; Repair-EflowDns -Confirm:$false; Repair-EflowDns -Server 192.168.50.99 -Confirm:$false',
    );
    assert.deepEqual([plan?.State, result?.State, silent?.State], ['alreadyThere', 'alreadyThere', 'refused']);
    assert.match(silent?.Reason ?? '', /192\.168\.50\.99 did not answer the VM/);
    assert.equal(await state(), before);
  });

  it('takes the servers back when names do not resolve afterwards', async () => {
    await lab.fault('public-dns-silent');
    // What is asked directly is answered; what the resolver asks is not.
    await inGuest(
      'for p in udp tcp; do iptables -I OUTPUT -p $p --dport 53 -m owner --uid-owner systemd-resolve -j DROP; done',
    );
    const before = await state();
    const [result] = await repair(`$(${quick} Repair-EflowDns -Confirm:$false)`);
    assert.equal(result?.State, 'rolledBack', JSON.stringify(result));
    assert.match(result.Reason ?? '', /In the VM these names do not resolve/);
    assert.equal(await state(), before);
  });

  const failing = async (): Promise<string[]> =>
    (await objectsFrom<{ Rule: string }>(lab, 'Test-EflowNetwork -Outcome fail -ExcludeRule DEV001')).map(
      ({ Rule }) => Rule,
    );

  it('mends what a finding names, for the VM and its modules, over a restart, and is undone byte for byte', async () => {
    await lab.fault('public-dns-silent');
    const before = await state();
    const left = 'Test-EflowNetwork -Outcome fail -ExcludeRule DEV001';
    const found = 'Test-EflowNetwork -Rule DNS* -Outcome fail | Where-Object Repair -EQ set-dns-servers';
    const [forVm, remaining, forModules, ...others] = await objectsFrom<Result & { Rule?: string }>(
      lab,
      `${found} | Repair-EflowDns -Confirm:$false; ${left}; Repair-EflowDns -ContainerEngine -Confirm:$false; ${left}`,
    );
    assert.ok(forVm?.State === 'set' && forModules?.State === 'set', JSON.stringify([forVm, remaining, forModules]));
    assert.deepEqual(forVm.Servers, ['192.168.50.1']);
    // Containers keep the servers that they were started with: to restart them is what nobody but a person asks for.
    assert.equal(remaining?.Rule, 'DNS010');
    assert.deepEqual(others, []);
    assert.match(await inGuest('resolvectl query contoso-hub.azure-devices.net'), /203\.0\.113\./);
    assert.deepEqual(JSON.parse(await inGuest('cat /etc/docker/daemon.json')), {
      dns: ['192.168.50.1'],
      'log-driver': 'local',
    });
    await lab.restartGuest();
    assert.deepEqual(await failing(), []);
    const undone = await undo(forModules, forVm);
    assert.deepEqual(
      undone.map(({ State, Servers }) => [State, Servers]),
      [
        ['undone', forModules.Plan.Before],
        ['undone', forVm.Plan.Before],
      ],
      JSON.stringify(undone),
    );
    assert.equal(await state(), before);
  });

  it('has the engine start with its former file again when names do not resolve from the containers', async () => {
    await inGuest('for p in udp tcp; do iptables -I DOCKER-USER -p $p --dport 53 -j DROP; done');
    const before = await state();
    const [result] = await repair(`$(${quick} Repair-EflowDns -ContainerEngine -Server 192.168.50.1 -Confirm:$false)`);
    assert.equal(result?.State, 'rolledBack', JSON.stringify(result));
    assert.match(result.Reason ?? '', /In the containers of .* these names do not resolve/);
    assert.equal(await state(), before);
    assert.equal(await inGuest('systemctl is-active docker.service'), 'active\n');
  });

  it('leaves daemon.json alone where it is a link, and where it cannot be written', async () => {
    const odd: [string, string, string, RegExp][] = [
      ['mv $f $f.real; ln -s $f.real $f', 'rm $f; mv $f.real $f', 'refused', /is a link/],
      [
        'mount --bind /etc/docker /etc/docker; mount -o remount,bind,ro /etc/docker',
        'umount /etc/docker',
        'rolledBack',
        /could not be written/,
      ],
    ];
    for (const [breaks, heals, expected, reason] of odd) {
      await inGuest(`f=/etc/docker/daemon.json; ${breaks}`);
      const before = await state();
      const [result] = await repair('Repair-EflowDns -ContainerEngine -Server 192.168.50.1 -Confirm:$false');
      assert.equal(result?.State, expected, JSON.stringify(result));
      assert.match(result.Reason ?? '', reason);
      assert.equal(await state(), before);
      await inGuest(`f=/etc/docker/daemon.json; ${heals}`);
    }
  });

  const comesBackTo = async (before: string): Promise<void> => {
    const deadline = Date.now() + 60_000;
    while ((await state()) !== before && Date.now() < deadline) await new Promise((done) => setTimeout(done, 1000));
    assert.equal(await state(), before);
  };

  it('has the guest put the files back by itself when nobody confirms, also over a restart, and refuses on drift', async () => {
    const before = await state();
    const [plan] = await repair("Repair-EflowDns -WhatIf | Select-Object -Property @{ n = 'Plan'; e = { $_ } }");
    const { apply } = dnsCommands(planLike(plan ?? assert.fail()), nonce, 10);
    assert.match(await run(apply), /^applied/);
    const own = '/etc/systemd/network/99-dhcp-en.network';
    await inGuest(
      `echo broken >>${own}; echo x >/etc/systemd/network/00-stray.network; rm -f /etc/systemd/resolved.conf`,
    );
    assert.notEqual(await state(), before);
    await comesBackTo(before);
    // A restart takes the timer with it, and leaves the files: the start takes them back.
    const { apply: again } = dnsCommands(planLike(plan ?? assert.fail()), nonce, 600);
    assert.match(await run(again), /^applied/);
    await inGuest(`sed -i '/^\\[Network\\]/a DNS=192.168.50.1' ${own}`);
    await lab.restartGuest();
    await comesBackTo(before);
    const drifted = dnsCommands({ ...planLike(plan ?? assert.fail()), before: ['9.9.9.9'] }, nonce, 10);
    assert.match(await run(drifted.apply), /^drift/);
  });

  it('has the guest put servers in again by itself whose undo nobody confirms, also over a restart', async () => {
    await lab.fault('public-dns-silent');
    const before = await state();
    const [made] = await repair('Repair-EflowDns -Confirm:$false');
    assert.equal(made?.State, 'set', JSON.stringify(made));
    const set = await state();
    const half = (seconds: number): string => dnsCommands(planLike(made), nonce, seconds).unapply;
    assert.match(await run(half(10)), /^applied/);
    await comesBackTo(set);
    assert.match(await run(half(600)), /^applied/);
    await lab.restartGuest();
    await comesBackTo(set);
    assert.equal((await undo(made))[0]?.State, 'undone');
    assert.equal(await state(), before);
  });
});
