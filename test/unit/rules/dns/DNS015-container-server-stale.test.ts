import rule from '../../../../core/src/rules/dns/DNS015-container-server-stale.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const inside = (...queries: readonly ReturnType<typeof asked>[]) => ({
  ...facts,
  'guest.dnsProbe': [
    ...facts['guest.dnsProbe'],
    ...queries.flat().map((query) => ({ ...query, from: 'network:azure-iot-edge' as const })),
  ],
});
const engine = { 'guest.daemonJson': { ...facts['guest.daemonJson'], present: true, dns: ['10.9.9.9'] } };
const module = { 'guest.containers': facts['guest.containers'].map((one) => ({ ...one, dns: ['10.9.9.9'] })) };

testRule(rule, {
  pass: [
    { name: 'the servers of the VM', facts: inside(asked('172.27.112.1', 'answered')) },
    {
      name: "the engine's own server, which is silent because the VM's is",
      facts: inside(asked('127.0.0.11', 'silent')),
    },
    { name: 'old servers that still answer', facts: inside(asked('10.9.9.9', 'answered')) },
    {
      name: 'silent servers that the engine is set to use, which DNS008 reports',
      facts: { ...inside(asked('10.9.9.9', 'silent')), ...engine },
    },
    {
      name: 'silent servers that a module brings, which DNS009 reports',
      facts: { ...inside(asked('10.9.9.9', 'silent')), ...module },
    },
    {
      name: 'an old server beside the one of the VM',
      facts: inside(asked('10.9.9.9', 'silent'), asked('172.27.112.1', 'answered')),
    },
  ],
  fail: [
    {
      name: 'servers of a network that the PC has left (Azure/iotedge#7193)',
      facts: inside(asked('10.9.9.9', 'silent')),
      messages: ['stale'],
      targets: ['azure-iot-edge'],
      says: ['10.9.9.9', '172.27.112.1'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
    },
  ],
  notApplicable: [
    { name: 'a VM of which no container network was asked', facts },
    {
      name: 'a VM without servers',
      facts: { ...inside(asked('10.9.9.9', 'silent')), 'guest.resolver': { ...facts['guest.resolver'], links: [] } },
    },
  ],
});
