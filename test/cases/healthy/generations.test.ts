// A healthy device is healthy in whatever layout its tools print: each layout alone, and all of the oldest at once on the
// oldest system in the field.
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import type { FactId, FactValues } from '../../../core/src/facts/facts.js';
import { placements } from '../../support/healthyDevices.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { layouts, type Layout } from '../../support/printLayouts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const printedAs = (snapshot: Snapshot, id: FactId, layout: Layout<FactId>, device: Change): Snapshot => {
  const value = { ...healthyFacts, ...device }[id] as FactValues[FactId];
  return {
    ...snapshot,
    facts: { ...snapshot.facts, [id]: { status: 'ok', value: { text: layout.print(value), exitCode: 0 } } },
  };
};

const faultsOf = (snapshot: Snapshot): readonly string[] =>
  diagnose(snapshot, rules, {})
    .findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

const all = Object.entries(layouts) as [FactId, readonly Layout<FactId>[]][];

/** EFLOW 1.1 (CBL-Mariner 1.0: systemd 239, iptables 1.8.3, net-tools 1.60). */
const mariner1: Change = {
  'guest.release': {
    id: 'mariner',
    versionId: '1.0',
    prettyName: 'CBL-Mariner/Linux',
    eflow: true,
    eflowVersion: '1.1.2202.24210',
    kernel: '5.10.78.1-1.cm1',
  },
  'guest.iptablesVersion': { version: '1.8.3', backEnd: 'legacy' },
  'host.eflow': { installed: true, version: '1.1.2202.24210', module: null, vmDeployed: true },
};

describe('A healthy device has no failing finding', () => {
  for (const [id, ways] of all)
    for (const layout of ways)
      it(`with ${id} as ${layout.name} prints it`, () =>
        assert.deepEqual(faultsOf(printedAs(snapshotOf(), id, layout, {})), []));

  for (const [placement, placed] of Object.entries(placements))
    it(`on CBL-Mariner 1.0, with the oldest layout of everything: ${placement}`, () => {
      const device = { ...placed, ...mariner1 };
      const snapshot = all.reduce((one, [id, ways]) => printedAs(one, id, ways.at(-1)!, device), snapshotOf(device));
      assert.deepEqual(faultsOf(snapshot), []);
    });
});
