// The cmdlets in Japanese: what people read changes, what scripts depend on does not.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inPowerShell, projectRoot, quoted, scratchFolder } from './support.js';

interface Step {
  readonly Text: string;
  readonly Command: string | null;
}

interface Shown {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Severity: string;
  readonly Category: string;
  readonly Title: string;
  readonly Message: string;
  readonly Target: string;
  readonly CausedBy: string | null;
  readonly Repair: string | null;
  readonly Remedy: readonly Step[];
}

const node = `-NodePath ${quoted(process.execPath)}`;
const sample = quoted(path.resolve('samples/published-port-blocked.json'));
const look = (rest: string): string => `Test-EflowNetwork -Snapshot ${sample} ${node} -All ${rest}`;
const isJapanese = (text: string): boolean => /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(text);
const stringsIn = (file: string): Map<string, string> =>
  new Map(
    [...readFileSync(file, 'utf8').matchAll(/^ {4}(\w+) += '(.*)'$/gm)].map(([, key, text]) => [key ?? '', text ?? '']),
  );
const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([one]) => one).sort();

/** What a script may depend on. */
const skeleton = (findings: readonly Shown[]): unknown[] =>
  findings.map(({ Rule, Outcome, Severity, Category, CausedBy, Repair, Remedy }) => ({
    ...{ Rule, Outcome, Severity, Category, CausedBy, Repair },
    commands: Remedy.map(({ Command }) => Command),
  }));

interface HelpSeen {
  readonly name: string;
  readonly skeleton: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}

/** Of each cmdlet what PowerShell makes of its help: what is the same in every language, and what is not. */
const getHelp = `
  function Get-Said { param ($Texts) (@($Texts) | Where-Object { $_ } | ForEach-Object { $_.Text }) -join ' ' }
  function Get-Rest { param ($Value, $Lines) if ($Value.PSObject.Properties['description']) { Get-Said $Value.description } else { $Lines | Select-Object -Skip 1 } }
  foreach ($command in Get-Command -Module EflowNetDiag) {
    $help = Get-Help $command.Name -Full
    $skeleton = @(($help.syntax | Out-String -Width 4000).Trim())
    $texts = [ordered] @{ synopsis = $help.Synopsis; description = Get-Said $help.description; notes = Get-Said $help.alertSet.alert }
    foreach ($one in $help.parameters.parameter) {
      $skeleton += '{0} {1} {2} {3} {4} {5} {6}' -f $one.name, $one.type.name, $one.required, $one.position, $one.pipelineInput, $one.globbing, $one.PSObject.Properties['defaultValue'].Value
      # Of these the sources say nothing: PowerShell knows them.
      if ($one.name -notin 'WhatIf', 'Confirm') { $texts['-' + $one.name] = Get-Said $one.description }
    }
    foreach ($one in $help.examples.example) {
      $skeleton += $one.code
      $texts['example ' + $one.code] = Get-Said $one.remarks
    }
    foreach ($one in @($help.inputTypes.inputType) + @($help.returnValues.returnValue)) {
      $lines = @($one.type.name -split '\\r?\\n')
      $skeleton += $lines[0]
      $rest = (Get-Rest $one $lines) -join ' '
      if ($rest) { $texts['type ' + $lines[0]] = $rest }
    }
    @{ name = $command.Name; skeleton = $skeleton; texts = $texts }
  }`;

