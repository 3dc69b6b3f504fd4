import assert from 'node:assert/strict';
import { type Act, type Play, playAll } from './stage.js';

/** Command line -> the arguments after the program, as Microsoft's "Parsing C command-line arguments" lists them. */
const documented: readonly (readonly [string, readonly string[]])[] = [
  ['"a b c" d e', ['a b c', 'd', 'e']],
  ['"ab\\"c" "\\\\" d', ['ab"c', '\\', 'd']],
  ['a\\\\\\b d"e f"g h', ['a\\\\\\b', 'de fg', 'h']],
  ['a\\\\\\"b c d', ['a\\"b', 'c', 'd']],
  ['a\\\\\\\\"b c" d e', ['a\\\\b c', 'd', 'e']],
  ['a"b"" c d', ['ab" c d']],
  ['""', ['']],
  ['  spaced\tout  ', ['spaced', 'out']],
  ['"C:\\Program Files\\x\\"', ['C:\\Program Files\\x"']],
];

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const inModule = (code: string): string =>
  `Import-Module AzureEFLOW -WarningAction Ignore; & (Get-Module AzureEFLOW) { ${code} }`;

/** A command of so many characters that nothing in the guest minds. */
const ofLength = (count: string): string => `Invoke-EflowVmCommand ('true #' + 'x' * (${count}))`;

/** The words of the line besides the command, as the stand-in builds it for this guest. */
const besides = `$length = & { ${inModule("(ConvertTo-SshCommandLine -Address (Get-EflowChannelAddress) -Command 'true #').Length")} }`;

const utf8 = "printf '\\303\\274 \\346\\227\\245\\n'"; // "ue" with two dots and the character for day, in UTF-8

const acts = {
  lost: { script: `Invoke-EflowVmCommand 'echo "a  b" c'` },
  escaped: { script: `Invoke-EflowVmCommand 'echo \\"a  b\\" c'` },
  wrapped: { script: `Invoke-EflowVmCommand """echo a  b""" ` },
  single: { script: `Invoke-EflowVmCommand "echo 'a  b' | sed s/a/x/ && echo $(1 + 1) > /dev/null" ` },
  lines: { script: `Invoke-EflowVmCommand "echo one\`necho two"` },
  base64: { script: `Invoke-EflowVmCommand 'echo ZWNobyAiYSAgYiI= | base64 -d | bash'` },
  longest: { script: `${besides}; $free = 32766 - $length; ${ofLength('$free')}` },
  tooLong: { script: `${besides}; $free = 32767 - $length; ${ofLength('$free')}` },
  tooLongIgnored: { script: `${ofLength('40000')} -ignoreError` },
  tooLongJapanese: { script: ofLength('40000'), standIn: { edition: 'ja' } },
  oem: { script: `Invoke-EflowVmCommand "${utf8}"` },
  german: { script: `Invoke-EflowVmCommand "${utf8}"`, standIn: { edition: 'de' } },
  japanese: { script: `Invoke-EflowVmCommand "${utf8}"`, standIn: { codePage: 932 } },
  unicode: { script: `Invoke-EflowVmCommand "${utf8}"`, standIn: { codePage: 65001 } },
  lineEnds: { script: `Invoke-EflowVmCommand "printf 'a\\r\\nb\\rc\\nd'"` },
} satisfies Record<string, Act>;

describe("ssh.exe's command line, as the stand-in plays it", () => {
  let plays: Record<keyof typeof acts, Play>;
  let parsed: Play[];
  before(async () => {
    const parsing = Object.fromEntries(
      documented.map(([line], index) => [
        String(index),
        { script: inModule(`ConvertFrom-WindowsCommandLine -CommandLine ${quote(`ssh.exe ${line}`)}`) },
      ]),
    );
    plays = await playAll(acts);
    parsed = Object.values(await playAll(parsing));
  });

  documented.forEach(([line, words], index) => {
    it(`is taken apart as the C runtime does: ${line}`, () => {
      assert.equal(parsed[index]!.thrown, null);
      assert.deepEqual(parsed[index]!.output, ['ssh.exe', ...words]);
    });
  });
  it('loses double quotes, and with them what they held together', () =>
    assert.deepEqual(plays.lost.output, ['a b c']));
  it('keeps escaped ones (eflowAutoDeploy.ps1)', () => assert.deepEqual(plays.escaped.output, ['a  b c']));
  it('takes a command that is wrapped whole (Set-EdgeCertificates.ps1)', () =>
    assert.deepEqual(plays.wrapped.output, ['a b']));
  it('leaves single quotes, pipes and redirections alone', () => assert.deepEqual(plays.single.output, ['x  b']));
  it('carries line ends', () => assert.deepEqual(plays.lines.output, ['one', 'two']));
  it('carries base64 unharmed', () => assert.deepEqual(plays.base64.output, ['a  b']));

  it('has 32,766 characters and a null at most (CreateProcess)', () => {
    assert.equal(plays.longest.thrown, null);
    assert.equal(plays.longest.sessions[0]?.commandLineLength, 32766);
    assert.equal(
      plays.tooLong.thrown?.message,
      "Program 'ssh.exe' failed to run: The filename or extension is too long",
    );
    assert.match(plays.tooLong.thrown.id, /^NativeCommandFailed/);
    assert.equal(plays.tooLong.thrown.category, 'ResourceUnavailable');
    assert.deepEqual(plays.tooLong.sessions, []);
  });
  it('is refused whatever -ignoreError says, in the language of Windows', () => {
    assert.match(plays.tooLongIgnored.thrown?.message ?? '', /too long$/);
    assert.equal(
      plays.tooLongJapanese.thrown?.message,
      "Program 'ssh.exe' failed to run: \u30d5\u30a1\u30a4\u30eb\u540d\u307e\u305f\u306f\u62e1\u5f35\u5b50\u304c\u9577\u3059\u304e\u307e\u3059\u3002",
    );
  });

  const bytes = Buffer.from('\u00fc \u65e5');
  it("mangles UTF-8 with the console's code page: 437, 850, 932", () => {
    // The bytes C3 BC 20 E6 97 A5 in each of them.
    assert.deepEqual(plays.oem.output, ['\u251c\u255d \u00b5\u00f9\u00d1']);
    assert.deepEqual(plays.german.output, ['\u251c\u255d \u00b5\u00f9\u00d1']);
    assert.deepEqual(plays.japanese.output, [new TextDecoder('shift_jis').decode(bytes)]);
  });
  it('does not under 65001', () => assert.deepEqual(plays.unicode.output, [bytes.toString()]));
  it('is split at CR LF, CR and LF', () => assert.deepEqual(plays.lineEnds.output, ['a', 'b', 'c', 'd']));
});
