import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contains, isNetworkOrBroadcast, parsePrefix, prefixOf, toDotted } from '../../../../core/src/ipv4.js';
import { deployLine, unseenAddress } from '../../../../core/src/model/address/proposal.js';

describe('A proposed address', () => {
  it('is in the subnet, is none of those seen, and may be carried', () => {
    const subnet = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 30 }));
    const offsets = fc.array(fc.integer({ min: 0, max: 40 }));
    fc.assert(
      fc.property(subnet, offsets, ([value, length], below) => {
        const prefix = prefixOf(toDotted(value), length)!;
        const top = prefix.network + 2 ** (32 - length) - 1;
        const seen = below.map((offset) => toDotted(Math.max(0, top - offset)));
        const found = unseenAddress(prefix, seen);
        if (found === null) return; // a small subnet that is full
        assert.ok(contains(prefix, found) && !seen.includes(found) && !isNetworkOrBroadcast(found, length), found);
      }),
    );
  });

  it('is none where every address was seen', () => {
    assert.equal(unseenAddress(parsePrefix('10.0.0.0/30')!, ['10.0.0.1', '10.0.0.2']), null);
  });
});

describe('The line that deploys anew', () => {
  it('quotes what it was given and leaves out what is not', () => {
    assert.equal(
      deployLine({ switchName: "It's", switchType: 'External', fixed: null }),
      "Deploy-Eflow -vSwitchType 'External' -vSwitchName 'It''s'",
    );
  });
});
