// Looking at a device: what is asked of AzureEFLOW and of Windows, how often, and what becomes of every way in which an answer
// fails to come. The guest and Windows are played here by small functions; the core tells what it was handed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { constants } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { Request } from '../../../core/src/contract/request.js';
import { Request as RequestSchema } from '../../../core/src/contract/request.js';
import { factParsers } from '../../../core/src/facts/facts.js';
import { makeCertificates } from '../../../scripts/lab/certificates.mjs';
import { skip } from '../../support/skip.js';
import { toldFaults } from '../../support/hostileGuests.js';
import {
  azureEflow,
  coreMayWrite,
  inPowerShell,
  projectWithCore,
  quoted,
  scratchFolder,
  type Seen,
} from './support.js';

const live = `-NodePath ${quoted(process.execPath)}`;
type Diagnose = Extract<Request, { kind: 'diagnose' }>;
type Collected = Extract<Diagnose['source'], { from: 'collected' }>['collected'];

interface Look {
  readonly seen: Seen<unknown>;
  /** Every request that the core got, in order. */
  readonly requests: readonly Request[];
  readonly collected: Collected;
  /** The cmdlets of AzureEFLOW that were called, in order. */
  readonly calls: readonly string[];
}

describe('Looking at a device', () => {
  const folder = scratchFolder();

  /** A core that writes down what it is asked, and wants COMMANDS, a list for each round, of the guest. */
  const recordingCore = (log: string, commands: readonly (readonly string[])[], questions: object): string => `
    const { appendFileSync } = require('node:fs');
    const questions = ${JSON.stringify(questions)};
    const rounds = ${JSON.stringify(commands)};
    let round = 0;
    const head = { contract: 1, coreVersion: '0' };
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const request = JSON.parse(line);
      appendFileSync(${JSON.stringify(log)}, line + '\\n');
      const answer = {
        guestCommands: () => ({ kind: 'guestCommands', nonce: 'abc123', commands: rounds[round++] ?? [], note: null }),
        hostQuestions: () => ({ kind: 'hostQuestions', ports: [], names: [], endpoints: [], queries: [], ...questions }),
        diagnose: () => ({ kind: 'diagnose', device: 'd', collectedAt: '2026-01-01T00:00:00Z', counts: { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0, suppressed: 0 }, findings: [], suppressions: [] }),
        trace: () => ({ kind: 'error', error: { id: 'Enough', message: 'enough', target: 'trace' } }),
        planFirewall: () => ({ kind: 'error', error: { id: 'Enough', message: 'enough', target: 'plan' } }),
      }[request.kind];
      process.stdout.write(JSON.stringify({ ...head, ...answer() }) + '\\n');
    });`;

  const look = async (
    cmdlets: string,
    options: {
      commands?: readonly (readonly string[])[];
      questions?: object;
      windows?: string;
      call?: string;
      before?: string;
      env?: NodeJS.ProcessEnv;
      /** AzureEFLOW runs in another PowerShell process, and what it says comes back through remoting. */
      session?: boolean;
      program?: string;
    } = {},
  ): Promise<Look> => {
    const here = mkdtempSync(path.join(folder, 'look-'));
    const [log, calls] = [path.join(here, 'requests'), path.join(here, 'calls')];
    // Each cmdlet notes its call, then does what it did before.
    const noted = `
      foreach ($name in 'Invoke-EflowVmCommand', 'Get-EflowVmAddr', 'Get-EflowVm', 'Verify-EflowVm', 'Get-EflowVmName', 'Get-EflowVmEndpoint', 'Get-EflowNetwork') {
        $body = (Get-Item -Path "function:$name").ScriptBlock
        $played = {
          [CmdletBinding()] param ($command, [switch] $ignoreError)
          # Some are called side by side, and two that append to one file may write over each other: each call has a folder of its own.
          $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine(${quoted(calls)}, "$name.$([guid]::NewGuid())"))
          & $body @PSBoundParameters
        }.GetNewClosure()
        Set-Item -Path "function:$name" -Value $played
      }
      Export-ModuleMember -Function *`;
    const eflow = azureEflow(folder, `${cmdlets}\n${noted}`);
    const modules = [options.session === true ? throughSession(eflow) : eflow];
    if (options.windows !== undefined) {
      const windows = mkdtempSync(path.join(folder, 'windows-'));
      mkdirSync(path.join(windows, 'FakeWindows'));
      writeFileSync(path.join(windows, 'FakeWindows/FakeWindows.psm1'), options.windows);
      const names = [...options.windows.matchAll(/^function ([\w-]+)/gm)].map(([, name]) => `'${name ?? ''}'`);
      writeFileSync(
        path.join(windows, 'FakeWindows/FakeWindows.psd1'),
        `@{ RootModule = 'FakeWindows.psm1'; ModuleVersion = '1.0'; FunctionsToExport = @(${names.join(', ')}) }`,
      );
      modules.push(windows);
    }
    const root = projectWithCore(folder, recordingCore(log, options.commands ?? [['ask']], options.questions ?? {}));
    const seen = await inPowerShell(
      `${coreMayWrite}\n${options.before ?? ''}\n${options.call ?? 'Test-EflowNetwork'} ${live}`,
      {
        root,
        modules,
        env: options.env ?? {},
        ...(options.program === undefined ? {} : { program: options.program }),
      },
    );
    const requests = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Request);
    const last = requests.at(-1);
    assert.ok(
      last !== undefined && 'source' in last && last.source.from === 'collected',
      JSON.stringify([seen, requests]),
    );
    return {
      seen,
      requests,
      collected: last.source.collected,
      calls: existsSync(calls) ? readdirSync(calls).map((call) => path.parse(call).name) : [],
    };
  };

  /**
   * Plays -UseWindowsPowerShell: the cmdlets of MODULES are in a process of their own, a background job, which has the
   * serializer and the protocol that a session of Windows PowerShell has.
   */
  const throughSession = (modules: string): string => {
    const inner = path.join(modules, 'AzureEFLOW/AzureEFLOW.psm1');
    const outer = mkdtempSync(path.join(folder, 'session-'));
    mkdirSync(path.join(outer, 'AzureEFLOW'));
    writeFileSync(
      path.join(outer, 'AzureEFLOW/AzureEFLOW.psm1'),
      `& (Get-Module -Name 'EflowNetDiag') { $script:eflowSession = 'WinPSCompatSession' }
       function Invoke-Command { [CmdletBinding()] param ($Session, $ScriptBlock, $ArgumentList)
         $there = "param (\`$a, \`$b, \`$c, \`$d) Import-Module -Name ${quoted(inner)} -DisableNameChecking; & {$ScriptBlock} \`$a \`$b \`$c \`$d"
         Start-Job -ScriptBlock ([scriptblock]::Create($there)) -ArgumentList $ArgumentList | Receive-Job -Wait -AutoRemoveJob
       }
       Export-ModuleMember -Function 'Invoke-Command'`,
    );
    return outer;
  };
  const answering = (body: string): string =>
    `function Invoke-EflowVmCommand { [CmdletBinding()] param ([string] $command, [switch] $ignoreError) ${body} }`;

  it('hands over requests that the contract accepts', async () => {
    const { requests, seen } = await look(answering("'reply'"));
    assert.equal(seen.thrown, null);
    for (const request of requests)
      assert.deepEqual(RequestSchema.safeParse(request).error?.issues ?? [], [], JSON.stringify(request).slice(0, 500));
    assert.deepEqual(
      requests.map(({ kind }) => kind),
      ['guestCommands', 'guestCommands', 'hostQuestions', 'diagnose'],
    );
  });

  it('asks the guest once, Get-EflowVmAddr once, and Get-EflowVm never', async () => {
    const { calls } = await look(answering("'reply'"));
    assert.deepEqual([...calls].sort(), [
      'Get-EflowNetwork',
      'Get-EflowVmAddr',
      'Get-EflowVmEndpoint',
      'Get-EflowVmName',
      'Invoke-EflowVmCommand',
      'Verify-EflowVm',
    ]);
  });

  it('asks the agent beside the guest, whose answer it would otherwise wait for', async () => {
    const { collected } = await look(
      `function Get-EflowVmAddr { [System.AppDomain]::CurrentDomain.SetData('EflowAsked', $true); '00:15:5d:4e:15:2c'; '172.27.120.111 ' }
       ${answering(`
         for ($tries = 0; $tries -lt 300 -and -not [System.AppDomain]::CurrentDomain.GetData('EflowAsked'); $tries++) { Start-Sleep -Milliseconds 100 }
         "asked meanwhile: $([System.AppDomain]::CurrentDomain.GetData('EflowAsked'))"`)}`,
    );
    assert.equal(collected.guest.status, 'ok');
    assert.deepEqual(collected.guest.replies, ['asked meanwhile: True']);
  });

  it('hands over the lines of the reply as they came', async () => {
    const { collected } = await look(answering("'first'; ''; ' third '; \"$command $ignoreError\""));
    assert.equal(collected.guest.status, 'ok');
    assert.deepEqual(collected.guest.replies, ['first\n\n third \nask True']);
    assert.equal(collected.guest.nonce, 'abc123');
  });

  it('goes on asking as long as the core wants more', async () => {
    const { collected, requests, calls } = await look(answering('"to $command"'), { commands: [['a'], ['b', 'c']] });
    assert.deepEqual(collected.guest, {
      status: 'ok',
      nonce: 'abc123',
      replies: ['to a', 'to b', 'to c'],
      tookMs: 'tookMs' in collected.guest ? collected.guest.tookMs : 0,
    });
    assert.equal(calls.filter((name) => name === 'Invoke-EflowVmCommand').length, 3);
    const asked = requests.filter((request) => request.kind === 'guestCommands');
    assert.deepEqual(
      asked.map(({ nonce, replies }) => ({ nonce, replies })),
      [
        { nonce: undefined, replies: undefined },
        { nonce: 'abc123', replies: ['to a'] },
        { nonce: 'abc123', replies: ['to a', 'to b', 'to c'] },
      ],
    );
  });

  it('tells the core the probe level and the time limit', async () => {
    const { requests } = await look(answering("'reply'"), {
      call: 'Test-EflowNetwork -Probe Deep -TimeoutSeconds 77 -Rule DNS*, IP001 -ExcludeRule IP0*',
    });
    const [first, last] = [requests[0], requests.at(-1)];
    assert.ok(first?.kind === 'guestCommands' && last?.kind === 'diagnose');
    assert.deepEqual([first.probe, first.timeoutSeconds], ['deep', 77]);
    assert.deepEqual([last.rules, last.excludeRules], [['DNS*', 'IP001'], ['IP0*']]);
  });

  it('takes errors beside success for what they are', async () => {
    const { collected, seen } = await look(
      answering(
        "Write-Error -Message 'something odd'; Write-Error -Message 'Write-EventLog is not recognized'; 'reply'",
      ),
      { call: 'Test-EflowNetwork -Verbose' },
    );
    assert.equal(collected.guest.status, 'ok');
    assert.deepEqual([seen.errors, seen.thrown], [[], null]);
    assert.ok(
      seen.verbose.some((line) => line.includes('something odd')),
      seen.verbose.join('\n'),
    );
    assert.ok(!seen.verbose.some((line) => line.includes('EventLog')), seen.verbose.join('\n'));
  });

  describe('when the guest gives no answer', () => {
    const failing: readonly [what: string, body: string, reason: RegExp][] = [
      ['the VM is off', 'throw "Can\'t process request, EFLOW VM is OFF!"', /^The EFLOW virtual machine is off\.$/],
      [
        'the VM is off, in other words',
        "Write-Error -Message 'Cannot process request, EFLOW VM is OFF!'",
        /^The EFLOW virtual machine is off\.$/,
      ],
      [
        'the VM is off, said to the host only',
        'Write-Host "Can\'t process request, EFLOW VM is OFF!"',
        /^The EFLOW virtual machine is off\.$/,
      ],
      [
        'the command fails',
        'throw "ssh failed to execute [`e[31m] at line 3101".Replace("`e", [string] [char] 27)',
        /failed: ssh failed to execute \[\?\[31m\] at line 3101/,
      ],
      ['it returns nothing', "Write-Error -Message 'Write-EventLog is not recognized'", /returned nothing/],
      ['it returns one text of 17 MB', "'x' * 17MB", /returned more than/],
      ['it returns lines without end', "while ($true) { 'x' * 100000 }", /returned more than/],
      ['it chatters without end', "while ($true) { Write-Host ('x' * 100000) }", /returned more than/],
      ['it complains without end', "while ($true) { Write-Error -Message ('x' * 100000) }", /returned more than/],
      ['it returns objects without end', 'while ($true) { [pscustomobject] @{ a = 1 } }', /returned more than/],
      [
        'it returns more than is taken, and goes on when it is stopped',
        "foreach ($n in 1..3000) { try { 'x' * 100000 } catch { Write-Host 'on' } }",
        /returned more than/,
      ],
    ];
    // Whoever kept an output without end would end here, and not with a reason.
    const littleMemory = { DOTNET_GCHeapHardLimit: '0x14000000' };
    it('is told in docs/hostile-guests.md with its reason', () =>
      assert.deepEqual(
        toldFaults('What AzureEFLOW gives').map(({ fault }) => fault),
        [...failing.map(([what]) => what), 'it hangs'],
      ));
    for (const [what, body, reason] of failing) {
      it(`because ${what}: the fact has failed, and the host is judged all the same`, async () => {
        const { collected, seen } = await look(answering(body), { env: littleMemory });
        assert.equal(seen.thrown, null);
        assert.equal(collected.guest.status, 'failed');
        assert.match(collected.guest.reason, reason);
        assert.equal(collected.host['host.vmName']?.status, 'ok');
        const told = toldFaults('What AzureEFLOW gives').find(({ fault }) => fault === what);
        assert.deepEqual(told?.reasons, [collected.guest.reason.replace(/\d+/g, 'N')]);
      });
    }

    it('because it hangs: the cmdlet returns, and what needs no guest is collected', async () => {
      const started = Date.now();
      const { collected } = await look(answering('[System.Threading.Thread]::Sleep(60000)'), {
        before: '& $module { $script:sessionSeconds = 1 }',
        call: 'Test-EflowNetwork -TimeoutSeconds 5',
      });
      assert.ok(Date.now() - started < 30_000);
      assert.equal(collected.guest.status, 'failed');
      assert.match(collected.guest.reason, /No answer from the guest within 6 s/);
      assert.equal(collected.host['host.vmName']?.status, 'ok');
      assert.equal(collected.host['host.vmAddress']?.status, 'ok');
    });

    it('because no VM is deployed: it is not asked', async () => {
      const { collected, calls } = await look(`function Verify-EflowVm { $false }\n${answering("'reply'")}`);
      assert.equal(collected.guest.status, 'skipped');
      assert.match(collected.guest.reason, /No EFLOW virtual machine is deployed/);
      assert.deepEqual(calls, ['Verify-EflowVm']);
      assert.deepEqual(collected.host['host.eflow'], {
        status: 'ok',
        value: { installed: true, version: null, module: '0.0', vmDeployed: false },
        tookMs: collected.host['host.eflow']?.tookMs,
      });
      assert.equal(collected.host['host.vmName']?.status, 'skipped');
    });

    it('because AzureEFLOW cannot be loaded: the reason is told', async () => {
      const { collected, seen } = await look("throw 'the signature of AzureEFLOW is not trusted'");
      assert.equal(seen.thrown, null);
      assert.equal(collected.guest.status, 'failed');
      assert.match(collected.guest.reason, /signature of AzureEFLOW is not trusted/);
    });
  });

  describe('reads from AzureEFLOW', () => {
    it('what Get-EflowVmAddr returns, and what it says only to the host', async () => {
      const { collected } = await look(answering("'reply'"));
      assert.deepEqual(collected.host['host.vmAddress'], {
        status: 'ok',
        value: {
          output: ['00:15:5d:4e:15:2c', '172.27.120.111 '],
          chatter: [' - Virtual machine MAC: 00:15:5d:4e:15:2c'],
        },
        tookMs: collected.host['host.vmAddress']?.tookMs,
      });
    });

    it('what Get-EflowVmAddr throws, beside what it had said', async () => {
      const { collected } = await look(
        `function Get-EflowVmAddr { Write-Host 'Querying'; throw 'Failed to acquire MAC address for virtual machine' }\n${answering("'reply'")}`,
      );
      const fact = collected.host['host.vmAddress'];
      assert.ok(fact?.status === 'ok');
      assert.deepEqual(fact.value, {
        output: [],
        chatter: ['Querying', 'Failed to acquire MAC address for virtual machine'],
      });
    });

    it('an endpoint with its inner object whole, one or several', async () => {
      const one =
        "[pscustomobject] @{ Name = 'A'; IpConfiguration = [pscustomobject] @{ Address = '172.20.0.2'; Deep = [pscustomobject] @{ Er = 1 } } }";
      const several = await look(`function Get-EflowVmEndpoint { ${one}; ${one} }\n${answering("'reply'")}`);
      const single = await look(`function Get-EflowVmEndpoint { ${one} }\n${answering("'reply'")}`);
      const value = { Name: 'A', IpConfiguration: { Address: '172.20.0.2', Deep: { Er: 1 } } };
      const valueOf = ({ collected }: Look): unknown => {
        const fact = collected.host['host.vmEndpoint'];
        return fact?.status === 'ok' ? fact.value : fact;
      };
      assert.deepEqual(valueOf(several), [value, value]);
      assert.deepEqual(valueOf(single), [value]);
    });

    it('the same through a session of Windows PowerShell, which hands over JSON, as directly', async () => {
      const cmdlets = `function Get-Played {
          Write-Host 'chatter'; Write-Verbose -Message 'more' -Verbose; Write-Error -Message 'beside'
          [pscustomobject] @{ Name = 'A'; Inner = [pscustomobject] @{ Deep = [pscustomobject] @{ When = '2026-01-01T00:00:00Z'; List = @(1) } } }
          'text'
        }`;
      const { output, thrown } = await inPowerShell<{ output: unknown[] }>(
        `& $module {
           Import-EflowModule
           Invoke-EflowCmdlet -Name 'Get-Played'
           ConvertFrom-EflowJson -Json (& $script:eflowBlock 'Get-Played' @{} \${function:ConvertTo-EflowJson}.ToString() 16MB)
         }`,
        { modules: [azureEflow(folder, cmdlets)] },
      );
      assert.equal(thrown, null, JSON.stringify(thrown));
      const inner = { Deep: { When: '2026-01-01T00:00:00Z', List: [1] } };
      assert.deepEqual(output[0], {
        output: [{ Name: 'A', Inner: inner }, 'text'],
        chatter: ['chatter', 'more'],
        errors: ['beside'],
        thrown: null,
        tooMuch: false,
      });
      assert.deepEqual(output[1], output[0]);
    });

    it('the same snapshot through the serializer of a session as directly', async () => {
      const cmdlets = `
        function Get-EflowVmEndpoint {
          $inner = [pscustomobject] @{ Address = '172.20.0.2'; PrefixLength = [byte] 24; Deep = [pscustomobject] @{ Er = [pscustomobject] @{ List = @(1, @('a', 'b')) } } }
          [pscustomobject] @{ Name = 'A \u00e9 \u65e5\u672c _x000A_'; HealthStatus = [System.DayOfWeek] 3; IpConfiguration = $inner }
        }
        function Get-EflowNetwork { [pscustomobject] @{ Name = 'Default Switch'; Cidr = ''; Type = 'ICS'; AllocationMethod = $null } }
        function Get-EflowVmAddr { Write-Host ' - said'; Write-Error -Message 'beside'; '00:15:5d:4e:15:2c'; '172.27.120.111 ' }
        ${answering(`'first'; ''; "$([char] 27)[2J $([char] 0x3042) <&>"; Write-Error -Message 'Write-EventLog is not there'; ' last '`)}`;
      const [direct, session] = [await look(cmdlets), await look(cmdlets, { session: true })];
      const untimed = ({ collected }: Look): unknown =>
        JSON.parse(
          JSON.stringify({ ...collected, collectedAt: '' }, (key, value: unknown) => (key === 'tookMs' ? 0 : value)),
        );
      assert.deepEqual(session.seen.thrown, null);
      assert.deepEqual([...session.calls].sort(), [...direct.calls].sort());
      assert.deepEqual(untimed(session), untimed(direct));
      assert.equal(session.collected.guest.status, 'ok');
      assert.deepEqual(session.collected.guest.replies, ['first\n\n\u001b[2J \u3042 <&>\n last ']);
      // What this is about: without JSON the serializer flattens what lies deeper.
      const { output } = await inPowerShell<string>(
        '(Start-Job -ScriptBlock { Get-Process -Id $PID } | Receive-Job -Wait -AutoRemoveJob).MainModule.GetType().Name',
      );
      assert.deepEqual(output, ['String']);
    });

    /** What a value is made of; how many there are of a kind may change from one look to the next. */
    const shapeOf = (value: unknown): unknown => {
      if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))].sort();
      if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
      return Object.fromEntries(
        Object.entries(value)
          .sort()
          .map(([key, one]) => [key, shapeOf(one)]),
      );
    };

    it('the same in both editions of PowerShell, from Windows too', async function () {
      const editions = ['powershell', 'pwsh'];
      const runs = (program: string): boolean =>
        spawnSync(program, ['-NoProfile', '-NonInteractive', '-Command', 'exit 0']).status === 0;
      if (!editions.every(runs)) skip(this, 'needs Windows PowerShell 5.1 and PowerShell 7 on one machine');
      const [desktop, core] = await Promise.all(
        editions.map((program) => look(answering("'first'; ''; ' last '"), { program })),
      );
      assert.ok(desktop !== undefined && core !== undefined);
      const factsOf = ({ collected }: Look): unknown =>
        Object.entries(collected.host)
          .sort()
          .map(([id, fact]) => [id, fact.status, fact.status === 'ok' ? shapeOf(fact.value) : null]);
      assert.deepEqual(factsOf(core), factsOf(desktop));
      assert.equal(core.collected.guest.status, 'ok');
      assert.deepEqual({ ...core.collected.guest, tookMs: 0 }, { ...desktop.collected.guest, tookMs: 0 });
      for (const id of ['host.vmName', 'host.vmAddress', 'host.vmEndpoint', 'host.vmNetwork'])
        assert.deepEqual({ ...core.collected.host[id], tookMs: 0 }, { ...desktop.collected.host[id], tookMs: 0 }, id);
    });

    it('facts each on its own: a cmdlet that fails costs its fact only', async () => {
      const { collected } = await look(
        `function Get-EflowVmEndpoint { throw 'WSSDAgent unreachable' }\n${answering("'reply'")}`,
      );
      assert.deepEqual(collected.host['host.vmEndpoint'], {
        status: 'failed',
        reason: 'WSSDAgent unreachable',
        tookMs: collected.host['host.vmEndpoint']?.tookMs,
      });
      assert.equal(collected.host['host.vmNetwork']?.status, 'ok');
    });
  });

  describe('has the host try for itself what the guest needs', () => {
    const questions = {
      ports: [
        { address: '127.0.0.1', port: 1 },
        { address: '127.0.0.1', port: 2 },
      ],
      names: ['here.example', 'no.example', 'mute.example'],
      endpoints: [
        { host: 'here.example', port: 3 },
        { host: 'no.example', port: 3 },
        { host: '127.0.0.1', port: 4 },
      ],
      proxied: [{ host: 'here.example', port: 443, proxy: 'no.example', proxyPort: 3128 }],
      queries: [
        { server: '192.0.2.53', transport: 'udp', name: 'here.example' },
        { server: '192.0.2.53', transport: 'tcp', name: 'refusing.example' },
        { server: '192.0.2.54', transport: 'udp', name: 'mute.example' },
      ],
    };
    /** Resolve-DnsName as Windows has it: errors told apart by their ids, texts in any language. */
    const windows = `
function Resolve-DnsName {
  [CmdletBinding()] param ($Name, $Type, $Server, [switch] $DnsOnly, [switch] $QuickTimeout, [switch] $TcpOnly)
  $ids = @{ 'no.example' = 'DNS_ERROR_RCODE_NAME_ERROR'; 'mute.example' = 'ERROR_TIMEOUT'; 'refusing.example' = 'DNS_ERROR_RCODE_REFUSED' }
  if ($ids.ContainsKey($Name)) { Write-Error -Message 'Vorgang fehlgeschlagen' -ErrorId $ids[$Name] }
  else {
    [pscustomobject] @{ Name = $Name; Type = [System.DayOfWeek] 5; NameHost = 'alias.example' }
    [pscustomobject] @{ Name = 'alias.example'; Type = [System.DayOfWeek] 1; IPAddress = '127.0.0.1' }
  }
}`;
    const asked = ['portProbe', 'nameProbe', 'reach', 'dnsProbe'] as const;
    const plain = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'tookMs' ? undefined : one)));

    it('ports, names, the same endpoints, and DNS servers, each understood by the core', async () => {
      const { collected } = await look(answering("'reply'"), { questions, windows });
      const values = Object.fromEntries(
        asked.map((name) => {
          const fact = collected.host[`host.${name}`];
          assert.ok(fact?.status === 'ok', `${name}: ${JSON.stringify(fact)}`);
          const parsed = factParsers[`host.${name}`](fact.value);
          assert.ok(parsed.ok, `${name}: ${JSON.stringify(parsed)}`);
          return [name, plain(parsed.value)];
        }),
      );
      const refused = { address: '127.0.0.1', protocol: 'tcp', state: 'refused' };
      const untold = { tls: 'notTried', issuer: null, via: 'direct' };
      assert.deepEqual(values, {
        portProbe: [
          { ...refused, port: 1 },
          { ...refused, port: 2 },
        ],
        nameProbe: [
          { name: 'here.example', addresses: ['127.0.0.1'], state: 'resolved' },
          { name: 'no.example', addresses: [], state: 'unresolved' },
          { name: 'mute.example', addresses: [], state: 'timedOut' },
        ],
        reach: [
          { host: 'here.example', port: 3, address: '127.0.0.1', tcp: 'refused', ...untold },
          { host: 'no.example', port: 3, address: null, tcp: 'unresolved', ...untold },
          { host: '127.0.0.1', port: 4, address: '127.0.0.1', tcp: 'refused', ...untold },
          { host: 'here.example', port: 443, address: null, tcp: 'unresolved', ...untold, via: 'proxy' },
        ],
        dnsProbe: [
          { ...questions.queries[0], state: 'answered', rcode: 'NOERROR', addresses: ['127.0.0.1'] },
          { ...questions.queries[1], state: 'answered', rcode: 'REFUSED', addresses: [] },
          { ...questions.queries[2], state: 'silent', rcode: null, addresses: [] },
        ],
      });
    });

    describe('as far as a TLS hello,', () => {
      const servers: Server[] = [];
      const hellos: string[] = [];
      const asked: string[] = [];
      let reached: readonly string[] = [];

      const listening = async (server: Server): Promise<number> => {
        servers.push(server);
        await once(server.listen(0, '127.0.0.1'), 'listening');
        return (server.address() as AddressInfo).port;
      };

      /** A server of the cloud, one that speaks no TLS, and a proxy that connects to the first. */
      const ports = async (): Promise<{ secure: number; rude: number; proxy: number }> => {
        const certificates = path.join(folder, 'certificates');
        await makeCertificates(certificates);
        const file = (name: string): Buffer => readFileSync(path.join(certificates, name));
        // A session that goes on would not say again whom it greets.
        const secureOptions = constants.SSL_OP_NO_TICKET;
        const cloud = createTlsServer(
          { key: file('cloud.key'), cert: file('cloud.chain'), secureOptions },
          (socket) => {
            hellos.push(String(socket.servername));
            socket.on('error', () => hellos.push('torn')).on('end', () => hellos.push('closed'));
            socket.on('data', () => hellos.push('more than a hello'));
          },
        );
        const secure = await listening(cloud);
        const between = createHttpServer().on('connect', ({ url = '', headers }, socket) => {
          asked.push(`${url} ${headers['proxy-authorization'] ?? 'without credentials'}`);
          if (url !== 'here.example:443') socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
          else {
            socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
            socket.pipe(connect(secure, '127.0.0.1')).pipe(socket);
          }
        });
        const rude = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
        return { secure, rude: await listening(rude), proxy: await listening(between) };
      };

      before(async () => {
        const { secure, rude, proxy } = await ports();
        const by = { port: 443, proxy: '127.0.0.1', proxyPort: proxy };
        const { collected } = await look(answering("'reply'"), {
          questions: {
            ...questions,
            endpoints: [secure, rude].map((port) => ({ host: 'here.example', port })),
            proxied: [
              { host: 'here.example', ...by },
              { host: 'elsewhere.example', ...by },
              { host: 'here.example', ...by, proxyPort: rude },
            ],
          },
          windows,
        });
        const fact = collected.host['host.reach'];
        const parsed = factParsers['host.reach'](fact?.status === 'ok' ? fact.value : fact);
        assert.ok(parsed.ok, JSON.stringify(fact));
        reached = parsed.value.map(({ via, tcp, tls, issuer }) => [via, tcp, tls, issuer].join(' '));
      });
      after(() => servers.forEach((server) => server.close()));

      it('with the issuer that was shown, and by the proxy', () => {
        const issuer = 'CN=Microsoft Azure RSA TLS Issuing CA 04, O=Microsoft Corporation, C=US';
        assert.deepEqual(reached, [
          `direct connected ok ${issuer}`,
          'direct connected failed ',
          `proxy connected ok ${issuer}`,
          'proxy connected failed ',
          'proxy connected failed ',
        ]);
      });

      it('closed properly, with nothing in it, and no credentials for the proxy', () => {
        assert.deepEqual([...hellos].sort(), ['closed', 'closed', 'here.example', 'here.example']);
        assert.deepEqual(
          [...asked].sort(),
          ['elsewhere', 'here'].map((name) => `${name}.example:443 without credentials`),
        );
      });
    });

    it('not where nothing may be asked, nor where the guest said nothing; and says so', async () => {
      const quiet = await look(answering("'reply'"), { questions, windows, call: 'Test-EflowNetwork -Probe None' });
      const mute = await look(answering("throw 'gone'"), { questions, windows });
      for (const [{ collected, requests }, reason] of [
        [quiet, /probe level nothing is asked/],
        [mute, /did not say what it needs/],
      ] as const) {
        assert.ok(!requests.some(({ kind }) => kind === 'hostQuestions'));
        for (const name of asked) {
          const fact = collected.host[`host.${name}`];
          assert.ok(fact?.status === 'skipped', JSON.stringify(fact));
          assert.match(fact.reason, reason);
        }
      }
    });
  });

  it('for a repair opens no session that the plan does not need, and lets nothing leave the device', async () => {
    const { calls, requests } = await look(answering("'reply'"), {
      call: 'Repair-EflowFirewall -Port 8883 -Source 10.0.0.0/8',
    });
    assert.ok(!calls.includes('Get-EflowVmAddr') && !calls.includes('Get-EflowVmEndpoint'));
    const [first, last] = [requests[0], requests.at(-1)];
    assert.ok(first?.kind === 'guestCommands' && last?.kind === 'planFirewall');
    assert.equal(first.probe, 'none');
    assert.deepEqual([last.wish, last.liveOnly], [{ protocol: 'tcp', port: 8883, source: '10.0.0.0/8' }, false]);
  });

  it('for a trace lets nothing leave the device, but to ask for a name that was given', async () => {
    for (const [ends, probe, names] of [
      ['-From lan -To edgeHub', 'none', undefined],
      ['-From edgeHub -To mcr.microsoft.com', 'standard', ['mcr.microsoft.com']],
      ['-From 10.0.0.9 -To vm', 'none', undefined],
    ] as const) {
      const { requests } = await look(answering("'reply'"), { call: `Trace-EflowPacket ${ends} -Port 443` });
      const [first] = requests;
      assert.ok(first?.kind === 'guestCommands');
      assert.deepEqual([first.probe, first.names], [probe, names]);
    }
  });

  describe('reads from Windows', () => {
    const windows = `
function Get-NetAdapter { [CmdletBinding()] param () [pscustomobject] @{ Name = 'Ethernet'; InterfaceDescription = 'Intel'; ifIndex = 7; Status = 'Up'; MacAddress = '3C-52-82-00-00-01'; LinkSpeed = '1 Gbps'; Virtual = $false } }
function Get-NetIPAddress { [CmdletBinding()] param ($AddressFamily) [pscustomobject] @{ IPAddress = '192.168.1.20'; PrefixLength = [byte] 24; InterfaceIndex = [uint32] 7; InterfaceAlias = 'Ethernet'; PrefixOrigin = [System.DayOfWeek] 3 } }
function Get-NetRoute { [CmdletBinding()] param ($AddressFamily) [pscustomobject] @{ DestinationPrefix = '0.0.0.0/0'; NextHop = '192.168.1.1'; InterfaceIndex = [uint32] 7; RouteMetric = [uint16] 25 } }
function Get-NetNeighbor { [CmdletBinding()] param ($AddressFamily) [pscustomobject] @{ IPAddress = '192.168.1.1'; LinkLayerAddress = '3C-52-82-00-00-02'; InterfaceIndex = [uint32] 7; State = 'Reachable' } }
function Get-DnsClientServerAddress { [CmdletBinding()] param ($AddressFamily) [pscustomobject] @{ InterfaceIndex = [uint32] 7; InterfaceAlias = 'Ethernet'; ServerAddresses = @() } }
function Get-Service { [CmdletBinding()] param ($Name) [pscustomobject] @{ Name = 'WSSDAgent'; Status = [System.DayOfWeek] 4; StartType = [System.DayOfWeek] 2 } }
function Get-NetFirewallProfile { [CmdletBinding()] param ($PolicyStore) foreach ($name in 'Domain', 'Public') { [pscustomobject] @{ Name = $name; Enabled = [System.DayOfWeek] 1; DefaultInboundAction = [System.DayOfWeek] 4; DefaultOutboundAction = [System.DayOfWeek] 2; AllowLocalFirewallRules = [System.DayOfWeek] 2 } } }
function Get-VMSwitch { [CmdletBinding()] param () [pscustomobject] @{ Id = [guid] 'C08CB7B8-9B3C-408E-8E30-5E16A3AEB444'; Name = 'Standardschalter'; SwitchType = [System.DayOfWeek] 1; NetAdapterInterfaceDescriptions = $null } }
function Get-NetNat { [CmdletBinding()] param () }
function Get-CimInstance { [CmdletBinding()] param ($ClassName) if ($ClassName -eq 'Win32_OperatingSystem') { [pscustomobject] @{ Caption = 'Windows 11'; Version = '10.0.22621'; ProductType = [uint32] 1 } } else { [pscustomobject] @{ Manufacturer = 'Contoso'; Model = 'Edge'; HypervisorPresent = $true } } }
`;
    const names = [
      'adapters',
      'addresses',
      'routes',
      'neighbours',
      'dnsServers',
      'services',
      'firewallProfiles',
      'switches',
      'nat',
      'system',
    ] as const;

    it('plain values that the core understands', async () => {
      const { collected } = await look(answering("'reply'"), { windows });
      const values = Object.fromEntries(
        names.map((name) => {
          const fact = collected.host[`host.${name}`];
          assert.ok(fact?.status === 'ok', `${name}: ${JSON.stringify(fact)}`);
          const parsed = factParsers[`host.${name}`](fact.value);
          assert.ok(parsed.ok, `${name}: ${JSON.stringify(parsed)}`);
          return [name, parsed.value];
        }),
      );
      assert.deepEqual(values, {
        adapters: [
          {
            name: 'Ethernet',
            description: 'Intel',
            index: 7,
            status: 'Up',
            mac: '3c:52:82:00:00:01',
            linkSpeed: '1 Gbps',
            virtual: false,
            hardware: null,
            adminStatus: null,
            operationalStatus: null,
            mediaState: null,
            interfaceType: null,
            physicalMedium: null,
          },
        ],
        addresses: [
          {
            address: '192.168.1.20',
            prefixLength: 24,
            interfaceIndex: 7,
            interfaceAlias: 'Ethernet',
            origin: 'Wednesday',
          },
        ],
        routes: [{ destination: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceIndex: 7, metric: 25 }],
        neighbours: [{ address: '192.168.1.1', mac: '3c:52:82:00:00:02', interfaceIndex: 7, state: 'Reachable' }],
        dnsServers: [{ interfaceIndex: 7, interfaceAlias: 'Ethernet', servers: [] }],
        services: [{ name: 'WSSDAgent', status: 4, startType: 2 }],
        firewallProfiles: ['Domain', 'Public'].map((name) => ({
          name,
          enabled: 1,
          defaultInbound: 4,
          defaultOutbound: 2,
          allowLocalRules: 2,
          allowInboundRules: null,
          disabledInterfaces: [],
        })),
        switches: [
          {
            id: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444',
            name: 'Standardschalter',
            type: 'Internal',
            adapterDescriptions: [],
            forHostToo: null,
          },
        ],
        nat: [],
        system: {
          computerName: (values['system'] as { computerName: string }).computerName,
          osCaption: 'Windows 11',
          osVersion: '10.0.22621',
          isServer: false,
          manufacturer: 'Contoso',
          model: 'Edge',
          hypervisorPresent: true,
          osBuild: null,
          osSku: null,
          azure: false,
          elevated: true,
          powerShell: (values['system'] as { powerShell: string }).powerShell,
        },
      });
    });

    it('facts each on its own: one that fails, or lacks a property, costs itself', async () => {
      const broken = windows
        .replace(
          /function Get-NetRoute .*/,
          "function Get-NetRoute { [CmdletBinding()] param ($AddressFamily) throw 'access denied' }",
        )
        .replace(
          /function Get-NetAdapter .*/,
          "function Get-NetAdapter { [CmdletBinding()] param () [pscustomobject] @{ Name = 'Ethernet' } }",
        );
      const { collected } = await look(answering("'reply'"), { windows: broken });
      const statuses = Object.fromEntries(names.map((name) => [name, collected.host[`host.${name}`]?.status]));
      assert.deepEqual(statuses, {
        ...Object.fromEntries(names.map((name) => [name, 'ok'])),
        routes: 'failed',
        adapters: 'failed',
      });
    });

    it('what hangs costs itself and what would have followed, after a limit', async () => {
      const hanging = windows.replace(
        /function Get-NetNat .*/,
        'function Get-NetNat { [CmdletBinding()] param () [System.Threading.Thread]::Sleep(60000) }',
      );
      const { collected } = await look(answering("'reply'"), {
        windows: hanging,
        before: '& $module { $script:hostFactSeconds = 3 }',
      });
      assert.equal(collected.host['host.switches']?.status, 'ok');
      assert.deepEqual(collected.host['host.nat'], { status: 'failed', reason: 'No answer within 3 s.' });
      assert.equal(collected.host['host.system']?.status, 'failed');
    });
  });
});

