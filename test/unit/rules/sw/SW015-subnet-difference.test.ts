import rule from '../../../../core/src/rules/sw/SW015-subnet-difference.js';
import { inet, vm, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const moved = {
  'host.addresses': facts['host.addresses'].map((one) =>
    one.address === vm.gateway ? { ...one, address: '172.19.64.1' } : one,
  ),
};

const stranger = { address: '10.20.0.53', device: 'eth0', mac: null, state: 'FAILED' };
const end = onExternal['host.switches'][0]!.name;
const shortPrefix = {
  ...onExternal,
  'guest.interfaces': withCard({ addresses: [inet('10.47.0.45', 8, false)] }),
  'guest.neighbours': [stranger],
  'host.addresses': [
    {
      ...{ address: '10.47.0.20', prefixLength: 24, interfaceIndex: 30 },
      ...{ interfaceAlias: `vEthernet (${end})`, origin: 'Dhcp' },
    },
  ],
};

testRule(rule, {
  pass: [
    { name: 'one subnet on the Default Switch', facts },
    { name: 'one subnet on an Internal switch', facts: onInternal },
  ],
  fail: [
    {
      name: 'a Default Switch that moved',
      facts: { ...facts, ...moved },
      messages: ['moved'],
      targets: [vm.address],
      says: ['172.19.64.0/20'],
      commands: ['Stop-EflowVm', 'Start-EflowVm'],
    },
    {
      name: 'two subnets on an Internal switch',
      facts: { ...onInternal, 'guest.interfaces': withCard({ addresses: [inet('172.21.0.2', 24)] }) },
      messages: ['differs'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'"],
    },
    {
      name: 'a prefix that is too short on a LAN, so that servers elsewhere are taken for neighbours',
      facts: shortPrefix,
      messages: ['wider'],
      targets: ['10.47.0.45'],
      says: ['10.47.0.45/8', '10.47.0.0/24', '10.20.0.53'],
      commands: [],
    },
  ],
  notApplicable: [
    {
      name: 'a prefix that is too short where nobody was asked for in vain',
      facts: { ...shortPrefix, 'guest.neighbours': [{ ...stranger, state: 'REACHABLE', mac: '00:1a:2b:00:00:01' }] },
    },
    {
      name: 'a fixed gateway that the host does not have, which SW008 reports',
      facts: {
        ...onInternal,
        'guest.interfaces': withCard({ addresses: [inet('172.21.0.2', 24)] }),
        'host.vmEndpoint': onInternal['host.vmEndpoint'].map((one) => ({
          ...{ ...one, address: '172.21.0.2', prefixLength: 24, gateway: '172.21.0.1' },
        })),
      },
    },
    { name: 'an External switch, where the host needs no address', facts: { ...onExternal, ...moved } },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    {
      name: 'a VM with a self-given address',
      facts: { ...facts, 'guest.interfaces': withCard({ addresses: [inet('169.254.1.1', 16)] }) },
    },
    { name: 'a host without an address there', facts: { ...facts, 'host.addresses': [] } },
  ],
});
