import { defineRule } from '../../engine/rule.js';
import { moveContainers, overlapUses } from './moveContainers.js';
import { describeOverlap, gatewayOf, overlapEvidence, overlapFacts, overlapsOf } from './overlap.js';

export default defineRule({
  id: 'IP016',
  slug: 'gateway-among-containers',
  title: "The VM's gateway is not among the addresses of a container network",
  severity: 'critical',
  stage: 'linkRoute',
  guide: ['Azure/iotedge#7220', 'Azure/iotedge-eflow#45'],
  requires: overlapFacts,
  uses: [...overlapUses, 'guest.containers'],
  messages: {
    captured: {
      text: 'The container network {network} has {containers}, which holds the gateway {gateway} of {card}: the VM looks for its gateway among its own containers and reaches nothing.',
      remedy: moveContainers,
    },
  },

  check(facts, report) {
    const gateway = gatewayOf(facts);
    if (gateway === null) return 'notApplicable'; // RT001
    for (const overlap of overlapsOf(facts).filter(({ capturesGateway }) => capturesGateway)) {
      const data = { ...describeOverlap(overlap, facts), gateway };
      report({ message: 'captured', target: overlap.network, data, evidence: [overlapEvidence(overlap)] });
    }
    return undefined;
  },
});
