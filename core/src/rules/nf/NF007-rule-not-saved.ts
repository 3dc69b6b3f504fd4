import { defineRule } from '../../engine/rule.js';
import { keptPorts } from '../../model/firewall/keptPort.js';
import { canBeReached } from '../../model/firewall/judgedPort.js';
import { stopText } from '../../model/firewall/stop.js';
import { keptFacts, keptUses } from './facts.js';
import { nameOf, undecidedLater } from './offered.js';
import { repairCommand } from './remedies.js';
import { say } from '../../texts/say.js';

const keepIt = {
  text: 'Keep it over a restart: only this one line is added to the file. Saving all live rules would freeze those of the container engine too.',
  command: '{repair}',
} as const;

export default defineRule({
  id: 'NF007',
  slug: 'rule-not-saved',
  title: 'What the firewall lets in now it lets in after the next start',
  severity: 'warning',
  stage: 'bootRules',
  partial: true,
  guide: ['G22', 'Azure/iotedge-eflow#271'],
  requires: keptFacts,
  uses: keptUses,
  messages: {
    lost: {
      text: 'Port {port}, which {module} exposes on the host network, is open now and will be closed after the next start of the VM: the rule that lets it in is not in {file}.',
      remedy: [keepIt],
      repair: 'allow-inbound-port',
    },
    lostPublished: {
      text: 'Port {port}, which {module} publishes, is open now and will be closed after the next start of the VM: with the rules of {file}, {step} stops it.',
      remedy: [keepIt],
      repair: 'allow-inbound-port',
    },
  },

  check(facts, report) {
    const kept = keptPorts(facts);
    if (kept === null || !canBeReached(facts)) return 'notApplicable'; // NF009
    const { file, ports } = kept;
    for (const { offered, published, now, later } of ports) {
      if (now.kind !== 'open' || later.kind !== 'closed') continue;
      const port = nameOf(offered);
      const step = stopText(later);
      const data = { port, module: offered.module, file, step, repair: repairCommand(offered) };
      report({
        message: published ? 'lostPublished' : 'lost',
        target: port,
        data,
        evidence: [
          { fact: 'guest.ip4save', path: '/text', observed: step, expected: say('the rules that are live let it in') },
        ],
      });
    }
    return undecidedLater(ports);
  },
});
