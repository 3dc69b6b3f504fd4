import { defineRule } from '../../engine/rule.js';
import { isDead, neighbourOf } from '../../model/address/neighbours.js';
import { inGuest, shell } from '../../model/quote.js';
import { directBeyond } from '../../model/upstream/reach.js';
import type { FibRoute } from '../../model/netfilter/routing.js';
import { isDefaultRoute, routeTo } from '../../model/address/wayOutRoute.js';
import { say } from '../../texts/say.js';

/** Routes that lead nobody anywhere (ip-route(8)). */
const NOWHERE = new Set(['blackhole', 'unreachable', 'prohibit']);

const wordsOf = ({ type, destination, gateway, device }: FibRoute): string =>
  [
    type === 'unicast' ? '' : type,
    destination,
    gateway === null ? '' : `via ${gateway}`,
    device === null ? '' : `dev ${device}`,
  ]
    .filter((word) => word !== '')
    .join(' ');

const removeCommand = ({ type, destination, table }: FibRoute): string => {
  const kind = type === 'unicast' ? '' : `${type} `;
  return inGuest(`sudo ip route del ${kind}${shell(destination)}${table === 'main' ? '' : ` table ${shell(table)}`}`);
};

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
  uses: ['guest.policyRules'],
  messages: {
    nowhere: {
      text: 'The VM throws away what goes to {names}: its route {route} leads nowhere.',
      remedy: [takeOut],
    },
    deadGateway: {
      text: 'The VM sends what goes to {names} by a route of its own, {route}, and nobody on that link answers for its gateway.',
      remedy: [takeOut],
    },
  },

  check(facts, report) {
    const failed = directBeyond(facts['guest.reach'], facts['guest.interfaces']).filter(
      ({ tcp }) => tcp === 'silent' || tcp === 'unreachable',
    );
    const astray = new Map<FibRoute, Set<string>>();
    for (const { host, address } of failed) {
      const route = routeTo(facts, address);
      if (route === null || isDefaultRoute(route)) continue; // RT001, RT004, RT005
      astray.set(route, (astray.get(route) ?? new Set()).add(host));
    }
    for (const [route, names] of astray) {
      const { gateway, type, destination } = route;
      const dead = gateway !== null && isDead(neighbourOf(facts['guest.neighbours'], gateway));
      if (!NOWHERE.has(type) && !dead) continue;
      const all = [...names].join(', ');
      report({
        message: NOWHERE.has(type) ? 'nowhere' : 'deadGateway',
        target: all,
        data: { names: all, route: wordsOf(route), remove: removeCommand(route) },
        evidence: [
          {
            fact: 'guest.routes',
            path: `/${destination}`,
            observed: wordsOf(route),
            expected: say('no such route, or one that leads there'),
          },
        ],
      });
    }
    return undefined;
  },
});
