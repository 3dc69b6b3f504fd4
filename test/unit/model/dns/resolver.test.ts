import assert from 'node:assert/strict';
import { lostAnswers } from '../../../../core/src/model/dns/answeredFor.js';
import { isServerless, linkServers } from '../../../../core/src/model/dns/dns.js';
import { insistences } from '../../../../core/src/model/dns/insisted.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubAnswered, hubIs } from '../../../support/nameCases.js';

const facts = healthy('guest.resolver', 'guest.leases');
const resolver = facts['guest.resolver'];
const links = (change: Partial<(typeof resolver.links)[number]>) => ({
  ...resolver,
  links: resolver.links.map((link) => ({ ...link, ...change })),
});

describe('What the resolver of the VM insists on', () => {
  it('is nothing on a healthy device', () => assert.deepEqual(insistences(resolver), []));

  it('is told once where it is set globally, which every link shows too', () => {
    const global = { ...links({ dnssec: 'yes' }), global: { ...resolver.global, dnssec: 'yes' as const } };
    assert.deepEqual(insistences(global), [{ kind: 'dnssec', setting: 'DNSSEC', where: 'globally' }]);
  });

  it('is told with the links that it is set on', () => {
    const [name] = resolver.links.map((link) => link.name);
    assert.ok(name);
    const [found] = insistences({ ...resolver, links: [{ ...resolver.links[0]!, dnsOverTls: 'yes' }] });
    assert.deepEqual(found, { kind: 'dnsOverTls', setting: 'DNSOverTLS', where: `on ${name}` });
  });
});

describe('An answer that gets lost in the VM', () => {
  const lost = hubIs('unresolved');

  it('is one that a server gave when it was asked directly', () =>
    assert.deepEqual(lostAnswers(lost, [hubAnswered('10.0.0.53'), hubAnswered('10.0.0.53')]), [
      { name: vm.hub, servers: ['10.0.0.53'] },
    ]));

  it('is none where no server gave an address', () => {
    assert.deepEqual(lostAnswers(lost, [{ ...hubAnswered('10.0.0.53'), addresses: [] }]), []);
    assert.deepEqual(lostAnswers(lost, []), []);
  });
});

describe('The servers of the links', () => {
  it('are told link by link', () => assert.ok(linkServers(links({ servers: [] }))[0]?.endsWith(': none')));

  it('are missing in a lease that names none', () => {
    assert.equal(isServerless(facts['guest.leases']), false);
    assert.equal(isServerless(facts['guest.leases'].map((one) => ({ ...one, dns: [] }))), true);
    assert.equal(isServerless(undefined), false);
  });
});
