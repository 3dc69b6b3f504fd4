import rule from '../../../../core/src/rules/dns/DNS003-server-silent.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { vm, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'the server of the switch that answers', facts: dnsFacts },
    {
      name: 'one of two servers that answers',
      facts: withServers(asked('8.8.8.8', 'silent'), asked('10.0.0.53', 'answered')),
    },
    { name: 'the silent server of the switch alone', facts: withServers(asked(vm.gateway, 'silent')) },
  ],
  fail: [
    {
      name: 'servers elsewhere that are all silent',
      facts: withServers(asked('8.8.8.8', 'silent'), asked('8.8.4.4', 'silent')),
      messages: ['silent'],
      targets: ['8.8.8.8, 8.8.4.4'],
      commands: [
        `Resolve-DnsName -Name '${vm.hub}' -Server '8.8.8.8'`,
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('192.168.10.2', '192.168.10.3')",
      ],
    },
    {
      name: 'a server that refuses, of a VM whose address is not known',
      facts: { ...withServers(asked('8.8.8.8', 'refused')), 'guest.interfaces': withCard({ addresses: [] }) },
      messages: ['silent'],
    },
  ],
  notApplicable: [
    { name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } },
    { name: 'a server that was not asked', facts: { ...dnsFacts, 'guest.dnsProbe': [] } },
  ],
});
