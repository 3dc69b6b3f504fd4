// Addresses become others so that everything a rule asks of them has the same answer.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  contains,
  formatPrefix,
  isHostAddress,
  isLinkLocal,
  isLoopback,
  isNetworkOrBroadcast,
  isPrivate,
  lastOf,
  parsePrefix,
  prefixOf,
  toDotted,
  toNumber,
  type Prefix,
} from '../../../core/src/ipv4.js';
import { bitsOfIpv4, bitsOfIpv6, ipv6OfBits } from '../../../core/src/redact/addressText.js';
import { plain, valuesFor } from './support.js';

const anyAddress = fc.nat(2 ** 32 - 1).map(toDotted);
/** Neighbours too, for most pairs of addresses share no prefix worth the name. */
const anyPair = fc.oneof(
  fc.tuple(anyAddress, anyAddress),
  fc
    .tuple(fc.nat(2 ** 32 - 1), fc.nat(31), fc.nat(2 ** 32 - 1))
    .map(([one, shared, other]) => [
      toDotted(one),
      toDotted(((one - (one % 2 ** (32 - shared))) % 2 ** 32) + (other % 2 ** (32 - shared))),
    ]),
) as fc.Arbitrary<[string, string]>;

const prefix = (address: string, length: number): Prefix => prefixOf(address, length) ?? assert.fail(address);
const anySubnet = fc
  .tuple(anyAddress, fc.integer({ min: 16, max: 30 }))
  .map(([address, length]) => formatPrefix(prefix(address, length)));
const anyRange = fc
  .tuple(anySubnet, fc.nat(2 ** 16), fc.nat(2 ** 16))
  .map(([cidr, one, other]) => {
    const { network, length } = parsePrefix(cidr)!;
    const ends = [one, other].map((at) => network + (at % 2 ** (32 - length))).sort((a, b) => a - b);
    return ends.map(toDotted) as [string, string];
  })
  .filter(([from, to]) => from !== to);
const anyNetwork = fc.record({
  subnets: fc.array(anySubnet, { maxLength: 4 }),
  ranges: fc.array(anyRange, { maxLength: 2 }),
});

const common = (one: string | null, other: string | null): number => {
  assert.ok(one !== null && other !== null);
  const differs = Array.from(one).findIndex((bit, at) => bit !== other[at]);
  return differs < 0 ? one.length : differs;
};

const ranges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const rangeOf = (address: string): string | undefined => ranges.find((range) => contains(parsePrefix(range)!, address));

describe('Redacted IPv4 addresses', () => {
  it('share as long a prefix as the originals did', () =>
    fc.assert(
      fc.property(anyNetwork, anyPair, (network, [one, other]) => {
        const { ipv4 } = valuesFor(network);
        assert.equal(
          common(bitsOfIpv4(plain(ipv4(one))), bitsOfIpv4(plain(ipv4(other)))),
          common(bitsOfIpv4(one), bitsOfIpv4(other)),
        );
      }),
    ));

  it('stay in their range: private, shared, link-local, loopback, of no machine', () =>
    fc.assert(
      fc.property(anyNetwork, fc.oneof(anyAddress, anySubnetMember()), (network, address) => {
        const token = plain(valuesFor(network).ipv4(address));
        for (const holds of [isPrivate, isLinkLocal, isLoopback, isHostAddress])
          assert.equal(holds(token), holds(address));
        assert.equal(rangeOf(token), rangeOf(address));
      }),
    ));

  it('stay the first and the last of a subnet', () =>
    fc.assert(
      fc.property(anySubnet, fc.nat(2 ** 14), (cidr, at) => {
        const subnet = parsePrefix(cidr)!;
        const { ipv4 } = valuesFor({ subnets: [cidr] });
        const isEdge = (address: string): boolean => isNetworkOrBroadcast(plain(ipv4(address)), subnet.length);
        assert.ok(isEdge(toDotted(subnet.network)) && isEdge(toDotted(lastOf(subnet))));
        const inside = subnet.network + 1 + (at % (lastOf(subnet) - subnet.network - 1));
        assert.ok(!isEdge(toDotted(inside)));
      }),
    ));

  it('stay a network address where they are written with their length, known or not', () =>
    fc.assert(
      fc.property(anySubnet, (cidr) => {
        const subnet = parsePrefix(cidr)!;
        const token = prefix(plain(valuesFor().ipv4(toDotted(subnet.network), subnet.length)), subnet.length);
        assert.equal(plain(valuesFor().ipv4(toDotted(subnet.network), subnet.length)), toDotted(token.network));
      }),
    ));

  it('stay inside a range, and outside', () =>
    fc.assert(
      fc.property(anyRange, fc.nat(2 ** 17), (range, at) => {
        const { ipv4 } = valuesFor({ ranges: [range] });
        const isIn = ([from, to]: readonly string[], address: string): boolean =>
          toNumber(address)! >= toNumber(from!)! && toNumber(address)! <= toNumber(to!)!;
        const address = toDotted(Math.min(Math.max(toNumber(range[0])! - 2 ** 16 + at, 0), 2 ** 32 - 1));
        const ends = range.map((end) => plain(ipv4(end)));
        assert.equal(isIn(ends, plain(ipv4(address))), isIn(range, address));
      }),
    ));

  it('stay under a mask with a gap, and beside it', () => {
    const { ipv4 } = valuesFor({
      masks: [{ prefix: bitsOfIpv4('10.0.0.0')!.slice(0, 8), mask: bitsOfIpv4('255.0.0.255')! }],
    });
    const shown = Array.from({ length: 50 }, (_none, at) => `10.${at}.7.${at % 2 === 0 ? 9 : at}`);
    for (const address of shown) assert.equal(plain(ipv4(address)).split('.')[3], address.split('.')[3]);
    assert.ok(shown.every((address) => plain(ipv4(address)) !== address));
  });

  const public_ =
    '0.0.0.0 255.255.255.255 255.255.240.0 127.0.0.1 127.0.0.53 127.0.0.11 169.254.7.9 169.254.169.254 224.0.0.251 ' +
    '192.0.2.1 198.51.100.7 203.0.113.10 192.168.137.1 168.63.129.16 8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 208.67.222.222';
  for (const address of public_.split(' '))
    it(`leave ${address}, which means the same everywhere`, () =>
      assert.equal(plain(valuesFor().ipv4(address)), address));

  it('are others under another key, and the same under the same', () => {
    const under = (text: string): string =>
      Array.from({ length: 50 }, (_none, at) => plain(valuesFor({}, Buffer.from(text)).ipv4(`10.${at}.7.9`))).join();
    assert.equal(under('one'), under('one'));
    assert.notEqual(under('one'), under('two'));
  });

  for (const text of ['10.0.0', '10.0.0.256', '1.2.3.4.5', '', 'fe80::1'])
    it(`are not made of ${JSON.stringify(text)}`, () => assert.equal(valuesFor().ipv4(text), null));
});

