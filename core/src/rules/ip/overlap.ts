import type { FactValues } from '../../facts/facts.js';
import { containerOverlaps, type Overlap } from '../../model/address/containerOverlap.js';
import { formatPrefix } from '../../ipv4.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { moveOf, type MoveFacts } from './moveContainers.js';
import { say } from '../../texts/say.js';

export const overlapFacts = ['guest.interfaces', 'guest.containerNetworks', 'guest.routes'] as const;

type Facts = MoveFacts & Pick<FactValues, (typeof overlapFacts)[number]>;

export const gatewayOf = (facts: Facts): string | null => defaultRoutes(facts['guest.routes'])[0]?.gateway ?? null;

export const overlapsOf = (facts: Facts): readonly Overlap[] =>
  containerOverlaps(facts['guest.interfaces'], facts['guest.containerNetworks'], gatewayOf(facts));

/** What the messages about an overlap say. */
export const describeOverlap = ({ network, containers, card, subnet }: Overlap, facts: Facts) => ({
  ...{ network, containers, card, subnet: formatPrefix(subnet) },
  ...moveOf(network, facts),
});

export const overlapEvidence = ({ network, containers, subnet }: Overlap) =>
  ({
    fact: 'guest.containerNetworks',
    path: `/${network}/subnets`,
    observed: containers,
    expected: say('a subnet outside {subnet}', { subnet: formatPrefix(subnet) }),
  }) as const;
