import rule from '../../../../core/src/rules/sw/SW005-nat-missing.js';
import { withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const nat = (internalPrefix: string, active: boolean | null = true) => ({
  ...onInternal,
  'host.nat': [{ name: "Plant's NAT", internalPrefix, active }],
});
const make = "New-NetNat -Name 'Plant''s switch' -InternalIPInterfaceAddressPrefix '172.20.0.0/24'";
const bare = { 'guest.interfaces': withCard({ addresses: [] }) };

testRule(rule, {
  pass: [
    { name: 'a NAT for the subnet', facts: onInternal },
    { name: 'a NAT for a wider prefix that does not tell whether it is active', facts: nat('172.20.0.0/16', null) },
    { name: 'a NAT for a part, which SW006 reports', facts: nat('172.20.0.0/25') },
  ],
  fail: [
    {
      name: 'no NAT at all (Azure/iotedge-eflow#75)',
      facts: { ...onInternal, 'host.nat': [] },
      messages: ['missing'],
      targets: ['172.20.0.0/24'],
      commands: [make],
    },
    { name: 'a NAT for another subnet', facts: nat('172.21.0.0/24'), messages: ['missing'], commands: [make] },
    {
      name: 'a NAT for another subnet that has the name of the switch',
      facts: {
        ...onInternal,
        'host.nat': [{ name: "Plant's switch", internalPrefix: '172.21.0.0/24', active: true }],
      },
      messages: ['missing'],
      commands: [make.replace("s switch'", "s switch 2'")],
    },
    {
      name: "no NAT, by the host's own subnet while the VM has no address",
      facts: { ...onInternal, ...bare, 'host.nat': [] },
      messages: ['missing'],
      commands: [make],
    },
    {
      name: 'a NAT that is not active',
      facts: nat('172.20.0.0/24', false),
      messages: ['inactive'],
      commands: ["Remove-NetNat -Name 'Plant''s NAT' -Confirm:$false", make],
    },
  ],
  notApplicable: [
    { name: 'the Default Switch, whose NAT Get-NetNat does not show', facts },
    { name: 'an External switch', facts: onExternal },
    {
      name: 'a switch that EFLOW takes for an External one, which SW002 reports',
      facts: {
        ...onInternal,
        'host.nat': [],
        'host.vmNetwork': onInternal['host.vmNetwork'].map((one) => ({ ...one, type: 'External' })),
      },
    },
    {
      name: 'an Internal switch on which nobody has an address',
      facts: { ...onInternal, ...bare, 'host.addresses': [], 'host.nat': [] },
    },
  ],
});
