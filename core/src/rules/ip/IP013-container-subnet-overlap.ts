import { defineRule } from '../../engine/rule.js';
import { cardSubnets } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';
import { describeOverlap, moveContainers, overlapEvidence, overlapFacts, overlapsOf, overlapUses } from './overlap.js';

export default defineRule({
  id: 'IP013',
  slug: 'container-subnet-overlap',
  title: "The VM's subnet overlaps no container network",
  severity: 'critical',
  stage: 'containerSubnet',
  guide: ['Azure/iotedge#7220'],
  requires: overlapFacts,
  uses: overlapUses,
  messages: {
    overlap: {
      text: 'The subnet {subnet} of {card} overlaps {containers} of the container network {network}: containers take machines of the switch for their own neighbours, and their answers get lost. The Default Switch chooses another subnet when Windows starts, so this comes and goes.',
      remedy: moveContainers,
    },
  },

  check(facts, report) {
    if (cardSubnets(facts['guest.interfaces']).length === 0) return 'notApplicable';
    // An engine has networks of its own (bridge, host, none), whatever was made besides.
    if (facts['guest.containerNetworks'].length === 0)
      return { unknown: say('The container engine named none of its networks.') };
    for (const overlap of overlapsOf(facts).filter(({ capturesGateway }) => !capturesGateway)) {
      const data = describeOverlap(overlap, facts);
      report({ message: 'overlap', target: overlap.network, data, evidence: [overlapEvidence(overlap)] });
    }
    return undefined;
  },
});
