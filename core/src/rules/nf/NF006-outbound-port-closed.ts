import { defineRule } from '../../engine/rule.js';
import {
  closedAnswers,
  closedFlows,
  closedOutbound,
  isDns,
  nothingSent,
  outboundFacts,
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
  uses: ['guest.nftTables', 'guest.trafficControl', 'profile'],
  messages: { closed: closedOutbound, answers: closedAnswers },

  check(facts, report) {
    const judged = requiredFlows(facts);
    if (nothingSent(judged)) return 'notApplicable'; // NF005
    for (const { flow, ...said } of closedFlows(judged)) if (!isDns(flow)) report(said);
    return undecidedFlows(judged.filter(({ flow }) => !isDns(flow)));
  },
});
