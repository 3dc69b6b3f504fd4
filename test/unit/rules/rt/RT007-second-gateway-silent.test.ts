import rule from '../../../../core/src/rules/rt/RT007-second-gateway-silent.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { routesWith } from '../../../support/twoCards.js';

const facts = { ...healthy(...rule.requires, ...rule.uses), 'guest.routes': routesWith(100, 1024) };
const entry = (address: string, mac: string | null, state: string) => ({ address, device: 'eth1', mac, state });
const second = (mac: string | null, state: string) => ({
  ...facts,
  'guest.neighbours': [...facts['guest.neighbours'], entry('10.200.1.1', mac, state)],
});

testRule(rule, {
  pass: [
    { name: 'a second gateway that answers', facts: second('00:00:5e:00:01:02', 'REACHABLE') },
    { name: 'a second gateway that nobody asked for', facts },
  ],
  fail: [
    {
      name: 'a second gateway that does not answer',
      facts: second(null, 'FAILED'),
      messages: ['silent'],
      targets: ['10.200.1.1'],
      says: ['eth1', '0.0.0.0/0'],
      commands: ['Get-EflowVmEndpoint'],
    },
    {
      name: 'a second gateway that did not answer when it was asked',
      facts: {
        ...facts,
        'guest.gatewayProbe': [
          ...facts['guest.gatewayProbe'],
          { device: 'eth1', gateway: '10.200.1.1', ping: 'silent', neighbour: 'FAILED', mac: null },
        ],
      },
      messages: ['silent'],
    },
  ],
  notApplicable: [
    {
      name: 'one gateway',
      facts: { ...healthy(...rule.requires, ...rule.uses), 'guest.neighbours': [entry(vm.gateway, null, 'FAILED')] },
    },
  ],
});
