import rule from '../../../../core/src/rules/rt/RT007-second-gateway-silent.js';
import { healthy, route, vm } from '../../../support/healthyFacts.js';
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
      shows: ['guest.neighbours/10.200.1.1: '],
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
    {
      name: 'a gateway once, though two routes lead to it, and none is a default route',
      facts: {
        ...second(null, 'FAILED'),
        'guest.routes': ['10.1.0.0/16', '10.2.0.0/16'].map((destination) =>
          route({ destination, gateway: '10.200.1.1', device: 'eth1' }),
        ),
      },
      messages: ['silent'],
      says: ['10.1.0.0/16'],
    },
  ],
  notApplicable: [
    {
      name: 'one gateway',
      facts: { ...healthy(...rule.requires, ...rule.uses), 'guest.neighbours': [entry(vm.gateway, null, 'FAILED')] },
    },
  ],
});
