import rule from '../../../../core/src/rules/ip/IP007-zero-mac.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const mac = (value: string | null) => ({ 'host.vmAddress': { ...facts['host.vmAddress'], mac: value } });

testRule(rule, {
  pass: [
    { name: 'a MAC address', facts },
    { name: 'an agent that gives none', facts: mac(null) },
  ],
  fail: [
    {
      name: 'a MAC address of zeros (Azure/iotedge-eflow#10)',
      facts: mac('00:00:00:00:00:00'),
      messages: ['zero'],
      commands: ['Start-EflowVm', 'hcsdiag list'],
    },
  ],
  notApplicable: [],
});
