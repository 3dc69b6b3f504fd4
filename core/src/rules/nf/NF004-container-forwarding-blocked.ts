import { defineRule } from '../../engine/rule.js';
import { containersStopped } from '../../model/firewall/containersStopped.js';
import { wayOutOfContainer } from '../../model/firewall/outbound.js';
import { inGuest } from '../../model/quote.js';
import { describeStep } from '../../model/netfilter/step.js';
import { isEngineChain } from '../../model/netfilter/engineRules.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { ANSWERS, toolOf } from '../../model/netfilter/ruleCommands.js';
import { bridgeFacts, bridgeUses } from './facts.js';
import { restartEngine, seeRules } from './remedies.js';
import { sendersOf, undecidedSenders } from './senders.js';

export default defineRule({
  id: 'NF004',
  slug: 'container-forwarding-blocked',
  title: "The VM's firewall lets its containers out",
  severity: 'critical',
  stage: 'forwarding',
  guide: ['G20', 'G26', 'Azure/iotedge#228', 'Azure/iotedge#2051'],
  requires: bridgeFacts,
  uses: bridgeUses,
  messages: {
    flushed: {
      text: 'Containers of {network} are not let out: {step}. The rules of the container engine are gone: somebody flushed the tables, or iptables.service was restarted while the engine ran.',
      remedy: [
        restartEngine,
        { text: 'Do not flush the tables (iptables -F, -X) to try something: that is what took these rules away.' },
      ],
    },
    otherBackEnd: {
      text: 'Containers of {network} are not let out: {step}. The rules of the container engine are in the other back end, and what passes must pass both.',
      remedy: [
        {
          text: 'Let this back end pass what goes through, and leave the choice to the one of the engine; it holds until the next start.',
          command: '{pass}',
        },
        { text: 'Find out what loads rules into this back end at the start of the VM.', command: seeRules.command },
      ],
    },
    answers: {
      text: 'The answers to what containers of {network} send are not let in: {step} stops them, as it stops what nobody asked for.',
      remedy: [{ text: 'Let answers in before it; this rule holds until the next start.', command: '{answers}' }],
    },
    rule: {
      text: 'Containers of {network} are not let out: {step} stops them.',
      remedy: [{ text: 'Take the rule out, or put one that lets containers out before it in DOCKER-USER.' }, seeRules],
    },
  },

  check(facts, report) {
    const containers = sendersOf(facts);
    if (containers === null) return { lacking: 'guest.containers' };
    if (containers.length === 0) return 'notApplicable';
    const world = worldOf(facts);
    const open: string[] = [];
    for (const container of containers) {
      const way = wayOutOfContainer(world, container, { protocol: 'tcp', port: 443 });
      if (way.kind === 'unknown') for (const why of way.on) open.push(why);
      if (way.kind !== 'closed') continue;
      // A network may be closed on purpose (internal); where the engine does not tell, its own rules are believed.
      if (facts['guest.containerNetworks'] === undefined && way.by.rule !== null && isEngineChain(way.by.chain))
        continue;
      const { backEnd } = way.by;
      const data = {
        ...{ network: container.network, step: describeStep(way.by) },
        pass: inGuest(`sudo iptables-${backEnd} -w -P FORWARD ACCEPT`),
        answers: inGuest(`sudo ${toolOf(world, backEnd)} -w -I DOCKER-USER 1 ${ANSWERS} -j ACCEPT`),
      };
      report({
        message: containersStopped(world, way),
        target: container.network,
        data,
        evidence: [stepEvidence(way.by)],
      });
    }
    return undecidedSenders(open);
  },
});
