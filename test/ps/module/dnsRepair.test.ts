// Repair-EflowDns: who is asked what, in which order, and every way out. Core and guest are played; the lab has the real ones.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Request } from '../../../core/src/contract/request.js';
import type { DnsPlan } from '../../../core/src/contract/dnsPlan.js';
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
  readonly State: string;
  readonly Servers: readonly string[];
  readonly Verified: boolean;
  readonly Changed: readonly string[];
  readonly Reason: string | null;
}

/** What the guest's script answers to each step, and Set-EflowVmDnsServers: PowerShell, or the usual. */
interface Played {
  readonly ask?: string;
  readonly apply?: string;
  readonly set?: string;
  readonly commit?: string;
  readonly revert?: string;
  readonly settle?: string;
  readonly unapply?: string;
  readonly uncommit?: string;
  /** Whether the look afterwards passes. */
  readonly passes?: boolean;
}

interface Repaired {
  readonly seen: Seen<Result>;
  readonly result: Result | undefined;
  /** collect, ask, apply, set, commit, revert: what was asked of the device, in order. */
  readonly asked: readonly string[];
  readonly journal: readonly { readonly step: string; readonly state?: string; readonly plan: DnsPlan }[];
  readonly requests: readonly Request[];
}

const live = `-NodePath ${quoted(process.execPath)}`;
const needed = DnsPlanFile('needed');

function DnsPlanFile(name: string): DnsPlan {
  return JSON.parse(readFileSync(`test/contract/examples/DnsPlan/${name}.json`, 'utf8')) as DnsPlan;
}

