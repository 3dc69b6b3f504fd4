import assert from 'node:assert/strict';
import {
  isClosedDirectly,
  isRefusedThrough,
  waysOf,
  type Ways,
} from '../../../../core/src/model/upstream/proxyWays.js';
import { tried } from '../../../support/reachCases.js';

const through = { via: 'proxy' as const };
const ways = (...reach: Parameters<typeof waysOf>[0]): Ways => waysOf(reach)[0]!;

describe('The two ways to a host', () => {
  it('are told apart, for HTTPS alone', () => {
    const { host, ...found } = ways(tried('a', 443, 'silent'), tried('a', 443, 'connected', through));
    assert.deepEqual([host, found.direct.length, found.through.length], ['a', 1, 1]);
    assert.deepEqual(waysOf([tried('a', 8883, 'silent')]), []);
  });

  it('are closed directly where each try failed; none is no failure', () => {
    assert.equal(isClosedDirectly(ways(tried('a', 443, 'silent'), tried('a', 443, 'refused'))), true);
    assert.equal(isClosedDirectly(ways(tried('a', 443, 'silent'), tried('a', 443, 'connected'))), false);
    assert.equal(isClosedDirectly(ways(tried('a', 443, 'connected', through))), false);
  });

  it('are refused by the proxy where it took each connection and opened none', () => {
    const refused = tried('a', 443, 'connected', { ...through, tls: 'failed' });
    assert.equal(isRefusedThrough(ways(refused)), true);
    assert.equal(isRefusedThrough(ways(refused, tried('a', 443, 'connected', through))), false);
    assert.equal(isRefusedThrough(ways(tried('a', 443, 'silent', through))), false);
    assert.equal(isRefusedThrough(ways(tried('a', 443, 'connected'))), false);
  });
});
