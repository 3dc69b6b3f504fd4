import { defineRule } from '../../engine/rule.js';
import { unreached } from '../../model/address/strayRoute.js';
import { lostTo } from '../../model/firewall/disguise.js';
import { sendingWorld } from '../../model/firewall/requiredFlows.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { listCommand, takeOutCommand } from '../../model/netfilter/ruleCommands.js';
import { describeStep } from '../../model/netfilter/step.js';
import { say } from '../../texts/say.js';
import { bridgeFacts } from './facts.js';
import { undecidedOn } from './outbound.js';

export default defineRule({
  id: 'NF025',
  slug: 'source-rewritten',
  title: 'No rule of the VM gives what it sends an address that is none of its own',
  severity: 'critical',
  stage: 'firewallOut',
  guide: ['G20', 'G26'],
  requires: [...bridgeFacts, 'guest.reach', 'guest.dnsProbe'],
  uses: ['guest.nftTables', 'guest.trafficControl', 'guest.listeners'],
  messages: {
    rewritten: {
      text: 'A rule of the VM sends what goes to {names} from {from}, which is no address of the VM, so no answer comes back: {step}.',
      remedy: [
        { text: 'See the rules of its chain with their numbers: it may have moved.', command: '{list}' },
        { text: 'Take it out; this holds until the next start.', command: '{take}' },
        {
          text: 'See whether it is in the file that is loaded at each start.',
          command: "Invoke-EflowVmCommand 'grep -n SNAT /etc/systemd/scripts/ip4save' -ignoreError",
        },
      ],
    },
  },

  check(facts, report) {
    const needed = unreached(facts['guest.reach'], facts['guest.interfaces'], facts['guest.dnsProbe']);
    if (needed.length === 0) return undefined;
    const world = sendingWorld(facts);
    const { rules, open } = lostTo(world, facts, needed);
    for (const { by, from, names } of rules) {
      report({
        message: 'rewritten',
        target: by.chain,
        data: {
          ...{ names: names.join(', '), from, step: describeStep(by) },
          ...{ list: listCommand(world, by), take: takeOutCommand(world, by) },
        },
        evidence: [{ ...stepEvidence(by), expected: say('no rule for it') }],
      });
    }
    return undecidedOn(open);
  },
});
