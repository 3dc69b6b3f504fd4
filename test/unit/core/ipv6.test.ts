import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isInPrefix6, toBigInt } from '../../../core/src/ipv6.js';

describe('IPv6 addresses', () => {
  const cases: [string, bigint | null][] = [
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['::ffff:1.2.3.4', 0xffff01020304n],
    ['2001:db8::10', (0x20010db8n << 96n) + 16n],
    ['1:2:3:4:5:6:7:8', 0x00010002000300040005000600070008n],
    ['1:2:3:4:5:6:7', null],
    ['1:2:3:4:5:6:7:8:9', null],
    ['1::2::3', null],
    ['1:2:3:4::5:6:7:8', null],
    ['12345::', null],
    ['g::', null],
    ['', null],
    ['10.0.0.1', null],
  ];
  for (const [text, value] of cases) it(`reads '${text}'`, () => assert.equal(toBigInt(text), value));

  it('reads every way of writing that fast-check knows, and never throws', () => {
    fc.assert(fc.property(fc.ipV6(), (text) => toBigInt(text) !== null));
    fc.assert(fc.property(fc.string(), (text) => [null, 'bigint'].includes(toBigInt(text) === null ? null : 'bigint')));
  });

  it('tells what is in a prefix', () => {
    const address = toBigInt('2001:db8::10') ?? 0n;
    assert.equal(isInPrefix6('2001:db8::/32', address), true);
    assert.equal(isInPrefix6('2001:db8::11', address), false);
    assert.equal(isInPrefix6('::/0', address), true);
    assert.equal(isInPrefix6('2001:db8::/129', address), null);
  });
});
