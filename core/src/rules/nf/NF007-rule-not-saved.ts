import { defineRule } from '../../engine/rule.js';
import { worldAfterRestart } from '../../model/afterRestart.js';
import { hostNetworkPorts, passageOf } from '../../model/offeredPort.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { canBeReached, nameOf, repairCommand, walkFacts } from './offered.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'NF007',
  slug: 'rule-not-saved',
  title: 'What the firewall lets in now it lets in after the next start',
  severity: 'warning',
  stage: 'bootRules',
  partial: true,
  guide: ['G22', 'Azure/iotedge-eflow#271'],
  requires: [...walkFacts, 'guest.ip4save', 'guest.iptablesVersion'],
  uses: ['guest.nftTables', 'guest.trafficControl', 'host.addresses'],
  messages: {
    lost: {
      text: 'Port {port}, which {module} exposes on the host network, is open now and will be closed after the next start of the VM: the rule that lets it in is not in {file}.',
      remedy: [
        {
          text: 'Keep it over a restart: only this one line is added to the file. Saving all live rules would freeze those of the container engine too.',
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
      if (passageOf(now, offered, undefined).kind !== 'open' || passageOf(later, offered, undefined).kind !== 'closed')
        continue;
      const port = nameOf(offered);
      report({
        message: 'lost',
        target: port,
        data: { port, module: offered.module, file: saved.path, repair: repairCommand(offered) },
        evidence: [
          {
            fact: 'guest.ip4save',
            path: '/text',
            observed: say('no rule lets {port} in', { port }),
            expected: say('the rule that is live'),
          },
        ],
      });
    }
    return undefined;
  },
});
