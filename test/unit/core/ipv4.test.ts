import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  contains,
  covers,
  formatPrefix,
  hostAddresses,
  isHostAddress,
  isIpv4,
  isLinkLocal,
  isNetworkOrBroadcast,
  isPrivate,
  lastOf,
  overlaps,
  parsePrefix,
  prefixOf,
  toDotted,
  toNumber,
  type Prefix,
} from '../../../core/src/ipv4.js';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const prefix = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([value, length]) => prefixOf(toDotted(value), length)!);

const of = (cidr: string): Prefix => parsePrefix(cidr)!;

describe('IPv4 arithmetic', () => {
  it('reads what it writes', () => {
    fc.assert(fc.property(address, (value) => toNumber(toDotted(value)) === value));
    fc.assert(fc.property(prefix, (one) => assert.deepEqual(parsePrefix(formatPrefix(one)), one)));
  });

  it('refuses what is no address', () => {
    const wrong = [
      '',
      '1.2.3',
      '1.2.3.4.5',
      '256.1.1.1',
      '01.2.3.4',
      '1.2.3.4 ',
      '0x7f.0.0.1',
      '1.2.3.-4',
      '::1',
      'a.b.c.d',
      '1..2.3',
    ];
    assert.deepEqual(wrong.filter(isIpv4), []);
  });

  it('refuses what is no prefix', () => {
    const wrong = ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', '10.0.0.0/-1', '10.0.0.0/8x'];
    assert.deepEqual(
      wrong.filter((text) => parsePrefix(text) !== null),
      [],
    );
  });

  it('cuts the host bits off', () => {
    assert.equal(formatPrefix(of('172.27.120.111/20')), '172.27.112.0/20');
    assert.equal(formatPrefix(of('255.255.255.255/0')), '0.0.0.0/0');
  });

  it('holds exactly the addresses from the first to the last', () => {
    fc.assert(
      fc.property(
        prefix,
        address,
        (one, value) => contains(one, toDotted(value)) === (value >= one.network && value <= lastOf(one)),
      ),
    );
  });

  it('overlaps when, and only when, one covers the other', () => {
    fc.assert(
      fc.property(prefix, prefix, (one, other) => overlaps(one, other) === (covers(one, other) || covers(other, one))),
    );
  });

  it('knows the addresses that no machine of a subnet may carry', () => {
    assert.deepEqual(
      ['10.0.0.0', '10.0.0.255'].map((one) => isNetworkOrBroadcast(one, 24)),
      [true, true],
    );
    assert.deepEqual(
      ['10.0.0.1', '10.0.0.254'].map((one) => isNetworkOrBroadcast(one, 24)),
      [false, false],
    );
    assert.deepEqual(
      [31, 32].map((length) => isNetworkOrBroadcast('10.0.0.0', length)),
      [false, false],
    );
  });

  it('tells special ranges from their neighbours', () => {
    assert.deepEqual(['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'].map(isLinkLocal), [
      true,
      true,
      false,
      false,
    ]);
    assert.deepEqual(
      ['172.16.0.0', '172.31.255.255', '172.32.0.0', '192.168.1.1', '10.1.1.1', '11.0.0.0'].map(isPrivate),
      [true, true, false, true, true, false],
    );
    assert.deepEqual(
      ['0.0.0.0', '127.0.0.1', '224.0.0.1', '255.255.255.255', '223.255.255.255', '1.0.0.0'].map(isHostAddress),
      [false, false, false, false, true, true],
    );
  });

  it('lists the addresses that machines may carry, lowest first', () => {
    assert.deepEqual(hostAddresses(of('10.0.0.0/30'), 9), ['10.0.0.1', '10.0.0.2']);
    assert.deepEqual(hostAddresses(of('10.0.0.0/31'), 9), ['10.0.0.0', '10.0.0.1']);
    assert.deepEqual(hostAddresses(of('10.0.0.7/32'), 9), ['10.0.0.7']);
    assert.equal(hostAddresses(of('0.0.0.0/0'), 3).length, 3);
  });
});