describe('Sessions with a VM that lets in three a minute', () => {
  const folder = scratchFolder();
  /** A minute of three seconds. */
  const quick = `
    $script:turnSeconds = 3
    function Set-Release { param ($Version) Set-EflowPace -Eflow @{ status = 'ok'; value = @{ version = $Version } } }
    function Open-Session { param ($Count = 1) Wait-EflowTurn -Count $Count; [datetime]::UtcNow.Ticks / 10000; Add-EflowTurn -Count $Count }`;
  const run = <T>(script: string, cmdlets = '') =>
    inPowerShell<T>(`& $module {\n${quick}\n${script}\n} -Verbose`, { modules: [azureEflow(folder, cmdlets)] });

  it('wait for their turn, one or several at once', async () => {
    const { output, verbose, warnings } = await run<number>(
      `$VerbosePreference = 'Continue'
       function Write-Progress { param ($Activity, $Status, $SecondsRemaining) Write-Warning -Message "$Status / $SecondsRemaining" }
       Set-Release '1.1.2212.12122'; 1..7 | ForEach-Object { Open-Session }; Open-Session 2; Open-Session 2`,
    );
    const opened = [...output.slice(0, 7), ...[7, 7, 8, 8].map((at) => output[at] ?? NaN)];
    for (const [at, when] of opened.entries())
      if (at >= 3) assert.ok(when - (opened[at - 3] ?? NaN) >= 3000, `${at}: ${opened.join(' ')}`);
    assert.ok(verbose.some((line) => line.includes('lets 3 sessions a minute')));
    // What the progress shows.
    assert.ok(warnings.some((line) => /^Waiting: this release .* three sessions a minute .* \/ [123]$/.test(line)));
  });

  it('do not wait on later releases, nor where the release is not known', async () => {
    for (const release of ["'1.4.10.15222'", "'1.10.1'", '$null']) {
      const { output } = await run<number>(`Set-Release ${release}; 1..9 | ForEach-Object { Open-Session }`);
      assert.ok((output[8] ?? NaN) - (output[0] ?? NaN) < 2500, output.join(' '));
    }
  });

  it('are paced for the releases for which a refusal is told apart', () => {
    const rule = readFileSync('core/src/rules/host/HOST010-session-refused.ts', 'utf8');
    const told = /OVER_TCP = \/(.*)\//.exec(rule)?.[1] ?? 'none';
    const paced = readFileSync('ps-module/Private/Collect/Wait-EflowTurn.ps1', 'utf8');
    assert.ok(paced.includes(`$script:releasesOverTcp = '${told}'`));
  });

  it('have failed in the words of ssh.exe about its key, without the frame around them', async () => {
    const at = "('@' * 59)";
    const words = `@(${at}, '@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @', ${at}, "Permissions for 'id_rsa' are too open.", 'iotedge-user@172.20.0.2: Permission denied (publickey).')`;
    const said = (output: string, errors: string): string =>
      `(Read-EflowGuestAnswer -Said ([pscustomobject] @{ output = ${output}; chatter = @(); errors = ${errors}; thrown = $null; tooMuch = $false })).reason`;
    const { output } = await run<string>(
      [said(words, '@()'), said('@()', words), said(`${words}[4]`, '@()')].join('\n'),
    );
    const [merged, apart, alone] = output;
    assert.match(merged ?? '', /: Permissions for 'id_rsa' are too open\.\?iotedge-user@.*publickey/);
    assert.match(apart ?? '', /: Permissions for 'id_rsa' are too open\.$/);
    assert.match(alone ?? '', /: iotedge-user@172\.20\.0\.2: Permission denied/);
  });

  /** What ssh.exe says when the VM lets nobody in, as output, as an exception, or only to the console. */
  const refusals = {
    'in its output': "'ssh: connect to host 172.20.0.2 port 22: Connection timed out'",
    'by an exception': "throw 'ssh failed to execute [Connection timed out] at line 3101'",
    'by nothing': '',
  };
  for (const [how, words] of Object.entries(refusals)) {
    const cmdlets = (times: number) =>
      `$script:asked = 0
       function Invoke-EflowVmCommand { [CmdletBinding()] param ([string] $command, [switch] $ignoreError)
         $script:asked++; if ($script:asked -le ${times}) { ${words} } else { 'reply' } }`;
    const ask = `Set-Release '1.1.2212.12122'
      $core = [pscustomobject] @{}
      function Send-EflowCoreRequest { @{ commands = @(); nonce = 'abc' } }
      $worker = Open-EflowWorker
      $watch = [System.Diagnostics.Stopwatch]::StartNew()
      $answer = Get-EflowGuestReply -Core $core -Worker $worker -Next @{ commands = @('ask'); note = $null; nonce = 'abc' } -Request @{ timeoutSeconds = 5 }
      @{ status = $answer.status; reason = $answer['reason']; seconds = $watch.Elapsed.TotalSeconds }`;
    interface Answer {
      status: string;
      reason: string | null;
      seconds: number;
    }

    it(`are tried again after a minute without asking where the first is refused ${how}`, async () => {
      const { output, thrown } = await run<Answer>(ask, cmdlets(1));
      assert.equal(thrown, null, JSON.stringify(thrown));
      assert.equal(output[0]?.status, 'ok', JSON.stringify(output));
      assert.ok(output[0].seconds >= 3);
    });

    it(`have failed for that reason where the second is refused too ${how}`, async () => {
      const { output } = await run<Answer>(ask, cmdlets(2));
      assert.equal(output[0]?.status, 'failed');
      assert.match(output[0].reason ?? '', /^No session with the guest, nor after a minute without asking it: The /);
    });
  }
});
