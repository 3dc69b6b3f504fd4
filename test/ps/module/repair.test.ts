// The order of a repair and every way out of it. Core and guest are played: what counts here is who is asked what, and when.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { Request } from '../../../core/src/contract/request.js';
import type { RepairPlan } from '../../../core/src/contract/plan.js';
import {
  azureEflow,
  coreMayWrite,
  inPowerShell,
  journalFull,
  projectWithCore,
  quoted,
  scratchFolder,
  type Seen,
} from './support.js';

interface Result {
  readonly Port: number;
  readonly Protocol: string;
  readonly State: string;
  readonly Persisted: boolean;
  readonly Verified: boolean;
  readonly Reason: string | null;
  readonly Plan: { readonly Steps: readonly { readonly Text: string }[] };
}

interface Replies {
  readonly apply?: string;
  readonly commit?: string;
  readonly revert?: string;
  readonly settle?: string;
  readonly unapply?: string;
  readonly uncommit?: string;
}

interface Repaired {
  readonly seen: Seen<Result>;
  readonly result: Result | undefined;
  /** apply, commit, revert, collect: what the guest was asked, in order. */
  readonly asked: readonly string[];
  /** The steps in the journal, each with what the guest had been asked before. */
  readonly journal: readonly { readonly step: string; readonly plan: RepairPlan }[];
  readonly requests: readonly Request[];
}

const live = `-NodePath ${quoted(process.execPath)}`;

