import rule from '../../../../core/src/rules/dns/DNS001-server-missing.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const resolver = facts['guest.resolver'];
const links = (servers: readonly string[], name = 'eth0') => resolver.links.map((one) => ({ ...one, name, servers }));
const none = { ...facts, 'guest.resolver': { ...resolver, links: links([]) } };
const answered = facts['guest.dnsProbe'].map((query) => ({ ...query, server: '10.0.0.53' }));

const sixServers = ['fd00:10::53', 'fd00:10::54'];
const six = (state: 'answered' | 'silent') => ({
  ...facts,
  'guest.resolver': { ...resolver, links: links(sixServers) },
  'guest.dnsProbe': sixServers.flatMap((server, index) =>
    facts['guest.dnsProbe'].map((query) => ({
      ...query,
      server,
      ...(state === 'answered' && index === 1 ? {} : { state: 'silent' as const, rcode: null, addresses: [] }),
    })),
  ),
});

testRule(rule, {
  pass: [
    { name: 'a server on the link', facts },
    {
      name: 'a global server alone',
      facts: {
        ...none,
        'guest.resolver': { global: { ...resolver.global, servers: ['10.0.0.53'] }, links: links([]) },
      },
    },
    {
      name: 'servers by IPv6 alone, which routers announced and nobody asked',
      facts: { ...none, 'guest.resolver': { ...resolver, links: links(['fe80::1%eth0']) } },
    },
    { name: 'servers by IPv6 alone, of which one answers', facts: six('answered') },
  ],
  fail: [
    {
      name: 'servers by IPv6 alone that are silent',
      facts: six('silent'),
      messages: ['six'],
      says: ['fd00:10::53, fd00:10::54'],
      commands: [
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('192.168.10.2', '192.168.10.3')",
        'Repair-EflowDns',
      ],
    },
    {
      name: 'no server, while another one answered the VM',
      facts: { ...none, 'guest.dnsProbe': answered },
      messages: ['tested'],
      says: ['10.0.0.53'],
      shows: ['guest.resolver/links: '],
      commands: [
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('10.0.0.53')",
        'Repair-EflowDns',
      ],
    },
    {
      name: 'no server, while Windows has some',
      facts: { ...none, 'guest.dnsProbe': [] },
      messages: ['host'],
      commands: [
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('192.168.10.2', '192.168.10.3')",
        'Repair-EflowDns',
      ],
    },
    {
      name: 'a lease that names none, while Windows has some',
      facts: {
        ...none,
        'guest.dnsProbe': [],
        'guest.leases': facts['guest.leases'].map((one) => ({ ...one, dns: [] })),
      },
      messages: ['lease'],
      says: ['its DHCP lease names none'],
      commands: [
        "Set-EflowVmDnsServers -vendpointName 'EDGE-1-EFLOWInterface' -dnsServers @('192.168.10.2', '192.168.10.3')",
        'Repair-EflowDns',
      ],
    },
    {
      name: 'no server anywhere',
      facts: { ...none, 'guest.dnsProbe': [], 'host.dnsServers': [] },
      messages: ['none'],
      commands: ['Get-Help Set-EflowVmDnsServers -Full'],
    },
    {
      name: 'nothing but the built-in public servers',
      facts: {
        ...none,
        'guest.resolver': { global: { ...resolver.global, fallbackServers: ['8.8.8.8'] }, links: links([]) },
      },
      messages: ['fallback'],
      says: ['8.8.8.8'],
    },
    {
      name: "a server that only a container's bridge has",
      facts: { ...none, 'guest.resolver': { ...resolver, links: links(['10.0.0.53'], 'docker0') } },
      messages: ['tested'],
    },
    {
      name: "the resolver's own stub as its only server",
      facts: { ...none, 'guest.resolver': { ...resolver, links: links(['127.0.0.53']) }, 'host.vmEndpoint': [] },
      messages: ['tested'],
      commands: ["Set-EflowVmDnsServers -dnsServers @('172.27.112.1')", 'Repair-EflowDns'],
    },
  ],
  notApplicable: [],
});
