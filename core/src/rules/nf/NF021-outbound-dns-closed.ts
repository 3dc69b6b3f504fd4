import { defineRule } from '../../engine/rule.js';
import { isDns, nothingSent, requiredFlows } from '../../model/firewall/requiredFlows.js';
import { outboundFacts, outboundUses } from './facts.js';
import { closedFlows, undecidedFlows } from './outbound.js';
import { closedAnswers, closedOutbound, divertedOutbound, untrackedOutbound } from './outboundMessages.js';

export default defineRule({
  id: 'NF021',
  slug: 'outbound-dns-closed',
  title: "The VM's firewall lets the questions to DNS servers out",
  severity: 'critical',
  stage: 'dnsOut',
  guide: ['G09', 'G15', 'G20'],
  requires: outboundFacts,
  uses: outboundUses,
  messages: {
    closed: closedOutbound,
    answers: closedAnswers,
    untracked: untrackedOutbound,
    diverted: divertedOutbound,
  },

  check(facts, report) {
    const judged = requiredFlows(facts);
    if (nothingSent(judged)) return 'notApplicable'; // NF005
    for (const said of closedFlows(judged, facts, isDns)) report(said);
    return undecidedFlows(judged.filter(({ flow }) => isDns(flow)));
  },
});
