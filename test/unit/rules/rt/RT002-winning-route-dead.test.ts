import rule from '../../../../core/src/rules/rt/RT002-winning-route-dead.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { routesWith, twoCards } from '../../../support/twoCards.js';

const facts = { ...healthy(...rule.requires), 'guest.interfaces': twoCards, 'guest.routes': routesWith(1024, 100) };
const silent = facts['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const }));

testRule(rule, {
  pass: [{ name: 'a route that wins and leads out', facts }],
  fail: [
    {
      name: 'the offline card that wins',
      facts: { ...facts, 'guest.reach': silent },
      messages: ['dead'],
      targets: ['eth1'],
      says: ['10.200.1.1 dev eth1 metric 100'],
      shows: ['guest.routes/default: ', `${vm.hub}:5671 silent`],
      commands: ["Invoke-EflowVmCommand 'sudo ip route del default via 10.200.1.1 dev eth1'"],
    },
    {
      name: 'names that do not resolve, so that only questions beyond the subnets were tried',
      facts: {
        ...facts,
        'guest.reach': facts['guest.reach'].map((one) => ({ ...one, address: null, tcp: 'unresolved' as const })),
        'guest.dnsProbe': asked('192.168.10.2', 'silent'),
      },
      messages: ['dead'],
      shows: ['192.168.10.2'],
    },
    {
      name: 'a route that wins and has no gateway, only a card',
      facts: {
        ...facts,
        'guest.routes': [route({ device: 'eth1', metric: 5 }), ...routesWith(1024, null)],
        'guest.reach': silent,
      },
      messages: ['dead'],
      commands: ["Invoke-EflowVmCommand 'sudo ip route del default dev eth1'"],
    },
  ],
  notApplicable: [
    { name: 'one default route', facts: { ...facts, 'guest.routes': routesWith(1024, null), 'guest.reach': silent } },
    { name: 'no default route', facts: { ...facts, 'guest.routes': routesWith(null, null) } },
  ],
  unknown: [
    { name: 'connections that nobody tried', facts: { ...facts, 'guest.reach': [] }, says: 'No connection was tried' },
    ...(
      [
        ['names that do not resolve', { address: null, tcp: 'unresolved' }],
        ['names for which there was no time', { address: null, tcp: 'notTried' }],
        ['a proxy in the subnet of the VM, which is silent', { address: '172.27.112.9', via: 'proxy', tcp: 'silent' }],
      ] as const
    ).map(([name, change]) => ({
      name,
      facts: { ...facts, 'guest.reach': facts['guest.reach'].map((one) => ({ ...one, ...change })) },
      says: 'No connection was tried',
    })),
  ],
});
