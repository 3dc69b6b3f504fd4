import type { RemedyTemplate } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { containerOverlaps, type Overlap } from '../../model/address/containerOverlap.js';
import { freePool } from '../../model/address/freePool.js';
import { formatPrefix } from '../../ipv4.js';
import { knownPrefixes } from '../../model/address/knownPrefixes.js';
import { inGuest, shell } from '../../model/quote.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { say } from '../../texts/say.js';

export const overlapFacts = ['guest.interfaces', 'guest.containerNetworks', 'guest.routes'] as const;
export const overlapUses = ['host.addresses', 'host.routes'] as const;

type PrefixFacts = Pick<FactValues, 'guest.interfaces'> & {
  readonly [K in (typeof overlapUses)[number]]: FactValues[K] | undefined;
};

type Facts = PrefixFacts & Pick<FactValues, (typeof overlapFacts)[number]>;

export const moveContainers = [
  {
    text: 'In /etc/docker/daemon.json of the VM give the engine pools elsewhere: "bip": "{bip}" and "default-address-pools": [{pool}].',
  },
  {
    text: 'Stop IoT Edge and take its network away; IoT Edge makes it again. Modules stop meanwhile.',
    command: '{remove}',
  },
  {
    text: 'Start both again.',
    command: "Invoke-EflowVmCommand 'sudo systemctl restart docker && sudo iotedge system restart'",
  },
] as const satisfies readonly RemedyTemplate[];

/** Only what IoT Edge made goes: it makes it again. The engine's own bridge moves by itself when it starts. */
const removeCommand = (network: string): string =>
  network === 'bridge'
    ? ''
    : inGuest(
        `sudo iotedge system stop && sudo docker rm --force $(sudo docker ps -aq --filter label=net.azure-devices.edge.owner) && sudo docker network rm ${shell(network)}`,
      );

export const gatewayOf = (facts: Facts): string | null => defaultRoutes(facts['guest.routes'])[0]?.gateway ?? null;

export const overlapsOf = (facts: Facts): readonly Overlap[] =>
  containerOverlaps(facts['guest.interfaces'], facts['guest.containerNetworks'], gatewayOf(facts));

/** Where to move a container network, and how. */
export const moveOf = (network: string, facts: PrefixFacts) => {
  const { 'guest.interfaces': interfaces, 'host.addresses': addresses, 'host.routes': routes } = facts;
  const known = { 'guest.interfaces': interfaces, 'host.addresses': addresses, 'host.routes': routes };
  const pool = freePool(knownPrefixes(known));
  return { bip: pool.bridge, pool: `{"base": "${pool.base}", "size": 24}`, remove: removeCommand(network) };
};

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
