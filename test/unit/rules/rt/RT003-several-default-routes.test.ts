import rule from '../../../../core/src/rules/rt/RT003-several-default-routes.js';
import { healthy, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { routesWith } from '../../../support/twoCards.js';

const routes = (list: ReturnType<typeof routesWith>) => ({ 'guest.routes': list });

testRule(rule, {
  pass: [
    { name: 'one default route', facts: healthy(...rule.requires) },
    {
      name: 'two over one card',
      facts: routes([route({ gateway: vm.gateway, metric: 10 }), route({ gateway: '172.27.112.2', metric: 10 })]),
    },
    { name: 'none', facts: routes(routesWith(null, null)) },
  ],
  fail: [
    {
      name: 'two with one metric',
      facts: routes(routesWith(1024, 1024)),
      messages: ['equal'],
      targets: ['eth0, eth1'],
      says: ['1024'],
      shows: ['guest.routes/default: '],
    },
  ],
  notes: [
    {
      name: 'two with different metrics',
      facts: routes(routesWith(1024, 100)),
      messages: ['several'],
      says: ['the one over eth1 wins'],
    },
  ],
  notApplicable: [],
});
