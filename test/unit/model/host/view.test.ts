import assert from 'node:assert/strict';
import { hostGetsThrough, hostGreets, hostReaches } from '../../../../core/src/model/host/view.js';
import { healthyFacts, vm } from '../../../support/healthyFacts.js';
import type { FactValues } from '../../../../core/src/facts/facts.js';

type Tried = FactValues['host.reach'][number];
const healthy = healthyFacts['host.reach'][0]!;

describe('How the host fares with what fails in the VM', () => {
  const views = (over: Partial<Tried>): readonly string[] => {
    const tried = [{ ...healthy, port: 443, ...over }];
    return [hostReaches(tried, vm.hub.toUpperCase(), 443), hostGreets(tried, vm.hub, 443)];
  };

  it('tells TCP and TLS apart', () => {
    assert.deepEqual(views({}), ['works', 'works']);
    assert.deepEqual(views({ tls: 'failed', issuer: null }), ['works', 'fails']);
    assert.deepEqual(views({ tcp: 'silent', tls: 'notTried' }), ['fails', 'unknown']);
  });

  it('says nothing of a name that did not resolve, and of TLS in a look that did not try it', () => {
    assert.deepEqual(views({ tcp: 'unresolved', tls: 'notTried' }), ['unknown', 'unknown']);
    assert.deepEqual(views({ tls: undefined, issuer: undefined, via: undefined }), ['works', 'unknown']);
  });

  it('takes no connection to a proxy for one to the host behind it', () =>
    assert.deepEqual(views({ via: 'proxy' }), ['unknown', 'unknown']));

  it('tells whether the proxy lets it through', () => {
    const through = (over: Partial<Tried>) => hostGetsThrough([{ ...healthy, ...over }]);
    assert.equal(through({}), 'unknown');
    assert.equal(through({ via: 'proxy' }), 'works');
    assert.equal(through({ via: 'proxy', tls: 'failed' }), 'fails');
    assert.equal(through({ via: 'proxy', tcp: 'unresolved', tls: 'notTried' }), 'unknown');
  });
});
