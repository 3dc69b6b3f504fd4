import { defineRule } from '../../engine/rule.js';
import { defaultRoutes, routeText } from '../../model/address/routes.js';
import { say } from '../../texts/say.js';

const last = {
  text: 'Let one card alone have a default route: deploy the other endpoint without a gateway, or set UseGateway=no for its card in /etc/systemd/network/, and give it routes for the networks behind it only.',
} as const;

export default defineRule({
  id: 'RT003',
  slug: 'several-default-routes',
  title: 'The VM has one default route',
  severity: 'warning',
  stage: 'route',
  partial: true,
  guide: ['G27'],
  requires: ['guest.routes'],
  messages: {
    equal: {
      text: 'The VM has {count} default routes over {devices}, two of them with the metric {metric}: which one wins is chance and may change at each start.',
      remedy: [last],
    },
    several: {
      text: 'The VM has {count} default routes over {devices}; the one over {winner} wins. EFLOW chooses their priorities anew at each start.',
      note: true,
      remedy: [last],
    },
  },

  check(facts, report) {
    const routes = defaultRoutes(facts['guest.routes']);
    const devices = [...new Set(routes.map(({ device }) => device ?? '-'))];
    const [first, second] = routes;
    if (first === undefined || second === undefined || devices.length < 2) return undefined;

    const data = {
      count: routes.length,
      devices: devices.join(', '),
      metric: first.metric,
      winner: first.device ?? '-',
    };
    report({
      message: first.metric === second.metric ? 'equal' : 'several',
      target: data.devices,
      data,
      evidence: [
        {
          fact: 'guest.routes',
          path: '/default',
          observed: routes.map(routeText),
          expected: say('one'),
        },
      ],
    });
    return undefined;
  },
});
