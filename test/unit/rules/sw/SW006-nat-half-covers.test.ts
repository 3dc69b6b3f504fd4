import rule from '../../../../core/src/rules/sw/SW006-nat-half-covers.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const nats = (...prefixes: readonly string[]) => ({
  ...onInternal,
  'host.nat': prefixes.map((internalPrefix, index) => ({ name: `nat${index}`, internalPrefix, active: true })),
});

testRule(rule, {
  pass: [
    { name: 'one NAT for the subnet', facts: onInternal },
    { name: 'a NAT for a wider prefix', facts: nats('172.20.0.0/16') },
    { name: 'a second NAT elsewhere', facts: nats('172.20.0.0/24', '10.0.0.0/24') },
    { name: 'no NAT, which SW005 reports', facts: nats() },
    { name: 'the Default Switch without any', facts },
    {
      name: 'a VM without an address on a switch where the host has one',
      facts: { ...onInternal, 'guest.interfaces': [] },
    },
  ],
  fail: [
    {
      name: 'a NAT for one half of the subnet',
      facts: nats('172.20.0.0/25'),
      messages: ['half'],
      targets: ['nat0'],
      says: ['172.20.0.0/25', '172.20.0.0/24'],
      commands: [
        "Remove-NetNat -Name 'nat0' -Confirm:$false",
        "New-NetNat -Name 'Plant''s switch' -InternalIPInterfaceAddressPrefix '172.20.0.0/24'",
      ],
    },
    {
      name: 'a second NAT inside the first',
      facts: nats('172.20.0.0/24', '172.20.0.128/25'),
      messages: ['double'],
      targets: ['nat1'],
      says: ['nat0'],
      commands: ["Remove-NetNat -Name 'nat1' -Confirm:$false"],
    },
    { name: 'two NATs for the same subnet', facts: nats('172.20.0.0/24', '172.20.0.0/16'), messages: ['double'] },
  ],
  notApplicable: [{ name: 'an External switch', facts: onExternal }],
});