describe('In Japanese, the cmdlets', () => {
  const folder = scratchFolder();

  it('tell a story with -Culture ja-JP: the same findings, ids and commands, in other words', async () => {
    const english = await inPowerShell<Shown>(look(''));
    const japanese = await inPowerShell<Shown>(look('-Culture ja-JP'));
    assert.ok(english.output.length > 50);
    assert.deepEqual(skeleton(japanese.output), skeleton(english.output));
    const [first] = japanese.output.filter(({ Rule, Outcome }) => Outcome === 'fail' && Rule !== 'DEV001');
    assert.equal(first?.Rule, 'NF001');
    assert.match(first.Message, /VM の外部から到達できません。filter の INPUT の規則|到達できません。/);
    for (const { Title, Message, Remedy, Rule } of japanese.output) {
      for (const text of [Title, Message, ...Remedy.map((step) => step.Text)])
        assert.ok(isJapanese(text), `${Rule}: ${text}`);
    }
    assert.ok(english.output.every(({ Title, Message }) => !isJapanese(`${Title}${Message}`)));
  });

  it('speak the language of the session where none is asked for', async () => {
    const { output } = await inPowerShell<Shown>(look('-Rule NF001'), { env: { LC_ALL: 'ja_JP.UTF-8' } });
    assert.ok(output.every(({ Title }) => isJapanese(Title)));
    const asked = await inPowerShell<Shown>(look('-Rule NF001 -Culture en-US'), { env: { LC_ALL: 'ja_JP.UTF-8' } });
    assert.ok(asked.output.every(({ Title }) => !isJapanese(Title)));
  });

  it('speak English to every culture that has no texts', async () => {
    const [german, english] = await Promise.all(
      ['de-DE', 'en-US'].map((one) => inPowerShell<Shown>(look(`-Culture ${one}`))),
    );
    assert.deepEqual(german?.output, english?.output);
  });

  it('say errors, their own and those of the core', async () => {
    const own = await inPowerShell(`Test-EflowNetwork -Snapshot nowhere.json ${node} -Culture ja-JP`);
    assert.match(own.errors[0]?.message ?? '', /スナップショット .*nowhere\.json が見つかりませんでした。/);
    assert.match(own.errors[0]?.id ?? '', /^EflowNetDiag\.SnapshotNotFound/);
    const core = await inPowerShell(look('-Rule NOPE -Culture ja-JP'));
    assert.match(core.thrown?.message ?? '', /ID が NOPE の規則はありません。/);
  });

  it('show plans and the DNS report', async () => {
    const plan = await inPowerShell<{ Steps: { Text: string }[] }>(
      `Repair-EflowFirewall -Port 8883 -Snapshot ${sample} -WhatIf ${node} -Culture ja-JP`,
    );
    assert.match(JSON.stringify(plan.output), /8883 を ACCEPT します。/);
    const rows = await inPowerShell<{ Message: string }>(
      `Get-EflowDnsReport -Snapshot ${sample} ${node} -Culture ja-JP`,
    );
    assert.ok(rows.output.length > 2 && rows.output.every(({ Message }) => isJapanese(Message)));
    const rules = await inPowerShell<{ Title: string }>(`Get-EflowNetworkRule ${node} -Culture ja-JP`);
    assert.ok(rules.output.length > 100 && rules.output.every(({ Title }) => isJapanese(Title)));
  });

  it('have each sentence in both languages, with the same placeholders', () => {
    const [english, japanese] = ['en-US', 'ja-JP'].map((one) =>
      stringsIn(`ps-module/${one}/EflowNetDiag.strings.psd1`),
    );
    assert.deepEqual([...japanese!.keys()], [...english!.keys()]);
    for (const [key, text] of english!)
      assert.deepEqual(placeholders(japanese!.get(key) ?? ''), placeholders(text), key);
  });

  it('have their Japanese files where Windows PowerShell 5.1 finds them, and in an encoding that it reads', () => {
    const files = readdirSync('ps-module/ja-JP');
    for (const file of ['EflowNetDiag.strings.psd1', 'about_EflowNetDiag.help.txt']) {
      assert.ok(files.includes(file), file);
      assert.deepEqual(
        [...readFileSync(`ps-module/ja-JP/${file}`).subarray(0, 3)],
        [0xef, 0xbb, 0xbf],
        `${file}: no BOM`,
      );
    }
  });

  it('have an about topic', async () => {
    const modules = path.join(folder, 'modules');
    const installed = path.join(modules, 'EflowNetDiag');
    mkdirSync(installed, { recursive: true });
    cpSync(path.join(projectRoot, 'EflowNetDiag.psd1'), path.join(installed, 'EflowNetDiag.psd1'));
    cpSync(path.join(projectRoot, 'ps-module'), path.join(installed, 'ps-module'), { recursive: true });
    const { output } = await inPowerShell<string>('Get-Help about_EflowNetDiag | Out-String', {
      modules: [modules],
      env: { LC_ALL: 'ja_JP.UTF-8' },
    });
    assert.match(output[0] ?? '', /ネットワーク障害を検出し、説明し、修復します/);
  });

  it('have help in Get-Help: the same syntax, parameters, types and examples, in other words', async () => {
    const [english, japanese] = await Promise.all(
      ['en_US.UTF-8', 'ja_JP.UTF-8'].map(async (LC_ALL) => {
        const { output, errors, thrown } = await inPowerShell<HelpSeen>(getHelp, { env: { LC_ALL } });
        assert.deepEqual({ errors, thrown }, { errors: [], thrown: null });
        return output;
      }),
    );
    assert.ok(english!.length >= 15);
    assert.deepEqual(
      japanese!.map(({ skeleton }) => skeleton),
      english!.map(({ skeleton }) => skeleton),
    );
    for (const [index, { name, texts }] of japanese!.entries()) {
      assert.deepEqual(Object.keys(texts), Object.keys(english![index]!.texts), name);
      for (const [what, text] of Object.entries(texts)) assert.ok(isJapanese(text), `${name}, ${what}: ${text}`);
      assert.ok(
        Object.values(english![index]!.texts).every((text) => !isJapanese(text)),
        name,
      );
    }
  });
});
