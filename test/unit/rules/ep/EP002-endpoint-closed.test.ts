import rule from '../../../../core/src/rules/ep/EP002-endpoint-closed.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const dps = 'global.azure-devices-provisioning.net';
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
        tried(dps, 443, 'connected'),
        tried('192.0.2.1', 5671, 'connected', { tls: 'notTried', issuer: null }),
      ),
    },
    { name: 'endpoints that are open', facts },
    {
      name: 'an endpoint that is open through the proxy',
      facts: reach(tried(dps, 443, 'silent'), tried(dps, 443, 'connected', { via: 'proxy' })),
    },
    { name: 'a name that does not resolve, which DNS011 reports', facts: reach(tried(dps, 443, 'unresolved')) },
  ],
  fail: [
    {
      name: 'a provisioning service that is closed',
      facts: reach(tried(dps, 443, 'silent'), tried('mcr.microsoft.com', 443, 'connected')),
      messages: ['closed'],
      targets: [`${dps}:443`],
      says: ['cannot be provisioned'],
      commands: [`Test-NetConnection -ComputerName '${dps}' -Port 443`],
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
    },
  ],
  notApplicable: [
    { name: 'a device that needs nothing but its hub', facts: reach(tried(vm.hub, 5671, 'silent')) },
    { name: 'a look with the control question alone', facts: reach(tried('192.0.2.1', 443, 'silent')) },
  ],
  unknown: [
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
