// The objects, their views, and the cmdlets' parameters on real snapshots with the real core.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Finding } from '../../../core/src/contract/finding.js';
import type { RepairPlan } from '../../../core/src/contract/plan.js';
import { Snapshot } from '../../../core/src/contract/snapshot.js';
import { printReply } from '../../unit/guest/guestSupport.js';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import {
  answeringCore,
  azureEflow,
  inPowerShell,
  projectRoot,
  projectWithCore,
  quoted,
  scratchFolder,
} from './support.js';

const node = quoted(process.execPath);
const example = quoted(path.resolve('test/contract/examples/Snapshot/mixed.json'));

const finding = (rule: string, over: Partial<Finding> = {}): Finding => ({
  rule,
  outcome: 'fail',
  severity: 'critical',
  category: 'IP',
  title: 'Everything is well',
  message:
    'The lifecycle agent says 169.254.91.105, the virtual machine has 172.27.120.111: cmdlets that need its address fail.',
  target: '172.27.120.111',
  evidence: [{ fact: 'host.vmAddress', path: '/ip', observed: '169.254.91.105', expected: '172.27.120.111' }],
  remedy: [
    { text: 'Restart the agent.', command: 'Restart-Service -Name WSSDAgent' },
    { text: 'Look again.', command: null },
  ],
  causedBy: null,
  suppressed: null,
  repair: null,
  page: `rules/${rule}.md`,
  device: 'EDGE-1',
  collectedAt: '2026-11-23T10:11:12.345Z',
  ...over,
});

