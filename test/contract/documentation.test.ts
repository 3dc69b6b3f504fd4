import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { exitCodes } from '../../core/src/contract/exitCodes.js';

describe('docs/contract.md', () => {
  it('has the exit codes of the core, no more and no less', () => {
    const rows = readFileSync('docs/contract.md', 'utf8').matchAll(/^\| (\d+) \| (.*) \|$/gm);
    assert.deepEqual(
      [...rows].map(([, code, text]) => ({ code: Number(code), text })),
      Object.values(exitCodes).map(({ code, text }) => ({ code, text })),
    );
  });
});
