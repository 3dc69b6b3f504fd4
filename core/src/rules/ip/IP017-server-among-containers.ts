import { defineRule } from '../../engine/rule.js';
import { capturedServers } from '../../model/address/capturedServers.js';
import { say } from '../../texts/say.js';
import { moveContainers, moveOf, overlapUses } from './moveContainers.js';

export default defineRule({
  id: 'IP017',
  slug: 'server-among-containers',
  title: 'No server that the VM needs is among the addresses of a container network',
  severity: 'critical',
  stage: 'linkRoute',
  // What else is reached proves nothing about these addresses.
  intermittent: true,
  guide: ['G28', 'Azure/iotedge#7220'],
  requires: ['guest.interfaces', 'guest.containers', 'guest.containerNetworks'],
  uses: [...overlapUses, 'guest.resolver', 'guest.dnsProbe', 'guest.reach'],
  messages: {
    captured: {
      text: 'The container network {network} has {containers}, which holds {server}: the VM looks for it among its own containers, and it gives no answer.',
      remedy: moveContainers,
    },
  },

  check(facts, report) {
    if (facts['guest.resolver'] === undefined && facts['guest.reach'] === undefined) return { lacking: 'guest.reach' };
    for (const { network, containers, address, name } of capturedServers(facts)) {
      report({
        message: 'captured',
        target: address,
        data: { network, containers, server: `${address} (${name})`, ...moveOf(network, facts) },
        evidence: [
          {
            fact: 'guest.containerNetworks',
            path: `/${network}/subnets`,
            observed: containers,
            expected: say('a subnet without {address}', { address }),
          },
        ],
      });
    }
    return undefined;
  },
});
