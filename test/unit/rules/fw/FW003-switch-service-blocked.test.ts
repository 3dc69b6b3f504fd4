import rule from '../../../../core/src/rules/fw/FW003-switch-service-blocked.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches([...rule.requires, ...rule.uses]);
const [dnsTcp, dnsUdp, dhcp] = facts['host.firewallRules'];
const block = { ...dnsUdp!, id: 'Contoso-Block-DNS', action: 4, service: null, program: null };
const withRules = (...rules: (typeof dnsUdp)[]) => ({
  ...facts,
  'host.firewallRules': rules.flatMap((one) => one ?? []),
});
const profiles = (change: Partial<(typeof facts)['host.firewallProfiles'][number]>) => ({
  'host.firewallProfiles': facts['host.firewallProfiles'].map((one) => ({ ...one, ...change })),
});

testRule(rule, {
  pass: [
    { name: 'the rules that Windows makes', facts },
    { name: 'a block for another profile', facts: withRules(dnsTcp, dnsUdp, dhcp, { ...block, profiles: 1 }) },
    { name: 'a block on another adapter', facts: withRules(dnsUdp, dhcp, { ...block, interfaces: ['Ethernet'] }) },
    { name: 'a block of another port', facts: withRules(dnsUdp, dhcp, { ...block, localPorts: ['5353'] }) },
    { name: 'a block of what leaves', facts: withRules(dnsUdp, dhcp, { ...block, direction: 2 }) },
    { name: 'a firewall that is off', facts: { ...withRules(), ...profiles({ enabled: 0 }) } },
    {
      name: 'local rules that are ignored, which is another fault',
      facts: { ...withRules(), ...profiles({ allowLocalRules: 0 }) },
    },
    { name: 'a port range that holds the port', facts: withRules({ ...dnsUdp!, localPorts: ['50-70'] }) },
  ],
  fail: [
    {
      name: 'a rule of somebody that blocks DNS',
      facts: withRules(dnsTcp, dnsUdp, dhcp, block),
      messages: ['blocked'],
      says: ['Contoso-Block-DNS', 'UDP 53'],
    },
    {
      name: 'a rule that blocks everything on the adapter',
      facts: withRules(dnsUdp, dhcp, {
        ...block,
        protocol: 'Any',
        localPorts: ['Any'],
        interfaces: ['vEthernet (Default Switch)'],
      }),
      messages: ['blocked'],
      targets: ['DHCP (UDP 67), DNS (UDP 53)'],
    },
    {
      name: 'two rules that block one service each, which are two faults',
      facts: withRules(dnsUdp, dhcp, block, { ...block, id: 'Contoso-Block-DHCP', localPorts: ['67'] }),
      messages: ['blocked', 'blocked'],
      targets: ['DHCP (UDP 67)', 'DNS (UDP 53)'],
    },
    {
      name: 'a firewall without any of the rules that Windows makes',
      facts: withRules(),
      messages: ['missing'],
      targets: ['DHCP (UDP 67), DNS (UDP 53)'],
    },
    { name: 'a rule for DHCP that is gone', facts: withRules(dnsTcp, dnsUdp), messages: ['missing'], says: ['UDP 67'] },
    {
      name: 'a profile that takes nothing',
      facts: { ...facts, ...profiles({ allowInboundRules: 0 }) },
      messages: ['everything'],
      commands: ['Set-NetFirewallProfile -Name Public -AllowInboundRules True'],
    },
  ],
  notApplicable: [{ name: 'an Internal switch', facts: { ...onInternal, 'host.firewallRules': [] } }],
  unknown: [
    {
      name: 'a profile that was not read',
      facts: { ...facts, 'host.firewallProfiles': [] },
      says: 'The profile Public',
    },
  ],
});
