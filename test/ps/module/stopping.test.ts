// Ctrl+C, at each moment at which a cmdlet waits: the pipeline is stopped as the console stops it, and nothing is left behind.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../../support/skip.js';
import {
  azureEflow,
  coreMayWrite,
  inPowerShell,
  playedBypass,
  projectWithCore,
  quoted,
  scratchFolder,
} from './support.js';

const ended = (pid: number): boolean => {
  try {
    // A process that has ended and was not collected yet has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '';
  } catch {
    return true;
  }
};

const example = (name: string): object =>
  JSON.parse(readFileSync(`test/contract/examples/${name}.json`, 'utf8')) as object;

/** What a cmdlet is stopped in. */
interface Moment {
  /** What the core, the guest or a function of the module is asked when it waits for the first time. */
  readonly waits: string;
  /** What the guest says to settling; nothing: it does not answer. */
  readonly settles?: string;
  /** PowerShell, in the module, before the cmdlet is called. */
  readonly before?: string;
}

describe('Stopped with Ctrl+C,', function () {
  const folder = scratchFolder();
  const plans = {
    planFirewall: { ...example('RepairPlan/needed'), id: '0123456789abcdef', sessionsPerMinute: null },
    planDns: { ...example('DnsPlan/needed'), id: '0123456789abcdef' },
    planBypass: playedBypass({ walk: null }),
  };

  /** Answers what it is asked, and waits where it is told to: a file says that it does. */
  const playedCore = (file: (name: string) => string, { waits }: Moment): string => `
    const { appendFileSync, existsSync, writeFileSync } = require('node:fs');
    appendFileSync(${JSON.stringify(file('cores'))}, process.pid + '\\n');
    if (${JSON.stringify(waits)} === 'start') writeFileSync(${JSON.stringify(file('waiting'))}, '');
    const plans = ${JSON.stringify(plans)};
    const good = ['applied', 'committed', 'reverted'];
    const steps = { nonce: 'n1', apply: 'apply', commit: 'commit', settle: 'settle', revert: 'revert' };
    const waiting = ${JSON.stringify(file('waiting'))};
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const request = JSON.parse(line);
      const asked = request.kind + (request.reply === 'applied' ? ' applied' : '');
      if (asked === ${JSON.stringify(waits)} && !existsSync(waiting)) { writeFileSync(waiting, ''); return; }
      const answer = {
        guestCommands: () => ({ nonce: 'n0', commands: request.replies ? [] : ['look'], note: null }),
        hostQuestions: () => ({ ports: [], names: [], endpoints: [], queries: [] }),
        planFirewall: () => ({ plan: plans.planFirewall }),
        planDns: () => ({ plan: plans.planDns, nonce: null, ask: null }),
        planBypass: () => ({ plan: plans.planBypass }),
        repairCommands: () => ({ ...steps, run: '00000000000000aa', unapply: 'unapply', uncommit: 'uncommit' }),
        dnsCommands: () => steps,
        bypassCommands: () => steps,
        repairResult: () => ({ ok: good.includes(request.reply), state: request.reply, message: 'the guest says ' + request.reply, detail: null }),
        verifyDns: () => ({ passed: false, reason: 'x does not resolve.', names: [] }),
      }[request.kind]();
      process.stdout.write(JSON.stringify({ contract: 1, coreVersion: '0', kind: request.kind, ...answer }) + '\\n');
    });`;

  /** A program, as ssh.exe is; it notes what it was asked, and waits where it is told to. */
  const playedGuest = (file: (name: string) => string, { waits, settles = 'reverted' }: Moment): string => `
    function Wait-Here([string] $name) {
      [System.IO.File]::AppendAllText(${quoted(file('asked'))}, "$name\`n")
      $isSilent = $name -eq 'settle' -and ${quoted(settles)} -eq ''
      if (-not $isSilent -and ($name -ne ${quoted(waits)} -or [System.IO.File]::Exists(${quoted(file('waiting'))}))) { return }
      sh -c 'echo $$ >> "$0"; : > "$1"; exec sleep 120' ${quoted(file('guests'))} ${quoted(file('waiting'))}
    }
    function Set-EflowVmDnsServers { [CmdletBinding()] param ([string] $vendpointName, [string[]] $dnsServers) Wait-Here 'set' }
    function Invoke-EflowVmCommand { [CmdletBinding()] param ([string] $command, [switch] $ignoreError)
      Wait-Here $command
      @{ look = 'facts'; apply = 'applied'; commit = 'committed'; revert = 'reverted'; unapply = 'applied'; uncommit = 'reverted'; settle = ${quoted(settles)} }[$command]
    }`;

  /** Stops CMDLET at a moment, and tells what is left. */
  const stop = async (cmdlet: string, moment: Moment) => {
    const here = realpathSync(mkdtempSync(path.join(folder, 'stop-')));
    for (const inner of ['temp', 'state', 'out']) mkdirSync(path.join(here, inner));
    const file = (name: string): string => path.join(here, name);
    // What tries a connection: it answers, or once the change is made waits where it is told to.
    const passage = `function script:Test-EflowPassage {
      if (${quoted(moment.waits)} -eq 'passage' -and [System.IO.File]::Exists(${quoted(file('asked'))}) -and [System.IO.File]::ReadAllText(${quoted(file('asked'))}) -match 'apply') {
        [System.IO.File]::WriteAllText(${quoted(file('waiting'))}, '')
        while ($true) { [System.Threading.Thread]::Sleep(100) }
      }
      'refused'
    }`;
    const { output, thrown } = await inPowerShell<string>(
      `$runspace = [System.Management.Automation.Runspaces.Runspace]::DefaultRunspace.InitialSessionState
       $shell = [System.Management.Automation.PowerShell]::Create($runspace.Clone())
       $null = $shell.AddScript({
         param ($Manifest)
         $module = Import-Module -Name $Manifest -PassThru
         ${coreMayWrite}
         & $module { Set-EflowLanguage; $script:stoppedSeconds = 2; $script:sessionSeconds = 2; ${passage}; ${moment.before ?? ''} }
         ${cmdlet} -NodePath ${quoted(process.execPath)}
       }.ToString()).AddArgument($Manifest)
       $handle = $shell.BeginInvoke()
       $deadline = [datetime]::UtcNow.AddSeconds(60)
       while (-not $handle.IsCompleted -and -not [System.IO.File]::Exists(${quoted(file('waiting'))}) -and [datetime]::UtcNow -lt $deadline) { [System.Threading.Thread]::Sleep(50) }
       $shell.Stop()
       [string] $shell.InvocationStateInfo.State
       $shell.Streams.Warning | ForEach-Object { "$_" }
       # The lock is free: another one gets it.
       $lock = & $module { Open-EflowJournal }
       "lock free: $($null -ne $lock)"
       if ($null -ne $lock) { $lock.Dispose() }`,
      {
        root: projectWithCore(folder, playedCore(file, moment)),
        modules: [azureEflow(folder, playedGuest(file, moment))],
        env: { TMPDIR: file('temp'), XDG_STATE_HOME: file('state') },
        cwd: file('out'),
      },
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.ok(
      existsSync(file('waiting')),
      `the moment did not come: ${readdirSync(here).join(', ')}; ${output.join(' ')}`,
    );
    const lines = (name: string): string[] => (existsSync(name) ? readFileSync(name, 'utf8').trim().split('\n') : []);
    const journals = path.join(file('state'), 'eflownetdiag/journal');
    const journal = readdirSync(journals).flatMap((name) => (name === 'lock' ? [] : lines(path.join(journals, name))));
    return {
      left: {
        state: output[0],
        lock: output.at(-1),
        processes: [...lines(file('cores')), ...lines(file('guests'))].filter((pid) => !ended(Number(pid))),
        files: [...readdirSync(file('out')), ...readdirSync(file('temp'))],
      },
      said: output.slice(1, -1).join(' '),
      asked: lines(file('asked')).filter((one) => one !== 'look'),
      journal: journal.map((line) => {
        const { step, state } = JSON.parse(line) as { step: string; state?: string };
        return state === undefined ? step : `${step} ${state}`;
      }),
    };
  };
  const nothing = { state: 'Stopped', lock: 'lock free: True', processes: [], files: [] };

  before(function () {
    if (process.platform === 'win32') skip(this, 'the played guest is a program of Linux');
  });

  describe('a look leaves no process and no file', () => {
    const slowStart = `$script:start = \${function:Start-EflowNode}
      function script:Start-EflowNode { & $script:start @args; [System.Threading.Thread]::Sleep(2000) }`;
    for (const [title, cmdlet, moment] of [
      ['while the core judges', 'Test-EflowNetwork', { waits: 'diagnose' }],
      ['while the guest answers', "Save-EflowNetSnapshot -Path 'look.json'", { waits: 'look' }],
      ['while the guest answers a trace', 'Trace-EflowPacket -Port 443', { waits: 'look' }],
      ['while a report of DNS is made', 'Get-EflowDnsReport', { waits: 'dnsReport' }],
      ['while the rules of the firewall are read', 'Get-EflowFirewallRule', { waits: 'look' }],
      ['while a bundle is made', "Save-EflowSupportBundle -Path 'bundle.zip'", { waits: 'look' }],
      // The first question comes while the module still holds the start of the process in its hands.
      ['while the core starts', 'Test-EflowNetwork', { waits: 'start', before: slowStart }],
    ] as const satisfies readonly (readonly [string, string, Moment])[])
      it(title, async () => {
        const { left, asked, journal } = await stop(cmdlet, moment);
        assert.deepEqual([left, asked, journal], [nothing, [], []]);
      });
  });

  describe('a repair is not left half done, and the journal says how it ended:', () => {
    const firewall = 'Repair-EflowFirewall -Port 9';
    const dns = 'Repair-EflowDns -Confirm:$false';
    const bypass = 'Invoke-EflowFirewallBypass -Port 9 -Confirm:$false';
    const undo = `${firewall} -NodePath ${quoted(process.execPath)} | Undo-EflowRepair -Confirm:$false`;
    const back = ['settle', 'done rolledBack'];
    const tried = ['apply', 'verify'];
    const made = [...tried, 'commit', 'done added'];
    const undone = ['apply', 'commit', 'unapply'];
    const kept = { settles: 'committed' };
    for (const [title, cmdlet, moment, asked, journal] of [
      ['nothing was begun', firewall, { waits: 'repairCommands' }, [], []],
      ['the change is on its way', firewall, { waits: 'apply' }, ['apply', 'settle'], ['apply', ...back]],
      ['its answer is read', firewall, { waits: 'repairResult applied' }, ['apply', 'settle'], ['apply', ...back]],
      ['it is tried', firewall, { waits: 'passage' }, ['apply', 'settle'], [...tried, ...back]],
      [
        'it is being kept, and was not',
        firewall,
        { waits: 'commit' },
        ['apply', 'commit', 'settle'],
        [...tried, 'commit', ...back],
      ],
      [
        'it is being kept, and was',
        firewall,
        { waits: 'commit', ...kept },
        ['apply', 'commit', 'settle'],
        [...tried, 'commit', 'settle', 'done added'],
      ],
      [
        'the guest does not answer any more',
        firewall,
        { waits: 'commit', settles: '' },
        ['apply', 'commit', 'settle'],
        [...tried, 'commit', 'settle'],
      ],
      ['DNS servers are being set', dns, { waits: 'set' }, ['apply', 'set', 'settle'], ['apply', ...back]],
      ['names are tried', dns, { waits: 'verifyDns' }, ['apply', 'set', 'settle'], [...tried, ...back]],
      ['the firewall is being opened', bypass, { waits: 'apply' }, ['apply', 'settle'], ['apply', ...back]],
      ['the firewall is open', bypass, { waits: 'passage' }, ['apply', 'settle'], ['apply', ...back]],
      [
        'a repair is being taken back, and was not',
        undo,
        { waits: 'unapply', ...kept },
        [...undone, 'settle'],
        [...made, 'unapply', 'settle', 'done added'],
      ],
      [
        'a repair is being taken back for good',
        undo,
        { waits: 'uncommit' },
        [...undone, 'uncommit', 'settle'],
        [...made, 'unapply', 'uncommit', 'settle', 'done undone'],
      ],
    ] as const satisfies readonly (readonly [string, string, Moment, readonly string[], readonly string[]])[])
      it(title, async () => {
        const seen = await stop(cmdlet, moment);
        assert.deepEqual([seen.left, seen.asked, seen.journal], [nothing, asked, journal], seen.said);
      });
  });
});
