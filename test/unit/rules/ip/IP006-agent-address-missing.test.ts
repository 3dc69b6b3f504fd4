import rule from '../../../../core/src/rules/ip/IP006-agent-address-missing.js';
import { healthy, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const agent = { ...facts['host.vmAddress'], ip: null, failures: ['Failed to acquire IP address for virtual machine'] };

testRule(rule, {
  pass: [{ name: 'an agent that knows the address', facts }],
  fail: [
    {
      name: 'an agent that knows none',
      facts: { ...facts, 'host.vmAddress': agent },
      messages: ['missing'],
      targets: ['eth0'],
      says: ['Failed to acquire IP address for virtual machine', '172.27.120.111'],
      commands: ['Get-Service -Name WSSDAgent', 'Restart-Service -Name WSSDAgent', 'Stop-EflowVm; Start-EflowVm'],
    },
    {
      name: 'an agent that says nothing',
      facts: { ...facts, 'host.vmAddress': { ...agent, failures: [] } },
      messages: ['missing'],
      says: ['nothing'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a VM without a card', facts: { ...facts, 'guest.interfaces': [] } },
  ],
});
