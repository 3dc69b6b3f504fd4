import assert from 'node:assert/strict';
import { isLeasedWithoutRouter, knownGateway } from '../../../../core/src/model/address/gateway.js';
import { mainAddress, primary } from '../../../../core/src/model/address/vmInterface.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { external } from '../../../support/switches.js';

const facts = healthy(
  ...(['guest.interfaces', 'guest.leases', 'guest.networkFiles', 'host.vmEndpoint'] as const),
  ...(['host.switches', 'host.vmNetwork', 'host.addresses'] as const),
);
const card = primary(facts['guest.interfaces'])!;
const known = (over: Partial<typeof facts>): string | null =>
  knownGateway(card, mainAddress(card)!.subnet, { ...facts, ...over });
const leased = (...router: readonly string[]) => ({
  'guest.leases': facts['guest.leases'].map((one) => ({ ...one, router: [...router] })),
});
const onExternal = external;

describe('The gateway that the VM was told to use', () => {
  it("is that of its lease before the host's own end of the switch", () => {
    assert.equal(known(leased('172.27.112.9')), '172.27.112.9');
    assert.equal(known(leased()), vm.gateway);
    assert.equal(known({ 'guest.leases': [] }), vm.gateway);
  });

  it('is not the host on an External switch', () => assert.equal(known({ ...leased(), ...onExternal }), null));

  it('is one of its own subnet', () => assert.equal(known({ ...leased('10.9.9.1', '0.0.0.0'), ...onExternal }), null));

  it('is missing in a lease that names no router, not where there is no lease', () => {
    assert.equal(isLeasedWithoutRouter(card, leased()), true);
    assert.equal(isLeasedWithoutRouter(card, facts), false);
    assert.equal(isLeasedWithoutRouter(card, { 'guest.leases': [] }), false);
    assert.equal(isLeasedWithoutRouter({ ...card, name: 'eth1' }, leased()), false);
  });
});
