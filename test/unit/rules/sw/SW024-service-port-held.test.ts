import rule from '../../../../core/src/rules/sw/SW024-service-port-held.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches(rule.requires);
const dns = { protocol: 'udp' as const, address: '0.0.0.0', port: 53, process: 'unbound', services: ['unbound'] };
const rest = facts['host.listeners'].filter(({ port }) => port !== 53);

testRule(rule, {
  pass: [
    { name: "Windows' own service", facts },
    { name: 'another program beside it', facts: { ...facts, 'host.listeners': [dns, ...facts['host.listeners']] } },
    {
      name: 'another program on another address',
      facts: { ...facts, 'host.listeners': [{ ...dns, address: '192.168.10.20' }, ...rest] },
    },
    { name: 'nobody: the service is not asked yet', facts: { ...facts, 'host.listeners': [] } },
  ],
  fail: [
    {
      name: 'another program alone',
      facts: { ...facts, 'host.listeners': [dns, ...rest] },
      messages: ['held'],
      targets: ['53'],
      says: ['unbound', 'DNS (port 53)'],
      commands: ['Restart-Service -Name SharedAccess -Force'],
    },
    {
      name: 'the DHCP server role',
      facts: {
        ...facts,
        'host.listeners': [{ ...dns, port: 67, process: 'svchost', services: ['DHCPServer'] }],
      },
      messages: ['held'],
      targets: ['67'],
    },
  ],
  notApplicable: [{ name: 'an Internal switch', facts: { ...onInternal, 'host.listeners': [dns] } }],
});
