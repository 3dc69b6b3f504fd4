import { defineRule } from '../../engine/rule.js';
import { misled, publishedPorts, staysAtVm } from '../../model/firewall/offeredPort.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { canBeReached, judgePorts } from '../../model/firewall/judgedPort.js';
import { walkFacts, walkUses } from './facts.js';
import { closedPorts, undecided } from './offered.js';
import { seeRoutes, seeRules } from './remedies.js';

export default defineRule({
  id: 'NF001',
  slug: 'published-port-blocked',
  title: "The VM's firewall lets connections to published ports pass",
  severity: 'critical',
  stage: 'inbound',
  guide: ['G19', 'G20', 'G26', 'Azure/iotedge#4965'],
  requires: walkFacts,
  uses: walkUses,
  messages: {
    blocked: {
      text: 'Port {port}, which {module} publishes, cannot be reached from outside the VM: {step} stops it.',
      remedy: [
        {
          text: 'Let the port in, in the chain where it takes effect and before the rule that stops it.',
          command: '{repair}',
        },
        seeRules,
      ],
      repair: 'allow-inbound-port',
    },
    chosen: {
      text: 'Port {port}, which {module} publishes, is open to chosen senders alone: {rule}. All others, the Windows host and the machines on its switch among them, are kept out: {step}.',
      note: true,
      remedy: [seeRules],
    },
    unrouted: {
      text: 'Connections to port {port}, which {module} publishes, get nowhere although no rule stops them: {why}.',
      remedy: [seeRoutes],
    },
  },

  check(facts, report) {
    const ports = publishedPorts(facts['guest.containers'], facts['guest.interfaces']);
    if (ports.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const judged = judgePorts(ports, facts);
    const world = worldOf(facts);
    // Where nothing translates a published port, or not to its container, NF003 reports it.
    const translated = judged.filter(({ offered, passage }) => !staysAtVm(passage) && misled(world, offered) === null);
    for (const one of closedPorts(translated)) report(one);
    return undecided(judged);
  },
});
