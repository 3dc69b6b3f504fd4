// Every example of the help is run as it stands there. What looks at a device is given a saved look, but where there is none
// to be given: that runs on the stand-ins. What changes a device runs with -WhatIf; what it then does is tried in the lab.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { helpExamples } from '../../../scripts/help.mjs';
import { playAll } from '../stand-ins/stage.js';
import { projectRoot, quoted, scratchFolder, stateWithRepairs } from './support.js';

interface Ran {
  /** How many objects came out. */
  readonly count: number;
  readonly errors: readonly string[];
}

/** Cmdlets that look at this device where they begin a pipeline and are given no snapshot. */
const looking =
  /(?:^|; |\(|\{ )((?:Test|Save|Export|Trace|Repair)-Eflow\w+|Get-Eflow(?:DnsReport|FirewallRule)|Compare-EflowNetSnapshot)/g;
const onTheStandIns: readonly string[] = [
  'Test-EflowNetwork -WhatIf', // says where a look would go: of a saved one there is nothing to say
  'Test-EflowNetwork | Repair-EflowFirewall', // takes findings of this device alone
];
/** What has nothing to emit here, and why. */
const silent: Readonly<Record<string, string>> = {
  'Get-EflowGuestScript -Snapshot eflow.json | Set-Content -Path look.sh -Encoding ascii -NoNewline': 'writes a file',
  '(Measure-EflowFleet -Snapshot C:\\Fleet\\*.json).Devices | Where-Object -Property State -NE -Value ok | Export-Csv -Path faulty.csv -NoTypeInformation':
    'writes a file',
  '(Get-ChildItem -Path C:\\Fleet\\*.json | Measure-EflowFleet).Devices | Where-Object -Property Differences':
    'the two are built alike',
  'Get-EflowDnsReport -Snapshot C:\\Temp\\eflow.json | Where-Object -Property Verdict -EQ -Value fails':
    'no server fails',
  'Test-EflowNetwork -WhatIf': 'the host is told, as for every -WhatIf',
  'Test-EflowNetwork | Repair-EflowDns': 'its servers answer',
  'Test-EflowNetwork | Repair-EflowFirewall': 'nothing there is mended by a rule',
  'Undo-EflowRepair | Where-Object -Property State -EQ -Value unfinished | Undo-EflowRepair': '-WhatIf',
};

describe('Of the help', function () {
  this.timeout(600_000);
  const folder = scratchFolder();
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  const sample = (name: string): string => path.join(projectRoot, 'samples', `${name}.json`);

  /** The example on this machine: its folders are ours. */
  const here = (code: string): string =>
    code
      .replaceAll('C:\\Temp\\', at('temp', '/'))
      .replaceAll('C:\\Fleet\\', at('fleet', '/'))
      .replaceAll('C:\\ProgramData\\Contoso\\', at('contoso', '/'));

  /** What is given besides, as somebody does who has the device in a file. */
  const given = (code: string): string => {
    const whatIf = ['Repair-*:WhatIf', 'Undo-*:WhatIf', 'Invoke-Eflow*:WhatIf', 'Save-*:Force', 'Export-Eflow*:Force'];
    const defaults = new Map([
      ['*-Eflow*:NodePath', quoted(process.execPath)],
      ...whatIf.map((name) => [name, '$true'] as const),
    ]);
    const looks = onTheStandIns.includes(code) || /-(Difference)?Snapshot /.test(code) ? [] : code.matchAll(looking);
    for (const [, name = ''] of looks)
      defaults.set(`${name}:${name.startsWith('Compare') ? 'Difference' : ''}Snapshot`, quoted(at('saved.json')));
    return `@{ ${[...defaults].map(([name, value]) => `'${name}' = ${value}`).join('; ')} }`;
  };

  const examples = helpExamples();
  let ran: ReadonlyMap<string, Ran>;

  before(async () => {
    for (const name of ['temp', 'fleet', 'contoso']) mkdirSync(at(name));
    for (const name of [
      'temp/before.json',
      'temp/monday.json',
      'temp/eflow.json',
      'saved.json',
      'temp/control.txt',
      'fleet/a.json',
    ])
      copyFileSync(sample('published-port-blocked'), at(name));
    for (const name of ['temp/monday.json', 'temp/after.json', 'fleet/b.json'])
      copyFileSync(sample('dns-server-silent'), at(name));
    const suppressions = [{ rule: 'NF001', target: '*', reason: 'Known', expires: '2099-12-31' }];
    writeFileSync(at('contoso/eflow-profile.json'), JSON.stringify({ suppressions }));
    const run = examples.map(
      ({ code }) => `
        $PSDefaultParameterValues = ${given(code)}
        $errors = @()
        try { $seen = @(. { ${here(code)} } 2>&1); $errors = @($seen | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { [string] $_ }) }
        catch { $errors = @([string] $_); $seen = $errors }
        @{ count = $seen.Count - $errors.Count; errors = $errors }`,
    );
    const { all } = await playAll({
      all: {
        script: `Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}
          $env:XDG_STATE_HOME = ${quoted(stateWithRepairs(folder).state)}
          Set-Location -Path ${quoted(at('temp'))}
          ${run.join('\n')}`,
      },
    });
    assert.equal(all.thrown, null, JSON.stringify(all.thrown));
    ran = new Map(examples.map(({ code }, index) => [code, all.output[index] as Ran]));
  });

  for (const { code } of examples) {
    it(`runs: ${code.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(ran.get(code)?.errors, []);
      assert.equal((ran.get(code)?.count ?? 0) > 0, !(code in silent), silent[code] ?? 'Nothing was emitted.');
    });
  }
});
