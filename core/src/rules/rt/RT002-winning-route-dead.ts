import { defineRule } from '../../engine/rule.js';
import { inGuest, shell } from '../../model/quote.js';
import { silentBeyond } from '../../model/dns/dns.js';
import { connectedBeyond, fromVm } from '../../model/upstream/reach.js';
import { defaultRoutes, routeText } from '../../model/address/routes.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'RT002',
  slug: 'winning-route-dead',
  title: 'Of several default routes one wins that leads out',
  severity: 'critical',
  stage: 'route',
  guide: ['G27'],
  requires: ['guest.routes', 'guest.reach', 'guest.interfaces'],
  uses: ['guest.dnsProbe'],
  messages: {
    dead: {
      text: 'The VM has {count} default routes ({all}), and nothing beyond its subnets answers over the one that wins: via {winner}. EFLOW gives each card one, with a priority that changes at each start.',
      remedy: [
        { text: 'Try the other way until the next start: take the default route away that wins.', command: '{remove}' },
        {
          text: 'Then make it last: deploy the offline endpoint without a gateway, or set UseGateway=no for its card in /etc/systemd/network/, and give it routes for the networks behind it only.',
        },
      ],
    },
  },

  check(facts, report) {
    const routes = defaultRoutes(facts['guest.routes']);
    const devices = new Set(routes.map(({ device }) => device));
    const [winner] = routes;
    if (winner === undefined || devices.size < 2) return 'notApplicable';
    const tried = fromVm(facts['guest.reach']).filter(
      ({ via, tcp }) => via === 'direct' && tcp !== 'unresolved' && tcp !== 'notTried',
    );
    if (connectedBeyond(facts['guest.reach'], facts['guest.interfaces']) !== null) return undefined; // RT003 says it as information
    const silent = silentBeyond(facts['guest.dnsProbe'] ?? [], facts['guest.interfaces']);
    if (tried.length === 0 && silent.length === 0)
      return { unknown: say('No connection was tried, so it is not known which default route leads out.') };

    const via = winner.gateway === null ? '' : ` via ${shell(winner.gateway)}`;
    report({
      message: 'dead',
      target: winner.device ?? '',
      data: {
        count: routes.length,
        all: routes.map(routeText).join(', '),
        winner: routeText(winner),
        remove: winner.device === null ? '' : inGuest(`sudo ip route del default${via} dev ${shell(winner.device)}`),
      },
      evidence: [
        {
          fact: 'guest.routes',
          path: '/default',
          observed: routes.map(routeText),
          expected: say('the one that leads out first'),
        },
        {
          fact: 'guest.reach',
          path: '',
          observed: [...tried.map(({ host, port, tcp }) => `${host}:${port} ${tcp}`), ...silent],
          expected: 'connected',
        },
      ],
    });
    return undefined;
  },
});
