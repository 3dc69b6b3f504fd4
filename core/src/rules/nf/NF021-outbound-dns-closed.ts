import { defineRule } from '../../engine/rule.js';
import {
  closedAnswers,
  closedFlows,
  closedOutbound,
  divertedOutbound,
  isDns,
  nothingSent,
  outboundFacts,
  outboundUses,
  requiredFlows,
  undecidedFlows,
} from './outbound.js';

export default defineRule({
  id: 'NF021',
  slug: 'outbound-dns-closed',
  title: "The VM's firewall lets the questions to DNS servers out",
  severity: 'critical',
  stage: 'dnsOut',
  guide: ['G09', 'G15', 'G20'],
  requires: outboundFacts,
  uses: outboundUses,
  messages: { closed: closedOutbound, answers: closedAnswers, diverted: divertedOutbound },

  check(facts, report) {
    const judged = requiredFlows(facts);
    if (nothingSent(judged)) return 'notApplicable'; // NF005
    for (const { flow, ...said } of closedFlows(judged, facts)) if (isDns(flow)) report(said);
    return undecidedFlows(judged.filter(({ flow }) => isDns(flow)));
  },
});
