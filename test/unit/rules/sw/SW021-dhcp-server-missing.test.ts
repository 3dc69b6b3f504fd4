import rule from '../../../../core/src/rules/sw/SW021-dhcp-server-missing.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { fixed, internal } from '../../../support/switches.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches([...rule.requires, ...rule.uses]);
const noLease = { ...onInternal, 'guest.interfaces': withCard({ addresses: [] }) };
const role = (active: boolean, id = '172.20.0.0', status = 4) => ({
  ...noLease,
  'host.services': [...facts['host.services'], { name: 'DHCPServer', status, startType: 2 }],
  'host.dhcpServer': {
    installed: true,
    options: [],
    scopes: [{ id, subnetMask: '255.255.255.0', first: '172.20.0.100', last: '172.20.0.200', active, options: [] }],
  },
});

testRule(rule, {
  pass: [
    { name: 'a VM with an address, whoever gave it', facts: onInternal },
    { name: 'a server with a scope for the switch: the fault is elsewhere', facts: role(true) },
    {
      name: 'a host without an address there, which is another fault',
      facts: { ...role(true), 'host.addresses': [] },
    },
  ],
  fail: [
    {
      name: 'no DHCP server (Azure/iotedge-eflow#75)',
      facts: noLease,
      messages: ['notInstalled'],
      commands: ['Install-WindowsFeature -Name DHCP -IncludeManagementTools'],
    },
    {
      name: 'a VM that gave itself an address',
      facts: { ...onInternal, 'guest.interfaces': withCard({ addresses: [inet('169.254.7.7', 16)] }) },
      messages: ['notInstalled'],
    },
    { name: 'a server that is stopped', facts: role(true, '172.20.0.0', 1), messages: ['stopped'] },
    { name: 'a scope that is not active', facts: role(false), messages: ['noScope'], says: ['172.20.0.0/24'] },
    { name: 'a scope for another subnet', facts: role(true, '172.21.0.0'), messages: ['noScope'] },
  ],
  notApplicable: [
    {
      name: 'a switch that EFLOW takes for the Default Switch, which SW002 reports',
      facts: { ...noLease, 'host.vmNetwork': noLease['host.vmNetwork'].map((one) => ({ ...one, type: 'ICS' })) },
    },
    { name: 'the Default Switch', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    {
      name: 'a fixed address',
      facts: { ...noLease, 'host.vmEndpoint': fixed(internal)['host.vmEndpoint'] },
    },
  ],
});
