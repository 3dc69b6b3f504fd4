import rule from '../../../../core/src/rules/ip/IP014-lan-overlap.js';
import { withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches(rule.requires);
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
      commands: [],
    },
  ],
  notApplicable: [
    { name: 'an External switch, which shares the LAN', facts: onExternal },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a switch that is gone', facts: { ...facts, 'host.switches': [] } },
  ],
});
