// Ctrl+C, at each moment at which a cmdlet waits: the pipeline is stopped as the console stops it, and nothing is left behind.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { skip } from '../../support/skip.js';
import { azureEflow, coreMayWrite, inPowerShell, projectWithCore, quoted, scratchFolder } from './support.js';

const ended = (pid: number): boolean => {
  try {
    // A process that has ended and was not collected yet has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '';
  } catch {
    return true;
  }
};

describe('Stopped with Ctrl+C,', function () {
  const folder = scratchFolder();

  /** Stops a cmdlet as soon as MOMENT, a file, is there; the core is played, and waits where it is told to. */
  const stop = async (cmdlet: string, waits: string, moment: string) => {
    const here = realpathSync(mkdtempSync(path.join(folder, 'stop-')));
    for (const inner of ['temp', 'state', 'out']) mkdirSync(path.join(here, inner));
    const file = (name: string): string => path.join(here, name);
    const core = `
      const { writeFileSync } = require('node:fs');
      writeFileSync(${JSON.stringify(file('core'))}, String(process.pid));
      const plan = { repair: 'allow-inbound-port', id: '0123456789abcdef', device: 'd', collectedAt: '2026-01-01T00:00:00Z', state: 'needed', reason: null,
        wish: { protocol: 'tcp', port: 9, source: null }, basis: 'f'.repeat(64), stillBlockedBy: [], opens: [], sessionsPerMinute: null, checks: [],
        steps: [{ kind: 'insertRule', backEnd: 'nft', table: 'filter', chain: 'INPUT', position: 1, rule: ['-p', 'tcp'], text: 'Insert.' }] };
      require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
        const request = JSON.parse(line);
        if (request.kind === ${JSON.stringify(waits)}) { writeFileSync(${JSON.stringify(file('waiting'))}, ''); return; }
        const answer = {
          guestCommands: () => ({ nonce: 'n0', commands: request.replies ? [] : ['look'], note: null }),
          hostQuestions: () => ({ ports: [], names: [], endpoints: [], queries: [] }),
          planFirewall: () => ({ plan }),
          repairCommands: () => ({ nonce: 'n1', run: '00000000000000aa', apply: 'apply', commit: 'commit', settle: 'settle', revert: 'revert' }),
          repairResult: () => ({ ok: true, state: request.reply, message: '', detail: null }),
        }[request.kind]();
        process.stdout.write(JSON.stringify({ contract: 1, coreVersion: '0', kind: request.kind, ...answer }) + '\\n');
      });`;
    // The guest is a program, as ssh.exe is; it notes what it was asked, and waits where it is told to.
    const guest = `
      function Invoke-EflowVmCommand { [CmdletBinding()] param ([string] $command, [switch] $ignoreError)
        [System.IO.File]::AppendAllText(${quoted(file('asked'))}, "$command\`n")
        if ($command -eq ${quoted(waits)}) { sh -c 'echo $$ > "$0.part"; mv "$0.part" "$0"; exec sleep 120' ${quoted(file('guest'))} }
        @{ look = 'facts'; apply = 'applied'; commit = 'committed'; revert = 'reverted' }[$command]
      }`;
    const root = projectWithCore(folder, core);
    const { output, thrown } = await inPowerShell<string>(
      `$runspace = [System.Management.Automation.Runspaces.Runspace]::DefaultRunspace.InitialSessionState
       $shell = [System.Management.Automation.PowerShell]::Create($runspace.Clone())
       $null = $shell.AddScript({
         param ($Manifest)
         $module = Import-Module -Name $Manifest -PassThru
         ${coreMayWrite}
         ${cmdlet} -NodePath ${quoted(process.execPath)}
       }.ToString()).AddArgument($Manifest)
       $handle = $shell.BeginInvoke()
       $deadline = [datetime]::UtcNow.AddSeconds(60)
       while (-not $handle.IsCompleted -and -not [System.IO.File]::Exists(${quoted(file(moment))}) -and [datetime]::UtcNow -lt $deadline) { [System.Threading.Thread]::Sleep(50) }
       $shell.Stop()
       [string] $shell.InvocationStateInfo.State; [string] $shell.InvocationStateInfo.Reason; $shell.Streams.Error | ForEach-Object { "$_" }`,
      {
        root,
        modules: [azureEflow(folder, guest)],
        env: { TMPDIR: file('temp'), XDG_STATE_HOME: file('state') },
        cwd: file('out'),
      },
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.ok(
      existsSync(file(moment)),
      `the moment did not come: ${readdirSync(here).join(', ')}; ${output.join(' ')}`,
    );
    const pid = (name: string): number => Number(readFileSync(file(name), 'utf8'));
    const lines = (name: string): string[] => (existsSync(name) ? readFileSync(name, 'utf8').trim().split('\n') : []);
    const journal = path.join(file('state'), 'eflownetdiag/journal/00000000000000aa.jsonl');
    return {
      state: output[0],
      core: ended(pid('core')),
      guest: !existsSync(file('guest')) || ended(pid('guest')),
      left: [...readdirSync(file('out')), ...readdirSync(file('temp'))],
      asked: lines(file('asked')),
      journal: lines(journal).map((line) => (JSON.parse(line) as { step: string }).step),
    };
  };
  const gone = { state: 'Stopped', core: true, guest: true, left: [] };

  before(function () {
    if (process.platform === 'win32') skip(this, 'the played guest is a program of Linux');
  });

  it('a look leaves no process and no file while the core judges', async () => {
    const { journal, asked, ...rest } = await stop('Test-EflowNetwork', 'diagnose', 'waiting');
    assert.deepEqual([rest, asked, journal], [gone, ['look'], []]);
  });

  it('a look leaves no process and no file while the guest answers', async () => {
    const { journal, asked, ...rest } = await stop("Save-EflowNetSnapshot -Path 'look.json'", 'look', 'guest');
    assert.deepEqual([rest, asked, journal], [gone, ['look'], []]);
  });

  it('a repair leaves its journal, by which the next one settles it, and the guest its timer', async () => {
    const { journal, asked, ...rest } = await stop('Repair-EflowFirewall -Port 9', 'commit', 'guest');
    assert.deepEqual([rest, journal.at(-1)], [gone, 'commit']);
    // It is not taken back from here: whether it was confirmed is not known, and the guest's timer takes back what was not.
    assert.deepEqual(asked, ['look', 'apply', 'commit']);
  });
});
