import assert from 'node:assert/strict';
import { allAstray, isAstray, nothingSent, requiredFlows } from '../../../../core/src/model/firewall/requiredFlows.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { outbound, sending } from '../../../support/outboundCases.js';
import { tried } from '../../../support/reachCases.js';

const speaking = (protocol: 'Mqtt' | 'AmqpWs') => ({ 'guest.upstream': { ...outbound['guest.upstream'], protocol } });
const kinds = (facts: typeof outbound): readonly string[] =>
  requiredFlows(facts).map(({ flow, way }) => `${flow.port}/${flow.protocol} ${way.kind}`);

/** To a proxy that is not there. */
const redirected = {
  ...outbound,
  'guest.listeners': [],
  'guest.iptablesLegacy': rulesOf(
    liveText().replace('-A OUTPUT !', '-A OUTPUT -p tcp -m tcp --dport 443 -j REDIRECT --to-ports 3128\n-A OUTPUT !'),
  ),
};
const https = (facts: Parameters<typeof requiredFlows>[0]) =>
  requiredFlows(facts).find(({ what }) => what === 'HTTPS')!;

describe('What every device has to send', () => {
  it('is DNS, HTTPS and the protocol in use, unless that goes by HTTPS', () => {
    assert.deepEqual(kinds({ ...outbound, ...speaking('Mqtt') }), ['53/udp open', '443/tcp open', '8883/tcp open']);
    assert.deepEqual(kinds({ ...outbound, ...speaking('AmqpWs') }), ['53/udp open', '443/tcp open']);
  });

  it('is nothing to judge where all of it is closed', () => {
    assert.equal(nothingSent(requiredFlows(sending())), true);
    assert.equal(nothingSent(requiredFlows(sending('-A OUTPUT -p udp -j ACCEPT'))), false);
  });

  it("is tried by the VM's own connections past any proxy", () => {
    assert.equal(https(outbound).failed, null);
    assert.equal(https({ ...outbound, 'guest.reach': [tried('a', 443, 'connected')] }).failed, false);
    assert.equal(https({ ...outbound, 'guest.reach': [tried('a', 443, 'silent')] }).failed, true);
  });

  it('is astray where a rule takes it elsewhere and no answer comes from there', () => {
    assert.equal(isAstray(https(redirected)), true);
    assert.equal(isAstray(https({ ...redirected, 'guest.reach': [tried('a', 443, 'connected')] })), false);
    assert.equal(allAstray(requiredFlows(redirected)), false);
    assert.equal(allAstray(requiredFlows({ ...redirected, ...speaking('AmqpWs') })), true);
  });
});
