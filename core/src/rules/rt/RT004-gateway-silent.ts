import { defineRule } from '../../engine/rule.js';
import { gatewayOf, isDead } from '../../model/address/neighbours.js';
import { powershell } from '../../model/quote.js';
import { connectedBeyond } from '../../model/upstream/reach.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'RT004',
  slug: 'gateway-silent',
  title: 'The gateway of the VM answers on the link',
  severity: 'critical',
  stage: 'gateway',
  guide: ['G02', 'G03', 'G24', 'Azure/iotedge-eflow#108', 'Azure/iotedge-eflow#265'],
  requires: ['guest.routes', 'guest.neighbours', 'guest.interfaces'],
  uses: ['guest.gatewayProbe', 'guest.reach'],
  messages: {
    silent: {
      text: 'Nobody on {device} answers for the gateway {gateway}: it is off, it is another address, or the switch does not pass frames (not ping is meant, but ARP, which no firewall closes).',
      remedy: [
        {
          text: 'See whether this Windows reaches it, and which gateway it uses itself on this network.',
          command: 'Test-NetConnection -ComputerName {quotedGateway}; Get-NetIPConfiguration',
        },
        {
          text: 'If the gateway is wrong, deploy again with the right one: the primary endpoint cannot be changed in place.',
        },
      ],
    },
  },

  check(facts, report) {
    const [route] = defaultRoutes(facts['guest.routes']);
    const gateway = route?.gateway ?? null;
    if (route === undefined || gateway === null) return 'notApplicable'; // RT001
    const neighbour = gatewayOf(facts['guest.gatewayProbe'], facts['guest.neighbours'], gateway);
    if (isDead(neighbour)) {
      report({
        message: 'silent',
        target: gateway,
        data: { gateway, quotedGateway: powershell(gateway), device: route.device ?? say('the link') },
        evidence: [
          {
            fact: 'guest.neighbours',
            path: `/${gateway}`,
            observed: `${neighbour?.mac ?? say('no MAC address')}, ${neighbour?.state ?? ''}`,
            expected: say('a MAC address'),
          },
        ],
      });
      return undefined;
    }
    const works = connectedBeyond(facts['guest.reach'] ?? [], facts['guest.interfaces']) !== null;
    if (neighbour !== null || works) return undefined;
    return {
      unknown: say('Nobody asked for the gateway {gateway} lately, so it is not known whether it answers.', {
        gateway,
      }),
    };
  },
});
