import rule from '../../../../core/src/rules/dns/DNS004-server-silent-in-part.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'servers that all answer', facts: dnsFacts },
    {
      name: 'servers that are all silent, which DNS002 and DNS003 report',
      facts: withServers(asked('10.0.0.53', 'silent'), asked('10.0.0.54', 'silent')),
    },
  ],
  fail: [
    {
      name: 'one of two that is silent',
      facts: withServers(asked('8.8.8.8', 'silent'), asked('10.0.0.53', 'answered')),
      messages: ['some'],
      targets: ['8.8.8.8'],
      says: ['10.0.0.53'],
      commands: [
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('10.0.0.53')",
        'Repair-EflowDns',
      ],
    },
  ],
  notApplicable: [{ name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } }],
  unknown: [{ name: 'a server that was not asked', facts: { ...dnsFacts, 'guest.dnsProbe': [] }, says: vm.gateway }],
});
