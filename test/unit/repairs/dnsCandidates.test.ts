import assert from 'node:assert/strict';
import type { DnsCandidate } from '../../../core/src/contract/dnsPlan.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { choicesFrom, isAsked, judge, type InUse } from '../../../core/src/repairs/dnsCandidates.js';
import { chooseServers, sameServers } from '../../../core/src/repairs/dnsChoice.js';

type Query = FactValues['guest.dnsProbe'][number];

const server = '10.0.0.53';
const [hub, registry] = ['hub.example', 'registry.example'];

const query = (name: string, more: Partial<Query> = {}): Query => ({
  ...{ from: 'vm', server, transport: 'udp', name, state: 'answered', rcode: 'NOERROR', tookMs: 4 },
  ...{ addresses: ['192.0.2.7'], ...more },
});
const refusing = { rcode: 'REFUSED', addresses: [] } as const;
const denying = { rcode: 'NXDOMAIN', addresses: [] } as const;

describe('What a DNS server made of the questions', () => {
  const cases: [string, string[], Query[], DnsCandidate['state'], string[]][] = [
    ['an address for every name', [hub, registry], [query(hub), query(registry)], 'good', []],
    ['an address for one of two', [hub, registry], [query(hub), query(registry, denying)], 'incomplete', [registry]],
    ['an address, though not by TCP', [hub], [query(hub), query(hub, { transport: 'tcp', ...refusing })], 'good', []],
    ['an address that no machine may carry', [hub], [query(hub, { addresses: ['0.0.0.0'] })], 'incomplete', [hub]],
    ['no answer', [hub], [query(hub, { state: 'silent', rcode: null, addresses: [] })], 'silent', [hub]],
    ['questions for some names only', [hub, registry], [query(hub)], 'notAsked', [registry]],
    ['questions that could not be put', [hub], [query(hub, { state: 'failed' })], 'notAsked', [hub]],
    ['questions of containers', [hub], [query(hub, { from: 'network:bridge' })], 'notAsked', [hub]],
    ['questions to another server', [hub], [query(hub, { server: '10.0.0.54' })], 'notAsked', [hub]],
    ['where no name is known, that there is none', [], [query(hub, denying)], 'good', []],
    ['where no name is known, a refusal', [], [query(hub, refusing)], 'incomplete', []],
    ['where no name is known, nothing that was asked', [], [], 'notAsked', []],
  ];
  for (const [title, names, probe, state, missing] of cases)
    it(`${title}: ${state}`, () => {
      assert.deepEqual(judge(probe, names, { server, origin: 'host' }), { server, origin: 'host', state, missing });
      assert.equal(isAsked(probe, names, server), state !== 'notAsked', 'what was not asked is asked');
    });
});

describe('The DNS servers to choose from', () => {
  const host = (...servers: string[]): InUse['host'] => [{ interfaceIndex: 5, interfaceAlias: 'Ethernet', servers }];
  const inUse: InUse = { engine: ['10.0.0.1'], vm: ['10.0.0.2', '127.0.0.53'], host: host('10.0.0.2', '10.0.0.3') };
  const cases: [string, string[] | null, InUse, string[]][] = [
    [
      'of the engine, the VM and this Windows, each once',
      null,
      inUse,
      ['engine 10.0.0.1', 'vm 10.0.0.2', 'host 10.0.0.3'],
    ],
    ['that are given, and no others', ['10.9.9.9'], inUse, ['given 10.9.9.9']],
    ['that a machine can have', ['192.0.2.1', '169.254.1.1', '127.0.0.1', '0.0.0.0', 'dns.example'], inUse, []],
  ];
  for (const [title, given, used, expected] of cases)
    it(`are those ${title}`, () => {
      const choices = choicesFrom(given, used);
      assert.deepEqual(
        choices.map((one) => `${one.origin} ${one.server}`),
        expected,
      );
    });
});

describe('Choosing DNS servers', () => {
  const none: [string, Partial<DnsCandidate>[], RegExp][] = [
    ['of none', [], /Neither the VM nor this Windows/],
    ['of silent ones', [{ state: 'silent' }], /^No server can be set\. 10\.0\.0\.53 did not answer the VM\.$/],
    [
      'of such as lack names, which are told',
      [{ state: 'incomplete', missing: [hub, registry] }, { state: 'notAsked' }],
      /gives no address for hub\.example, registry\.example\. 10\.0\.0\.53 was not asked from the VM\.$/,
    ],
    ['of one that refuses whatever it is asked', [{ state: 'incomplete' }], /gives no address for any name\.$/],
  ];
  for (const [title, candidates, reason] of none)
    it(`takes none ${title}`, () => {
      const chosen = chooseServers(
        candidates.map((one) => ({ server, origin: 'vm', state: 'good', missing: [], ...one })),
      );
      assert.deepEqual(chosen.servers, []);
      assert.match(chosen.reason ?? '', reason);
    });

  const same: [string[], string[], boolean][] = [
    [['10.0.0.1', '10.0.0.2'], ['10.0.0.2', '10.0.0.1'], true],
    [['10.0.0.1', '10.0.0.2'], ['10.0.0.1', '10.0.0.3'], false],
    [['10.0.0.1'], ['10.0.0.1', '10.0.0.2'], false],
  ];
  for (const [one, other, is] of same)
    it(`takes ${one.join(', ')} and ${other.join(', ')} for ${is ? 'the same' : 'others'}`, () => {
      assert.equal(sameServers(one, other), is);
    });
});
