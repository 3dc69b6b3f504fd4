import assert from 'node:assert/strict';
import { wideSilence } from '../../../../core/src/model/upstream/wideSilence.js';
import { tried } from '../../../support/reachCases.js';

const silent = [tried('a', 443, 'silent'), tried('a', 8883, 'silent'), tried('b', 443, 'unreachable')];

describe('Silence that no closed port explains', () => {
  it('counts what was tried, each target once', () =>
    assert.deepEqual(wideSilence([...silent, tried('a', 443, 'silent', { address: '192.0.2.9' })]), {
      ...{ count: 3, ports: 2, host: 'a', port: 443 },
    }));

  it('is broken by any answer, and a refusal is one', () => {
    for (const state of ['connected', 'refused'] as const)
      assert.equal(wideSilence([...silent, tried('c', 5671, state)]), null);
  });

  it('is not shown by one host, by one port or by nothing', () => {
    assert.equal(wideSilence(silent.filter(({ host }) => host === 'a')), null);
    assert.equal(wideSilence(silent.filter(({ port }) => port === 443)), null);
    assert.equal(wideSilence([]), null);
  });
});
