// Values of a device in PowerShell itself: what is quoted stays a text, what is shown is no command to a terminal.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printable } from '../../../core/src/engine/printable.js';
import { powershell } from '../../../core/src/model/quote.js';
import { inPowerShell } from './support.js';

/** Pieces that mean something to a shell, a terminal, a path or a line, and anything at all between them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          "'",
          '\u2018',
          '\u2019',
          '\u201a',
          '\u201b',
          '"',
          '\u201c',
          '`',
          '$(throw 1)',
          '${env:PATH}',
          '@{',
          ';throw 2',
          '|throw 3',
        ],
        ...[
          '\u001b[2J',
          '\u009b31m',
          '\u202e',
          '\u2066',
          '\u2028',
          '\u200b',
          '\u0085',
          '\r',
          '\n',
          '\t',
          '\u0000',
          '\u0007',
          '\ufeff',
        ],
        ...['..\\\\', '../', 'C:\\\\', '::', '%COMSPEC%', '--%', '#', '<#', '#>'],
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))
  // Half a pair is no text: JSON and UTF-8 cannot carry it.
  .filter((text) => !/\p{Surrogate}/u.test(text));

describe('A value of a device, whatever it is,', () => {
  const words = fc.sample(hostile, 400);
  let seen: { readonly quoted: string[]; readonly printed: string[] };

  before(async () => {
    const asBase64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
    const { output, thrown } = await inPowerShell<{ quoted: string[]; printed: string[] }>(`
      function Read-Text { param ($Base64) [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($Base64)) }
      function Hide-Text { param ($Text) [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($Text)) }
      $literals = (Read-Text -Base64 '${asBase64(words.map(powershell).join('\u0001\u0001'))}') -split "$([char] 1)$([char] 1)"
      $plain = (Read-Text -Base64 '${asBase64(words.join('\u0001\u0001'))}') -split "$([char] 1)$([char] 1)"
      @{
        quoted  = @($literals | ForEach-Object { Hide-Text -Text (& ([scriptblock]::Create("'' + $_"))) })
        printed = @($plain | ForEach-Object { Hide-Text -Text (& $module { param ($Text) ConvertTo-EflowPrintable -Text $Text } $_) })
      }`);
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.ok(output[0]);
    const text = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
    seen = { quoted: output[0].quoted.map(text), printed: output[0].printed.map(text) };
  });

  it('is the same text again when PowerShell has read its quotes', () => assert.deepEqual(seen.quoted, words));

  it('has nothing left that a terminal obeys, turns round or hides', () => {
    assert.equal(seen.printed.length, words.length);
    for (const shown of seen.printed) assert.equal(printable(shown), shown, JSON.stringify(shown));
  });
});
