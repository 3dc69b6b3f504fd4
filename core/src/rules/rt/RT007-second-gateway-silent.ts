import { defineRule } from '../../engine/rule.js';
import { gatewayOf, isDead } from '../../model/address/neighbours.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'RT007',
  slug: 'second-gateway-silent',
  title: 'The gateways of further network cards answer on their links',
  severity: 'warning',
  stage: 'gateway',
  partial: true,
  guide: ['G27'],
  requires: ['guest.routes', 'guest.neighbours'],
  uses: ['guest.gatewayProbe'],
  messages: {
    silent: {
      text: 'Nobody on {device} answers for {gateway}, through which the VM reaches {destination}.',
      remedy: [
        {
          text: 'See whether the network on this card is plugged in and the gateway is right; if nothing lies behind it, deploy the endpoint without a gateway.',
          command: 'Get-EflowVmEndpoint',
        },
      ],
    },
  },

  check(facts, report) {
    const [primary] = defaultRoutes(facts['guest.routes']);
    const others = facts['guest.routes'].filter(({ gateway }) => gateway !== null && gateway !== primary?.gateway);
    if (others.length === 0) return 'notApplicable';
    const told = new Set<string>();
    for (const { gateway, device, destination } of others) {
      if (gateway === null || told.has(gateway)) continue;
      if (!isDead(gatewayOf(facts['guest.gatewayProbe'], facts['guest.neighbours'], gateway))) continue;
      told.add(gateway);
      report({
        message: 'silent',
        target: gateway,
        data: { gateway, device: device ?? say('the link'), destination },
        evidence: [
          { fact: 'guest.neighbours', path: `/${gateway}`, observed: 'no MAC address', expected: say('a MAC address') },
        ],
      });
    }
    return undefined;
  },
});
