import { defineRule } from '../../engine/rule.js';
import { passageOf } from '../../model/firewall/offeredPort.js';
import { rulesFact } from '../../model/firewall/stop.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { canBeReached, NOBODYS_PORT } from '../../model/firewall/judgedPort.js';
import { walkFacts } from './facts.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'NF015',
  slug: 'firewall-open',
  title: "The VM's firewall keeps out what nobody asked for",
  severity: 'warning',
  stage: 'bootRules',
  partial: true,
  guide: ['G16', 'G17', 'G18', 'G26'],
  requires: walkFacts,
  uses: ['guest.nftTables', 'guest.trafficControl', 'host.addresses'],
  messages: {
    open: {
      text: "The VM's firewall lets in connections to any port: its policies were opened, perhaps to try something, and not closed again.",
      remedy: [
        {
          text: 'Restart the VM: it loads its saved rules. Modules restart with it.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
        {
          text: 'If that does not close it, see the file that is loaded at each start.',
          command: "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
        },
      ],
    },
  },

  check(facts, report) {
    if (!canBeReached(facts)) return 'notApplicable';
    const world = worldOf(facts);
    const passage = passageOf(world, { module: '', protocol: 'tcp', port: NOBODYS_PORT }, undefined);
    if (passage.kind === 'closed') return undefined;
    if (passage.kind === 'unknown')
      return {
        unknown: say('Whether the VM lets everything in depends on what is not known: {on}.', {
          on: passage.on.join('; '),
        }),
      };
    report({
      message: 'open',
      target: 'INPUT',
      data: {},
      evidence: [
        {
          fact: rulesFact(world),
          path: '/filter/INPUT',
          observed: say('port {port} is let in', { port: `${NOBODYS_PORT}/tcp` }),
          expected: say('a policy or a rule that drops it'),
        },
      ],
    });
    return undefined;
  },
});
