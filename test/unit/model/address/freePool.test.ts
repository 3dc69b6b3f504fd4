import assert from 'node:assert/strict';
import { freePool } from '../../../../core/src/model/address/freePool.js';
import { contains, parsePrefix } from '../../../../core/src/ipv4.js';

describe('A pool for container networks', () => {
  it('keeps clear of what is known', () => {
    assert.equal(freePool([]).base, '10.213.0.0/16');
    assert.equal(freePool([parsePrefix('10.213.7.0/24')!]).base, '10.214.0.0/16');
    assert.equal(freePool([parsePrefix('10.0.0.0/8')!]).base, '192.168.240.0/20');
  });

  it('is the first where everything is taken', () => {
    assert.equal(freePool([parsePrefix('0.0.0.0/0')!]).base, '10.213.0.0/16');
  });

  it("gives the engine's own bridge an address at its end", () => {
    const { base, bridge } = freePool([parsePrefix('10.0.0.0/8')!]);
    assert.equal(bridge, '192.168.255.1/24');
    assert.ok(contains(parsePrefix(base)!, '192.168.255.1'));
  });
});
