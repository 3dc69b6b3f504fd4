import { defineRule } from '../../engine/rule.js';
import { moveContainers, overlapUses } from './moveContainers.js';
import {
  askTheEngine,
  bridgeEvidence,
  bridgeOverlaps,
  describeBridge,
  describeOverlap,
  gatewayOf,
  overlapEvidence,
  overlapFacts,
  overlapsOf,
} from './overlap.js';

export default defineRule({
  id: 'IP016',
  slug: 'gateway-among-containers',
  title: "The VM's gateway is not among the addresses of a container network",
  severity: 'critical',
  stage: 'linkRoute',
  guide: ['Azure/iotedge#7220', 'Azure/iotedge-eflow#45'],
  requires: overlapFacts,
  uses: [...overlapUses, 'guest.containers', 'guest.containerNetworks'],
  messages: {
    captured: {
      text: 'The container network {network} has {containers}, which holds the gateway {gateway} of {card}: the VM looks for its gateway among its own containers and reaches nothing.',
      remedy: moveContainers,
    },
    bridge: {
      text: 'The bridge {bridge} has {containers}, which holds the gateway {gateway} of {card}: the VM looks for its gateway among its own containers and reaches nothing.',
      remedy: askTheEngine,
    },
  },

  check(facts, report) {
    const gateway = gatewayOf(facts);
    if (gateway === null) return 'notApplicable'; // RT001
    const { 'guest.containerNetworks': networks } = facts;
    if (networks === undefined) {
      const captured = bridgeOverlaps(facts).filter(({ capturesGateway }) => capturesGateway);
      for (const overlap of captured) {
        const data = { ...describeBridge(overlap), gateway };
        report({ message: 'bridge', target: overlap.network, data, evidence: [bridgeEvidence(overlap)] });
      }
      return captured.length > 0 ? undefined : { lacking: 'guest.containerNetworks' };
    }
    const told = { ...facts, 'guest.containerNetworks': networks };
    for (const overlap of overlapsOf(told).filter(({ capturesGateway }) => capturesGateway)) {
      const data = { ...describeOverlap(overlap, told), gateway };
      report({ message: 'captured', target: overlap.network, data, evidence: [overlapEvidence(overlap)] });
    }
    return undefined;
  },
});
