import rule from '../../../../core/src/rules/dns/DNS014-layers-differ.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubIs, lookup, network } from '../../../support/nameCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const names = (...list: ReturnType<typeof hubIs>) => ({ ...facts, 'guest.nameProbe': list });

/** A name that is private on both layers, and how the modules' address answers. */
const twice = (inVm: readonly string[], inside: readonly string[], tcp: 'connected' | 'silent') => ({
  ...names(lookup('vm', vm.hub, inVm), lookup(network, vm.hub, inside)),
  'guest.reach': [tried(vm.hub, 5671, 'connected'), tried(vm.hub, 5671, tcp, { from: network })],
});

testRule(rule, {
  pass: [
    { name: 'one private address for both', facts: twice(['10.4.0.7'], ['10.4.0.7'], 'silent') },
    { name: 'one of several in another order', facts: twice(['10.4.0.7', '10.5.0.7'], ['10.5.0.7'], 'silent') },
    { name: 'two private addresses that both answer', facts: twice(['10.4.0.7'], ['10.5.0.7'], 'connected') },
    { name: 'two machines side by side, of which one is down', facts: twice(['10.4.0.7'], ['10.4.0.8'], 'silent') },
    { name: 'other public addresses of a name that rotates', facts: names(...hubIs('resolved', 'resolved')) },
    {
      name: 'a name that the hosts file of the VM says, which is no layer of DNS: DNS019',
      facts: {
        ...names(lookup('vm', vm.hub, ['10.4.0.7']), lookup(network, vm.hub, ['40.83.177.42'])),
        'guest.hosts': [{ address: '10.4.0.7', names: [vm.hub] }],
      },
    },
    {
      name: 'a name that only the containers resolve',
      facts: names(lookup('vm', vm.hub, [], 'unresolved'), lookup(network, vm.hub, ['10.4.0.7'])),
    },
    {
      name: 'a name that the containers were not asked for',
      facts: names(lookup('vm', vm.hub, ['10.4.0.7']), lookup(network, 'mcr.microsoft.com', ['40.83.177.42'])),
    },
    {
      name: 'a name that the containers do not resolve, which DNS010 reports',
      facts: names(...hubIs('resolved', 'unresolved')),
    },
  ],
  fail: [
    {
      name: 'a private endpoint that only the VM is told of',
      facts: names(lookup('vm', vm.hub, ['10.4.0.7']), lookup(network, vm.hub, ['40.83.177.42'])),
      messages: ['differs'],
      targets: [vm.hub],
      says: ['10.4.0.7', '40.83.177.42'],
      shows: [`guest.nameProbe/${network}/${vm.hub}: ["40.83.177.42"], not 10.4.0.7`],
      commands: ['Get-EflowDnsReport'],
    },
    {
      name: 'two private networks, where the one of the modules does not answer',
      facts: twice(['172.27.112.1'], ['192.168.10.20'], 'silent'),
      messages: ['differs'],
      targets: [vm.hub],
      says: ['192.168.10.20'],
    },
  ],
  notApplicable: [{ name: 'a VM of which no container network was asked', facts }],
});
