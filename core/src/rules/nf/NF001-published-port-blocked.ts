import { defineRule } from '../../engine/rule.js';
import { publishedPorts, staysAtVm } from '../../model/firewall/offeredPort.js';
import {
  canBeReached,
  closedPorts,
  judgePorts,
  seeRoutes,
  seeRules,
  undecided,
  walkFacts,
  walkUses,
} from './offered.js';

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
    unrouted: {
      text: 'Connections to port {port}, which {module} publishes, get nowhere although no rule stops them: {why}.',
      remedy: [seeRoutes],
    },
  },

  check(facts, report) {
    const ports = publishedPorts(facts['guest.containers']);
    if (ports.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const judged = judgePorts(ports, facts);
    // Where nothing translates a published port, NF003 reports it.
    const translated = judged.filter(({ passage }) => !staysAtVm(passage));
    for (const one of closedPorts(translated)) report(one);
    return undecided(judged);
  },
});
