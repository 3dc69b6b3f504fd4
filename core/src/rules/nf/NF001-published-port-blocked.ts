import { defineRule } from '../../engine/rule.js';
import { publishedPorts } from '../../model/offeredPort.js';
import { describeStep } from '../../model/netfilter/step.js';
import {
  canBeReached,
  judgePorts,
  nameOf,
  repairCommand,
  routingEvidence,
  routingReason,
  seeRoutes,
  seeRules,
  stepEvidence,
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
    for (const { offered, passage } of judged) {
      if (passage.kind !== 'closed') continue;
      const { verdict, by } = passage;
      // Stopped in INPUT, a published port was not translated to its container: NF003 reports that.
      if (by?.hook === 'INPUT') continue;
      const port = nameOf(offered);
      const data = {
        port,
        module: offered.module,
        step: by === null ? '' : describeStep(by),
        why: routingReason(verdict),
        repair: repairCommand(offered),
      };
      const evidence = by === null ? routingEvidence(port, verdict) : stepEvidence(by);
      report({ message: by === null ? 'unrouted' : 'blocked', target: port, data, evidence: [evidence] });
    }
    return undecided(judged);
  },
});
