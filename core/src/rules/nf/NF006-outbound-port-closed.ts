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
  id: 'NF006',
  slug: 'outbound-port-closed',
  title: "The VM's firewall lets out what IoT Edge sends",
  severity: 'critical',
  stage: 'portOut',
  guide: ['G16', 'G17', 'G18', 'G20'],
  requires: outboundFacts,
  uses: outboundUses,
  messages: { closed: closedOutbound, answers: closedAnswers, diverted: divertedOutbound },

  check(facts, report) {
    const judged = requiredFlows(facts);
    if (nothingSent(judged)) return 'notApplicable'; // NF005
    for (const { flow, ...said } of closedFlows(judged, facts)) if (!isDns(flow)) report(said);
    return undecidedFlows(judged.filter(({ flow }) => !isDns(flow)));
  },
});
