import rule from '../../../../core/src/rules/dns/DNS003-server-silent.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { healthy, vm, withCard } from '../../../support/healthyFacts.js';
import { translated } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const setHostServers =
  "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('192.168.10.2', '192.168.10.3')";

const byHost = (server: string, state: 'answered' | 'silent') =>
  healthy('host.dnsProbe')['host.dnsProbe'].map((one) => ({ ...one, server, state }));

testRule(rule, {
  pass: [
    { name: 'the server of the switch that answers', facts: dnsFacts },
    {
      name: 'one of two servers that answers',
      facts: withServers(asked('8.8.8.8', 'silent'), asked('10.0.0.53', 'answered')),
    },
    { name: 'the silent server of the switch alone', facts: withServers(asked(vm.gateway, 'silent')) },
  ],
  fail: [
    {
      name: 'a server beyond the NAT of Windows',
      facts: { ...withServers(asked('10.0.0.53', 'silent')), ...translated },
      messages: ['silent'],
    },
    {
      name: 'public servers that are all silent, while Windows has others (guide row G14)',
      facts: withServers(asked('8.8.8.8', 'silent'), asked('8.8.4.4', 'silent')),
      messages: ['publicServers'],
      targets: ['8.8.8.8, 8.8.4.4'],
      says: ['192.168.10.2'],
      commands: [setHostServers, 'Repair-EflowDns', `Resolve-DnsName -Name '${vm.hub}' -Server '8.8.8.8'`],
    },
    {
      name: 'servers of the company that are all silent',
      facts: withServers(asked('10.0.0.53', 'silent')),
      messages: ['silent'],
      commands: [`Resolve-DnsName -Name '${vm.hub}' -Server '10.0.0.53'`, setHostServers, 'Repair-EflowDns'],
    },
    {
      name: 'servers that answer this Windows: they serve listed addresses only (guide row G13)',
      facts: { ...withServers(asked('10.0.0.53', 'silent')), 'host.dnsProbe': byHost('10.0.0.53', 'answered') },
      messages: ['silent'],
      says: ['It works from this Windows'],
      shows: ['guest.dnsProbe/10.0.0.53: UDP silent, TCP silent', 'host.dnsProbe/10.0.0.53: '],
    },
    {
      name: 'servers that do not answer this Windows either',
      facts: { ...withServers(asked('10.0.0.53', 'silent')), 'host.dnsProbe': byHost('10.0.0.53', 'silent') },
      messages: ['silent'],
      says: ['does not work from this Windows either'],
    },
    {
      name: 'public servers that are silent, while Windows has the same',
      facts: {
        ...withServers(asked('8.8.8.8', 'silent')),
        'host.dnsServers': dnsFacts['host.dnsServers'].map((one) => ({ ...one, servers: ['8.8.8.8'] })),
      },
      messages: ['silent'],
    },
    {
      name: 'a public server and one of the company that are silent, while Windows has others',
      facts: withServers(asked('8.8.8.8', 'silent'), asked('10.0.0.53', 'silent')),
      messages: ['silent'],
    },
    {
      name: 'public servers that are silent, while Windows has no other',
      facts: { ...withServers(asked('8.8.8.8', 'silent')), 'host.dnsServers': [] },
      messages: ['silent'],
      commands: [`Resolve-DnsName -Name '${vm.hub}' -Server '8.8.8.8'`, 'Repair-EflowDns'],
    },
    {
      name: 'a server that refuses, of a VM whose address is not known',
      facts: { ...withServers(asked('10.0.0.53', 'refused')), 'guest.interfaces': withCard({ addresses: [] }) },
      messages: ['silent'],
    },
  ],
  notApplicable: [
    { name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } },
    { name: 'the server of the switch that was not asked', facts: { ...dnsFacts, 'guest.dnsProbe': [] } },
  ],
  unknown: [
    { name: 'a server that was not asked', facts: withServers(asked('10.0.0.53', 'failed')), says: '10.0.0.53' },
  ],
});
