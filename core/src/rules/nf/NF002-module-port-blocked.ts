import { defineRule } from '../../engine/rule.js';
import { hostNetworkPorts, isStoppedAtOutput } from '../../model/firewall/offeredPort.js';
import { canBeReached, judgePorts } from '../../model/firewall/judgedPort.js';
import { isMute } from '../../model/firewall/outbound.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { walkFacts, walkUses } from './facts.js';
import { isForItself } from '../../model/sockets.js';
import { closedPorts, undecided } from './offered.js';
import { closedOutbound, letAnswersOut } from './outboundMessages.js';
import { seeRoutes, seeRules } from './remedies.js';

export default defineRule({
  id: 'NF002',
  slug: 'module-port-blocked',
  title: "The VM's firewall lets connections to modules on the host network pass",
  severity: 'critical',
  stage: 'inbound',
  guide: ['G19', 'G20', 'G21', 'Azure/AKS-Edge#101'],
  requires: walkFacts,
  uses: walkUses,
  messages: {
    blocked: {
      text: 'Port {port}, which {module} exposes on the host network, cannot be reached from outside the VM: {step} stops it.',
      remedy: [
        {
          text: 'Let the port in before the rule that stops it, now and after each start.',
          command: '{repair}',
        },
        seeRules,
      ],
      repair: 'allow-inbound-port',
    },
    answers: {
      text: 'Connections to port {port}, which {module} exposes on the host network, get no answer: {step} stops what the VM sends back.',
      remedy: [
        { text: 'Let answers out before it; this holds until the next start.', command: letAnswersOut },
        closedOutbound.remedy[1],
      ],
    },
    chosen: {
      text: 'Port {port}, which {module} exposes on the host network, is open to chosen senders alone: {rule}. All others, the Windows host and the machines on its switch among them, are kept out: {step}.',
      note: true,
      remedy: [seeRules],
    },
    unrouted: {
      text: 'Connections to port {port}, which {module} exposes on the host network, get nowhere although no rule stops them: {why}.',
      remedy: [seeRoutes],
    },
  },

  check(facts, report) {
    const listeners = facts['guest.listeners'];
    const ports = hostNetworkPorts(facts['guest.containers']).filter((one) => !isForItself(listeners, one));
    if (ports.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const isSilent = isMute(worldOf(facts), facts['guest.interfaces']); // NF005
    const judged = judgePorts(ports, facts).filter(({ passage }) => !isSilent || !isStoppedAtOutput(passage));
    const mute = judged.filter(({ passage }) => isStoppedAtOutput(passage));
    for (const one of closedPorts(mute)) report({ ...one, message: 'answers' });
    for (const one of closedPorts(judged.filter((some) => !mute.includes(some)))) report(one);
    return undecided(judged);
  },
});
