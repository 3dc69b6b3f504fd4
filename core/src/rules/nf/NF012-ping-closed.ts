import { defineRule } from '../../engine/rule.js';
import { inboundVerdict } from '../../model/netfilter/inbound.js';
import { describeStep } from '../../model/netfilter/step.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { walkFacts } from './facts.js';

export default defineRule({
  id: 'NF012',
  slug: 'ping-closed',
  title: 'The VM answers ping',
  severity: 'information',
  stage: 'inbound',
  partial: true,
  guide: ['G24'],
  requires: walkFacts,
  uses: ['guest.nftTables', 'guest.trafficControl', 'host.addresses'],
  messages: {
    closed: {
      text: 'The VM does not answer ping: {step}. That is how it comes; its network may be well all the same.',
      note: true,
      remedy: [
        {
          text: 'If it shall answer, let echo requests in; this holds until the next start.',
          command: "Invoke-EflowVmCommand 'sudo iptables -w -I INPUT 1 -p icmp -m icmp --icmp-type 8 -j ACCEPT'",
        },
      ],
    },
  },

  check(facts, report) {
    const walked = inboundVerdict(worldOf(facts), { from: 'host', protocol: 'icmp', port: 0 });
    if (walked === null) return 'notApplicable'; // the VM has no address
    const { verdict } = walked;
    if (verdict.kind !== 'dropped' && verdict.kind !== 'rejected') return undefined;
    report({
      message: 'closed',
      target: 'icmp',
      data: { step: describeStep(verdict.by) },
      evidence: [stepEvidence(verdict.by)],
    });
    return undefined;
  },
});
