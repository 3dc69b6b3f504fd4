import assert from 'node:assert/strict';
import type { Envelope, Snapshot } from '../../../core/src/contract/snapshot.js';
import { guestText } from '../../../core/src/facts/factParser.js';
import { collectedIds, factIds } from '../../../core/src/facts/facts.js';
import { readFacts, type FactTable } from '../../../core/src/facts/readFacts.js';
import { parsed } from '../../../core/src/parse/text/parsed.js';

const snapshotOf = (facts: Record<string, Envelope>): Snapshot => ({
  kind: 'EflowNetDiag.Snapshot',
  contract: 1,
  moduleVersion: '0.1.0',
  device: 'EDGE-1',
  collectedAt: '2026-03-01T08:15:00Z',
  facts,
});

const hostName = (value: unknown): FactTable['guest.hostName'] =>
  readFacts(snapshotOf({ 'guest.hostName': { status: 'ok', value } }))['guest.hostName'];

const reasonOf = (state: { ok: true } | { ok: false; reason: string }): string => {
  if (state.ok) assert.fail('The fact is there.');
  return state.reason;
};

describe('The facts of a snapshot', () => {
  it('are typed values', () => {
    assert.deepEqual(hostName({ text: 'EDGE-1-EFLOW\n', exitCode: 0 }), { ok: true, value: 'EDGE-1-EFLOW' });
    assert.deepEqual(hostName({ text: 'EDGE-1-EFLOW\n', exitCode: 0, truncated: false }).ok, true);
  });

  it('all have an answer, each missing one with a reason', () => {
    const facts = readFacts(snapshotOf({}));
    assert.deepEqual(Object.keys(facts).sort(), [...factIds].sort());
    for (const id of collectedIds) assert.equal(reasonOf(facts[id]), 'The snapshot does not hold it.');
  });

  it('that failed or were skipped say why', () => {
    const facts = readFacts(
      snapshotOf({
        'guest.routes': { status: 'failed', reason: 'cut off' },
        'guest.clock': { status: 'skipped', reason: 'The VM is off.' },
      }),
    );
    assert.equal(reasonOf(facts['guest.routes']), 'cut off');
    assert.equal(reasonOf(facts['guest.clock']), 'The VM is off.');
  });

  it('of a later version are passed over', () => {
    const facts = readFacts(snapshotOf({ 'guest.weather': { status: 'ok', value: 'rain' } }));
    assert.equal('guest.weather' in facts, false);
  });

  it('half an answer is none', () => {
    const text = 'EDGE-1-EFLOW\n';
    assert.match(reasonOf(hostName({ text, exitCode: 0, truncated: true })), /more than its limit/);
    assert.match(reasonOf(hostName({ text, exitCode: 124 })), /within its time limit/);
    assert.match(reasonOf(hostName({ text, exitCode: 137 })), /within its time limit/);
  });

  it('a probe that failed says so, in its own words, shortened', () => {
    const reason = reasonOf(hostName({ text: `no tool: ip\n${'x'.repeat(10_000)}`, exitCode: 127 }));
    assert.match(reason, /^The probe failed with exit code 127: "no tool: ip\\nx+"$/);
    assert.ok(reason.length < 200);
  });

  it('a value of another shape is none', () => {
    for (const value of [
      null,
      'EDGE-1-EFLOW',
      { text: 'x' },
      { text: 'x', exitCode: '0' },
      { text: 'x', exitCode: 0, more: 1 },
    ])
      assert.match(reasonOf(hostName(value)), /something else than the output of a probe/);
  });

  it('a text that cannot be understood says so', () =>
    assert.equal(reasonOf(hostName({ text: 'a b', exitCode: 0 })), 'The host name not understood: "a b"'));

  it('a parser sees the text alone', () => {
    const length = guestText((text) => parsed(text.length));
    assert.deepEqual(length({ text: 'four', exitCode: 0 }), { ok: true, value: 4 });
  });
});

/** Compiles only as long as the table gives each fact its own type. */
describe('The types of the facts', () => {
  it('are those of their parsers', () => {
    const facts = readFacts(snapshotOf({}));
    const route = facts['guest.routes'];
    const metric: number | null = route.ok ? (route.value[0]?.metric ?? null) : null;
    assert.equal(metric, null);
    // @ts-expect-error no such fact
    assert.equal(facts['guest.weather'], undefined);
    const nat = facts['host.nat'];
    // @ts-expect-error a prefix is no number
    const prefix: number | undefined = nat.ok ? nat.value[0]?.internalPrefix : undefined;
    assert.equal(prefix, undefined);
  });
});
