import rule from '../../../../core/src/rules/ip/IP018-mac-difference.js';
import { healthy, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const card = facts['guest.interfaces'].find(({ name }) => name === 'eth0');
const other = '02:aa:bb:cc:dd:ee';
const agent = (mac: string | null) => ({ 'host.vmAddress': { ...facts['host.vmAddress'], mac } });
const endpoint = (mac: string | null) => ({
  'host.vmEndpoint': facts['host.vmEndpoint'].map((one) => ({ ...one, mac })),
});

testRule(rule, {
  pass: [
    { name: 'the address that Windows gave', facts },
    {
      name: 'an agent that tells the address of the second card',
      facts: {
        ...facts,
        ...agent(other),
        ...{
          'guest.interfaces': [...facts['guest.interfaces'], { ...card!, name: 'eth1', index: 7, mac: other }],
        },
        ...endpoint(other),
      },
    },
    { name: 'an agent that tells none, and an endpoint that agrees', facts: { ...facts, ...agent(null) } },
  ],
  fail: [
    {
      name: 'a card whose address was changed in the VM',
      facts: { ...facts, 'guest.interfaces': withCard({ mac: other }) },
      messages: ['differs'],
      targets: ['eth0'],
      says: [other],
      commands: [
        "Invoke-EflowVmCommand 'grep -rl MACAddress= /etc/systemd/network; ip -d link show' -ignoreError",
        'Stop-EflowVm; Start-EflowVm',
      ],
    },
  ],
  notApplicable: [
    { name: 'an agent that tells no address', facts: { ...facts, ...agent(null), ...endpoint(null) } },
    { name: 'zeros, which IP007 reports', facts: { ...facts, ...agent('00:00:00:00:00:00'), ...endpoint(null) } },
    { name: 'a VM without a card, which IP005 reports', facts: { ...facts, 'guest.interfaces': [] } },
  ],
});
