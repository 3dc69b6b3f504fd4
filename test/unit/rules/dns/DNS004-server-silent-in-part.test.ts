import rule from '../../../../core/src/rules/dns/DNS004-server-silent-in-part.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const restart = "Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'";

/** Such a device with a silent server in resolved.conf. */
const besides = (server: string, facts: typeof dnsFacts): typeof dnsFacts => ({
  ...facts,
  'guest.resolver': {
    ...facts['guest.resolver'],
    global: { ...facts['guest.resolver'].global, servers: [server] },
  },
  'guest.dnsProbe': [...facts['guest.dnsProbe'], ...asked(server, 'silent')],
});

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
    {
      name: 'a global one that is silent, which no setting of the link takes away',
      facts: besides('8.8.8.8', withServers(asked('10.0.0.53', 'answered'))),
      messages: ['global'],
      targets: ['8.8.8.8'],
      says: ['10.0.0.53'],
      commands: [restart],
    },
    {
      name: 'one of each that is silent',
      facts: besides('8.8.8.8', withServers(asked('10.0.0.53', 'answered'), asked('10.0.0.54', 'silent'))),
      messages: ['some', 'global'],
      targets: ['10.0.0.54', '8.8.8.8'],
      commands: [
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('10.0.0.53')",
        'Repair-EflowDns',
        restart,
      ],
    },
    {
      name: 'a silent one that is set for the link and globally',
      facts: besides('8.8.8.8', withServers(asked('10.0.0.53', 'answered'), asked('8.8.8.8', 'silent', 'refused'))),
      messages: ['some'],
      targets: ['8.8.8.8'],
    },
  ],
  notApplicable: [{ name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } }],
  unknown: [{ name: 'a server that was not asked', facts: { ...dnsFacts, 'guest.dnsProbe': [] }, says: vm.gateway }],
});
