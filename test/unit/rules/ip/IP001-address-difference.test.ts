import rule from '../../../../core/src/rules/ip/IP001-address-difference.js';
import { healthy, inet, vm, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const agent = (change: Partial<(typeof facts)['host.vmAddress']>) => ({
  ...facts,
  'host.vmAddress': { ...facts['host.vmAddress'], ...change },
});
const restart = ['Stop-EflowVm', 'Start-EflowVm', 'Get-EflowVmAddr'];

testRule(rule, {
  pass: [
    { name: 'agent and VM that agree', facts },
    {
      name: 'a second address beside the one that the agent knows',
      facts: { ...facts, 'guest.interfaces': withCard({ addresses: [inet('10.0.0.9', 24), inet(vm.address)] }) },
    },
  ],
  fail: [
    {
      name: 'an address that the VM does not have',
      facts: agent({ ip: '172.27.118.7' }),
      messages: ['differs'],
      targets: ['172.27.118.7'],
      says: ['172.27.118.7', 'eth0', vm.address],
      commands: restart,
    },
    {
      name: 'an address that the agent only remembers',
      facts: agent({ ip: '169.254.91.105', source: 'agent' }),
      messages: ['remembered'],
      says: ['remembers 169.254.91.105'],
      commands: restart,
    },
  ],
  notApplicable: [
    { name: 'an agent that knows no address', facts: agent({ ip: null }) },
    { name: 'a VM without an IPv4 address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a VM without the interface', facts: { ...facts, 'guest.interfaces': [] } },
  ],
});
