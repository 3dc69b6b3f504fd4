import { defineRule } from '../../engine/rule.js';
import { unreached } from '../../model/address/strayRoute.js';
import { answerTo } from '../../model/address/wayOutRoute.js';
import type { PolicyRule } from '../../model/item.js';
import { inGuest } from '../../model/quote.js';
import { say } from '../../texts/say.js';

const wordsOf = ({ priority, inverted, from, to, fwmark, protocol, destinationPorts, action }: PolicyRule): string =>
  [
    `${priority}:${inverted ? ' not' : ''} from ${from}`,
    to === null ? '' : `to ${to}`,
    fwmark === null ? '' : `fwmark ${fwmark}`,
    protocol === null ? '' : `ipproto ${protocol}`,
    destinationPorts === null ? '' : `dport ${destinationPorts}`,
    action,
  ]
    .filter((word) => word !== '')
    .join(' ');

export default defineRule({
  id: 'RT011',
  slug: 'routing-rule-refuses',
  title: 'No rule of routing refuses what the VM needs',
  severity: 'critical',
  stage: 'route',
  partial: true,
  guide: ['G27'],
  requires: ['guest.policyRules', 'guest.routes', 'guest.interfaces', 'guest.reach'],
  uses: ['guest.dnsProbe'],
  messages: {
    refused: {
      text: 'A rule of routing in the VM refuses what goes to {names}, before any route is asked: priority {priority}, {action}.',
      remedy: [
        {
          text: 'Take the rule out; it is back after the next start where a file of /etc/systemd/network/ or a program makes it.',
          command: '{remove}',
        },
      ],
    },
  },

  check(facts, report) {
    const refused = new Map<PolicyRule, Set<string>>();
    const needed = unreached(facts['guest.reach'], facts['guest.interfaces'], facts['guest.dnsProbe']);
    for (const { name, address, asked } of needed) {
      const answer = answerTo(facts, address, asked);
      if (answer === null || answer === 'none' || !('kind' in answer) || answer.kind !== 'refusal') continue;
      refused.set(answer.rule, (refused.get(answer.rule) ?? new Set()).add(name));
    }
    for (const [rule, names] of refused) {
      const all = [...names].join(', ');
      report({
        message: 'refused',
        target: all,
        data: {
          names: all,
          priority: rule.priority,
          action: rule.action,
          remove: inGuest(`sudo ip rule del priority ${rule.priority}`),
        },
        evidence: [
          {
            fact: 'guest.policyRules',
            path: `/${rule.priority}`,
            observed: wordsOf(rule),
            expected: say('no rule that refuses'),
          },
        ],
      });
    }
    return undefined;
  },
});
