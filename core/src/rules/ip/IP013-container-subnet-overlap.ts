import { defineRule } from '../../engine/rule.js';
import { eflowSwitchKind } from '../../model/host/switchKind.js';
import { cardSubnets, primary } from '../../model/address/vmInterface.js';
import { moveContainers, overlapUses } from './moveContainers.js';
import {
  askTheEngine,
  bridgeEvidence,
  bridgeOverlaps,
  describeBridge,
  describeOverlap,
  overlapEvidence,
  overlapFacts,
  overlapsOf,
} from './overlap.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP013',
  slug: 'container-subnet-overlap',
  title: "The VM's subnet overlaps no container network",
  severity: 'critical',
  stage: 'containerSubnet',
  guide: ['Azure/iotedge#7220'],
  requires: overlapFacts,
  uses: [...overlapUses, 'guest.containers', 'guest.containerNetworks', 'host.switches', 'host.vmNetwork'],
  messages: {
    overlap: {
      text: 'The subnet {subnet} of {card} overlaps {containers} of the container network {network}: containers take machines of the switch for their own neighbours, and their answers get lost.',
      remedy: moveContainers,
    },
    moving: {
      text: 'The subnet {subnet} of {card} overlaps {containers} of the container network {network}: containers take machines of the switch for their own neighbours, and their answers get lost. The Default Switch chooses another subnet when Windows starts, so this comes and goes.',
      remedy: moveContainers,
    },
    bridge: {
      text: 'The subnet {subnet} of {card} overlaps {containers} of the bridge {bridge}: containers take machines of the switch for their own neighbours, and their answers get lost.',
      remedy: askTheEngine,
    },
  },

  check(facts, report) {
    if (cardSubnets(facts['guest.interfaces']).length === 0) return 'notApplicable';
    const { 'guest.containerNetworks': networks } = facts;
    if (networks === undefined) {
      const partly = bridgeOverlaps(facts).filter(({ capturesGateway }) => !capturesGateway);
      for (const overlap of partly) {
        const data = describeBridge(overlap);
        report({ message: 'bridge', target: overlap.network, data, evidence: [bridgeEvidence(overlap)] });
      }
      return partly.length > 0 ? undefined : { lacking: 'guest.containerNetworks' };
    }
    // An engine has networks of its own (bridge, host, none), whatever was made besides.
    if (networks.length === 0) return { unknown: say('The container engine named none of its networks.') };
    const kind = eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
    const moving = kind === 'default' ? primary(facts['guest.interfaces'])?.name : undefined;
    const told = { ...facts, 'guest.containerNetworks': networks };
    for (const overlap of overlapsOf(told).filter(({ capturesGateway }) => !capturesGateway)) {
      const data = describeOverlap(overlap, told);
      report({
        message: overlap.card === moving ? 'moving' : 'overlap',
        target: overlap.network,
        data,
        evidence: [overlapEvidence(overlap)],
      });
    }
    return undefined;
  },
});
