// Compare-EflowNetSnapshot: what differs between two looks, as objects.
import assert from 'node:assert/strict';
import path from 'node:path';
import { inPowerShell, projectRoot, quoted } from './support.js';

const node = quoted(process.execPath);
const [silent, blocked] = ['dns-server-silent', 'published-port-blocked'].map((name) =>
  quoted(path.join(projectRoot, 'samples', `${name}.json`)),
);

describe('Compare-EflowNetSnapshot', () => {
  it('says what is gone, what is new and which facts differ', async () => {
    const { output, errors, thrown } = await inPowerShell<{ Change: string; What: string; Rules: string[] }>(
      `Compare-EflowNetSnapshot ${silent} (Get-Item ${blocked}) -NodePath ${node}`,
    );
    assert.equal(thrown, null, JSON.stringify(thrown));
    assert.deepEqual(errors, []);
    const seen = output.map(({ Change, What }) => `${Change} ${What}`);
    for (const one of ['gone DNS002', 'new NF001', 'fact guest.iptablesLegacy']) assert.ok(seen.includes(one), one);
    assert.ok(output.find(({ What }) => What === 'guest.iptablesLegacy')?.Rules.includes('NF001'));
  });

  it('refuses what is no snapshot, and more than one', async () => {
    for (const [given, id] of [
      [quoted(path.join(projectRoot, 'package.json')), 'SnapshotNotOurs'],
      [quoted(path.join(projectRoot, 'samples', '*.json')), 'SnapshotsMany'],
    ] as const) {
      const { errors, thrown } = await inPowerShell(`Compare-EflowNetSnapshot ${given} ${blocked} -NodePath ${node}`);
      const seen = thrown ?? errors[0];
      assert.equal(seen?.id, `EflowNetDiag.${id},Compare-EflowNetSnapshot`);
    }
  });
});
