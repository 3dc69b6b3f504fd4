import assert from 'node:assert/strict';
import { freePool, freeSubnet } from '../../../../core/src/model/address/freePool.js';
import { knownPrefixes } from '../../../../core/src/model/address/knownPrefixes.js';
import { contains, formatPrefix, parsePrefix } from '../../../../core/src/ipv4.js';

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

describe('A subnet for a switch', () => {
  const free = (...known: readonly string[]): string | null => {
    const found = freeSubnet(known.map((one) => parsePrefix(one)!));
    return found === null ? null : formatPrefix(found);
  };

  it('keeps clear of what is known', () => {
    assert.equal(free(), '10.213.0.0/24');
    assert.equal(free('10.213.0.0/23', '10.213.2.128/25'), '10.213.3.0/24');
    assert.equal(free('10.0.0.0/8', '192.168.240.0/21'), '192.168.248.0/24');
  });

  it('is none where everything is taken', () => {
    assert.equal(free('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'), null);
  });

  it('takes no way out for a network', () => {
    const routes = ['0.0.0.0/0', '0.0.0.0/1', '10.213.0.0/16'].map((destination) => ({
      ...{ destination, nextHop: '192.168.10.1', interfaceIndex: 5, metric: 25 },
    }));
    assert.deepEqual(knownPrefixes({ 'host.routes': routes }).map(formatPrefix), ['10.213.0.0/16']);
  });
});
