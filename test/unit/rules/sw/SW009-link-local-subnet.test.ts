import rule from '../../../../core/src/rules/sw/SW009-link-local-subnet.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const fixed = (address: string) => ({
  'host.vmEndpoint': onInternal['host.vmEndpoint'].map((one) => ({
    ...one,
    allocation: 'Static',
    address,
    prefixLength: 24,
    gateway: '169.254.231.1',
  })),
});
/** What the host has on the Internal switch. */
const end = (address: string) => ({
  'host.addresses': onInternal['host.addresses'].map((one) => ({ ...one, address })),
});
const see = 'Get-NetIPAddress -AddressFamily IPv4; Get-NetNat';
const giveHost = [
  "Remove-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '169.254.231.1' -Confirm:$false",
  "New-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '10.213.0.1' -PrefixLength 24",
].join('; ');
const makeNat =
  "Remove-NetNat -Name 'NAT' -Confirm:$false; New-NetNat -Name 'NAT' -InternalIPInterfaceAddressPrefix '10.213.0.0/24'";
const deploy =
  "Deploy-Eflow -vSwitchType 'Internal' -vSwitchName 'Plant''s switch' -ip4Address '10.213.0.254' -ip4GatewayAddress '10.213.0.1' -ip4PrefixLength 24";
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
      facts: { ...onInternal, ...fixed('169.254.231.100'), ...nat('169.254.231.0/24'), ...end('169.254.231.1') },
      messages: ['address'],
      targets: ['169.254.231.100'],
      commands: [giveHost, makeNat, deploy, see],
    },
    {
      name: 'the same on an External switch, whose subnet is that of the LAN',
      facts: { ...onExternal, ...fixed('169.254.231.100'), ...nat('10.47.1.0/24') },
      messages: ['outside'],
      commands: [
        "Deploy-Eflow -vSwitchType 'External' -vSwitchName 'LAN' -ip4Address '10.47.0.252' -ip4GatewayAddress '10.47.0.1' -ip4PrefixLength 24",
        see,
      ],
    },
    {
      name: 'a NAT for the link-local subnet of an Internal switch with DHCP',
      facts: { ...onInternal, ...nat('169.254.231.0/24'), ...end('169.254.231.1') },
      messages: ['nat'],
      commands: [
        giveHost,
        makeNat,
        "Add-DhcpServerv4Scope -Name 'Plant''s switch' -StartRange 10.213.0.100 -EndRange 10.213.0.200 -SubnetMask 255.255.255.0; Set-DhcpServerv4OptionValue -ScopeId 10.213.0.0 -Router 10.213.0.1",
        see,
      ],
    },
    {
      name: 'a NAT for a link-local prefix (Azure/iotedge-eflow#123)',
      facts: { ...facts, ...nat('169.254.61.0/24') },
      messages: ['nat'],
      targets: ['169.254.61.0/24'],
      commands: [see],
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
