import rule from '../../../../core/src/rules/fw/FW002-outbound-closed.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const outbound = (change: object) => ({
  'host.firewallProfiles': facts['host.firewallProfiles'].map((one) => ({ ...one, ...change })),
});

testRule(rule, {
  pass: [
    { name: 'a firewall that lets out', facts },
    { name: 'a firewall that is switched off', facts: outbound({ defaultOutbound: 4, enabled: 0 }) },
  ],
  fail: [],
  notes: [
    {
      name: 'a firewall that lets nothing out by itself (Azure/iotedge#5591)',
      facts: outbound({ defaultOutbound: 4 }),
      messages: ['closed'],
      says: ['Domain, Private, Public'],
    },
  ],
  notApplicable: [],
});
