import rule from '../../../../core/src/rules/sw/SW016-route-captured.js';
import { vm, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts } = onSwitches([...rule.requires, ...rule.uses]);
const vpn = {
  name: 'Corporate VPN',
  description: 'VPN adapter',
  index: 44,
  status: 'Up',
  mac: null,
  linkSpeed: null,
  virtual: true,
};
const over = (destination: string, metric: number) => ({
  ...facts,
  'host.adapters': [...facts['host.adapters'], vpn],
  'host.routes': [...facts['host.routes'], { destination, nextHop: '0.0.0.0', interfaceIndex: 44, metric }],
});

testRule(rule, {
  pass: [
    { name: 'a route over the switch', facts },
    { name: 'a VPN with a wider route, which loses', facts: over('172.16.0.0/12', 1) },
    { name: 'a VPN with the same route and a higher metric', facts: over('172.27.112.0/20', 5000) },
  ],
  fail: [
    {
      name: 'a VPN with a narrower route',
      facts: over('172.27.120.0/24', 1),
      messages: ['captured'],
      targets: [vm.address],
      says: ['Corporate VPN', '172.27.120.0/24'],
      commands: ["Get-NetRoute -AddressFamily IPv4 -DestinationPrefix '172.27.120.0/24'"],
    },
    { name: 'a VPN with the same route and a lower metric', facts: over('172.27.112.0/20', 1), messages: ['captured'] },
    {
      name: 'an adapter that nobody knows',
      facts: { ...over('172.27.120.0/25', 1), 'host.adapters': [] },
      messages: ['captured'],
      says: ['interface 44'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a host without an address on the switch', facts: { ...facts, 'host.addresses': [] } },
    { name: 'a switch that is gone', facts: { ...facts, 'host.switches': [] } },
  ],
});