describe('Repair-EflowDns', () => {
  const folder = scratchFolder();

  const core = (log: string, plan: DnsPlan, passes: boolean): string => `
    const { appendFileSync } = require('node:fs');
    const head = { contract: 1, coreVersion: '0' };
    const good = new Set(['applied', 'committed', 'reverted']);
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const request = JSON.parse(line);
      appendFileSync(${JSON.stringify(log)}, line + '\\n');
      const answer = {
        guestCommands: () => ({ kind: 'guestCommands', nonce: 'n0', commands: request.replies ? [] : ['collect'], note: null }),
        hostQuestions: () => ({ kind: 'hostQuestions', ports: [], names: [], endpoints: [], queries: [] }),
        planDns: () => ({ kind: 'planDns', plan: ${JSON.stringify(plan)}, nonce: request.reply ? null : 'n2', ask: request.reply === undefined ? 'ask' : null }),
        dnsCommands: () => ({ kind: 'dnsCommands', nonce: 'n1', apply: 'apply', commit: 'commit', settle: 'settle', revert: 'revert', unapply: 'unapply', uncommit: 'uncommit' }),
        repairResult: () => ({ kind: 'repairResult', ok: good.has(request.reply), state: request.reply, message: 'the guest says ' + request.reply, detail: null }),
        verifyDns: () => ({ kind: 'verifyDns', passed: ${String(passes)}, reason: ${passes ? 'null' : "'In the VM these names do not resolve: x.'"}, names: [{ from: 'vm', name: 'x', state: 'resolved', addresses: ['10.0.0.1'] }] }),
      }[request.kind];
      process.stdout.write(JSON.stringify({ ...head, ...answer() }) + '\\n');
    });`;

  const repair = async (call: string, plan = needed, played: Played = {}): Promise<Repaired> => {
    const here = mkdtempSync(path.join(folder, 'dns-'));
    const [log, asked, state] = [path.join(here, 'requests'), path.join(here, 'asked'), path.join(here, 'state')];
    const note = (what: string): string => `[System.IO.File]::AppendAllText(${quoted(asked)}, "${what}\`n")`;
    const device = `
      function Invoke-EflowVmCommand {
        [CmdletBinding()] param ([string] $command, [switch] $ignoreError)
        ${note('$command')}
        switch ($command) {
          'collect' { 'facts' }
          'ask' { ${played.ask ?? "'asked'"} }
          'apply' { ${played.apply ?? "'applied'"} }
          'commit' { ${played.commit ?? "'committed'"} }
          'settle' { ${played.settle ?? "'reverted'"} }
          'revert' { ${played.revert ?? "'reverted'"} }
          'unapply' { ${played.unapply ?? "'applied'"} }
          'uncommit' { ${played.uncommit ?? "'reverted'"} }
        }
      }
      function Set-EflowVmDnsServers {
        [CmdletBinding()] param ([string] $vendpointName, [string[]] $dnsServers)
        ${note('set $vendpointName $dnsServers')}
        ${played.set ?? ''}
      }`;
    const quick = '& $module { $script:dnsSettleSeconds = 0, 0; $script:engineSettleSeconds = 0, 0 }';
    const seen = await inPowerShell<Result>(`${coreMayWrite}\n${quick}\n${call}`, {
      root: projectWithCore(folder, core(log, plan, played.passes ?? true)),
      modules: [azureEflow(folder, device)],
      env: { XDG_STATE_HOME: state },
    });
    const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
    for (const line of lines(log))
      assert.deepEqual(Request.safeParse(JSON.parse(line)).error?.issues ?? [], [], line.slice(0, 300));
    const journals = path.join(state, 'eflownetdiag/journal');
    const files = existsSync(journals)
      ? readdirSync(journals, { withFileTypes: true }).filter((file) => file.isFile() && file.name.endsWith('.jsonl'))
      : [];
    return {
      seen,
      result: seen.output[0],
      asked: lines(asked).filter((line) => line !== ''),
      journal: files
        .flatMap(({ name }) => lines(path.join(journals, name)))
        .map((line) => JSON.parse(line) as Repaired['journal'][number]),
      requests: lines(log).map((line) => JSON.parse(line) as Request),
    };
  };
  const confirmed = `Repair-EflowDns -Confirm:$false ${live}`;

  it('has the guest keep its files before it sets the servers, and keeps them when names resolve', async () => {
    const done = await repair(confirmed);
    assert.deepEqual(
      [done.result?.State, done.result?.Servers, done.result?.Verified],
      ['set', needed.servers, true],
      JSON.stringify(done.seen),
    );
    assert.deepEqual(done.asked, [
      'collect',
      'ask',
      'apply',
      `set ${needed.endpoint} ${needed.servers.join(' ')}`,
      'collect',
      'commit',
    ]);
    assert.deepEqual(
      done.journal.map(({ step }) => step),
      ['apply', 'verify', 'commit', 'done'],
    );
    assert.deepEqual(done.journal[0]?.plan, needed);
  });

  const ways: [string, Played, string, RegExp, string[]][] = [
    ['names do not resolve', { passes: false }, 'rolledBack', /do not resolve/, ['collect', 'collect', 'revert']],
    ['the cmdlet fails', { set: "throw 'no such endpoint'" }, 'rolledBack', /no such endpoint/, ['revert']],
    ['it cannot be kept', { commit: "'failed'" }, 'rolledBack', /guest says failed/, ['collect', 'commit', 'revert']],
    ['the journal cannot be written any more', { set: journalFull }, 'rolledBack', /cannot be written/, ['revert']],
    [
      'it cannot be taken back either: the guest will do it by itself',
      { passes: false, revert: "throw 'connection lost'" },
      'failed',
      /connection lost.*by itself after 600 s/,
      ['collect', 'collect', 'revert'],
    ],
  ];
  for (const [title, played, state, reason, after] of ways)
    it(`takes the files back when ${title}`, async () => {
      const done = await repair(confirmed, needed, played);
      assert.equal(done.result?.State, state, JSON.stringify(done.seen));
      assert.match(done.result.Reason ?? '', reason);
      assert.deepEqual(done.asked.slice(4), after);
    });

  for (const [answer, state, after] of [
    ["'drift'", 'refused', []],
    ["'busy'", 'refused', []],
    ["'failed'", 'rolledBack', ['settle']],
    ["throw 'connection lost'", 'rolledBack', ['settle']],
  ] as const)
    it(`sets nothing when the guest answers ${answer} to keeping its files`, async () => {
      const done = await repair(confirmed, needed, { apply: answer });
      assert.equal(done.result?.State, state);
      assert.deepEqual(done.asked, ['collect', 'ask', 'apply', ...after]);
      assert.equal(done.journal.at(-1)?.state, 'rolledBack');
    });

  for (const state of ['refused', 'alreadyThere'] as const)
    it(`changes nothing where the plan is ${state}`, async () => {
      const done = await repair(confirmed, { ...needed, state, reason: 'Because.', servers: [], steps: [] });
      assert.deepEqual([done.result?.State, done.result?.Reason], [state, 'Because.']);
      assert.deepEqual([done.asked, done.journal], [['collect', 'ask'], []]);
    });

  it('says before it asks where the former state cannot be restored; -WhatIf and no consent change nothing', async () => {
    const lost = {
      ...needed,
      restorable: false,
      restore: '9.9.9.9 stand in no file.',
      steps: ['9.9.9.9 stand in no file.'],
    };
    const sentence = '& $module { param ($plan) Get-EflowDnsPlanSentence -Plan $plan }';
    const shown = await repair(`$plan = ConvertFrom-Json ${quoted(JSON.stringify(lost))}; ${sentence} $plan`);
    assert.match(
      (shown.seen.output as readonly unknown[] as readonly string[]).join(' '),
      /9\.9\.9\.9 stand in no file\. The former servers can NOT be restored/,
    );
    const planned = await repair(`Repair-EflowDns -WhatIf ${live}`, lost);
    assert.deepEqual([planned.result?.State, planned.asked, planned.journal], ['needed', ['collect', 'ask'], []]);
    // Nobody can answer in a session that is not interactive: that is an error, and no consent.
    const unasked = await repair(`Repair-EflowDns ${live}`);
    assert.notEqual(unasked.seen.thrown, null);
    assert.deepEqual([unasked.asked, unasked.journal], [['collect', 'ask'], []]);
  });

  describe('afterwards, Undo-EflowRepair', () => {
    const made = confirmed;
    const undo = `Undo-EflowRepair ${live} | Undo-EflowRepair -Confirm:$false ${live}`;
    const list = 'Undo-EflowRepair | ForEach-Object { @{ State = $_.State } }';
    /** The steps of the undo alone; what came before it is shown above. */
    const undone = async (played: Played, after = list): Promise<Repaired> => {
      const done = await repair(`${made} | Out-Null; ${undo}; ${after}`, needed, played);
      return { ...done, asked: done.asked.slice(done.asked.indexOf('commit') + 1) };
    };
    const silent = "throw 'connection lost'";
    const knownAs = ({ seen }: Repaired): unknown => seen.output[1]?.State;

    it('takes them back over two sessions, noted before each', async () => {
      const done = await undone({});
      assert.deepEqual(done.asked, ['unapply', 'uncommit']);
      assert.deepEqual(
        [done.result?.State, done.result?.Servers],
        ['undone', needed.before],
        JSON.stringify(done.seen),
      );
      assert.deepEqual(
        done.journal.slice(-3).map(({ step }) => step),
        ['unapply', 'uncommit', 'done'],
      );
    });

    const staying: [string, Played, string[], RegExp][] = [
      ['the guest lost what held before', { uncommit: "'committed'" }, ['unapply', 'uncommit', 'settle'], /guest says/],
      ['the new session is not let in', { uncommit: silent }, ['unapply', 'uncommit', 'settle'], /connection lost/],
      ['the former state does not come back', { unapply: "'committed'" }, ['unapply', 'settle'], /guest says/],
      ['another change waits', { unapply: "'busy'" }, ['unapply', 'settle'], /guest says busy/],
      [
        'the journal cannot be written any more',
        { unapply: `${journalFull}; 'applied'` },
        ['unapply', 'settle'],
        /cannot be written/,
      ],
    ];
    for (const [title, played, asked, why] of staying)
      it(`has them put in again, and says so, where ${title}`, async () => {
        const isFull = title.includes('journal');
        const done = await undone({ settle: "'committed'", ...played }, isFull ? '' : list);
        assert.deepEqual(done.asked, asked);
        assert.deepEqual(
          [done.result?.State, done.result?.Servers],
          ['failed', needed.servers],
          JSON.stringify(done.seen),
        );
        assert.match(done.result?.Reason ?? '', why);
        assert.match(done.result?.Reason ?? '', /was not taken back: the guest says committed/);
        if (!isFull) assert.equal(knownAs(done), 'set');
      });

    it('takes them for taken back where only the answer to that was lost', async () => {
      const done = await undone({ uncommit: silent, settle: "'reverted'" });
      assert.deepEqual([done.result?.State, knownAs(done)], ['undone', 'undone'], JSON.stringify(done.seen));
    });

    it('says that the guest puts them in again by itself where nothing answers any more', async () => {
      const done = await undone({ unapply: silent, settle: silent });
      assert.match(done.result?.Reason ?? '', /connection lost.*puts it in again by itself after 600 s/);
      assert.deepEqual([done.result?.State, knownAs(done)], ['failed', 'unfinished']);
    });

    describe('which was cut off between its two steps', () => {
      const cut = `$file = @(Get-ChildItem -Path $env:XDG_STATE_HOME -Recurse -Filter *.jsonl)[0].FullName
          $lines = [System.IO.File]::ReadAllLines($file)
          [System.IO.File]::WriteAllLines($file, $lines[0..($lines.Count - 3)]); ${list}; `;

      it('is done anew by the next one', async () => {
        const done = await undone({}, cut + undo);
        assert.deepEqual(done.asked, ['unapply', 'uncommit', 'unapply', 'uncommit']);
        assert.deepEqual(
          done.seen.output.map(({ State }) => State),
          ['undone', 'unfinished', 'undone'],
        );
      });

      for (const [answer, state] of [
        ['committed', 'set'],
        ['reverted', 'undone'],
      ] as const)
        it(`is settled by the next repair, as the guest says: ${answer}`, async () => {
          const done = await undone({ settle: `'${answer}'` }, `${cut}${made} | Out-Null`);
          assert.deepEqual(done.asked.slice(0, 3), ['unapply', 'uncommit', 'settle'], JSON.stringify(done.seen));
          const settled = done.journal.findIndex(({ step }) => step === 'settle');
          assert.deepEqual([done.journal[settled + 1]?.step, done.journal[settled + 1]?.state], ['done', state]);
        });
    });
  });

  describe('-ContainerEngine', () => {
    const engine: DnsPlan = {
      ...needed,
      repair: 'set-engine-dns',
      link: '',
      networks: ['azure-iot-edge'],
      edit: { hash: null, at: 0, remove: 0, insert: '{"dns": []}' },
    };
    const call = `Repair-EflowDns -ContainerEngine -Confirm:$false ${live}`;

    it('has the guest edit the file, calls no cmdlet of AzureEFLOW, and is undone like any other', async () => {
      const done = await repair(`${call}; Undo-EflowRepair ${live} | Undo-EflowRepair -Confirm:$false ${live}`, engine);
      const [made, undone] = done.seen.output;
      assert.deepEqual([made?.State, undone?.State], ['set', 'undone'], JSON.stringify(done.seen));
      assert.deepEqual(done.asked, ['collect', 'ask', 'apply', 'collect', 'commit', 'unapply', 'uncommit']);
      assert.equal(done.requests.find((request) => request.kind === 'planDns')?.engine, true);
    });
    it('stays where its undo is put in again', async () => {
      const undo = `${call} | Out-Null; Undo-EflowRepair ${live} | Undo-EflowRepair -Confirm:$false ${live}`;
      const done = await repair(undo, engine, { uncommit: "'committed'", settle: "'committed'" });
      assert.deepEqual(
        [done.result?.State, done.result?.Servers],
        ['failed', engine.servers],
        JSON.stringify(done.seen),
      );
    });
    it('tells a change that the guest has taken back at once from one that failed', async () => {
      const done = await repair(call, engine, { apply: "'reverted'" });
      assert.deepEqual([done.result?.State, done.asked.at(-1)], ['rolledBack', 'apply']);
    });
    it('takes nothing from the pipeline', async () => {
      const done = await repair(
        `[pscustomobject] @{ Outcome = 'fail'; Repair = 'set-engine-dns'; Device = 'EDGE-1' } | ${call}`,
        engine,
      );
      assert.match(`${done.seen.thrown?.id} ${done.seen.errors[0]?.id}`, /InputObjectNotBound,Repair-EflowDns/);
      assert.deepEqual(done.asked, []);
    });
  });

  const typed: [string, string, string, string][] = [
    [
      'more servers than a link uses',
      '-Server 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4',
      'ParameterArgumentValidationError',
      'InvalidData',
    ],
    [
      'a snapshot that is not only looked at',
      `-Snapshot 'x.json' -Confirm:$false`,
      'EflowNetDiag.SnapshotNeedsWhatIf',
      'InvalidArgument',
    ],
  ];
  for (const [title, parameters, id, category] of typed)
    it(`refuses ${title}`, async () => {
      const { seen, asked } = await repair(`Repair-EflowDns ${parameters} ${live}`);
      assert.deepEqual([seen.thrown?.id, seen.thrown?.category], [`${id},Repair-EflowDns`, category]);
      assert.deepEqual(asked, []);
    });

  it('of findings takes those of this device that it mends', async () => {
    const finding = (device: string, mends: string): string =>
      `[pscustomobject] @{ PSTypeName = 'EflowNetDiag.Finding'; Rule = 'DNS003'; Outcome = 'fail'; Repair = '${mends}'; Device = ${device} }`;
    const none = await repair(
      `${finding("'EDGE-2'", 'set-dns-servers')}, ${finding('([System.Environment]::MachineName)', 'other')} | ${confirmed}`,
    );
    assert.equal(none.seen.errors[0]?.id, 'EflowNetDiag.FindingElsewhere,Repair-EflowDns', JSON.stringify(none.seen));
    assert.deepEqual([none.seen.errors[0].category, none.asked], ['InvalidArgument', []]);
    const own = await repair(`${finding('([System.Environment]::MachineName)', 'set-dns-servers')} | ${confirmed}`);
    assert.equal(own.result?.State, 'set', JSON.stringify(own.seen));
  });
});
