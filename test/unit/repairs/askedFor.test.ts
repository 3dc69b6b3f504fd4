import assert from 'node:assert/strict';
import type { FirewallWish } from '../../../core/src/contract/plan.js';
import { toNumber } from '../../../core/src/ipv4.js';
import { ANY_ADDRESS, ANY_PORT, type Span } from '../../../core/src/model/netfilter/packet.js';
import type { Region } from '../../../core/src/model/netfilter/region.js';
import {
  acceptWish,
  apartFromAnswers,
  assertSource,
  notAskedFor,
  portsOf,
  refusalOf,
} from '../../../core/src/repairs/askedFor.js';
import { isPlan, siteOf } from '../../../core/src/repairs/site.js';
import { snapshotOf } from '../../support/snapshots.js';

const wished = (wish: Partial<FirewallWish> = {}): FirewallWish => ({
  ...{ protocol: 'tcp', port: 1884, source: null },
  ...wish,
});
const ping = { protocol: 'icmp', port: null } as const;

describe('A wish for the firewall', () => {
  it('is for each port of its range, and for one packet where there are no ports', () => {
    assert.deepEqual(portsOf(wished()), [1884]);
    assert.deepEqual(portsOf(wished({ lastPort: 1886 })), [1884, 1885, 1886]);
    assert.deepEqual(portsOf(wished(ping)), [0]);
    assert.deepEqual(portsOf(wished({ ...ping, port: 80 })), [0]);
    assert.deepEqual(portsOf(wished({ port: null })), [0]);
  });

  it('is asked of the walk as it is', () => {
    const wish = wished({ source: '10.0.0.7', interface: 'eth0', states: ['NEW'] });
    const asked = { protocol: 'tcp', port: 1885, source: '10.0.0.7', inInterface: 'eth0', states: ['NEW'] };
    assert.deepEqual(acceptWish(wish, 1885), asked);
    assert.equal(acceptWish(wished({ protocol: 'udp' }), 1884).protocol, 'udp');
    assert.equal(acceptWish(wished({ protocol: 'all' }), 1884).protocol, 'tcp');
  });

  it('is for no source that is none', () => {
    for (const source of [null, '10.0.0.7', '10.0.0.0/8']) assert.doesNotThrow(() => assertSource(wished({ source })));
    assert.throws(() => assertSource(wished({ source: 'edge.example' })), {
      ...{ id: 'SourceNotUnderstood', target: 'edge.example' },
      message: 'The source is no IPv4 address or prefix.',
    });
  });
});

describe('A wish is refused with what is right instead:', () => {
  const cases: [string, Partial<FirewallWish>, RegExp | null][] = [
    ['a port', {}, null],
    ['a port of an interface', { interface: 'eth0' }, null],
    ['an interface that is not there', { interface: 'eth7' }, /no interface eth7: it has lo, .*eth0, .*docker0/],
    ['the table filter', { table: 'filter' }, null],
    ['another table', { table: 'mangle' }, /^The table mangle is only listed .* Leave -Table out/],
    ['INPUT', { chain: 'INPUT' }, null],
    ['DOCKER-USER', { chain: 'DOCKER-USER' }, null],
    ['OUTPUT', { chain: 'OUTPUT' }, /let out by one rule of OUTPUT/],
    ['FORWARD', { chain: 'FORWARD' }, /^The container engine writes FORWARD anew/],
    ['a chain of the engine', { chain: 'DOCKER-ISOLATION-STAGE-1' }, /writes DOCKER-ISOLATION-STAGE-1 anew/],
    ['a chain of somebody else', { chain: 'MINE' }, /^Nothing is written into MINE/],
    ['all protocols', { protocol: 'all' }, /^A rule for all protocols/],
    ['ping', ping, null],
    ['a port of ICMP', { protocol: 'icmp' }, /^ICMP has no ports/],
    ['no port', { port: null }, /^For tcp and udp a port is needed/],
    ['one port as a range', { lastPort: 1884 }, null],
    ['a range that ends before it begins', { lastPort: 1883 }, /ends before it begins/],
    ['1024 ports', { lastPort: 1884 + 1023 }, null],
    ['more ports', { lastPort: 1884 + 1024 }, /^At most 1024 ports/],
    ['new connections', { states: ['NEW', 'ESTABLISHED'] }, null],
    [
      'none but those that are let in anyway',
      { states: ['ESTABLISHED', 'RELATED'] },
      /^A rule for ESTABLISHED, RELATED lets no new connection in, .* Add NEW/,
    ],
    ['the same, to be kept out', { states: ['ESTABLISHED'], target: 'DROP' }, null],
    ['the same, to be taken out', { states: ['ESTABLISHED'], remove: true }, null],
    ['what is translated', { states: ['DNAT'] }, null],
    ['what is translated, in INPUT', { states: ['DNAT'], chain: 'INPUT' }, /^A rule for DNAT/],
    ['what is translated either way', { states: ['DNAT', 'SNAT'] }, /^A rule for DNAT, SNAT/],
  ];
  for (const [title, wish, reason] of cases)
    it(`${title}: ${reason === null ? 'not' : 'refused'}`, () => {
      const site = siteOf(snapshotOf(), wished(wish));
      assert.ok(!isPlan(site));
      if (reason === null) assert.equal(refusalOf(site), null);
      else assert.match(refusalOf(site) ?? '', reason);
    });
});

