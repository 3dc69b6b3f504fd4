import { defineRule } from '../../engine/rule.js';
import { removeRoute, routeWords, strayOf, unreached } from '../../model/address/strayRoute.js';
import type { FibRoute } from '../../model/netfilter/routing.js';
import { isDefaultRoute, routeTo } from '../../model/address/wayOutRoute.js';
import { say } from '../../texts/say.js';

const takeOut = {
  text: 'Take the route out; it is back after the next start where a file makes it.',
  command: '{remove}',
} as const;

export default defineRule({
  id: 'RT009',
  slug: 'required-address-astray',
  title: 'No route of its own leads what the VM needs astray',
  severity: 'critical',
  stage: 'route',
  partial: true,
  guide: ['G05', 'G06', 'G27'],
  requires: ['guest.routes', 'guest.interfaces', 'guest.reach', 'guest.neighbours'],
  uses: ['guest.policyRules', 'guest.dnsProbe'],
  messages: {
    nowhere: {
      text: 'The VM throws away what goes to {names}: its route {route} leads nowhere.',
      remedy: [takeOut],
    },
    deadGateway: {
      text: 'The VM sends what goes to {names} by a route of its own, {route}, and nobody on that link answers for its gateway.',
      remedy: [takeOut],
    },
    wrongDevice: {
      text: 'The VM sends what goes to {names} by a route of its own, {route}, and that device leads to no switch.',
      remedy: [takeOut],
    },
  },

  check(facts, report) {
    const astray = new Map<FibRoute, Set<string>>();
    for (const { name, address } of unreached(
      facts['guest.reach'],
      facts['guest.interfaces'],
      facts['guest.dnsProbe'],
    )) {
      const route = routeTo(facts, address);
      if (route === null || isDefaultRoute(route)) continue; // RT001, RT004, RT005
      astray.set(route, (astray.get(route) ?? new Set()).add(name));
    }
    for (const [route, names] of astray) {
      const message = strayOf(route, facts['guest.interfaces'], facts['guest.neighbours']);
      if (message === null) continue;
      const all = [...names].join(', ');
      report({
        message,
        target: all,
        data: { names: all, route: routeWords(route), remove: removeRoute(route) },
        evidence: [
          {
            fact: 'guest.routes',
            path: `/${route.destination}`,
            observed: routeWords(route),
            expected: say('no such route, or one that leads there'),
          },
        ],
      });
    }
    return undefined;
  },
});
