import type { FactValues } from '../../facts/facts.js';
import type { RemedyTemplate } from '../../engine/rule.js';
import { bridgesAsNetworks, containerOverlaps, type Overlap } from '../../model/address/containerOverlap.js';
import { formatPrefix } from '../../ipv4.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { moveOf, type MoveFacts } from './moveContainers.js';
import { say } from '../../texts/say.js';

export const overlapFacts = ['guest.interfaces', 'guest.routes'] as const;

type Link = Pick<FactValues, (typeof overlapFacts)[number]>;
type Facts = MoveFacts & Link;

export const gatewayOf = (facts: Link): string | null => defaultRoutes(facts['guest.routes'])[0]?.gateway ?? null;

export const overlapsOf = (facts: Facts): readonly Overlap[] =>
  containerOverlaps(facts['guest.interfaces'], facts['guest.containerNetworks'], gatewayOf(facts));

/** The same where the engine told nothing: its bridges are there, and have the addresses of its networks. */
export const bridgeOverlaps = (facts: Link): readonly Overlap[] =>
  containerOverlaps(facts['guest.interfaces'], bridgesAsNetworks(facts['guest.interfaces']), gatewayOf(facts));

/** Which network it is, and whose, only the engine can tell. */
export const askTheEngine = [
  {
    text: 'The container engine did not tell its networks: restart it. All modules restart with it.',
    command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
  },
  { text: 'Then look again: the network will be named, and how to move it.' },
] as const satisfies readonly RemedyTemplate[];

/** What the messages about an overlap of a bridge say. */
export const describeBridge = ({ network, containers, card, subnet }: Overlap) => ({
  ...{ bridge: network, containers, card, subnet: formatPrefix(subnet) },
});

export const bridgeEvidence = ({ network, containers, subnet }: Overlap) =>
  ({
    fact: 'guest.interfaces',
    path: `/${network}`,
    observed: containers,
    expected: say('a subnet outside {subnet}', { subnet: formatPrefix(subnet) }),
  }) as const;

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
