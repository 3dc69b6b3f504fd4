import rule from '../../../../core/src/rules/sw/SW022-dhcp-option-missing.js';
import { fixed, internal } from '../../../support/switches.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches([...rule.requires, ...rule.uses]);
type Options = { readonly id: number; readonly values: string[] }[];
const scope = (options: Options, global: Options = []) => ({
  ...onInternal,
  'host.dhcpServer': {
    installed: true,
    options: global,
    scopes: [
      {
        id: '172.20.0.0',
        subnetMask: '255.255.255.0',
        first: '172.20.0.100',
        last: '172.20.0.200',
        active: true,
        options,
      },
    ],
  },
});
const router = { id: 3, values: ['172.20.0.1'] };
const dns = { id: 6, values: ['192.168.10.2'] };

testRule(rule, {
  pass: [
    { name: 'a scope with both', facts: scope([router, dns]) },
    { name: 'a scope whose server tells the DNS servers for all', facts: scope([router], [dns]) },
  ],
  fail: [
    {
      name: 'a scope without a DNS server',
      facts: scope([router]),
      messages: ['dns'],
      commands: ["Set-DhcpServerv4OptionValue -ScopeId '172.20.0.0' -DnsServer @('192.168.10.2', '192.168.10.3')"],
    },
    {
      name: 'a scope without a router',
      facts: scope([dns]),
      messages: ['router'],
      commands: ["Set-DhcpServerv4OptionValue -ScopeId '172.20.0.0' -Router '172.20.0.1'"],
    },
    {
      name: 'another router, and no DNS server',
      facts: scope([{ id: 3, values: ['172.20.0.254'] }]),
      messages: ['router', 'dns'],
      says: ['172.20.0.254'],
    },
    {
      name: 'no DNS server that could be proposed',
      facts: { ...scope([router]), 'host.dnsServers': [] },
      messages: ['dns'],
      commands: [],
    },
  ],
  notApplicable: [
    { name: 'no scope for the switch', facts: onInternal },
    { name: 'the Default Switch', facts },
    {
      name: 'a fixed address',
      facts: { ...scope([]), 'host.vmEndpoint': fixed(internal)['host.vmEndpoint'] },
    },
  ],
});
