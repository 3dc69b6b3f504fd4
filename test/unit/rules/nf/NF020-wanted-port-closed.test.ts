import rule from '../../../../core/src/rules/nf/NF020-wanted-port-closed.js';
import { healthy, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, 'guest.nftTables', 'guest.trafficControl', 'host.addresses', 'host.portProbe');
const wanting = (...ports: readonly number[]) => ({
  ...facts,
  profile: {
    protocol: null,
    gateway: null,
    inboundPorts: ports.map((port) => ({ port, protocol: 'tcp' as const })),
    closedPorts: [],
    internalNetworks: [],
    proxy: null,
    names: [],
  },
});

testRule(rule, {
  pass: [{ name: 'ports that are open', facts: wanting(8883, 9702) }],
  fail: [
    {
      name: 'a port that no rule lets in',
      facts: wanting(8883, 9600),
      messages: ['closed'],
      targets: ['9600/tcp'],
      commands: ['Repair-EflowFirewall -Port 9600 -Protocol tcp'],
    },
  ],
  notApplicable: [
    { name: 'no profile', facts },
    { name: 'a VM without an address', facts: { ...wanting(9600), 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