describe('What the cmdlets emit', () => {
  const folder = scratchFolder();
  /** With the project's own core, and with one that has these findings and this plan. */
  let session: PowerShellSession;
  let played: PowerShellSession;
  const opened = async (root: string): Promise<PowerShellSession> => {
    const one = await openPowerShell();
    await one.text(
      `Import-Module -Name ${quoted(path.join(root, 'EflowNetDiag.psd1'))}; $judge = @{ Snapshot = ${example}; NodePath = ${node} }`,
    );
    return one;
  };

  before(async () => {
    session = await opened(projectRoot);
    played = await opened(projectWithCore(folder, diagnosing));
  });
  after(async () => {
    await session.close();
    await played.close();
  });

  const findings = [
    finding('IP001'),
    finding('DNS002', {
      causedBy: 'IP001',
      severity: 'warning',
      category: 'DNS',
      target: 'contoso-hub.azure-devices.net, mcr.microsoft.com',
    }),
    finding('RT001', { outcome: 'unknown', category: 'RT', severity: 'information' }),
    finding('MOD001', { outcome: 'error', category: 'MOD' }),
    finding('NF001', { outcome: 'pass', category: 'NF', evidence: [], remedy: [] }),
    finding('HOST001', { outcome: 'notApplicable', category: 'HOST', evidence: [], remedy: [] }),
  ];
  const plan: RepairPlan = {
    repair: 'allow-inbound-port',
    id: '0123456789abcdef',
    device: 'EDGE-1',
    collectedAt: '2026-11-23T10:11:12.345Z',
    state: 'needed',
    reason: null,
    wish: { protocol: 'tcp', port: 8883, source: null },
    basis: 'f'.repeat(64),
    steps: ['insertRule' as const, 'persistRule' as const].map((kind) => ({
      kind,
      backEnd: 'nft',
      table: 'filter',
      chain: 'INPUT',
      position: 3,
      rule: ['-p', 'tcp', '-m', 'tcp', '--dport', '8883', '-j', 'ACCEPT'],
      text: `A step of the kind ${kind}, told in a sentence that is much too long to fit into a single line of the table.`,
    })),
    stillBlockedBy: [],
    opens: ['Anybody who reaches the virtual machine may connect.'],
    sessionsPerMinute: null,
    checks: [
      {
        kind: 'connect',
        from: 'host',
        address: '172.27.120.111',
        port: 8883,
        protocol: 'tcp',
        text: 'A new connection from the host gets through.',
      },
    ],
  };
  const diagnosing = answeringCore(
    `if (request.kind === 'planFirewall') return { kind: 'planFirewall', plan: ${JSON.stringify(plan)} };
     return { kind: 'diagnose', device: 'EDGE-1', collectedAt: '2026-01-01T00:00:00Z', counts: { pass: 1, fail: 2, notApplicable: 1, unknown: 1, error: 1, suppressed: 0 }, suppressions: [], findings: ${JSON.stringify(findings)} };`,
  );
  const test = <T>(script: string): Promise<readonly T[]> => played.objects<T>(script);

  describe('EflowNetDiag.Finding', () => {
    it('has these properties in this order, and nothing else', async () => {
      const [shape] = await test<{ type: string; names: string[] }>(
        '$one = @(Test-EflowNetwork @judge)[0]; @{ type = $one.PSObject.TypeNames[0]; names = @($one.PSObject.Properties | ForEach-Object { $_.Name }) }',
      );
      assert.deepEqual(shape, {
        type: 'EflowNetDiag.Finding',
        names: [
          'Rule',
          'Outcome',
          'Severity',
          'Category',
          'Title',
          'Message',
          'Target',
          'Evidence',
          'Remedy',
          'CausedBy',
          'Suppressed',
          'Repair',
          'Page',
          'Device',
          'CollectedAt',
          'EvidenceText',
          'RemedyText',
          'SuppressedText',
          'SeverityRank',
        ],
      });
    });

    it('carries every property of the contract, in PascalCase, with its value', async () => {
      const [seen] = await test<Record<string, unknown>>(
        '@(Test-EflowNetwork @judge)[0] | Select-Object -Property * -ExcludeProperty *Text, SeverityRank',
      );
      const pascal = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(pascal)
          : typeof value === 'object' && value !== null
            ? Object.fromEntries(
                Object.entries(value).map(([name, inner]) => [
                  name.charAt(0).toUpperCase() + name.slice(1),
                  pascal(inner),
                ]),
              )
            : value;
      assert.deepEqual(seen, pascal(Finding.parse(findings[0])));
    });

    it('has a text for each list, so that a table of them has no lists', async () => {
      const [row] = await test<Record<string, string>>(
        '@(Test-EflowNetwork @judge)[0] | Select-Object -Property Rule, EvidenceText, RemedyText, SuppressedText | ConvertTo-Csv | ConvertFrom-Csv',
      );
      assert.deepEqual(row, {
        Rule: 'IP001',
        EvidenceText: 'host.vmAddress/ip: seen 169.254.91.105; expected 172.27.120.111',
        RemedyText: 'Restart the agent. Restart-Service -Name WSSDAgent | Look again.',
        SuppressedText: '',
      });
    });

    it('is sorted by its gravity, and its severity stays a word', async () => {
      const [seen] = await test<{ sorted: string[]; critical: number; json: string }>(
        `$all = @(Test-EflowNetwork @judge -All)
         @{
           sorted = @($all | Sort-Object -Property SeverityRank | ForEach-Object { $_.Severity } | Select-Object -Unique)
           critical = @($all | Where-Object { $_.Severity -eq 'critical' }).Count
           json = ($all[0] | Select-Object -Property Severity | ConvertTo-Json -Compress)
         }`,
      );
      assert.deepEqual(seen, {
        sorted: ['critical', 'warning', 'information'],
        critical: findings.filter(({ severity }) => severity === 'critical').length,
        json: '{"Severity":"critical"}',
      });
    });

    it('has lists that are lists, also of one and of none', async () => {
      const [counts = []] = await test<number[][]>(
        ', @(Test-EflowNetwork @judge -All | ForEach-Object { , @($_.Evidence.Count, $_.Remedy.Count, [int] ($_.Evidence -is [object[]])) })',
      );
      assert.deepEqual(counts[0], [1, 2, 1]);
      assert.deepEqual(counts[4], [0, 0, 1]);
    });
  });

  describe('Test-EflowNetwork', () => {
    const rules = (call: string): Promise<readonly string[]> => test<string>(`(Test-EflowNetwork @judge ${call}).Rule`);

    it('shows by default what needs attention', async () =>
      assert.deepEqual(await rules(''), ['IP001', 'DNS002', 'RT001', 'MOD001']));
    it('shows everything with -All', async () => assert.equal((await rules('-All')).length, findings.length));
    it('chooses by -Outcome', async () =>
      assert.deepEqual(await rules('-Outcome pass, notApplicable'), ['NF001', 'HOST001']));
    it('asks the core for these outcomes alone, however they are spelt', async () => {
      const counts = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0, suppressed: 0 };
      const answer = {
        kind: 'diagnose',
        device: 'EDGE-1',
        collectedAt: '2026-01-01T00:00:00Z',
        counts,
        suppressions: [],
      };
      const echo = `return { ...${JSON.stringify(answer)}, findings: [{ ...${JSON.stringify(finding('DEV001'))}, message: JSON.stringify(request.outcomes ?? null) }] };`;
      const { output } = await inPowerShell<string>(
        ['', '-All', '-Outcome PASS, notapplicable']
          .map((more) => `(Test-EflowNetwork -Snapshot ${example} -NodePath ${node} ${more}).Message`)
          .join('\n'),
        { root: projectWithCore(folder, answeringCore(echo)) },
      );
      assert.deepEqual(output, ['["fail","unknown","error"]', 'null', '["pass","notApplicable"]']);
    });
    it('chooses by -Severity', async () => assert.deepEqual(await rules('-Severity warning'), ['DNS002']));
    it('chooses by -Category', async () => assert.deepEqual(await rules('-Category ip, rt'), ['IP001', 'RT001']));
    it('chooses by all of them together', async () =>
      assert.deepEqual(await rules('-All -Category NF, IP -Severity critical'), ['IP001', 'NF001']));

    it('shows the verdict first, whatever is chosen', async () => {
      const call = (more: string): string => `, @((Test-EflowNetwork @real ${more}).Rule)`;
      const [usual = [], warnings = [], excluded = [], quiet = []] = await session.objects<string[]>(
        `$real = @{ Snapshot = ${quoted(path.resolve('samples/published-port-blocked.json'))}; NodePath = ${node} }
         ${call('')}
         ${call('-Severity warning -Category MTU -Outcome error -Rule DNS*')}
         ${call('-ExcludeRule DEV001')}
         , @(Test-EflowNetwork @real -Quiet -Category MTU)`,
      );
      assert.deepEqual(usual, ['DEV001', 'NF001', 'NF008']);
      assert.deepEqual(warnings, ['DEV001']);
      assert.deepEqual(excluded, ['NF001', 'NF008']);
      assert.deepEqual(quiet, [true]);
    });

    it('takes a profile as a hashtable, an object and a file, and hands it to the core', async () => {
      const file = path.join(folder, 'profile.json');
      writeFileSync(file, JSON.stringify({ protocol: 'MqttWs', closedPorts: [1883, '5672/tcp'], names: ['a.b'] }));
      const call = (profile: string): string =>
        `(Test-EflowNetwork @judge -Rule DEV001 -DeviceProfile ${profile}).Evidence[1].Observed`;
      const seen = await session.objects<string>(
        `${call("@{ Protocol = 'MqttWs'; ClosedPorts = 1883, '5672/tcp'; Names = 'a.b' }")}
         ${call("([pscustomobject] @{ PROTOCOL = 'MqttWs'; closedports = @(1883, '5672/tcp'); Names = @('a.b') })")}
         ${call(quoted(file))}
         ${call(`(Get-Item -Path ${quoted(file)})`)}`,
      );
      assert.equal(seen.length, 4);
      assert.equal(new Set(seen).size, 1, seen.join('\n'));
      assert.deepEqual((JSON.parse(seen[0] ?? '') as { names: unknown }).names, [{ host: 'a.b', port: null }]);
    });

    it('shows what a profile accepts, and counts it for no fault', async () => {
      const file = path.join(folder, 'accepting.json');
      const one = { rule: 'NF001', target: '8883/tcp', reason: 'New firmware', expires: '2027-03-31' };
      writeFileSync(file, JSON.stringify({ suppressions: [one, { ...one, rule: 'NF008' }] }));
      const call = `Test-EflowNetwork -Snapshot ${quoted(path.resolve('samples/published-port-blocked.json'))} -NodePath ${node}`;
      const given =
        "@{ Suppressions = @(foreach ($id in 'NF001', 'NF008') { @{ Rule = $id; Target = '8883/*'; Reason = 'New firmware'; Expires = [datetime] '2027-03-31' } }) }";
      const seen = await session.objects(
        `${call} -Quiet
         ${call} -DeviceProfile ${quoted(file)} -Quiet
         ${call} -DeviceProfile ${given} -Quiet
         (${call} -DeviceProfile ${given} | Where-Object -Property Suppressed | Select-Object -First 1).SuppressedText
         (${call} -DeviceProfile ${given} | Out-String -Width 100) -replace '\\s+', ' '`,
      );
      assert.deepEqual(seen.slice(0, 4), [false, true, true, 'until 2027-03-31: New firmware']);
      assert.match(String(seen[4]), / NF001 \(fail\) critical 8883\/tcp \[until 2027-03-31: New firmware\]/);
    });

    it('refuses a profile that is none', async () => {
      const accepted = "Rule = 'NF001'; Target = '*'; Expires = '2027-03-31'";
      const wrong: readonly [profile: string, id: string, where?: string][] = [
        ["@{ Protokol = 'Mqtt' }", 'ProfileNotValid'],
        ['@{ Gateway = (Get-Process)[0] }', 'ProfileNotValid'],
        ['42', 'ProfileNotValid'],
        ["@{ Suppressions = 'NF001' }", 'ProfileNotValid', 'Suppressions[0]'],
        [`@{ Suppressions = @{ ${accepted} } }`, 'ProfileNotValid', 'suppressions[0].reason'],
        [
          `@{ Suppressions = @{ ${accepted}; Reason = 'x' }, @{ ${accepted}; Reason = $null } }`,
          'ProfileNotValid',
          'Suppressions[1].Reason',
        ],
        ['@{ "$([char] 27)[2J" = $null }', 'ProfileNotValid', '?[2J'],
        [quoted(path.join(folder, 'none.json')), 'ProfileNotRead'],
        [quoted(path.resolve('README.md')), 'ProfileNotRead'],
      ];
      for (const [profile, id, where] of wrong) {
        const { thrown } = await inPowerShell(
          `Test-EflowNetwork -Snapshot ${example} -NodePath ${node} -DeviceProfile ${profile}`,
        );
        assert.equal(thrown?.id, `EflowNetDiag.${id},Test-EflowNetwork`, JSON.stringify(thrown));
        if (where !== undefined) assert.equal(thrown.target, where);
      }
    });

    it('answers -Quiet with one word, where unknown and error are no pass', async () => {
      assert.deepEqual(
        await test(
          `Test-EflowNetwork @judge -Quiet
           Test-EflowNetwork @judge -Quiet -Category NF, HOST
           Test-EflowNetwork @judge -Quiet -Category RT
           Test-EflowNetwork @judge -Quiet -Category MOD
           Test-EflowNetwork @judge -Quiet -Category NF -Outcome pass`,
        ),
        [false, true, false, false, true],
      );
    });

    it('answers -Quiet with one word for many devices too, and takes what it could not see for no pass', async () => {
      const seen = await session.objects<boolean[]>(
        `, @(Test-EflowNetwork -Snapshot ${example}, ${example} -Rule DEV001 -Quiet -NodePath ${node})
         , @(@() | Test-EflowNetwork -Quiet -NodePath ${node})
         , @(Test-EflowNetwork -Snapshot ${example}, ./none.json -Rule DEV001 -Quiet -NodePath ${node} -ErrorAction SilentlyContinue)`,
      );
      assert.deepEqual(seen, [[true], [false], [false]]);
    });

    it('judges no device when the pipeline brings no snapshot', async () => {
      assert.deepEqual(await test(`@() | Test-EflowNetwork -NodePath ${node}`), []);
    });

    it('takes paths, wildcards and files from the pipeline', async () => {
      const counts = await session.objects<number>(
        `$folder = ${quoted(path.resolve('test/contract/examples/Snapshot'))}
         @(Test-EflowNetwork -Snapshot "$folder/*.json" -Rule DEV001 -NodePath ${node}).Count
         @(Get-ChildItem -Path $folder | Test-EflowNetwork -Rule DEV001 -NodePath ${node}).Count
         @("$folder/mixed.json", "$folder/empty.json" | Test-EflowNetwork -Rule DEV001 -NodePath ${node}).Count`,
      );
      const files = readdirSync('test/contract/examples/Snapshot').length;
      assert.deepEqual(counts, [files, files, 2]);
    });

    it('takes snapshots that are objects, alone and from the pipeline, like their files', async () => {
      const [seen] = await session.objects<Record<string, string>>(
        `$read = Get-Content -Path ${example} -Raw | ConvertFrom-Json
         $shown = { ConvertTo-Json -InputObject @($args[0]) -Depth 8 -Compress }
         @{
           file = & $shown @(Test-EflowNetwork @judge -All)
           given = & $shown @(Test-EflowNetwork -Snapshot $read -All -NodePath ${node})
           piped = & $shown @($read, $read | Test-EflowNetwork -All -NodePath ${node})
           dns = & $shown @($read | Get-EflowDnsReport -NodePath ${node})
           dnsOfFile = & $shown @(Get-EflowDnsReport -Snapshot ${example} -NodePath ${node})
         }`,
      );
      assert.ok((seen?.['file'] ?? '').length > 1000);
      assert.equal(seen?.['given'], seen?.['file']);
      const lengthOf = (json = '[]'): number => (JSON.parse(json) as unknown[]).length;
      assert.equal(lengthOf(seen?.['piped']), 2 * lengthOf(seen?.['file']));
      assert.equal(seen?.['dns'], seen?.['dnsOfFile']);
    });

    it('takes a path relative to where PowerShell is', async () => {
      const [count] = await session.objects<number>(
        `Set-Location -Path ${quoted(path.resolve('test/contract/examples'))}; @(Test-EflowNetwork -Snapshot ./Snapshot/mixed.json -Rule DEV001 -NodePath ${node}).Count`,
      );
      assert.equal(count, 1);
    });

    it('completes rule ids, with titles as tooltips', async () => {
      const seen = await session.objects<{ text: string; tip: string }>(
        `foreach ($line in 'Test-EflowNetwork -Rule dns', 'Test-EflowNetwork -ExcludeRule DNS', 'Get-EflowNetworkRule -Name DNS') {
           (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | Select-Object -First 1 | ForEach-Object { @{ text = $_.CompletionText; tip = $_.ToolTip } }
         }`,
      );
      assert.equal(seen.length, 3);
      for (const { text, tip } of seen) {
        assert.match(text, /^DNS\d{3}$/);
        assert.ok(tip.length > 15 && tip !== text, tip);
      }
    });
  });

  describe('on the screen', () => {
    const shown = async (script: string): Promise<string[]> => {
      const [text] = await test<string>(`${script} | Out-String -Width 100`);
      return (text ?? '').split(/\r?\n/).map((line) => line.trimEnd());
    };

    /** -WhatIf speaks to the host, which in a shared session is the same stream as the objects. */
    const whatIf = async (script: string): Promise<readonly string[]> => {
      const { output, thrown } = await inPowerShell<string>(
        `$judge = @{ Snapshot = ${example}; NodePath = ${node} }\n${script}`,
        {
          root: projectWithCore(folder, diagnosing),
        },
      );
      assert.equal(thrown, null, JSON.stringify(thrown));
      return output;
    };

    it('the table fits 100 columns, breaks lines at blanks, and indents consequences', async () => {
      const lines = await shown('Test-EflowNetwork @judge -All');
      assert.ok(
        lines.every((line) => line.length <= 100),
        lines.join('\n'),
      );
      assert.match(lines.find((line) => line.includes('Rule')) ?? '', /^Rule\s+Outcome\s+Severity\s+Target\s+Message$/);
      assert.ok(lines.some((line) => line.startsWith('IP001 ')));
      assert.ok(
        lines.some((line) => line.startsWith('  DNS002 ')),
        lines.join('\n'),
      );
      const words = new Set(findings[0]?.message.split(' '));
      const column = lines.find((line) => line.startsWith('IP001'))?.indexOf('The lifecycle') ?? -1;
      const start = lines.findIndex((line) => line.startsWith('IP001'));
      const message = lines
        .slice(
          start,
          lines.findIndex((line) => line.startsWith('  DNS002')),
        )
        .flatMap((line) => line.slice(column).split(' '))
        .filter((word) => word !== '');
      assert.deepEqual(
        message.filter((word) => !words.has(word)),
        [],
      );
      assert.equal(message.length, findings[0]?.message.split(' ').length);
    });

    it('the rows of each look stand under its device, which a terminal need not obey', async () => {
      const headings = (lines: readonly string[]): string[] =>
        lines.filter((line) => line.includes('Device:')).map((line) => line.trim());
      assert.deepEqual(headings(await shown('Test-EflowNetwork @judge')), ['Device: EDGE-1, 2026-11-23T10:11:12Z']);
      const lines = await shown(
        `$one = @(Test-EflowNetwork @judge)
         $other = @(Test-EflowNetwork @judge)
         foreach ($finding in $other) { $finding.Device = "EDGE$([char] 27)" + '-' * 100 }
         $one + [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($other))`,
      );
      assert.deepEqual(headings(lines), [
        'Device: EDGE-1, 2026-11-23T10:11:12Z',
        `Device: EDGE?${'-'.repeat(55)}, 2026-11-23T10:11:12Z`,
      ]);
      assert.equal(lines.filter((line) => line.startsWith('IP001 ')).length, 2);
      assert.ok(lines.every((line) => line.length <= 100));
    });

    it('an outcome is in colour where colours are shown, and plain text where they are not', async () => {
      const call = (style: string, more = '$env:NO_COLOR = $null'): string =>
        `$was = $PSStyle.OutputRendering; $PSStyle.OutputRendering = '${style}'; ${more}
         Test-EflowNetwork @judge -All | Out-String -Width 100
         $PSStyle.OutputRendering = $was; $env:NO_COLOR = $null`;
      const [ansi = '', noColor = '', plain = '', host = ''] = await test<string>(
        [call('Ansi'), call('Ansi', "$env:NO_COLOR = '1'"), call('PlainText'), call('Host')].join('\n'),
      );
      const escape = String.fromCharCode(27);
      const [red, green] = [`${escape}[31mfail${escape}[0m`, `${escape}[32mpass${escape}[0m`];
      assert.ok(ansi.includes(red) && ansi.includes(green), ansi);
      // The head of the table is PowerShell's own: it is in colour whatever NO_COLOR says.
      for (const text of [noColor, plain, host]) assert.ok(!text.includes(red) && / fail\s/.test(text), text);
      for (const text of [plain, host]) assert.ok(!text.includes(escape), text);
    });

    it('the list has everything, evidence and remedy one to a line', async () => {
      const text = (await shown('Test-EflowNetwork @judge | Select-Object -First 1 | Format-List')).join('\n');
      for (const part of [
        'Rule',
        'Outcome',
        'Severity',
        'Category',
        'Title',
        'Message',
        'Target',
        'Evidence',
        'Remedy',
        'CausedBy',
        'Suppressed',
        'Repair',
        'Page',
        'Device',
        'CollectedAt',
      ]) {
        assert.match(text, new RegExp(`^${part}\\s+:`, 'm'));
      }
      assert.match(text, /host\.vmAddress\/ip: seen 169\.254\.91\.105; expected 172\.27\.120\.111/);
      assert.match(text, /Restart the agent\.\n\s+Restart-Service -Name WSSDAgent\n\s+Look again\./);
    });

    it('rules, DNS report, plan and result fit as well', async () => {
      const real = await session.objects<string>(
        `Get-EflowNetworkRule -NodePath ${node} | Out-String -Width 100
         Get-EflowDnsReport -Snapshot ${example} -NodePath ${node} | Out-String -Width 100`,
      );
      const planned = await whatIf(
        `$planned = Repair-EflowFirewall -Port 8883 -WhatIf @judge
         $planned | Format-Table | Out-String -Width 100
         [pscustomobject] @{ PSTypeName = 'EflowNetDiag.RepairResult'; Port = 8883; Protocol = 'tcp'; State = 'rolledBack'; Persisted = $false; Verified = $false; Reason = 'word ' * 40; Plan = $planned } | Format-Table | Out-String -Width 100`,
      );
      for (const text of [...real, ...planned]) {
        const lines = text.split(/\r?\n/);
        assert.ok(lines.length > 4, text);
        assert.ok(
          lines.every((line) => line.trimEnd().length <= 100),
          text,
        );
      }
    });

    it('a plan is shown whole by itself: steps, what opens, what must hold', async () => {
      const text = (await whatIf('Repair-EflowFirewall -Port 8883 -WhatIf @judge | Out-String -Width 100')).join('\n');
      for (const part of ['insertRule', 'persistRule', 'Anybody who reaches', 'A new connection from the host'])
        assert.ok(text.includes(part), text);
    });
  });

  describe('Get-EflowNetworkRule', () => {
    it('lists what the core has, each with what it says of itself', async () => {
      const seen = await session.objects<{ Rule: string; Requires: string[]; Guide: string[]; Title: string }>(
        `Get-EflowNetworkRule -NodePath ${node}`,
      );
      assert.ok(seen.length > 3);
      for (const rule of seen) {
        assert.deepEqual(Object.keys(rule), [
          ...['Rule', 'Category', 'Severity', 'Title', 'Requires', 'Guide', 'Page'],
          ...['RequiresText', 'GuideText', 'SeverityRank'],
        ]);
        assert.ok(Array.isArray(rule.Requires));
        assert.ok(Array.isArray(rule.Guide));
      }
    });

    it('takes wildcards', async () => {
      const seen = await session.objects<string>(`(Get-EflowNetworkRule -Name DNS*, ip001 -NodePath ${node}).Rule`);
      assert.ok(seen.length > 1 && seen.every((rule) => rule.startsWith('DNS') || rule === 'IP001'), seen.join());
    });

    it('gives the page of a rule, in the language of the session or in another', async () => {
      const page = (file: string): string => readFileSync(path.join('docs/rules', file), 'utf8');
      const call = (more: string): string => `Get-EflowNetworkRule -NodePath ${node} -Page ${more}`;
      const seen = await session.objects<string>(`${call('-Name NF001, NF002')}; ${call('NF001 -Culture ja-JP')}`);
      assert.deepEqual(seen, [page('NF001.md'), page('NF002.md'), page('ja/NF001.md')]);
    });

    it('gives the pages of findings that are piped into it', async () => {
      const sample = quoted(path.resolve('samples/published-port-blocked.json'));
      const seen = await session.objects<string>(
        `Test-EflowNetwork -Snapshot ${sample} -ExcludeRule DEV001 -NodePath ${node} | Get-EflowNetworkRule -Page -NodePath ${node}`,
      );
      assert.deepEqual(
        seen.map((text) => text.slice(0, 7)),
        ['# NF001', '# NF008'],
      );
    });
  });

  describe('Get-EflowDnsReport', () => {
    it('has these properties in this order', async () => {
      const [row] = await session.objects<Record<string, unknown>>(
        `Get-EflowDnsReport -Snapshot ${example} -NodePath ${node} | Select-Object -First 1`,
      );
      assert.deepEqual(Object.keys(row ?? {}), [
        'Layer',
        'Scope',
        'Server',
        'ConfiguredIn',
        'Udp',
        'Tcp',
        'Names',
        'Verdict',
        'Message',
        'Device',
        'CollectedAt',
        'UdpText',
        'TcpText',
        'NamesText',
      ]);
      assert.deepEqual(Object.keys(row?.['Udp'] as object), ['State', 'TookMs']);
    });

    it('tells what names of your own become, and where a saved look did not ask for them', async () => {
      const sample = quoted(path.resolve('samples/published-port-blocked.json'));
      const call = `Get-EflowDnsReport -Snapshot ${sample} -NodePath ${node} -Name files.contoso.com`;
      const [row] = await session.objects<{ Names: string[]; Verdict: string }>(
        `${call} | Where-Object Layer -EQ vmLink | Select-Object Verdict, @{ n = 'Names'; e = { @($_.Names | ForEach-Object { "$_" }) } }`,
      );
      assert.equal(row?.Names[0], 'files.contoso.com was not asked for');
      assert.equal(row.Verdict, 'unknown');
      const { thrown } = await inPowerShell(`${call}, 'no name; at all'`);
      assert.equal(thrown?.id, 'ParameterArgumentValidationError,Get-EflowDnsReport');
    });
  });

  describe('Get-EflowFirewallRule', () => {
    const sample = quoted(path.resolve('samples/published-port-blocked.json'));
    const rules = <T>(parameters: string): Promise<readonly T[]> =>
      session.objects<T>(`Get-EflowFirewallRule -Snapshot ${sample} -NodePath ${node} ${parameters}`);

    it('lists rules and policies with these properties in this order', async () => {
      const seen = await rules<Record<string, unknown>>('');
      assert.ok(seen.length > 20);
      const names =
        'Kind BackEnd Table Chain Number Target Protocol Source Destination Ports InInterface OutInterface Packets Live Saved RepairId Text Device CollectedAt';
      for (const row of seen) assert.deepEqual(Object.keys(row), names.split(' '));
    });

    it('finds the rule that drops a published port', async () => {
      const found = await rules<string>('-Chain DOCKER-USER -Port 8883 | ForEach-Object { $_.Text }');
      assert.deepEqual(found, ['-A DOCKER-USER -i eth0 -p tcp -m tcp --dport 8883 -j DROP']);
    });

    it('fits 100 columns', async () => {
      const [text = ''] = await rules<string>('| Out-String -Width 100');
      const lines = text.split(/\r?\n/);
      assert.ok(lines.length > 20 && lines.every((line) => line.trimEnd().length <= 100), text);
      assert.match(text, /DOCKER-USER\s+1\s+\d+\s+live\s+-A DOCKER-USER -i eth0 -p tcp/);
    });

    it('warns when the list is not whole', async () => {
      const [text = ''] = await session.objects<string>(
        `Get-EflowFirewallRule -Snapshot ${example} -NodePath ${node} -WarningVariable gaps -WarningAction SilentlyContinue | Out-Null; $gaps -join '|'`,
      );
      assert.match(text, /The list is not whole\. The saved rules: .+\|The list is not whole\. The rules of nft: /);
    });
  });

  describe('Get-EflowGuestScript', () => {
    const script = (call = ''): Promise<string> =>
      session.object<string>(`Get-EflowGuestScript ${call} -NodePath ${node}`);

    it('prints one text that says how it is run', async () => {
      assert.match(await script(), /^#!\/usr\/bin\/env bash\n[^]*sudo bash look\.sh > control\.txt/);
    });

    it('asks what the VM of a snapshot asked', async () => {
      const given = quoted(path.resolve('samples/dns-server-silent.json'));
      assert.match(await script(`-Snapshot ${given}`), /^# {5}server (vm - )?172\.27\.112\.1$/m);
      assert.doesNotMatch(await script(), /172\.27\.112\.1/);
    });

    it('prints what Test-EflowNetwork takes as a control, and as a snapshot', async () => {
      const given = quoted(path.resolve('samples/dns-server-silent.json'));
      const control = path.join(folder, 'control.txt');
      const text = [
        'EflowNetDiag guest look, version 0.1.0, contract 1',
        ...printReply({
          hostName: 'control\n',
          clock: '1763892672.5\n',
          dnsProbe: 'vm\t172.27.112.1\tudp\tcontoso-hub.azure-devices.net\tanswered\tNOERROR\t203.0.113.10\t3\n',
        }),
      ].join('\n');
      // As Windows PowerShell 5.1 redirects it.
      writeFileSync(control, `\ufeff${text}`, 'utf16le');
      const found = await session.objects<{ Rule: string; Outcome: string; Message: string }>(
        `Test-EflowNetwork -Snapshot ${given} -ControlSnapshot ${quoted(control)} -Rule DEV005, SW017 -All -NodePath ${node} | Where-Object { $_.Rule -ne 'DEV001' }`,
      );
      assert.deepEqual(
        found.map(({ Rule, Outcome }) => `${Rule} ${Outcome}`),
        ['DEV005 fail', 'SW017 pass'],
      );
      assert.match(found[0]?.Message ?? '', /asking the DNS server 172\.27\.112\.1/);
      const [device] = await session.objects<string>(
        `(Test-EflowNetwork -Snapshot ${quoted(control)} -All -NodePath ${node})[0].Device`,
      );
      assert.equal(device, 'control');
    });
  });

  describe('Save-EflowNetSnapshot', () => {
    /** What a snapshot may hold that JSON of PowerShell would change: dates, large numbers, escapes, text of any script. */
    const kept: Snapshot = {
      kind: 'EflowNetDiag.Snapshot',
      contract: 1,
      moduleVersion: '0.1.0',
      device: 'Ger\u00e4t-\u6771\u4eac',
      collectedAt: '2026-11-23T10:11:12.3456789Z',
      facts: {
        'guest.clock': {
          status: 'ok',
          value: { text: '1763892672.123456789\n2026-11-23T10:11:12Z </script> \u2028', exitCode: 0 },
        },
      },
    };
    const core = `const request = (line) => JSON.parse(line);
      require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
        const { kind } = request(line);
        const body = kind === 'guestCommands' ? { kind, nonce: 'n', commands: [], note: null } : kind === 'hostQuestions' ? { kind, ports: [], names: [], endpoints: [], proxied: [], queries: [] } : { kind: 'snapshot', snapshot: ${JSON.stringify(kept)} };
        process.stdout.write(JSON.stringify({ contract: 1, coreVersion: '0', ...body }) + '\\n');
      });`;
    const save = (call: string): ReturnType<typeof inPowerShell> =>
      inPowerShell(`Save-EflowNetSnapshot ${call} -NodePath ${node}`, {
        root: projectWithCore(folder, core),
        modules: [azureEflow(folder, '')],
      });

    it('writes what the core gives, byte for byte, as UTF-8 without a byte order mark', async () => {
      const file = path.join(folder, 'saved.json');
      const { thrown, output } = await save(`-Path ${quoted(file)}`);
      assert.equal(thrown, null, JSON.stringify(thrown));
      const bytes = readFileSync(file);
      assert.equal(bytes.toString('utf8'), `${JSON.stringify(kept)}\n`);
      assert.deepEqual(Snapshot.parse(JSON.parse(bytes.toString('utf8'))), kept);
      assert.equal(output.length, 1);
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.tmp')),
        [],
      );
    });

    it('replaces a file with -Force', async () => {
      const file = path.join(folder, 'replaced.json');
      writeFileSync(file, 'old');
      const { thrown } = await save(`-Path ${quoted(file)} -Force`);
      assert.equal(thrown, null, JSON.stringify(thrown));
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), kept);
    });

    describe('-Redact, of what was saved before', () => {
      const redacted = quoted(path.join(folder, 'redacted.json'));
      const given = quoted(path.resolve('samples/dns-server-silent.json'));
      const redact = (call: string): Promise<Record<string, unknown>[]> =>
        session.objects(`Save-EflowNetSnapshot ${call} -Redact -Force -NodePath ${node}`);

      it('tells what was replaced and left out, and where the result is', async () => {
        const [report = {}] = await redact(`-Snapshot ${given} -Path ${redacted}`);
        assert.deepEqual(Object.keys(report), [
          ...['FullName', 'Replaced', 'Dropped', 'ChangedRules'],
          ...['ReplacedText', 'DroppedText', 'ChangedRulesText'],
        ]);
        assert.equal(report['FullName'], path.join(folder, 'redacted.json'));
        assert.deepEqual(report['ChangedRules'], []);
        const kinds = report['Replaced'] as { Kind: string; Values: number; Places: number }[];
        assert.ok(kinds.some(({ Kind, Values, Places }) => Kind === 'ipv4' && Values > 3 && Places > Values));
      });

      it('writes a snapshot without the values, of which the same findings come', async () => {
        await redact(`-Snapshot ${given} -Path ${redacted}`);
        const text = readFileSync(path.join(folder, 'redacted.json'), 'utf8');
        const original = Snapshot.parse(JSON.parse(readFileSync('samples/dns-server-silent.json', 'utf8')));
        assert.notEqual(Snapshot.parse(JSON.parse(text)).device, original.device);
        assert.ok(!text.includes('contoso-hub'), 'the name of the hub');
        const judged = await session.objects<string>(
          `foreach ($file in ${given}, ${redacted}) { @(Test-EflowNetwork -Snapshot $file -All -NodePath ${node} | ForEach-Object { "$($_.Rule) $($_.Outcome)" }) -join ',' }`,
        );
        assert.ok((judged[0] ?? '').includes('DNS002 fail'));
        assert.equal(judged[1], judged[0]);
      });

      it('takes an object, a file, and what was emitted before; its result goes on to Test-EflowNetwork', async () => {
        const again = quoted(path.join(folder, 'again.json'));
        const [counts] = await session.objects<number[]>(
          `$common = @{ Path = ${again}; Redact = $true; Force = $true; NodePath = ${node} }
           $read = Get-Content -Path ${given} -Raw | ConvertFrom-Json
           , @(
             @(Save-EflowNetSnapshot @common -Snapshot $read | Test-EflowNetwork -Rule DEV001 -NodePath ${node}).Count
             @(Save-EflowNetSnapshot @common -Snapshot (Get-Item -Path ${given})).Count
             @(Save-EflowNetSnapshot -Snapshot ${given} -Path ${again} -Force -NodePath ${node} | Test-EflowNetwork -Rule DEV001 -NodePath ${node}).Count
           )`,
        );
        assert.deepEqual(counts, [1, 1, 1]);
      });

      it('shows its report as a list that fits', async () => {
        const [text = ''] = await session.objects<string>(
          `Save-EflowNetSnapshot -Snapshot ${given} -Path ${redacted} -Redact -Force -NodePath ${node} | Out-String -Width 100`,
        );
        assert.match(text, /^Replaced\s+: ipv4: \d+ values in \d+ places$/m);
        assert.ok(
          text.split(/\r?\n/).every((line) => line.trimEnd().length <= 100),
          text,
        );
      });

      it('refuses several snapshots for one file', async () => {
        const error = await session.error(
          `Save-EflowNetSnapshot -Snapshot ${quoted(path.resolve('samples/*.json'))} -Path ${redacted} -Force -NodePath ${node}`,
        );
        assert.equal(error.id, 'EflowNetDiag.SnapshotsMany,Save-EflowNetSnapshot');
      });
    });

    it('writes nothing with -WhatIf', async () => {
      const file = path.join(folder, 'whatif.json');
      const { thrown, output } = await save(`-Path ${quoted(file)} -Probe None -WhatIf`);
      assert.deepEqual([thrown, output], [null, []]);
      assert.equal(existsSync(file), false);
    });

    it('leaves nothing behind when it cannot write', async () => {
      const target = path.join(folder, 'a-folder.json');
      mkdirSync(target);
      const { thrown } = await save(`-Path ${quoted(target)}`);
      assert.equal(thrown?.id, 'EflowNetDiag.SnapshotNotWritten,Save-EflowNetSnapshot');
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.tmp')),
        [],
      );
    });
  });
});
