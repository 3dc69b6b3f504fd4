import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { inGuest, powershell, powershellList, shell } from '../../../core/src/model/quote.js';

const nasty = [
  "it's",
  '$(reboot)',
  '`x`',
  '"',
  'a b',
  '',
  ';rm',
  '\u2019',
  '$x',
  '!!',
  '\\',
  '*',
  '~',
  '-rf',
  '|',
  '&',
  '>',
  '<',
  '#',
  '%',
];

describe('Quoting', () => {
  it('doubles single quotes for PowerShell, the typographic ones too', () => {
    assert.equal(powershell("Plant's switch"), "'Plant''s switch'");
    assert.equal(powershell('Plant\u2019s'), "'Plant\u2019\u2019s'");
    assert.equal(powershellList(['1.1.1.1', "x'y"]), "@('1.1.1.1', 'x''y')");
  });

  it('leaves harmless words of a shell bare', () => {
    assert.deepEqual(['172.20.0.1', 'eth0', '/etc/resolv.conf', '10.0.0.0/8'].map(shell), [
      '172.20.0.1',
      'eth0',
      '/etc/resolv.conf',
      '10.0.0.0/8',
    ]);
  });

  it('gives a shell back what went in', () => {
    const through = (words: readonly string[]): string[] =>
      execFileSync('sh', ['-c', `printf '%s\\n' ${words.map(shell).join(' ')}`], { encoding: 'utf8' })
        .split('\n')
        .slice(0, -1);
    assert.deepEqual(through(nasty), nasty);
    const word = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0\n]/g, ''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => assert.deepEqual(through(words), words)),
      { numRuns: 20 },
    );
  });

  it('carries a command to the guest without double quotes of its own', () => {
    assert.equal(inGuest("ls 'a b'"), "Invoke-EflowVmCommand 'ls ''a b'''");
  });
});
