import rule from '../../../../core/src/rules/sw/SW009-link-local-subnet.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches([...rule.requires, ...rule.uses]);
const fixed = (address: string) => ({
  'host.vmEndpoint': onInternal['host.vmEndpoint'].map((one) => ({
    ...one,
    allocation: 'Static',
    address,
    prefixLength: 24,
    gateway: '169.254.231.1',
  })),
});
const nat = (internalPrefix: string) => ({ 'host.nat': [{ name: 'NAT', internalPrefix, active: true }] });

testRule(rule, {
  pass: [
    { name: 'the Default Switch', facts },
    { name: 'a private subnet', facts: { ...onInternal, ...fixed('172.20.0.2') } },
    {
      name: 'an address that the VM gave itself, which IP003 reports',
      facts: { ...facts, 'guest.interfaces': withCard({ addresses: [inet('169.254.3.4', 16, false)] }) },
    },
    { name: 'a NAT for everything', facts: { ...facts, ...nat('0.0.0.0/0') } },
  ],
  fail: [
    {
      name: 'a fixed link-local address (Azure/iotedge-eflow#219)',
      facts: { ...onInternal, ...fixed('169.254.231.100'), ...nat('169.254.231.0/24') },
      messages: ['address'],
      targets: ['169.254.231.100'],
      commands: ['Get-NetIPAddress -AddressFamily IPv4; Get-NetNat'],
    },
    {
      name: 'a NAT for a link-local prefix (Azure/iotedge-eflow#123)',
      facts: { ...facts, ...nat('169.254.61.0/24') },
      messages: ['nat'],
      targets: ['169.254.61.0/24'],
    },
    {
      name: "a fixed link-local address in the VM's own file",
      facts: {
        ...facts,
        'guest.networkFiles': [
          {
            path: '/etc/systemd/network/10-a.network',
            sections: [
              { name: 'Match', entries: [{ key: 'Name', value: 'eth0' }] },
              { name: 'Network', entries: [{ key: 'Address', value: '169.254.9.9/24' }] },
            ],
          },
        ],
      },
      messages: ['address'],
    },
  ],
  notApplicable: [],
});
