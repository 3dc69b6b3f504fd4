import { readProfile } from '../../../../core/src/model/profile.js';
import rule from '../../../../core/src/rules/dns/DNS011-name-unresolved.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubAnswered, hubIs, lookup } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const names = (...list: ReturnType<typeof hubIs>) => ({ ...facts, 'guest.nameProbe': list });
const upstream = (change: object) => ({ ...facts, 'guest.upstream': { ...facts['guest.upstream'], ...change } });

testRule(rule, {
  pass: [
    { name: 'names that resolve', facts },
    { name: 'a name in other letters', facts: upstream({ hub: vm.hub.toUpperCase() }) },
    {
      name: "the VM's own name, which DNS016 is about",
      facts: names(...facts['guest.nameProbe'], lookup('vm', 'edge-1-eflow', [], 'unresolved')),
    },
    {
      name: 'a registry of the VM itself',
      facts: {
        ...upstream({ registries: ['localhost:5000', 'registry.plant'] }),
        'guest.nameProbe': ['localhost', 'registry.plant', vm.hub].map((name) =>
          lookup('vm', name, [name === vm.hub ? '40.83.177.42' : '127.0.0.1']),
        ),
        'guest.hosts': [{ address: '127.0.0.1', names: ['registry.plant'] }],
      },
    },
  ],
  fail: [
    {
      name: 'a hub that a DNS filter blocks',
      facts: names(lookup('vm', vm.hub, ['0.0.0.0']), lookup('vm', 'mcr.microsoft.com', ['150.171.70.10'])),
      messages: ['nowhere'],
      targets: [vm.hub],
      says: [`${vm.hub} (0.0.0.0)`, 'filter'],
      commands: ['Get-EflowDnsReport'],
    },
    {
      name: 'a hub that does not resolve',
      facts: names(...hubIs('unresolved')),
      messages: ['unresolved'],
      targets: [vm.hub],
      says: ['no address'],
      shows: [`guest.nameProbe/vm: ["${vm.hub}: unresolved"]`],
      commands: ['Get-EflowDnsReport'],
    },
    {
      name: 'a hub and a registry that do not resolve, and that two servers know',
      facts: {
        ...names(...hubIs('unresolved'), lookup('vm', 'mcr.microsoft.com', [], 'unresolved')),
        'guest.dnsProbe': [
          hubAnswered('10.0.0.53'),
          hubAnswered('10.0.0.54'),
          { ...hubAnswered('10.0.0.53'), name: 'mcr.microsoft.com' },
        ],
      },
      messages: ['lostInVm'],
      targets: [`${vm.hub}, mcr.microsoft.com`],
      says: [`10.0.0.53, 10.0.0.54 answers for ${vm.hub}, mcr.microsoft.com`],
    },
    {
      name: 'a registry behind a port that does not resolve',
      facts: {
        ...upstream({ registries: ['registry.plant:5000'] }),
        'guest.nameProbe': [...hubIs('resolved'), lookup('vm', 'registry.plant', [], 'timedOut')],
      },
      messages: ['unresolved'],
      targets: ['registry.plant'],
      says: ['no answer in time'],
    },
    {
      name: 'a hub that the server knows when it is asked past the resolver',
      facts: { ...names(...hubIs('unresolved')), 'guest.dnsProbe': [hubAnswered('10.0.0.53')] },
      messages: ['lostInVm'],
      says: [`10.0.0.53 answers for ${vm.hub}`],
      commands: [
        `Invoke-EflowVmCommand 'resolvectl query ${vm.hub}'`,
        "Invoke-EflowVmCommand 'grep ^hosts: /etc/nsswitch.conf'",
      ],
    },
  ],
  notApplicable: [{ name: 'a device that needs no name', facts: upstream({ hub: '10.0.0.5', registries: [] }) }],
  unknown: [
    { name: 'names that nobody asked for', facts: names(), says: vm.hub },
    { name: 'a registry that nobody asked for', facts: names(...hubIs('resolved')), says: 'for mcr.microsoft.com.' },
    {
      name: 'a name of the owner that was not asked for',
      facts: { ...facts, profile: readProfile({ names: 'files.contoso.com' })! },
      says: 'for files.contoso.com.',
    },
  ],
});
