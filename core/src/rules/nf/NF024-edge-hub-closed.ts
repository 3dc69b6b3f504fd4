import { defineRule } from '../../engine/rule.js';
import { isEdgeHub, waysToHub } from '../../model/firewall/edgeHub.js';
import { wayOutOfContainer } from '../../model/firewall/outbound.js';
import { HTTPS } from '../../model/upstream/endpoints.js';
import { describeStep } from '../../model/netfilter/step.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { inGuest, shell } from '../../model/quote.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { bridgeFacts } from './facts.js';
import { undecidedSenders } from './senders.js';

export default defineRule({
  id: 'NF024',
  slug: 'edge-hub-closed',
  title: 'Modules reach edgeHub on their own network',
  severity: 'critical',
  stage: 'containerTcp',
  guide: ['G20', 'G26'],
  requires: [...bridgeFacts, 'guest.containers', 'guest.containerNetworks'],
  uses: ['guest.listeners', 'guest.nftTables', 'guest.trafficControl', 'host.addresses'],
  messages: {
    closed: {
      text: 'On the container network {network} {step} stops what these modules send to edgeHub, on each of its ports: {modules}.',
      remedy: [
        {
          text: 'See whether the network was made without connections between its containers (com.docker.network.bridge.enable_icc=false): then make it anew without that option.',
          command: '{inspect}',
        },
        { text: 'Or let them through before the rule; this holds until the next start.', command: '{allow}' },
      ],
    },
  },

  check(facts, report) {
    const containers = facts['guest.containers'];
    if (!containers.some((one) => one.running && isEdgeHub(one))) return 'notApplicable';
    const world = worldOf(facts);
    const all = waysToHub(world, containers, facts['guest.containerNetworks']);
    // One port that is open may be the one that the module uses; what gets nowhere at all is NF004's.
    const lost = all
      .filter(({ ways }) => ways.every(({ kind }) => kind === 'closed'))
      .filter(({ from }) => wayOutOfContainer(world, from, { protocol: 'tcp', port: HTTPS }).kind !== 'closed');
    for (const network of new Set(lost.map(({ from }) => from.network))) {
      const here = lost.filter(({ from }) => from.network === network);
      const [by] = here.flatMap(({ ways }) => ways.flatMap((way) => (way.kind === 'closed' ? [way.by] : [])));
      const bridge = here[0]?.from.bridge ?? '';
      if (by === undefined) continue;
      report({
        message: 'closed',
        target: network,
        data: {
          ...{ network, modules: here.map(({ module }) => module).join(', '), step: describeStep(by) },
          inspect: inGuest(`sudo docker network inspect ${shell(network)}`),
          allow: inGuest(`sudo iptables -w -I DOCKER-USER 1 -i ${shell(bridge)} -o ${shell(bridge)} -j ACCEPT`),
        },
        evidence: [stepEvidence(by)],
      });
    }
    return undecidedSenders(all.flatMap(({ ways }) => ways.flatMap((way) => (way.kind === 'unknown' ? way.on : []))));
  },
});
