import rule from '../../../../core/src/rules/dns/DNS014-layers-differ.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubIs, lookup, network } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const names = (...list: ReturnType<typeof hubIs>) => ({ ...facts, 'guest.nameProbe': list });

testRule(rule, {
  pass: [
    { name: 'other public addresses of a name that rotates', facts: names(...hubIs('resolved', 'resolved')) },
    {
      name: 'a name that the hosts file of the VM says, which is no layer of DNS: DNS019',
      facts: {
        ...names(lookup('vm', vm.hub, ['10.4.0.7']), lookup(network, vm.hub, ['40.83.177.42'])),
        'guest.hosts': [{ address: '10.4.0.7', names: [vm.hub] }],
      },
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
      commands: ['Get-EflowDnsReport'],
    },
  ],
  notApplicable: [{ name: 'a VM of which no container network was asked', facts }],
});