const address = (text: string): number => toNumber(text) ?? assert.fail(text);
const region = (more: Partial<Region> = {}): Region => ({
  ...{ protocol: [6, 6], source: ANY_ADDRESS, destination: ANY_ADDRESS, sourcePort: ANY_PORT },
  ...{ destinationPort: [1884, 1884], icmpType: [0, 255], icmpCode: [0, 255], inInterface: 'eth0' },
  ...more,
});

describe('Of what a change does, that is more than was asked for', () => {
  const ten: Span = [address('10.0.0.0'), address('10.255.255.255')];
  const cases: [string, Partial<FirewallWish>, Partial<Region>, boolean][] = [
    ['the port', {}, {}, false],
    ['another port', {}, { destinationPort: [1885, 1885] }, true],
    ['a port before it', {}, { destinationPort: [1883, 1884] }, true],
    ['a part of the range', { lastPort: 1890 }, { destinationPort: [1886, 1890] }, false],
    ['ports behind the range', { lastPort: 1890 }, { destinationPort: [1886, 1891] }, true],
    ['another protocol', {}, { protocol: [17, 17] }, true],
    ['protocols around it', {}, { protocol: [6, 17] }, true],
    ['the prefix', { source: '10.0.0.0/8' }, { source: ten }, false],
    ['senders beside the prefix', { source: '10.0.0.0/9' }, { source: ten }, true],
    ['the address', { source: '10.0.0.0' }, { source: [ten[0], ten[0]] }, false],
    ['another address', { source: '10.0.0.0' }, { source: [ten[1], ten[1]] }, true],
    ['the interface', { interface: 'eth0' }, {}, false],
    ['another interface', { interface: 'eth0' }, { inInterface: 'docker0' }, true],
    ['ping', ping, { protocol: [1, 1], destinationPort: [0, 65_535] }, false],
    ['a port, where ping was asked for', ping, {}, true],
    ['anything, where all was', { protocol: 'all', port: null }, {}, true],
  ];
  for (const [title, wish, more, is] of cases)
    it(`${title}: ${is ? 'yes' : 'no'}`, () => {
      const one = region(more);
      const expected = is ? [one] : [];
      assert.deepEqual(notAskedFor(wished(wish), { regions: [one], possible: [] }), expected);
      assert.deepEqual(notAskedFor(wished(wish), { regions: [], possible: [one] }), expected, 'also where it may');
    });
});

describe('Answers to what is sent from a port that is let in', () => {
  const vm: Span = [address('10.0.0.7'), address('10.0.0.7')];
  const answer = { sourcePort: [1884, 1884], destinationPort: [0, 65_535] } as const;
  const cases: [string, Partial<FirewallWish>, Partial<Region>, boolean][] = [
    ['are told apart', {}, answer, true],
    ['from a part of the range', { lastPort: 1890 }, { ...answer, sourcePort: [1885, 1890] }, true],
    ['not from other ports', {}, { ...answer, sourcePort: [1884, 1885] }, false],
    ['to the sender that was asked for', { source: '10.0.0.7' }, { ...answer, destination: vm }, true],
    ['not to others', { source: '10.0.0.8' }, { ...answer, destination: vm }, false],
    ['not of ping', ping, answer, false],
    ['not where the port itself was asked for', {}, { sourcePort: [1884, 1884] }, false],
  ];
  for (const [title, wish, more, is] of cases)
    it(title, () => {
      const one = region(more);
      const [certain, possible] = [
        { regions: [one], possible: [] },
        { regions: [], possible: [one] },
      ];
      for (const opening of [certain, possible]) {
        const apart = apartFromAnswers(wished(wish), { ...opening, complete: true });
        const kept = is ? { regions: [], possible: [] } : opening;
        assert.deepEqual(apart, { opening: { ...kept, complete: true }, answers: is });
      }
    });
});
