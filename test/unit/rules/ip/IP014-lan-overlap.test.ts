import rule from '../../../../core/src/rules/ip/IP014-lan-overlap.js';
import { withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const fixed = (base: typeof facts) => ({
  'host.vmEndpoint': base['host.vmEndpoint'].map((one) => ({ ...one, allocation: 'Static' })),
});
const lan = (base: typeof facts, address: string, prefixLength: number) => ({
  ...base,
  'host.addresses': [
    ...base['host.addresses'],
    { address, prefixLength, interfaceIndex: 5, interfaceAlias: 'Ethernet 2', origin: 'Dhcp' },
  ],
});

testRule(rule, {
  pass: [
    { name: 'networks apart', facts },
    { name: 'a self-given address elsewhere', facts: lan(facts, '169.254.2.2', 16) },
  ],
  fail: [
    {
      name: 'a LAN inside the subnet of the Default Switch',
      facts: lan(facts, '172.27.115.20', 24),
      messages: ['defaultSwitch'],
      targets: ['172.27.115.0/24'],
      says: ['Ethernet 2'],
      commands: ['Restart-Computer'],
    },
    {
      name: 'a LAN around an Internal switch',
      facts: lan(onInternal, '172.20.9.20', 16),
      messages: ['internal'],
      targets: ['172.20.0.0/16'],
      commands: [
        "Remove-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '172.20.0.1' -Confirm:$false; New-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '10.213.0.1' -PrefixLength 24",
        "Remove-NetNat -Name 'EFLOW-NAT' -Confirm:$false; New-NetNat -Name 'EFLOW-NAT' -InternalIPInterfaceAddressPrefix '10.213.0.0/24'",
        "Add-DhcpServerv4Scope -Name 'Plant''s switch' -StartRange 10.213.0.100 -EndRange 10.213.0.200 -SubnetMask 255.255.255.0; Set-DhcpServerv4OptionValue -ScopeId 10.213.0.0 -Router 10.213.0.1",
      ],
    },
    {
      name: 'a LAN around an Internal switch, with what could be proposed in use on the host, in the VM and among containers',
      facts: {
        ...lan(onInternal, '172.20.9.20', 16),
        ...fixed(onInternal),
        'host.routes': [{ destination: '10.213.0.0/24', nextHop: '172.20.0.9', interfaceIndex: 5, metric: 25 }],
        'guest.routes': onInternal['guest.routes'].map((one, index) =>
          index === 0 ? { ...one, destination: '10.213.1.0/24' } : one,
        ),
        'guest.containerNetworks': onInternal['guest.containerNetworks'].map((one) => ({
          ...one,
          subnets: [{ subnet: '10.213.2.0/24', gateway: '10.213.2.1' }],
        })),
      },
      messages: ['internal'],
      commands: [
        "Remove-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '172.20.0.1' -Confirm:$false; New-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '10.213.3.1' -PrefixLength 24",
        "Remove-NetNat -Name 'EFLOW-NAT' -Confirm:$false; New-NetNat -Name 'EFLOW-NAT' -InternalIPInterfaceAddressPrefix '10.213.3.0/24'",
        "Deploy-Eflow -vSwitchType 'Internal' -vSwitchName 'Plant''s switch' -ip4Address '10.213.3.254' -ip4GatewayAddress '10.213.3.1' -ip4PrefixLength 24",
      ],
    },
    {
      name: 'a LAN around an Internal switch, and routes to all private addresses',
      facts: {
        ...lan(onInternal, '172.20.9.20', 16),
        'host.routes': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((destination) => ({
          ...{ destination, nextHop: '172.20.0.9', interfaceIndex: 5, metric: 25 },
        })),
      },
      messages: ['internal'],
      commands: [],
    },
  ],
  notApplicable: [
    { name: 'an External switch, which shares the LAN', facts: onExternal },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a switch that is gone', facts: { ...facts, 'host.switches': [] } },
  ],
  unknown: [
    { name: 'a host without any address', facts: { ...facts, 'host.addresses': [] }, says: 'none of its addresses' },
  ],
});
