import { defineRule } from '../../engine/rule.js';
import { inGuest } from '../../model/quote.js';
import { describeStep } from '../../model/netfilter/step.js';
import { stepEvidence } from './offered.js';
import { outboundFacts, requiredFlows, undecidedFlows } from './outbound.js';

export default defineRule({
  id: 'NF006',
  slug: 'outbound-port-closed',
  title: "The VM's firewall lets out what IoT Edge sends",
  severity: 'critical',
  stage: 'portOut',
  guide: ['G16', 'G17', 'G18', 'G20'],
  requires: outboundFacts,
  uses: ['guest.nftTables', 'guest.trafficControl', 'profile'],
  messages: {
    closed: {
      text: "The VM's own firewall stops what the VM sends to port {port}/{protocol} ({what}): {step}.",
      remedy: [
        {
          text: 'Take the rule out, or put one that lets the port out before it; this one holds until the next start.',
          command: '{allow}',
        },
        {
          text: 'See whether the rule that stops it is in the file that is loaded at each start.',
          command: "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
        },
      ],
    },
  },

  check(facts, report) {
    const judged = requiredFlows(facts);
    if (judged.every(({ way }) => way.kind === 'none')) return 'notApplicable'; // no address or no route
    const closed = judged.filter(({ way }) => way.kind === 'closed');
    if (closed.length === judged.length) return 'notApplicable'; // NF005
    for (const { flow, what, way } of closed) {
      if (way.kind !== 'closed') continue;
      report({
        message: 'closed',
        target: `${flow.port}/${flow.protocol}`,
        data: {
          port: flow.port,
          protocol: flow.protocol,
          what,
          step: describeStep(way.by),
          allow: inGuest(
            `sudo iptables -w -I OUTPUT 1 -p ${flow.protocol} -m ${flow.protocol} --dport ${flow.port} -j ACCEPT`,
          ),
        },
        evidence: [stepEvidence(way.by)],
      });
    }
    return undecidedFlows(judged);
  },
});