describe('Repair-EflowFirewall', () => {
  const folder = scratchFolder();
  let server: Server;
  let open = 0;
  let closed = 0;

  const listen = async (): Promise<[Server, number]> => {
    const one = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return [one, (one.address() as AddressInfo).port];
  };
  before(async () => {
    [server, open] = await listen();
    const [other, port] = await listen();
    closed = port;
    await new Promise((resolve) => other.close(resolve));
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  const plan = (port: number, more: Partial<RepairPlan> = {}): RepairPlan => ({
    repair: 'allow-inbound-port',
    id: '0123456789abcdef',
    device: 'EDGE-1',
    collectedAt: '2026-11-23T10:11:12.345Z',
    state: 'needed',
    reason: null,
    wish: { protocol: 'tcp', port, source: null },
    basis: 'f'.repeat(64),
    steps: [
      {
        kind: 'insertRule',
        backEnd: 'nft',
        table: 'filter',
        chain: 'INPUT',
        position: 3,
        rule: ['-p', 'tcp'],
        text: 'Insert the rule.',
      },
      {
        kind: 'persistRule',
        backEnd: 'nft',
        table: 'filter',
        chain: 'INPUT',
        position: 3,
        rule: ['-p', 'tcp'],
        text: 'Persist the rule.',
      },
    ],
    stillBlockedBy: [],
    opens: ['Anybody may connect.'],
    sessionsPerMinute: null,
    checks: [
      {
        kind: 'connect',
        from: 'host',
        address: '127.0.0.1',
        port,
        protocol: 'tcp',
        text: 'A new connection gets through.',
      },
    ],
    ...more,
  });

  const core = (log: string, planned: RepairPlan): string => `
    const { appendFileSync } = require('node:fs');
    const head = { contract: 1, coreVersion: '0' };
    const good = new Set(['applied', 'committed', 'reverted']);
    const detail = (reply, count) => (reply === 'applied' ? 'b'.repeat(64) : count ?? null);
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const request = JSON.parse(line);
      appendFileSync(${JSON.stringify(log)}, line + '\\n');
      const answer = {
        guestCommands: () => ({ kind: 'guestCommands', nonce: 'n0', commands: request.replies ? [] : ['collect'], note: null }),
        planFirewall: () => ({ kind: 'planFirewall', plan: ${JSON.stringify(planned)} }),
        dnsCommands: () => ({ kind: 'dnsCommands', nonce: 'n1', apply: 'apply', commit: 'commit', settle: 'settle-dns', revert: 'revert', unapply: 'unapply', uncommit: 'uncommit' }),
        bypassCommands: () => ({ kind: 'bypassCommands', nonce: 'n1', apply: 'apply', settle: 'settle-bypass', revert: 'revert' }),
        repairCommands: () => request.plan.repair === 'format-disk' ? { kind: 'error', error: { id: 'ContractViolated', message: 'That is not a kind of repair.', target: 'plan' } } : ({ kind: 'repairCommands', nonce: 'n1', run: '00000000000000aa', apply: 'apply', commit: 'commit', settle: 'settle', revert: 'revert', unapply: 'unapply', uncommit: 'uncommit' }),
        repairResult: () => { const [state, count] = request.reply.split(' '); return { kind: 'repairResult', ok: good.has(state), state, message: 'the guest says ' + state, detail: detail(state, count) }; },
      }[request.kind];
      process.stdout.write(JSON.stringify({ ...head, ...answer() }) + '\\n');
    });`;

  const repair = async (planned: RepairPlan, replies: Replies = {}, call = '', before = ''): Promise<Repaired> => {
    const here = mkdtempSync(path.join(folder, 'repair-'));
    const [log, asked, state] = [path.join(here, 'requests'), path.join(here, 'asked'), path.join(here, 'state')];
    const guest = `
      function Invoke-EflowVmCommand {
        [CmdletBinding()] param ([string] $command, [switch] $ignoreError)
        [System.IO.File]::AppendAllText(${quoted(asked)}, "$command\`n")
        switch ($command) {
          'collect' { 'facts' }
          'apply' { ${replies.apply ?? "'applied'"} }
          'commit' { ${replies.commit ?? "'committed'"} }
          'revert' { ${replies.revert ?? "'reverted'"} }
          'settle-dns' { 'reverted' }
          'settle-bypass' { 'reverted' }
          'settle' { ${replies.settle ?? "'committed'"} }
          'unapply' { ${replies.unapply ?? "'applied'"} }
          'uncommit' { ${replies.uncommit ?? "'reverted'"} }
        }
      }`;
    const seen = await inPowerShell<Result>(
      `${coreMayWrite}\n& $module { $script:passageMilliseconds = 1000 }\n${before}\nRepair-EflowFirewall -Port ${planned.wish.port} ${call} ${live}`,
      {
        root: projectWithCore(folder, core(log, planned)),
        modules: [azureEflow(folder, guest)],
        env: { XDG_STATE_HOME: state },
      },
    );
    const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
    // A journal may hold anything: what the schema refuses, the core refuses.
    for (const line of lines(log).filter((one) => !one.includes('format-disk')))
      assert.deepEqual(Request.safeParse(JSON.parse(line)).error?.issues ?? [], [], line.slice(0, 300));
    const journals = path.join(state, 'eflownetdiag/journal');
    const journal = existsSync(journals)
      ? readdirSync(journals, { withFileTypes: true })
          .filter((file) => file.isFile() && file.name.endsWith('.jsonl'))
          .flatMap(({ name }) => lines(path.join(journals, name)))
      : [];
    return {
      seen,
      result: seen.output[0],
      asked: lines(asked),
      journal: journal.map((line) => JSON.parse(line) as Repaired['journal'][number]),
      requests: lines(log).map((line) => JSON.parse(line) as Request),
    };
  };
  const stepsOf = ({ journal }: Repaired): string[] => journal.map(({ step }) => step);

  it('applies, tries a new connection, then keeps the change', async () => {
    const done = await repair(plan(open));
    const { Plan, ...result } = done.result ?? assert.fail(JSON.stringify(done.seen));
    assert.deepEqual(result, {
      Port: open,
      Protocol: 'tcp',
      State: 'added',
      Persisted: true,
      Verified: true,
      Reason: null,
      Id: '00000000000000aa',
    });
    assert.deepEqual(
      Plan.Steps.map(({ Text }) => Text),
      ['Insert the rule.', 'Persist the rule.'],
    );
    assert.deepEqual(done.asked, ['collect', 'apply', 'commit']);
  });

  it('takes a refused connection as proof: packets pass, nothing listens yet', async () => {
    const { result } = await repair(plan(closed));
    assert.deepEqual([result?.State, result?.Verified], ['added', true]);
  });

  it('notes every step, with the whole plan, before it is done', async () => {
    const planned = plan(open);
    const done = await repair(planned);
    assert.deepEqual(stepsOf(done), ['apply', 'verify', 'commit', 'done']);
    assert.deepEqual(done.journal[0]?.plan, planned);
  });

  it('changes nothing when the journal cannot be written', async () => {
    const done = await repair(plan(open), {}, '', `$env:XDG_STATE_HOME = ${quoted('/dev/null/no')}`);
    assert.equal(done.seen.thrown?.id, 'EflowNetDiag.JournalFailed,Repair-EflowFirewall');
    assert.equal(done.seen.thrown.category, 'WriteError');
    assert.deepEqual(done.asked, ['collect']);
  });

  describe('when the journal cannot be written any more, half-way,', () => {
    it('takes the change back at once, and says so', async () => {
      const done = await repair(plan(open), { apply: `${journalFull}; 'applied'` });
      assert.deepEqual(done.asked, ['collect', 'apply', 'revert']);
      assert.equal(done.result?.State, 'rolledBack', JSON.stringify(done.seen));
      assert.match(done.result.Reason ?? '', /journal .* cannot be written/);
    });

    it('says that a change stays which the guest has confirmed', async () => {
      const done = await repair(plan(open), { commit: `${journalFull}; 'committed'` });
      assert.deepEqual([done.result?.State, done.result?.Verified], ['added', true], JSON.stringify(done.seen));
    });

    it('has what was to be undone put in again at once', async () => {
      const call = `${live} | Out-Null; Undo-EflowRepair | Undo-EflowRepair -Confirm:$false`;
      const done = await repair(plan(open), { unapply: `${journalFull}; 'applied'` }, call);
      assert.deepEqual(done.asked.slice(3), ['unapply', 'settle']);
      assert.equal(done.result?.State, 'failed', JSON.stringify(done.seen));
      assert.match(done.result.Reason ?? '', /journal .* cannot be written.*was not taken back/);
    });
  });

  it('takes names in either case, as parameters do, and no port that is none', async () => {
    const asked = '-Target drop -Chain docker-user -Table FILTER -State new -Interface ETH0 -WhatIf';
    const { requests } = await repair(plan(open), {}, asked);
    const request = requests.find(({ kind }) => kind === 'planFirewall');
    assert.ok(request?.kind === 'planFirewall');
    const { target, chain, table, states, interface: by } = request.wish;
    assert.deepEqual([target, chain, table, states, by], ['DROP', 'DOCKER-USER', 'filter', ['NEW'], 'ETH0']);
    const none = await repair(plan(70_000));
    assert.equal(none.seen.thrown?.id, 'EflowNetDiag.PortNotValid,Repair-EflowFirewall', JSON.stringify(none.seen));
    assert.deepEqual(none.asked, []);
  });

  it('gives the plan back to the core as it came', async () => {
    const planned = plan(open, {
      wish: { protocol: 'tcp', port: open, source: '10.0.0.0/8' },
      opens: ['\u00fc'],
      stillBlockedBy: ['2026-01-01T00:00:00Z'],
    });
    const { requests } = await repair(planned);
    const asked = requests.find((request) => request.kind === 'repairCommands');
    assert.deepEqual(asked?.plan, planned);
  });

  describe('takes the change back', () => {
    it('when a new connection does not get through', async () => {
      const unreachable = plan(open, {
        checks: [{ kind: 'connect', from: 'host', address: '255.255.255.255', port: open, protocol: 'tcp', text: 'x' }],
      });
      const done = await repair(unreachable);
      assert.equal(done.result?.State, 'rolledBack');
      assert.deepEqual([done.result.Persisted, done.result.Verified], [false, false]);
      assert.match(done.result.Reason ?? '', /255\.255\.255\.255.*did not get through: unreachable/);
      assert.deepEqual(done.asked, ['collect', 'apply', 'revert']);
      assert.deepEqual(stepsOf(done), ['apply', 'verify', 'revert', 'done']);
    });

    it('when it cannot be kept', async () => {
      const done = await repair(plan(open), { commit: "'failed'" });
      assert.deepEqual([done.result?.State, done.result?.Reason], ['rolledBack', 'the guest says failed']);
      assert.deepEqual(done.asked, ['collect', 'apply', 'commit', 'revert']);
    });

    it('when the guest does not answer to keeping it', async () => {
      const done = await repair(plan(open), { commit: "throw 'connection lost'" });
      assert.equal(done.result?.State, 'rolledBack');
      assert.match(done.result.Reason ?? '', /connection lost/);
    });

    it('and says so when that fails too: the guest will do it by itself', async () => {
      const done = await repair(plan(open), { commit: "'failed'", revert: "throw 'connection lost'" });
      assert.equal(done.result?.State, 'failed');
      assert.match(done.result.Reason ?? '', /by itself after 120 s/);
      assert.deepEqual(stepsOf(done), ['apply', 'verify', 'commit', 'revert']);
    });
  });

  describe('does not go on', () => {
    for (const [state, expected] of [
      ['drift', 'refused'],
      ['busy', 'refused'],
    ] as const) {
      it(`when the guest answers ${state} to the change`, async () => {
        const done = await repair(plan(open), { apply: `'${state}'` });
        assert.deepEqual([done.result?.State, done.result?.Reason], [expected, `the guest says ${state}`]);
        assert.deepEqual(done.asked, ['collect', 'apply']);
      });
    }

    it('when the guest cannot make the change, and has it checked that nothing is left of it', async () => {
      const done = await repair(plan(open), { apply: "'failed'" });
      assert.deepEqual([done.result?.State, done.result?.Reason], ['rolledBack', 'the guest says failed']);
      assert.deepEqual(done.asked, ['collect', 'apply', 'settle']);
    });

    it('when the guest does not answer to the change', async () => {
      const done = await repair(plan(open), { apply: "throw 'connection lost'", settle: "throw 'connection lost'" });
      assert.equal(done.result?.State, 'failed');
      assert.match(done.result.Reason ?? '', /connection lost.*by itself after 120 s/);
    });

    it('when the plan is refused', async () => {
      const done = await repair(plan(open, { state: 'refused', reason: 'Port 22 is not ours.', steps: [] }));
      assert.deepEqual(
        [done.result?.State, done.result?.Reason, done.result?.Persisted],
        ['refused', 'Port 22 is not ours.', false],
      );
      assert.deepEqual(done.asked, ['collect']);
    });

    it('when the rule is already there', async () => {
      const there: Partial<RepairPlan> = { state: 'alreadyThere', reason: 'It is there.', steps: [] };
      const done = await repair(plan(open, { ...there, saved: true }));
      assert.deepEqual([done.result?.State, done.result?.Reason], ['alreadyThere', 'It is there.']);
      assert.equal(done.result?.Persisted, true);
      const lost = await repair(plan(open, { ...there, saved: false }));
      assert.equal(lost.result?.Persisted, false, 'there, but not after the next start');
      assert.deepEqual(done.asked, ['collect']);
    });
  });

  it('over UDP takes the counter of the rule in the guest for proof', async () => {
    const { createSocket } = await import('node:dgram');
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const { port } = socket.address();
    const planned = plan(port, {
      wish: { protocol: 'udp', port, source: null },
      checks: [{ kind: 'count', from: 'host', address: '127.0.0.1', port, protocol: 'udp', text: 'x' }],
    });
    const none = await repair(planned, {}, '-Protocol udp');
    assert.deepEqual([none.result?.State, none.result?.Verified], ['added', false]);
    const counted = await repair(planned, { commit: "'committed 3'" }, '-Protocol udp');
    assert.deepEqual([counted.result?.State, counted.result?.Verified], ['added', true]);
    assert.match(counted.result?.Reason ?? '', /counter of the rule: .* whoever sent them: 3\.$/);
    await new Promise<void>((resolve) => socket.close(resolve));
    const refused = await repair(planned, {}, '-Protocol udp');
    assert.deepEqual([refused.result?.State, refused.result?.Verified, refused.result?.Reason], ['added', true, null]);
  });

  it('does not take silence over UDP for proof that a port is kept out, but the counter of the rule', async () => {
    const { createSocket } = await import('node:dgram');
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const { port } = socket.address();
    const check = { kind: 'closed', from: 'host', address: '127.0.0.1', port, protocol: 'udp', text: 'x' } as const;
    const planned = plan(port, {
      repair: 'close-inbound-port',
      wish: { protocol: 'udp', port, source: null, target: 'DROP' },
      checks: [check],
    });
    const options = '-Protocol udp -Target DROP -Confirm:$false';
    const none = await repair(planned, {}, options);
    assert.deepEqual([none.result?.State, none.result?.Verified], ['added', false], JSON.stringify(none.seen));
    assert.match(none.result?.Reason ?? '', /alone proves nothing: silent/);
    const counted = await repair(planned, { commit: "'committed 3'" }, options);
    assert.equal(counted.result?.Verified, true);
    assert.match(counted.result.Reason ?? '', /counter of the rule/);
    await new Promise<void>((resolve) => socket.close(resolve));
    const nowhere = { ...check, address: '255.255.255.255', protocol: 'tcp' } as const;
    const away = await repair({ ...planned, checks: [nowhere] }, {}, options);
    assert.deepEqual([away.result?.State, away.result?.Verified], ['added', false]);
  });

  it('does not take a refusal for proof that a rule refuses: nobody may listen there', async () => {
    const [server, port] = await listen();
    server.close();
    const planned = plan(port, {
      repair: 'close-inbound-port',
      wish: { protocol: 'tcp', port, source: null, target: 'REJECT' },
      checks: [{ kind: 'closed', from: 'host', address: '127.0.0.1', port, protocol: 'tcp', text: 'x' }],
    });
    const none = await repair(planned, {}, '-Target REJECT -Confirm:$false');
    assert.deepEqual([none.result?.State, none.result?.Verified], ['added', false], JSON.stringify(none.seen));
    assert.match(none.result?.Reason ?? '', /alone proves nothing: refused/);
    const counted = await repair(planned, { commit: "'committed 3'" }, '-Target REJECT -Confirm:$false');
    assert.equal(counted.result?.Verified, true);
    assert.match(counted.result.Reason ?? '', /counter of the rule/);
  });

  it('takes the change back when what answered before does so no longer', async () => {
    const keep = { kind: 'keep', from: 'host', address: '127.0.0.1', protocol: 'tcp', text: 'x' } as const;
    const [other, port] = await listen();
    const planned = plan(open, {
      checks: [...plan(open).checks, { ...keep, port }, { ...keep, address: '255.255.255.255', port }],
    });
    const kept = await repair(planned);
    assert.equal(kept.result?.State, 'added', 'what did not answer before is not asked for');

    // The change takes effect: what listened is refused from now on, and only the test can see to that.
    const mark = path.join(folder, 'applied');
    const close = setInterval(() => {
      if (existsSync(mark)) other.close();
    }, 20);
    const lost = await repair(planned, {
      apply: `[System.IO.File]::WriteAllText(${quoted(mark)}, ''); [System.Threading.Thread]::Sleep(1000); 'applied'`,
    });
    clearInterval(close);
    assert.equal(lost.result?.State, 'rolledBack', JSON.stringify(lost.seen));
    assert.match(lost.result.Reason ?? '', new RegExp(`127\\.0\\.0\\.1:${port}`));
    assert.deepEqual(lost.asked, ['collect', 'apply', 'revert']);
  });

  it('lets sessions pass no faster than the build takes them', async () => {
    const before = '& $module { $script:turnSeconds = 3; $script:turnsPerMinute = 1 }';
    const started = Date.now();
    const done = await repair(plan(open, { sessionsPerMinute: 1 }), {}, '', before);
    assert.equal(done.result?.State, 'added', JSON.stringify(done.seen));
    assert.ok(Date.now() - started > 6000, 'look, change, keep: two waits');
    const asked = done.requests.find((request) => request.kind === 'repairCommands');
    assert.equal(asked?.revertAfterSeconds, 123, 'the timer outlasts the wait');
  });

  describe('afterwards, Undo-EflowRepair', () => {
    const undo = '| Out-Null; Undo-EflowRepair';
    interface Listed {
      Id: string;
      State: string;
      Port: number;
    }

    it('lists the repair, and changes nothing', async () => {
      const done = await repair(plan(open), {}, `${live} ${undo} #`);
      const [listed] = done.seen.output as unknown as Listed[];
      assert.deepEqual([listed?.Id, listed?.State, listed?.Port], ['00000000000000aa', 'added', open]);
      assert.deepEqual(done.asked, ['collect', 'apply', 'commit']);
    });

    it('takes it back', async () => {
      const done = await repair(plan(open), {}, `${live} ${undo} | Undo-EflowRepair -Confirm:$false`);
      assert.deepEqual([done.result?.State, done.result?.Verified], ['undone', true], JSON.stringify(done.seen));
      assert.deepEqual(done.asked, ['collect', 'apply', 'commit', 'unapply', 'uncommit']);
      assert.deepEqual(stepsOf(done).slice(-3), ['unapply', 'uncommit', 'done']);
      const asked = done.requests.filter((request) => request.kind === 'repairCommands').at(-1);
      assert.deepEqual([asked?.run, asked?.backup], ['00000000000000aa', 'b'.repeat(64)]);
    });

    it('refuses what was taken back already, and asks the guest nothing', async () => {
      const twice = `${undo} | Undo-EflowRepair -Confirm:$false`;
      const done = await repair(plan(open), {}, `${live} ${twice} ${twice}`);
      assert.equal(done.result?.State, 'refused', JSON.stringify(done.seen));
      assert.match(done.result.Reason ?? '', /00000000000000aa was taken back already/);
      assert.deepEqual(done.asked, ['collect', 'apply', 'commit', 'unapply', 'uncommit']);
    });

    const takenBack = `${live} ${undo} | Undo-EflowRepair -Confirm:$false`;
    const stays = (done: Repaired, why: RegExp): void => {
      assert.deepEqual([done.result?.State, done.result?.Verified], ['failed', false], JSON.stringify(done.seen));
      assert.match(done.result?.Reason ?? '', why);
    };

    it('has the guest put it in again at once when it cannot be for good, and knows the repair as it was', async () => {
      const list = `; Undo-EflowRepair | ForEach-Object { @{ State = $_.State } }`;
      const done = await repair(plan(open), { uncommit: "'failed'" }, `${takenBack}${list} #`);
      assert.deepEqual(done.asked.slice(3), ['unapply', 'uncommit', 'settle']);
      stays(done, /the guest says failed.*was not taken back: the guest says committed/);
      assert.equal(done.seen.output[1]?.State, 'added');
    });

    it('takes it for undone where only the answer to that was lost', async () => {
      const lost = await repair(plan(open), { uncommit: "throw 'connection lost'", settle: "'reverted'" }, takenBack);
      assert.equal(lost.result?.State, 'undone', JSON.stringify(lost.seen));
    });

    it('says that the guest puts it in again by itself where nothing answers any more', async () => {
      const silent = "throw 'connection lost'";
      const done = await repair(plan(open), { unapply: silent, settle: silent }, takenBack);
      stays(done, /connection lost.*puts it in again by itself after 120 s.*failed too.*by itself after 120 s/);
    });

    it('has it put in again when what answered before does so no longer', async () => {
      const [other, port] = await listen();
      const keep = { kind: 'keep', from: 'host', address: '127.0.0.1', port, protocol: 'tcp', text: 'x' } as const;
      const mark = path.join(folder, 'unapplied');
      const close = setInterval(() => {
        if (existsSync(mark)) other.close();
      }, 20);
      const unapply = `[System.IO.File]::WriteAllText(${quoted(mark)}, ''); [System.Threading.Thread]::Sleep(1000); 'applied'`;
      const done = await repair(plan(open, { checks: [...plan(open).checks, keep] }), { unapply }, takenBack);
      clearInterval(close);
      assert.deepEqual(done.asked.slice(3), ['unapply', 'settle']);
      stays(done, new RegExp(`127\\.0\\.0\\.1:${port}`));
    });

    it('is finished later where it was cut off half-way', async () => {
      const cut = `; $file = @(Get-ChildItem -Path $env:XDG_STATE_HOME -Recurse -Filter *.jsonl)[0].FullName
        [System.IO.File]::WriteAllLines($file, [System.IO.File]::ReadAllLines($file)[0..4]); Undo-EflowRepair -Id 00000000000000aa -Confirm:$false`;
      const done = await repair(plan(open), {}, `${takenBack}${cut}`);
      assert.deepEqual(done.asked.slice(3), ['unapply', 'uncommit', 'unapply', 'uncommit']);
      assert.equal(done.seen.output[1]?.State, 'undone', JSON.stringify(done.seen));
    });

    it('changes nothing with -WhatIf', async () => {
      const done = await repair(plan(open), {}, `${live} ${undo} | Undo-EflowRepair -WhatIf #`);
      assert.deepEqual(done.asked, ['collect', 'apply', 'commit']);
    });

    it('knows no repair that is not in the journal', async () => {
      const done = await repair(plan(open), {}, `${live} | Out-Null; Undo-EflowRepair -Id 00000000000000ff`);
      assert.equal(done.seen.thrown?.id, 'EflowNetDiag.RepairNotFound,Undo-EflowRepair');
      assert.equal(done.seen.thrown.category, 'ObjectNotFound');
    });
  });

  for (const [when, last] of [
    ['before the guest told of its backup', 0],
    ['while it was tried', 1],
  ] as const)
    it(`settles a repair that was cut off ${when}, before it begins another`, async () => {
      const cut = `${live} | Out-Null; $file = @(Get-ChildItem -Path $env:XDG_STATE_HOME -Recurse -Filter *.jsonl)[0].FullName
        [System.IO.File]::WriteAllLines($file, [string[]] @([System.IO.File]::ReadAllLines($file)[0..${last}]))
        Repair-EflowFirewall -Port ${open}`;
      const done = await repair(plan(open), {}, cut);
      assert.deepEqual(done.asked, ['collect', 'apply', 'commit', 'settle', 'collect', 'apply', 'commit']);
    });

  it('settles whatever kind was cut off, and is kept from its own work by no entry that is not understood', async () => {
    const example = (file: string): object =>
      JSON.parse(readFileSync(path.resolve('test/contract/examples', file), 'utf8')) as object;
    const bypass = (example('Request/bypassCommands.json') as { plan: object }).plan;
    const cut = [
      { ...example('DnsPlan/needed.json'), id: '00000000000000d1' },
      { ...bypass, id: '00000000000000d2' },
      { ...plan(open), id: '00000000000000d3', repair: 'format-disk' },
    ].map((one) => ({ at: '2026-11-26T10:00:00.000Z', run: one.id, step: 'verify', plan: one, backup: null }));
    const write = cut.map(
      (entry) =>
        `[System.IO.File]::WriteAllText("$folder/${entry.run}.jsonl", ${quoted(`${JSON.stringify(entry)}\n`)})`,
    );
    const before = [
      '$folder = "$env:XDG_STATE_HOME/eflownetdiag/journal"; $null = New-Item -ItemType Directory -Path $folder',
      ...write,
    ].join('\n');
    const done = await repair(plan(open), {}, '', before);
    assert.equal(done.result?.State, 'added', JSON.stringify(done.seen));
    assert.deepEqual([...done.asked.slice(0, 2)].sort(), ['settle-bypass', 'settle-dns']);
    assert.deepEqual(done.asked.slice(2), ['collect', 'apply', 'commit']);
    const ends = done.journal.filter(({ step }) => step === 'done').map(({ plan: { id } }) => id);
    assert.deepEqual(ends.sort(), ['00000000000000d1', '00000000000000d2', '0123456789abcdef']);
    assert.match(done.seen.warnings.join(' '), /00000000000000d3.*not a kind of repair/);
  });

  describe('of findings from the pipeline', () => {
    const here = '([System.Environment]::MachineName)';
    const finding = (more = '', device = here): string =>
      `[pscustomobject] @{ PSTypeName = 'EflowNetDiag.Finding'; Rule = 'NF002'; Outcome = 'fail'; Target = '${open}/tcp'; Repair = 'allow-inbound-port'; Device = ${device}${more} }`;

    it('mends those that a rule can mend, and asks the core whether they still hold', async () => {
      const text = `@(${finding()}, ${finding('; X = 1').replace("'allow-inbound-port'", '$null')}) | Repair-EflowFirewall`;
      const done = await repair(plan(open), {}, `-WhatIf ${live} | Out-Null; ${text}`);
      assert.equal(done.result?.State, 'added', JSON.stringify(done.seen));
      const [, asked] = done.requests.filter((request) => request.kind === 'planFirewall');
      assert.deepEqual(asked?.finding, { rule: 'NF002', target: `${open}/tcp`, device: hostname() });
      assert.deepEqual(asked.wish, { protocol: 'tcp', port: open, source: null });
    });

    it('mends none that the profile accepts, and refuses one of another device', async () => {
      const accepted = finding("; Suppressed = @{ Reason = 'closed on purpose'; Expires = '2099-01-01' }");
      const call = `${accepted}, ${finding('', "'EDGE-2'")} | Repair-EflowFirewall`;
      const done = await repair(plan(open), {}, `-WhatIf ${live} | Out-Null; ${call}`);
      assert.equal(
        done.seen.errors[0]?.id,
        'EflowNetDiag.FindingElsewhere,Repair-EflowFirewall',
        JSON.stringify(done.seen),
      );
      assert.deepEqual(done.asked, ['collect'], 'that of the plan before');
    });
  });

  it('with -WhatIf emits the plan and asks the guest for nothing but facts', async () => {
    const done = await repair(plan(open), {}, '-WhatIf');
    const shown = done.seen.output[0] as unknown as { State: string; Steps: { Text: string }[]; Opens: string[] };
    assert.deepEqual([shown.State, shown.Steps.length, shown.Opens], ['needed', 2, ['Anybody may connect.']]);
    assert.deepEqual(done.asked, ['collect']);
    assert.deepEqual(done.journal, []);
  });

  it('does nothing without the consent that was asked for', async () => {
    // Nobody can answer in a session that is not interactive: that is an error, and no consent.
    const done = await repair(plan(open), {}, '-Confirm');
    assert.equal(done.seen.thrown?.id, 'EflowNetDiag.ConsentNotPossible,Repair-EflowFirewall');
    assert.match(done.seen.thrown.message, /call Repair-EflowFirewall with -Confirm:\$false/);
    assert.deepEqual(done.asked, ['collect']);
  });

  for (const kind of ['remove-rule', 'close-inbound-port'] as const)
    it(`asks as for a high impact where reach can be lost: ${kind}`, async () => {
      const call = `Repair-EflowFirewall -Port ${open} ${live}`;
      const first = `try { ${call} } catch { @{ State = $_.Exception.Message } }`;
      const never = `$global:ConfirmPreference = 'None'; ${call}; $global:ConfirmPreference = 'High'`;
      const done = await repair(plan(open, { repair: kind }), {}, '-Confirm:$false', `${first}\n${never}`);
      const states = done.seen.output.map(({ State }) => State);
      assert.match(states[0] ?? '', /NonInteractive/, 'without a word of the user nothing is done');
      const good = kind === 'remove-rule' ? 'removed' : 'added';
      assert.deepEqual(states.slice(1), [good, good], JSON.stringify(done.seen));
      assert.deepEqual(done.asked, ['collect', 'collect', 'apply', 'commit', 'collect', 'apply', 'commit']);
    });

  it('keeps a change live only when it is asked to', async () => {
    const [insert] = plan(open).steps;
    const done = await repair(plan(open, { steps: insert === undefined ? [] : [insert] }), {}, '-LiveOnly');
    assert.deepEqual([done.result?.State, done.result?.Persisted], ['added', false]);
  });

  it('says why a rule will be gone after the next start, and that there is nothing to write where the start leaves it so', async () => {
    const steps = plan(open).steps.slice(0, 1);
    const lost = await repair(plan(open, { steps, reason: 'There is no file.' }));
    assert.deepEqual([lost.result?.Persisted, lost.result?.Reason], [false, 'There is no file.']);
    const kept = await repair(plan(open, { steps, saved: true }));
    assert.deepEqual([kept.result?.Persisted, kept.result?.Reason], [true, null]);
  });
});
