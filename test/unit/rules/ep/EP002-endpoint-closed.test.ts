import { readProfile } from '../../../../core/src/model/profile.js';
import rule from '../../../../core/src/rules/ep/EP002-endpoint-closed.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { tried } from '../../../support/reachCases.js';
import { translated } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const dps = 'global.azure-devices-provisioning.net';
const registry = tried('mcr.microsoft.com', 443, 'connected');
const wanting = (...names: readonly string[]) => ({ profile: readProfile({ names })! });
const reach = (...list: readonly ReturnType<typeof tried>[]) => ({
  ...facts,
  'guest.upstream': { ...facts['guest.upstream'], dps },
  'guest.reach': list,
});

testRule(rule, {
  pass: [
    {
      name: 'an endpoint whose TLS opens where something answers for everyone',
      facts: reach(
        registry,
        tried(dps, 443, 'connected'),
        tried('192.0.2.1', 5671, 'connected', { tls: 'notTried', issuer: null }),
      ),
    },
    { name: 'endpoints that are open', facts },
    {
      name: 'an endpoint that is open through the proxy',
      facts: reach(registry, tried(dps, 443, 'silent'), tried(dps, 443, 'connected', { via: 'proxy' })),
    },
    { name: 'a name of the owner without a port', facts: { ...facts, ...wanting('files.contoso.com') } },
    { name: 'port 22, which no look tries', facts: { ...facts, ...wanting('files.contoso.com:22') } },
  ],
  fail: [
    {
      name: 'a provisioning service that is closed to what the NAT of Windows sends',
      facts: { ...reach(tried(dps, 443, 'silent'), registry), ...translated },
      messages: ['closed'],
    },
    {
      name: 'a provisioning service that is closed',
      facts: reach(tried(dps, 443, 'silent'), tried('mcr.microsoft.com', 443, 'connected')),
      messages: ['closed'],
      targets: [`${dps}:443`],
      says: ['cannot be provisioned'],
      shows: [`guest.reach/${dps}:443: `],
      commands: [`Test-NetConnection -ComputerName '${dps}' -Port 443`],
    },
    {
      name: 'a registry that is closed while another name does not resolve, which DNS011 reports',
      facts: reach(tried(dps, 443, 'unresolved'), tried('mcr.microsoft.com', 443, 'silent')),
      messages: ['closed'],
    },
    {
      name: 'a registry that is closed (Azure/iotedge#5591)',
      facts: reach(tried('mcr.microsoft.com', 443, 'refused')),
      messages: ['closed'],
      says: ['images', 'Whether it works from this Windows is not known.'],
    },
    {
      name: 'a registry that this Windows reaches',
      facts: {
        ...reach(tried('mcr.microsoft.com', 443, 'silent')),
        'host.reach': healthy('host.reach')['host.reach'],
      },
      messages: ['closed'],
      says: ['It works from this Windows'],
      shows: ['host.reach/mcr.microsoft.com:443: '],
    },
    {
      name: 'a port of the owner, whatever case its name is written in',
      facts: {
        ...reach(registry, tried(dps, 443, 'connected'), tried('Files.contoso.com', 8443, 'silent')),
        ...wanting('files.contoso.com:8443', 'nuget.contoso.com'),
      },
      messages: ['closed'],
      targets: ['Files.contoso.com:8443'],
      says: ['the device profile asks for it'],
    },
    {
      name: 'a registry that nobody wished for, on a device without a provisioning service and a parent',
      facts: {
        ...facts,
        ...wanting('files.contoso.com'),
        'guest.upstream': { ...facts['guest.upstream'], hub: null },
        'guest.reach': [tried('mcr.microsoft.com', 443, 'silent')],
      },
      messages: ['closed'],
      says: ['images of modules cannot be loaded from there'],
    },
    {
      name: 'a registry that is closed, where something answers for everyone and TLS failed to a silent one',
      facts: reach(
        tried(dps, 443, 'connected'),
        tried('mcr.microsoft.com', 443, 'silent'),
        tried('192.0.2.1', 5671, 'connected', { tls: 'notTried', issuer: null }),
      ),
      messages: ['closed'],
    },
  ],
  notApplicable: [
    {
      name: 'a parent that is the registry too: that it is open EP001 says',
      facts: {
        ...reach(tried('parent.plant', 443, 'connected')),
        'guest.upstream': { ...facts['guest.upstream'], parent: 'parent.plant', registries: ['Parent.plant'] },
      },
    },
    {
      name: 'a device that needs nothing but its hub',
      facts: {
        ...reach(tried(vm.hub, 5671, 'silent')),
        'guest.upstream': { ...facts['guest.upstream'], registries: [] },
      },
    },
  ],
  unknown: [
    {
      name: 'a look with the control question alone',
      facts: reach(tried('192.0.2.1', 443, 'silent')),
      says: `${dps}:443, mcr.microsoft.com:443`,
    },
    {
      name: 'a name that does not resolve, which DNS011 reports',
      facts: reach(registry, tried(dps, 443, 'unresolved', { address: null })),
      says: `${dps}:443`,
    },
    {
      name: 'a registry that nothing was sent to any more',
      facts: reach(tried(dps, 443, 'connected'), tried('mcr.microsoft.com', 443, 'notTried', { address: null })),
      says: 'mcr.microsoft.com:443',
    },
    {
      name: 'a registry that was tried on another port',
      facts: {
        ...reach(registry),
        'guest.upstream': { ...facts['guest.upstream'], registries: ['mcr.microsoft.com:5000'] },
      },
      says: 'mcr.microsoft.com:5000',
    },
    {
      name: 'a port of the owner that was not tried',
      facts: { ...facts, ...wanting('files.contoso.com:8443') },
      says: 'files.contoso.com:8443',
    },
    {
      name: 'an open port where something answers for everyone and TLS was not tried',
      facts: reach(
        tried(dps, 443, 'connected', { tls: 'notTried', issuer: null }),
        tried('192.0.2.1', 5671, 'connected', { tls: 'notTried', issuer: null }),
      ),
      says: 'answers for every address',
    },
  ],
});
