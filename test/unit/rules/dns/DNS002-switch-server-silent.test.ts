import rule from '../../../../core/src/rules/dns/DNS002-switch-server-silent.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const services = 'Get-Service -Name SharedAccess, hns';
const profiles =
  'Get-NetFirewallProfile -PolicyStore ActiveStore | Format-Table -Property Name, Enabled, AllowLocalFirewallRules, DefaultInboundAction';

const give =
  "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('192.168.10.2', '192.168.10.3')";
const on = (type: 'Internal' | 'External') => ({
  'host.switches': [{ id: 'ad1a5ae0-0000-4000-8000-000000000001', name: 'plant', type, adapterDescriptions: [] }],
  'host.vmNetwork': [{ name: 'plant', allocation: 'Static', cidr: null, type }],
});

testRule(rule, {
  pass: [
    { name: 'a server that answers', facts: dnsFacts },
    { name: 'a server that answers over TCP alone', facts: withServers(asked(vm.gateway, 'silent', 'answered')) },
    {
      name: 'a silent server beside one that answers',
      facts: withServers(asked(vm.gateway, 'silent'), asked('10.0.0.53', 'answered')),
    },
    { name: 'a silent server beyond the subnet', facts: withServers(asked('10.0.0.53', 'silent')) },
  ],
  fail: [
    {
      name: 'a switch that answers no question',
      facts: withServers(asked(vm.gateway, 'silent')),
      messages: ['silent'],
      targets: [vm.gateway],
      says: [vm.gateway],
      commands: [services, profiles, give, 'Repair-EflowDns'],
    },
    {
      name: 'a switch that refuses questions, with nothing to propose',
      facts: { ...withServers(asked(vm.gateway, 'refused')), 'host.dnsServers': [] },
      messages: ['silent'],
      commands: [services, profiles, 'Repair-EflowDns'],
    },
    {
      name: 'the end of Windows on an Internal switch, given to the VM as its server',
      facts: { ...withServers(asked(vm.gateway, 'refused')), ...on('Internal'), ...healthy('host.addresses') },
      messages: ['windows'],
      says: ['DNS server role'],
      commands: [give, 'Repair-EflowDns'],
    },
    {
      name: 'a machine of the LAN that is no DNS server',
      facts: { ...withServers(asked('172.27.112.53', 'silent')), ...on('External'), ...healthy('host.addresses') },
      messages: ['machine'],
      commands: [give, 'Repair-EflowDns'],
    },
  ],
  notApplicable: [
    { name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } },
    { name: 'a server beyond the subnet that was not asked', facts: withServers(asked('10.0.0.53', 'failed')) },
  ],
  unknown: [
    { name: 'a server that was not asked', facts: { ...dnsFacts, 'guest.dnsProbe': [] }, says: vm.gateway },
    { name: 'questions that could not be sent', facts: withServers(asked(vm.gateway, 'failed')), says: vm.gateway },
  ],
});
