import rule from '../../../../core/src/rules/dns/DNS008-engine-server-silent.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const engine = (...queries: readonly ReturnType<typeof asked>[]) => ({
  'guest.daemonJson': { ...facts['guest.daemonJson'], present: true, dns: ['1.1.1.1', '8.8.8.8'] },
  'guest.dnsProbe': [...facts['guest.dnsProbe'], ...queries.flat()],
});
const inside = asked('1.1.1.1', 'answered').map((query) => ({ ...query, from: 'network:azure-iot-edge' as const }));

testRule(rule, {
  pass: [
    { name: 'a server that answers the VM', facts: engine(asked('1.1.1.1', 'answered'), asked('8.8.8.8', 'silent')) },
    { name: 'a server that answers the containers', facts: engine(inside) },
  ],
  fail: [
    {
      name: 'public servers that are blocked (Azure/iotedge#7193)',
      facts: engine(asked('1.1.1.1', 'silent'), asked('8.8.8.8', 'refused')),
      messages: ['silent'],
      targets: ['1.1.1.1, 8.8.8.8'],
      says: ['1.1.1.1, 8.8.8.8', '172.27.112.1'],
      shows: ['guest.daemonJson/dns: '],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
    },
    {
      name: 'a server that is silent while nobody answers anybody',
      facts: { ...engine(), 'guest.dnsProbe': asked('1.1.1.1', 'silent') },
      messages: ['silent'],
      says: ['1.1.1.1', 'none is known'],
    },
  ],
  notApplicable: [{ name: 'an engine without servers of its own (Azure/iotedge#6984)', facts }],
  unknown: [{ name: 'servers that nobody asked', facts: engine(), says: 'Nobody asked 1.1.1.1' }],
});
