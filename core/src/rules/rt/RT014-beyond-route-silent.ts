import { defineRule } from '../../engine/rule.js';
import { gatewayOf, isDead } from '../../model/address/neighbours.js';
import { removeRoute, routeWords } from '../../model/address/strayRoute.js';
import { addressOf } from '../../model/address/vmInterface.js';
import { lostRoutes } from '../../model/address/wayOutRoute.js';
import { powershell } from '../../model/quote.js';
import { needsProxy } from '../../model/upstream/hostProxy.js';
import { fromVm } from '../../model/upstream/reach.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'RT014',
  slug: 'beyond-route-silent',
  title: 'Something behind each route of its own answers the VM',
  severity: 'critical',
  stage: 'egress',
  partial: true,
  guide: ['G05', 'G06', 'G27'],
  requires: ['guest.routes', 'guest.interfaces', 'guest.reach', 'guest.neighbours'],
  uses: ['guest.policyRules', 'guest.dnsProbe', 'guest.gatewayProbe', 'host.proxy', 'host.reach'],
  messages: {
    silent: {
      text: 'The VM sends what goes to {names} by a route of its own, {route}. The gateway {gateway} is there, and nothing behind it answers: it does not pass on what the VM sends, or no answer finds its way back.',
      remedy: [
        {
          text: 'See whether this Windows gets there, and by which gateways.',
          command: 'Test-NetConnection -ComputerName {quotedAddress} -TraceRoute',
        },
        {
          text: 'Ask the network team to have {gateway} pass on what {address} sends to {destination}, and to have the answers sent back to it.',
        },
        {
          text: 'If these are to be reached by the default route instead, take the route out; it is back after the next start where a file makes it.',
          command: '{remove}',
        },
      ],
    },
  },

  check(facts, report) {
    // Where everything goes through a proxy, direct connections are closed by design.
    if (fromVm(facts['guest.reach']).some(({ via, tcp }) => via === 'proxy' && tcp === 'connected')) return undefined;
    if (needsProxy(facts['host.proxy'], facts['host.reach'])) return 'notApplicable'; // PX005: Windows needs it as well
    let unseen: string | null = null;
    for (const { route, gateway, names, first } of lostRoutes(facts)) {
      const neighbour = gatewayOf(facts['guest.gatewayProbe'], facts['guest.neighbours'], gateway);
      if (isDead(neighbour)) continue; // RT007, RT009
      if (neighbour?.state !== 'REACHABLE') unseen = gateway;
      else
        report({
          message: 'silent',
          target: names,
          data: {
            ...{ names, gateway, route: routeWords(route), destination: route.destination },
            ...{ address: addressOf(facts['guest.interfaces']), quotedAddress: powershell(first) },
            remove: removeRoute(route),
          },
          evidence: [
            {
              fact: 'guest.neighbours',
              path: `/${gateway}`,
              observed: `${neighbour.mac ?? say('no MAC address')}, ${neighbour.state}`,
              expected: say('one answer from behind it'),
            },
          ],
        });
    }
    return unseen === null
      ? undefined
      : {
          unknown: say('Nobody asked for the gateway {gateway} lately, so it is not known whether it answers.', {
            gateway: unseen,
          }),
        };
  },
});
