import { defineRule } from '../../engine/rule.js';
import { outsideOf } from '../../model/netfilter/worldOf.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';

const seeCommand = (device: string): string =>
  inGuest(`sudo tc -s filter show dev ${shell(device)} ingress; ip -d link show dev ${shell(device)}`);

export default defineRule({
  id: 'NF022',
  slug: 'handled-outside',
  title: 'Nothing but netfilter handles packets of the VM',
  severity: 'information',
  stage: 'inbound',
  partial: true,
  guide: ['G20', 'G26'],
  requires: ['guest.trafficControl'],
  messages: {
    outside: {
      text: 'Besides the rules of iptables something handles packets of {device}: {what}. No list of rules shows what it lets through, so that checks of ports can say no more than "it depends".',
      note: true,
      remedy: [
        {
          text: 'See what it is and who set it.',
          command: '{see}',
        },
      ],
    },
  },

  check(facts, report) {
    for (const item of facts['guest.trafficControl']) {
      for (const { device, what } of outsideOf(item)) {
        report({
          message: 'outside',
          target: device,
          data: { device, what, see: seeCommand(device) },
          evidence: [
            {
              fact: 'guest.trafficControl',
              path: `/${device}`,
              observed: `${item.kind} ${item.what ?? ''}`.trim(),
              expected: say('queues that only order packets'),
            },
          ],
        });
      }
    }
    return undefined;
  },
});
