import { defineRule } from '../../engine/rule.js';
import { worldAfterRestart } from '../../model/afterRestart.js';
import { hostNetworkPorts, passageOf } from '../../model/offeredPort.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { canBeReached, nameOf, repairCommand, walkFacts } from './offered.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'NF008',
  slug: 'saved-rule-not-live',
  title: 'What the file of the firewall lets in is let in now',
  severity: 'warning',
  stage: 'inboundKept',
  partial: true,
  guide: ['G22'],
  requires: [...walkFacts, 'guest.ip4save', 'guest.iptablesVersion'],
  uses: ['guest.nftTables', 'guest.trafficControl', 'host.addresses'],
  messages: {
    pending: {
      text: '{file} lets port {port} in, which {module} exposes on the host network, and the live rules do not: one of the two was changed alone.',
      remedy: [
        {
          text: 'Let it in now as well. Do not restart iptables.service for that: the rules of the container engine would go.',
          command: '{repair}',
        },
      ],
      repair: 'allow-inbound-port',
    },
  },

  check(facts, report) {
    const saved = facts['guest.ip4save'];
    const ports = hostNetworkPorts(facts['guest.containers']);
    if (saved === null || !saved.ruleset.ok || ports.length === 0 || !canBeReached(facts)) return 'notApplicable'; // NF009
    const now = worldOf(facts);
    const later = worldAfterRestart(facts, saved.ruleset.value, facts['guest.iptablesVersion']);
    for (const offered of ports) {
      if (passageOf(now, offered, undefined).kind !== 'closed' || passageOf(later, offered, undefined).kind !== 'open')
        continue;
      const port = nameOf(offered);
      report({
        message: 'pending',
        target: port,
        data: { port, module: offered.module, file: saved.path, repair: repairCommand(offered) },
        evidence: [
          { fact: 'guest.ip4save', path: '/text', observed: `lets ${port} in`, expected: say('the same as live') },
        ],
      });
    }
    return undefined;
  },
});
