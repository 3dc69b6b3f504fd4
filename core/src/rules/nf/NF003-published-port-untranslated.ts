import { defineRule } from '../../engine/rule.js';
import { publishedPorts, staysAtVm } from '../../model/firewall/offeredPort.js';
import { describeStep } from '../../model/netfilter/step.js';
import { canBeReached, judgePorts, nameOf, stepEvidence, undecided, walkFacts, walkUses } from './offered.js';

export default defineRule({
  id: 'NF003',
  slug: 'published-port-untranslated',
  title: 'Each published port is translated to its container',
  severity: 'critical',
  stage: 'publishing',
  guide: ['G19', 'G26', 'Azure/iotedge#7220', 'Azure/iotedge#228'],
  requires: walkFacts,
  uses: walkUses,
  messages: {
    untranslated: {
      text: 'No DNAT rule takes port {port} to {module}, which publishes it: the connection stays at the VM itself, where {step} stops it.',
      remedy: [
        {
          text: "Restart the container engine: it writes its rules anew. All modules restart with it. A rule in INPUT would let the port through to the engine's helper at best.",
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
        {
          text: 'Never restart iptables.service or flush the nat table while modules run: that takes these rules away.',
        },
      ],
    },
  },

  check(facts, report) {
    const ports = publishedPorts(facts['guest.containers']);
    if (ports.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const judged = judgePorts(ports, facts);
    for (const { offered, passage } of judged) {
      if (passage.kind !== 'closed' || passage.by === null || !staysAtVm(passage)) continue;
      const port = nameOf(offered);
      report({
        message: 'untranslated',
        target: port,
        data: { port, module: offered.module, step: describeStep(passage.by) },
        evidence: [stepEvidence(passage.by)],
      });
    }
    return undecided(judged);
  },
});
