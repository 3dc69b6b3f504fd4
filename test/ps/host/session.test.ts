import assert from 'node:assert/strict';
import { openPowerShell } from '../../support/powershell.js';

describe('a session driven by node-powershell', () => {
  it('keeps what earlier scripts made, and takes scripts of many lines', async () => {
    const ps = await openPowerShell();
    try {
      assert.equal(await ps.text(`$route = 'default'\nfunction Show-Route {\n  "via $route"\n}`), '');
      assert.equal(await ps.text('Show-Route'), 'via default');
      assert.deepEqual(await ps.objects(`'日本', 'ü'`), ['日本', 'ü']);
    } finally {
      await ps.close();
    }
  });

  it('reports errors and goes on after them', async () => {
    const ps = await openPowerShell();
    try {
      await assert.rejects(ps.text(`throw 'no route'`), /no route/);
      await assert.rejects(ps.text(`Get-Item ./no-such-item`), /no-such-item/);
      assert.equal(await ps.text(`'still here'`), 'still here');
    } finally {
      await ps.close();
    }
  });

  it('tells a terminating error from one that is not', async () => {
    const ps = await openPowerShell();
    try {
      const errors = await ps.errors(`Write-Error 'first' -ErrorId One; throw 'second'`);
      assert.deepEqual(
        errors.map((error) => [error.id, error.terminating]),
        [
          ['One', false],
          ['second', true],
        ],
      );
    } finally {
      await ps.close();
    }
  });

  it('gives large outputs whole', async () => {
    const ps = await openPowerShell();
    try {
      const text = await ps.object<string>(`'x' * 300000`);
      assert.equal(text.length, 300_000);
    } finally {
      await ps.close();
    }
  });
});
