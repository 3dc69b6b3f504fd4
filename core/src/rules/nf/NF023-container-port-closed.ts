import { defineRule } from '../../engine/rule.js';
import { HTTPS, protocolOf } from '../../model/upstream/endpoints.js';
import { cardName } from '../../model/address/vmInterface.js';
import { describeStep } from '../../model/netfilter/step.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { wayOutOfContainer } from '../../model/firewall/outbound.js';
import { protocols } from '../../model/upstream/protocols.js';
import { inGuest, shell } from '../../model/quote.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { bridgeFacts, bridgeUses } from './facts.js';
import { sendersOf, undecidedSenders } from './senders.js';

export default defineRule({
  id: 'NF023',
  slug: 'container-port-closed',
  title: "The VM's firewall lets its containers out by the port of their protocol",
  severity: 'critical',
  stage: 'containerTcp',
  guide: ['G16', 'G17', 'G20', 'G26'],
  requires: [...bridgeFacts, 'guest.upstream'],
  uses: [...bridgeUses, 'profile'],
  messages: {
    closed: {
      text: 'Containers of {network} are not let out to port {port}, which {protocol} needs, although other ports are open to them: {step}.',
      remedy: [
        {
          text: 'Take the rule out, or let the port out before it; this one holds until the next start.',
          command: '{allow}',
        },
      ],
    },
  },

  check(facts, report) {
    const containers = sendersOf(facts);
    if (containers === null) return { lacking: 'guest.containers' };
    const { port, says } = protocols[protocolOf(facts['guest.upstream'], facts.profile)];
    if (containers.length === 0 || port === HTTPS) return 'notApplicable'; // NF004 asks for 443
    const world = worldOf(facts);
    const card = shell(cardName(facts['guest.interfaces']));
    const open: string[] = [];
    for (const container of containers) {
      const way = wayOutOfContainer(world, container, { protocol: 'tcp', port });
      const other = wayOutOfContainer(world, container, { protocol: 'tcp', port: HTTPS });
      if (way.kind === 'unknown') for (const why of way.on) open.push(why);
      if (way.kind !== 'closed' || other.kind === 'closed') continue; // NF004
      report({
        message: 'closed',
        target: container.network,
        data: {
          network: container.network,
          port,
          protocol: says,
          step: describeStep(way.by),
          allow: inGuest(`sudo iptables -w -I DOCKER-USER 1 -o ${card} -p tcp -m tcp --dport ${port} -j ACCEPT`),
        },
        evidence: [stepEvidence(way.by)],
      });
    }
    return undecidedSenders(open);
  },
});
