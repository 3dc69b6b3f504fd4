import assert from 'node:assert/strict';
import type { ProxySetting } from '../../../../core/src/model/item.js';
import { isSentPast, sentBy } from '../../../../core/src/model/upstream/noProxy.js';
import { everywhere, proxied } from '../../../support/proxyCases.js';

const proxy = 'http://10.9.9.9:3128';
const except = (place: ProxySetting['place'], value: string): ProxySetting => ({
  ...proxied({ [place]: value })[0]!,
  variable: 'NO_PROXY',
});

describe('NO_PROXY', () => {
  it('parts the places that have a proxy by where they send a connection', () => {
    const settings = [...proxied({ engine: proxy, edged: proxy }), except('edged', '.contoso.com, localhost')];
    assert.deepEqual(sentBy(settings, 'hub.contoso.com', 443), {
      ...{ past: ['edged'], entry: '.contoso.com', through: ['engine'] },
    });
    assert.deepEqual(sentBy(settings, 'hub.fabrikam.com', 443), {
      ...{ past: [], entry: null, through: ['engine', 'edged'] },
    });
  });

  it('says nothing of a place without a proxy', () =>
    assert.deepEqual(sentBy([except('engine', '*')], 'a', 443), { past: [], entry: null, through: [] }));

  const entries: readonly (readonly [string, string, boolean])[] = [
    ['contoso.com', 'contoso.com', true],
    ['contoso.com', 'hub.contoso.com', true],
    ['contoso.com', 'xcontoso.com', false],
    ['*.contoso.com', 'contoso.com', false],
    ['*.contoso.com', 'HUB.contoso.com', true],
    ['contoso.com:443', 'contoso.com', true],
    ['contoso.com:8883', 'contoso.com', false],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', 'ten.example', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['*', 'anything.example', true],
  ];
  for (const [entry, host, expected] of entries)
    it(`${entry} ${expected ? 'means' : 'does not mean'} ${host}`, () => {
      const places = ['engine', 'edged', 'identityd', 'edgeAgent'] as const;
      const settings = [...everywhere(proxy), ...places.map((place) => except(place, entry))];
      assert.equal(isSentPast(settings, host, 443), expected);
    });
});
