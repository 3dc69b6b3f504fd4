import { defineRule } from '../../engine/rule.js';
import { keptPorts } from '../../model/firewall/keptPort.js';
import { canBeReached } from '../../model/firewall/judgedPort.js';
import { stopText } from '../../model/firewall/stop.js';
import { keptFacts, keptUses } from './facts.js';
import { nameOf, undecidedLater } from './offered.js';
import { keepOutCommand, repairCommand } from './remedies.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'NF008',
  slug: 'saved-rule-not-live',
  title: 'What the file of the firewall lets in is let in now',
  severity: 'warning',
  stage: 'inboundKept',
  partial: true,
  guide: ['G22'],
  requires: keptFacts,
  uses: keptUses,
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
    pendingPublished: {
      text: 'Port {port}, which {module} publishes, is closed now and will be open after the next start of the VM: {step} stops it, and with the rules of {file} nothing does.',
      remedy: [
        { text: 'Where it shall be open, let it in now as well.', command: '{repair}' },
        { text: 'Where it shall be closed, keep it so over a restart.', command: '{keepOut}' },
      ],
      repair: 'allow-inbound-port',
    },
  },

  check(facts, report) {
    const kept = keptPorts(facts);
    if (kept === null || !canBeReached(facts)) return 'notApplicable'; // NF009
    const { file, ports } = kept;
    for (const { offered, published, now, later } of ports) {
      if (now.kind !== 'closed' || later.kind !== 'open') continue;
      const port = nameOf(offered);
      const repair = repairCommand(offered);
      const keepOut = keepOutCommand(offered);
      const data = { port, module: offered.module, file, step: stopText(now), repair, keepOut };
      report({
        message: published ? 'pendingPublished' : 'pending',
        target: port,
        data,
        evidence: [
          {
            fact: 'guest.ip4save',
            path: '/text',
            observed: say('lets {port} in', { port }),
            expected: say('the same as live'),
          },
        ],
      });
    }
    return undecidedLater(ports);
  },
});