function anySubnetMember(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...ranges, '169.254.0.0/16', '127.0.0.0/8', '192.168.137.0/24'), fc.nat(2 ** 24 - 1))
    .map(([cidr, at]) => {
      const { network, length } = parsePrefix(cidr)!;
      return toDotted(network + (at % 2 ** (32 - length)));
    });
}

describe('Redacted IPv6 addresses', () => {
  const anyIpv6 = fc
    .tuple(
      fc.constantFrom('fe80::', '2a01:111:', 'fd12:3456:789a:', ''),
      fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }),
    )
    .map(([head, groups]) => {
      const begun = head.endsWith('::')
        ? [0xfe80, 0, 0, 0]
        : head
            .split(':')
            .filter(Boolean)
            .map((group) => parseInt(group, 16));
      return ipv6OfBits(
        [...begun, ...groups]
          .slice(0, 8)
          .map((group) => group.toString(2).padStart(16, '0'))
          .join(''),
      );
    });

  it('share as long a prefix as the originals did', () =>
    fc.assert(
      fc.property(anyIpv6, anyIpv6, (one, other) => {
        const { ipv6 } = valuesFor({ subnets: ['fd12:3456:789a::/64'] });
        assert.equal(
          common(bitsOfIpv6(plain(ipv6(one))), bitsOfIpv6(plain(ipv6(other)))),
          common(bitsOfIpv6(one), bitsOfIpv6(other)),
        );
      }),
      { numRuns: 40 },
    ));

  it('stay link-local, and do not show the MAC address that they are made of', () => {
    const token = plain(valuesFor().ipv6('fe80::215:5dff:fe4e:152c'));
    assert.match(token, /^fe80::/);
    assert.ok(!token.includes('fe4e:152c'));
  });

  it('stay unique local, and stay a network address', () =>
    assert.match(plain(valuesFor().ipv6('fd12:3456:789a::', 48)), /^fd[0-9a-f]{2}:[0-9a-f]{1,4}:[0-9a-f]{1,4}::$/));

  for (const address of ['::', '::1', 'ff02::1:3', '2001:db8::7', '2001:4860:4860::8888', '2606:4700:4700::1111'])
    it(`leave ${address}`, () => assert.equal(plain(valuesFor().ipv6(address)), address));

  for (const address of ['::', '::1', '1:2:3:4:5:6:7:8', 'fe80::1', '64:ff9b::a01:203', '1::8', '2001:db8:0:1::'])
    it(`are written as RFC 5952 has it: ${address}`, () => assert.equal(ipv6OfBits(bitsOfIpv6(address)!), address));
});
