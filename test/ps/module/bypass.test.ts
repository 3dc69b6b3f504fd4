// Invoke-EflowFirewallBypass: what is opened, closed and tried, in which order. Core and guest are played; the lab has the real ones.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import type { BypassPlan } from '../../../core/src/contract/bypassPlan.js';
import { Request } from '../../../core/src/contract/request.js';
import {
  azureEflow,
  coreMayWrite,
  inPowerShell,
  journalFull,
  playedBypass,
  projectWithCore,
  quoted,
  scratchFolder,
  type Seen,
} from './support.js';

interface Result {
  readonly State: string;
  readonly FirewallIsCause: string;
  readonly Message: string;
  readonly Before: string | null;
  readonly During: string | null;
  readonly ProbeBefore: unknown;
  readonly ProbeDuring: unknown;
  readonly Unchanged: boolean | null;
  readonly WalkMessage: string;
}

interface Tried {
  readonly seen: Seen<Result>;
  readonly result: Result | undefined;
  readonly asked: readonly string[];
  readonly requests: readonly Request[];
}

describe('Invoke-EflowFirewallBypass', () => {
  const folder = scratchFolder();
  let server: Server;
  let port = 0;
  before(async () => {
    server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  const planFor = (more: Partial<BypassPlan> = {}): BypassPlan =>
    playedBypass({ wish: { protocol: 'tcp', port, full: false, seconds: 60 }, ...more });
  const core = (log: string, plan: BypassPlan): string => `
    const { appendFileSync } = require('node:fs');
    const head = { contract: 1, coreVersion: '0' };
    const good = new Set(['applied', 'reverted']);
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const request = JSON.parse(line);
      appendFileSync(${JSON.stringify(log)}, line + '\\n');
      const answer = {
        guestCommands: () => ({ kind: 'guestCommands', nonce: 'n0', commands: request.replies ? [] : ['collect'], note: null }),
        planBypass: () => ({ kind: 'planBypass', plan: ${JSON.stringify(plan)} }),
        bypassCommands: () => ({ kind: 'bypassCommands', nonce: 'n1', apply: 'apply', settle: 'settle', revert: 'revert' }),
        repairResult: () => ({ kind: 'repairResult', ok: good.has(request.reply), state: request.reply, message: 'the guest says ' + request.reply, detail: null }),
        judgeBypass: () => ({ kind: 'judgeBypass', verdict: { cause: 'no', message: 'It came out the same.', packets: 2, unchanged: true } }),
      }[request.kind];
      process.stdout.write(JSON.stringify({ ...head, ...answer() }) + '\\n');
    });`;
  const bypass = async (
    parameters: string,
    plan = planFor(),
    { apply = "'applied'", revert = "'reverted'" } = {},
  ): Promise<Tried> => {
    const here = mkdtempSync(path.join(folder, 'bypass-'));
    const [log, asked, state] = [path.join(here, 'requests'), path.join(here, 'asked'), path.join(here, 'state')];
    const guest = `
      function Invoke-EflowVmCommand {
        [CmdletBinding()] param ([string] $command, [switch] $ignoreError)
        [System.IO.File]::AppendAllText(${quoted(asked)}, "$command\`n")
        switch ($command) { 'collect' { 'facts' } 'apply' { ${apply} } 'settle' { 'reverted' } 'revert' { ${revert} } }
      }`;
    const note = `{ [System.IO.File]::AppendAllText(${quoted(asked)}, "probe\`n"); 'other'; $false }`;
    const call = `Invoke-EflowFirewallBypass -Port ${port} ${parameters} -NodePath ${quoted(process.execPath)}`;
    const seen = await inPowerShell<Result>(`${coreMayWrite}\n$note = ${note}\n${call}`, {
      root: projectWithCore(folder, core(log, plan)),
      modules: [azureEflow(folder, guest)],
      env: { XDG_STATE_HOME: state },
    });
    const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
    for (const line of lines(log))
      assert.deepEqual(Request.safeParse(JSON.parse(line)).error?.issues ?? [], [], line.slice(0, 300));
    const requests = lines(log).map((line) => JSON.parse(line) as Request);
    return { seen, result: seen.output[0], asked: lines(asked), requests };
  };

  it('tries, opens, tries again and closes, each time from here and by the probe', async () => {
    const { seen, result, asked, requests } = await bypass('-Seconds 30 -Full -Probe $note -Confirm:$false');
    assert.deepEqual(
      [result?.State, result?.FirewallIsCause, result?.Before, result?.During],
      ['done', 'no', 'unreachable', 'unreachable'],
      JSON.stringify(seen),
    );
    assert.deepEqual([result?.ProbeBefore, result?.ProbeDuring, result?.Unchanged], [false, false, true]);
    assert.equal(result?.WalkMessage, planFor().walk?.message);
    assert.deepEqual(asked, ['collect', 'probe', 'apply', 'probe', 'revert']);
    const wish = requests.find((request) => request.kind === 'planBypass')?.wish;
    assert.deepEqual(wish, { protocol: 'tcp', port, full: true, seconds: 30 });
  });

  it('opens nothing where it connects already, nothing with -WhatIf, and nothing without consent', async () => {
    const connects = planFor({ address: '127.0.0.1' });
    const { result, asked } = await bypass('-Confirm:$false', connects);
    assert.deepEqual([result?.State, result?.Before, asked], ['notNeeded', 'connected', ['collect']]);
    assert.deepEqual((await bypass('-WhatIf')).asked, ['collect']);
    const unasked = await bypass('');
    assert.notEqual(unasked.seen.thrown, null);
    assert.deepEqual(unasked.asked, ['collect']);
  });

  it('closes also when the probe fails, and says when that cannot be done', async () => {
    const failing = await bypass("-Probe { throw 'pc7 is off' } -Confirm:$false");
    assert.deepEqual([failing.result?.ProbeDuring, failing.asked.at(-1)], ['pc7 is off', 'revert']);
    const open = await bypass('-Confirm:$false', planFor(), { revert: "throw 'connection lost'" });
    assert.deepEqual([open.result?.State, open.result?.FirewallIsCause], ['failed', 'unknown']);
    assert.match(open.result?.Message ?? '', /connection lost.*closes by itself after 60 s/);
    const full = await bypass('-Confirm:$false', planFor(), { apply: `${journalFull}; 'applied'` });
    assert.deepEqual([full.result?.State, full.asked], ['done', ['collect', 'apply', 'revert']]);
  });

  for (const [title, apply, after] of [
    ['another repair is at work', "'busy'", []],
    ['it cannot be opened: nothing may be left of it', "'failed'", ['settle']],
    ['the guest does not answer: nothing may be left of it', "throw 'connection lost'", ['settle']],
  ] as const)
    it(`ends when ${title}`, async () => {
      const { result, asked } = await bypass('-Confirm:$false', planFor(), { apply });
      assert.deepEqual([result?.State, result?.FirewallIsCause], ['failed', 'unknown']);
      assert.deepEqual(asked, ['collect', 'apply', ...after]);
    });

  it('is refused where nothing could be tried', async () => {
    const plan = planFor({ state: 'refused', reason: 'The address is not known.', address: '', steps: [] });
    const { result, asked } = await bypass('-Confirm:$false', plan);
    assert.deepEqual([result?.State, result?.Message, asked], ['refused', 'The address is not known.', ['collect']]);
  });

  it('stays open for 300 s at most', async () => {
    const { seen, asked } = await bypass('-Seconds 301');
    assert.equal(seen.thrown?.id, 'ParameterArgumentValidationError,Invoke-EflowFirewallBypass');
    assert.deepEqual([seen.thrown.category, asked], ['InvalidData', []]);
  });
});
