import type { FactValues } from '../../../../core/src/facts/facts.js';
import rule from '../../../../core/src/rules/dns/DNS019-name-pinned.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, 'guest.dnsProbe');
const stale = '10.99.0.9';
const pinned = (address: string, tcp: 'silent' | 'refused' | 'connected', name: string = vm.hub) => ({
  ...facts,
  'guest.hosts': [...facts['guest.hosts'], { address, names: [name] }],
  'guest.reach': facts['guest.reach'].map((one) => (one.host === vm.hub ? { ...one, address, tcp } : one)),
});
const attempted = (change: Partial<FactValues['guest.reach'][number]>) => ({
  ...pinned(stale, 'silent'),
  'guest.reach': facts['guest.reach']
    .slice(0, 1)
    .map((one) => ({ ...one, address: stale, tcp: 'silent' as const, ...change })),
});
const told = (...answers: readonly Partial<FactValues['guest.dnsProbe'][number]>[]) => ({
  'guest.dnsProbe': answers.map((one) => ({ ...facts['guest.dnsProbe'][0]!, ...one })),
});
const see = `Invoke-EflowVmCommand 'grep -n -F ${vm.hub} /etc/hosts'`;

testRule(rule, {
  pass: [
    { name: 'the stock file', facts },
    { name: 'a private endpoint that works', facts: pinned(stale, 'connected') },
    {
      name: 'the address that the servers say too: the port is closed, which EP001 reports',
      facts: pinned('40.83.177.42', 'silent'),
    },
    {
      name: 'an address of former times, by which the proxy alone was asked',
      facts: attempted({ via: 'proxy' }),
    },
    { name: 'an address of former times, for which there was no time', facts: attempted({ tcp: 'notTried' }) },
    {
      name: 'an address of former times, to which another name leads that is closed',
      facts: attempted({ host: 'files.contoso.com' }),
    },
    {
      name: 'a private endpoint of which one port is open',
      facts: {
        ...pinned(stale, 'silent'),
        'guest.reach': pinned(stale, 'silent')['guest.reach'].map((one, at) =>
          at === 0 ? { ...one, tcp: 'connected' as const } : one,
        ),
      },
    },
    { name: 'a name that the device does not need', facts: pinned(stale, 'silent', 'printer.example') },
  ],
  fail: [
    {
      name: 'an address of former times',
      facts: pinned(stale, 'silent'),
      messages: ['astray'],
      targets: [vm.hub],
      says: [stale, '40.83.177.42'],
      shows: [`guest.hosts/${vm.hub}: ["${stale}"]`, `guest.reach/${vm.hub}: ["5671 silent","443 silent"]`],
      commands: [see],
    },
    {
      name: 'a name in capitals, at an address that refuses',
      facts: pinned(stale, 'refused', vm.hub.toUpperCase()),
      messages: ['astray'],
    },
    {
      name: 'servers that were asked for another name, which has that address',
      facts: { ...pinned(stale, 'silent'), ...told({ name: 'files.contoso.com', addresses: [stale] }) },
      messages: ['astray'],
      says: ['By its DNS servers: not known.'],
    },
    {
      name: 'servers that know no address',
      facts: { ...pinned(stale, 'silent'), ...told({ addresses: [], rcode: 'NXDOMAIN' }) },
      messages: ['astray'],
      says: ['By its DNS servers: no address.'],
    },
    {
      name: 'servers that did not answer',
      facts: { ...pinned(stale, 'silent'), ...told({ addresses: [], rcode: null, state: 'silent' }) },
      messages: ['astray'],
      says: ['By its DNS servers: not known.'],
    },
  ],
  notApplicable: [],
});
