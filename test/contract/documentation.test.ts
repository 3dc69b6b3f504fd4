import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { exitCodes } from '../../core/src/contract/exitCodes.js';
import { requests } from '../../core/src/contract/request.js';

describe('docs/contract.md', () => {
  it('names every request, and the part of the core that carries it out', () => {
    const rows = [...readFileSync('docs/contract.md', 'utf8').matchAll(/^\| `(\w+)` \| ([a-z]+) \| .+ \|$/gm)];
    assert.deepEqual(rows.map(([, kind]) => kind).sort(), Object.keys(requests).sort());
    for (const [, kind = '', part = ''] of rows)
      assert.ok(readFileSync(`core/src/handlers/${part}.ts`, 'utf8').includes(`export const ${kind}:`), kind);
  });

  it('has the exit codes of the core, no more and no less', () => {
    const rows = readFileSync('docs/contract.md', 'utf8').matchAll(/^\| (\d+) \| (.*) \|$/gm);
    assert.deepEqual(
      [...rows].map(([, code, text]) => ({ code: Number(code), text })),
      Object.values(exitCodes).map(({ code, text }) => ({ code, text })),
    );
  });
});
