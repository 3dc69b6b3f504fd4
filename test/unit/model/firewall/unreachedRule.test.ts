import assert from 'node:assert/strict';
import { offeredPorts } from '../../../../core/src/model/firewall/offeredPort.js';
import { ownerRules } from '../../../../core/src/model/firewall/ownerRule.js';
import { isInVain, unreachedRules, whyUnreached } from '../../../../core/src/model/firewall/unreachedRule.js';
import { worldOf } from '../../../../core/src/model/netfilter/worldOf.js';
import { hostModuleLine, type FirewallWish } from '../../../support/firewall.js';
import { firewalled } from '../../../support/portCases.js';

const accept = '-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT';
const drop = accept.replace('ACCEPT', 'DROP');

/** Each rule that no packet gets to, whether it is in vain, and why. */
const found = (wish: FirewallWish): readonly (readonly [string, boolean, string])[] => {
  const facts = firewalled(wish);
  const world = worldOf(facts);
  return unreachedRules(world, ownerRules(world), offeredPorts(facts['guest.containers'])).map((one) => [
    one.owner.rule.text,
    isInVain(world, one),
    whyUnreached(world, one.owner),
  ]);
};

describe('A rule that no packet gets to', () => {
  it('is in vain where its port fares otherwise than it says', () => {
    const [one, ...rest] = found({ own: [hostModuleLine, '-A INPUT -j DROP', accept] });
    assert.deepEqual([one?.slice(0, 2), rest], [[accept, true], []]);
    assert.match(one?.[2] ?? '', /stands behind rule 7 of INPUT/);
    assert.deepEqual(
      found({ own: [hostModuleLine, accept, drop] }).map(([rule, vain]) => [rule, vain]),
      [[drop, true]],
    );
  });

  it('is superfluous, and not in vain, where another does what it says', () => {
    const wide = '-A INPUT -p tcp -m tcp --dport 1000:2000 -j ACCEPT';
    assert.deepEqual(
      found({ own: [hostModuleLine, wide, accept] }).map(([rule, vain]) => [rule, vain]),
      [[accept, false]],
    );
  });

  it('is not in vain where its port is closed on purpose to all but chosen senders', () => {
    const chosen = accept.replace('-p', '-s 10.0.0.0/8 -p');
    assert.deepEqual(
      found({ own: [hostModuleLine, chosen, '-A INPUT -j DROP', accept] }).map(([rule, vain]) => [rule, vain]),
      [[accept, false]],
    );
  });

  it('is left out where it lets in a port that a module offers', () =>
    assert.deepEqual(found({ own: ['-A INPUT -p tcp -j DROP', hostModuleLine] }), []));
});
