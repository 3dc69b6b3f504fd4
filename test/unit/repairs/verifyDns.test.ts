import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DnsPlan } from '../../../core/src/contract/dnsPlan.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { verifyDns, type DnsVerdict } from '../../../core/src/repairs/verifyDns.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

type Lookup = FactValues['guest.nameProbe'][number];

const plan = DnsPlan.parse(JSON.parse(readFileSync('test/contract/examples/DnsPlan/needed.json', 'utf8')));
const [name = ''] = plan.names;

const registry = 'mcr.microsoft.com';
const seen = (from: Lookup['from'], state: Lookup['state'] = 'resolved', of = name): Lookup => ({
  from,
  name: of,
  state,
  addresses: state === 'resolved' ? ['40.83.177.42'] : [],
  via: 'getent',
});

const resolver = healthyFacts['guest.resolver'];
const after = (
  servers: readonly string[],
  lookups: readonly Lookup[] | { lost: string },
  worked = plan.worked,
): DnsVerdict => {
  const links = resolver.links.map((link) => ({ ...link, servers: [...servers] }));
  const change = { 'guest.resolver': { ...resolver, links }, 'guest.nameProbe': lookups } as Change;
  return verifyDns(snapshotOf(change), { ...plan, worked });
};
const [network, other] = ['network:azure-iot-edge', 'network:bridge'] as const;

describe('Other DNS servers are kept', () => {
  it('when every name resolves in the VM, and where it resolved before', () => {
    const verdict = after(plan.servers, [seen('vm'), seen(network)]);
    assert.deepEqual([verdict.passed, verdict.reason, verdict.names.length], [true, null, 2]);
  });
  it('and what each place made of each name is told', () => {
    const { names } = after(plan.servers, [seen('vm'), seen(network)]);
    const resolved = { name, state: 'resolved', addresses: ['40.83.177.42'] };
    assert.deepEqual(names, [
      { from: 'vm', ...resolved },
      { from: network, ...resolved },
    ]);
  });
  it('when they stand beside those of the lease', () => {
    assert.equal(after([...plan.servers, '172.27.112.1'], [seen('vm'), seen(network)]).passed, true);
  });
  it('when containers fail as they did before: that has a cause of its own, and is told', () => {
    const verdict = after(plan.servers, [seen('vm'), seen(network), seen(other, 'timedOut')]);
    assert.equal(verdict.passed, true);
    assert.match(verdict.reason ?? '', /containers of bridge.*contoso-hub.*restart the module/);
  });
});

const both = { ...plan, names: [name, registry] };
const everywhere = [seen('vm'), seen(network), seen('vm', 'resolved', registry), seen(network, 'resolved', registry)];
const without = (...lost: Lookup[]): Lookup[] =>
  everywhere.map((one) => lost.find(({ from, name: of }) => from === one.from && of === one.name) ?? one);
const ofBoth = (lookups: Lookup[]): DnsVerdict => {
  const links = resolver.links.map((link) => ({ ...link, servers: plan.servers }));
  const change: Change = { 'guest.resolver': { ...resolver, links }, 'guest.nameProbe': lookups };
  return verifyDns(snapshotOf(change), {
    ...both,
    worked: everywhere.map(({ from, name: of }) => ({ from, name: of })),
  });
};
/** eth0 has other servers, or no link of the name is known. */
const ofLinks = (...links: [string, string[]][]): DnsVerdict => {
  const [first] = resolver.links;
  assert.ok(first);
  const change = { ...resolver, links: links.map(([link, servers]) => ({ ...first, name: link, servers })) };
  return verifyDns(snapshotOf({ 'guest.resolver': change, 'guest.nameProbe': { lost: 'Too slow.' } }), plan);
};

describe('Other DNS servers are taken back', () => {
  const cases: [string, () => DnsVerdict, RegExp][] = [
    [
      'when a name does not resolve in the VM',
      () => after(plan.servers, [seen('vm', 'unresolved'), seen(network)]),
      /In the VM these names do not resolve: contoso-hub/,
    ],
    ['when a name was not looked up in the VM', () => after(plan.servers, [seen(network)]), /In the VM/],
    [
      'when a name does not resolve any more in containers',
      () => after(plan.servers, [seen('vm'), seen(network, 'timedOut')]),
      /containers of azure-iot-edge/,
    ],
    [
      'when what resolved before was not looked up',
      () => after(plan.servers, [seen('vm')]),
      /containers of azure-iot-edge/,
    ],
    [
      'when the link does not have them',
      () => after(['172.27.112.1'], [seen('vm'), seen(network)]),
      /eth0 does not have the servers/,
    ],
    [
      'when one name of two does not resolve in the VM',
      () => ofBoth(without(seen('vm', 'unresolved', registry))),
      /^In the VM these names do not resolve: mcr\.microsoft\.com\.$/,
    ],
    [
      'when names are lost here and there, each told once',
      () => ofBoth(everywhere.map((one) => ({ ...one, state: 'timedOut' }))),
      /^In the VM these names do not resolve: contoso-hub[a-z.-]*, mcr\.microsoft\.com\. In the containers of azure-iot-edge these names do not resolve: contoso-hub[a-z.-]*, mcr\.microsoft\.com\.$/,
    ],
    [
      'when another link has them',
      () => ofLinks(['docker0', plan.servers], ['eth0', ['fe80::53', '172.27.112.1', '10.0.0.9']]),
      /^eth0 does not have the servers that were set; it has: 172\.27\.112\.1, 10\.0\.0\.9\.$/,
    ],
    ['when the link has none', () => ofLinks(['eth0', []]), /it has: none\.$/],
    ['when the link is not known', () => ofLinks(['docker0', plan.servers]), /it has: none\.$/],
    [
      'when the names could not be looked up',
      () => after(plan.servers, { lost: 'Too slow.' }),
      /guest\.nameProbe is missing/,
    ],
    [
      'when the resolver could not be read',
      () => verifyDns(snapshotOf({ 'guest.resolver': { lost: 'Gone.' } }), plan),
      /guest\.resolver is missing/,
    ],
  ];
  for (const [title, verdict, reason] of cases)
    it(title, () => {
      const { passed, reason: why } = verdict();
      assert.equal(passed, false);
      assert.match(why ?? '', reason);
    });

  it('and nothing is told of names that nobody looked up', () => {
    assert.deepEqual(ofLinks(['eth0', []]).names, []);
    assert.deepEqual(after(plan.servers, { lost: 'Too slow.' }).names, []);
    assert.deepEqual(
      after(plan.servers, [seen(network)]).names.map(({ from }) => from),
      [network],
    );
  });
});
