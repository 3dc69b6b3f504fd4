// Before and after: what is new, gone or as it was, and which facts differ.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SnapshotChange } from '../../../core/src/contract/change.js';
import { Snapshot } from '../../../core/src/contract/snapshot.js';
import { compare } from '../../../core/src/report/compare.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const sample = (name: string): Snapshot => Snapshot.parse(JSON.parse(readFileSync(`samples/${name}.json`, 'utf8')));
const [silent, blocked] = [sample('dns-server-silent'), sample('published-port-blocked')];
const whats = (changes: readonly SnapshotChange[], change: SnapshotChange['change']): string[] =>
  changes.filter((one) => one.change === change).map(({ what }) => what);

describe('Comparing two snapshots', () => {
  it('finds nothing new between a look and itself, and says what is still wrong', () => {
    const changes = compare(silent, silent);
    assert.ok(changes.length > 0);
    assert.ok(changes.every(({ change }) => change === 'unchanged'));
    assert.ok(whats(changes, 'unchanged').includes('DNS002'));
  });

  it('says what is gone and what is new, both ways', () => {
    const [forth, back] = [compare(silent, blocked), compare(blocked, silent)];
    assert.ok(whats(forth, 'gone').includes('DNS002') && whats(forth, 'new').includes('NF001'));
    assert.deepEqual(whats(forth, 'gone').sort(), whats(back, 'new').sort());
    assert.deepEqual(whats(forth, 'new').sort(), whats(back, 'gone').sort());
    for (const one of [...forth, ...back]) assert.ok(SnapshotChange.safeParse(one).success);
  });

  it('marks a fault that the profile accepts, new or gone', () => {
    const accepted = { suppressions: [{ rule: 'NF001', target: '*', reason: 'known', expires: '2099-01-01' }] };
    const mark = (changes: readonly SnapshotChange[]) => changes.find(({ what }) => what === 'NF001')?.suppressed;
    const told = { reason: 'known', expires: '2099-01-01' };
    assert.deepEqual(mark(compare(silent, blocked, accepted)), told);
    assert.deepEqual(mark(compare(blocked, silent, accepted)), told);
    assert.ok(compare(silent, blocked).every(({ suppressed }) => suppressed === null));
  });

  it('names the facts that differ, the one first by which a rule came out otherwise', () => {
    const facts = compare(silent, blocked).filter(({ change }) => change === 'fact');
    const rules = facts.find(({ what }) => what === 'guest.iptablesLegacy');
    assert.ok(rules !== undefined && rules.rules.includes('NF001'));
    assert.ok(
      rules.after.some((line) => line.includes('8883')),
      rules.after.join('\n'),
    );
    assert.ok((facts[0]?.rules.length ?? 0) >= (facts.at(-1)?.rules.length ?? 0));
  });

  it('is quiet about what differs on every look', () => {
    const probe = healthyFacts['guest.dnsProbe'].map((one) => ({ ...one, tookMs: (one.tookMs ?? 0) + 7 }));
    const clock = { 'guest.dnsProbe': probe };
    assert.deepEqual(compare(snapshotOf(), snapshotOf(clock)), []);
  });

  it('does not call gone what could not be looked at: it is not known now', () => {
    const lost = Object.entries(silent.facts).map(([id, fact]) =>
      id.startsWith('guest.') ? [id, { status: 'failed', reason: 'No answer.' }] : [id, fact],
    );
    const changes = compare(silent, Snapshot.parse({ ...silent, facts: Object.fromEntries(lost) as unknown }));
    assert.ok(!whats(changes, 'gone').includes('DNS002'));
    assert.ok(whats(changes, 'changed').includes('DNS002'));
    assert.ok(!whats(changes, 'new').includes('DNS002'));
  });

  const interfaces = healthyFacts['guest.interfaces'];
  const veth = (name: string, mac: string) => ({ ...(interfaces[0] ?? assert.fail()), name, mac, addresses: [] });
  const changesOf = (before: unknown, after: unknown): SnapshotChange[] =>
    compare(
      snapshotOf({ 'guest.interfaces': before } as Change),
      snapshotOf({ 'guest.interfaces': after } as Change),
    ).filter(({ what }) => what === 'guest.interfaces');

  it('is quiet about the ends of containers, which are others after every start', () => {
    const [then, now] = [veth('veth1e12175', 'c6:2b:25:5c:93:21'), veth('vethae9c6f1', '12:13:99:c8:3f:40')];
    assert.deepEqual(changesOf([...interfaces, then], [...interfaces, now]), []);
  });

  it('tells of an entry what of it is otherwise, in words that can be read', () => {
    const changed = interfaces.map((one) => (one.name === 'eth0' ? { ...one, mtu: 1400 } : one));
    const [fact] = changesOf(interfaces, changed);
    assert.match(fact?.before.join() ?? '', /^eth0 mtu: \d+$/);
    assert.deepEqual(fact?.after, ['eth0 mtu: 1400']);
    const [gone] = changesOf([...interfaces, { ...veth('eth7', '00:15:5d:00:00:01'), addresses: [] }], interfaces);
    assert.match(gone?.before.join() ?? '', /^eth7, /);
    assert.doesNotMatch(JSON.stringify(gone), /[{}]\\"/);
  });

  it('leaves out what was measured otherwise where no rule came out otherwise by it', () => {
    const facts = compare(silent, blocked).filter(({ change }) => change === 'fact');
    const idle = facts.filter(({ rules }) => rules.length === 0).map(({ what }) => what);
    assert.deepEqual(idle, []);
    assert.ok(facts.some(({ what, rules }) => what === 'guest.dnsProbe' && rules.includes('DNS002')));
  });
});
