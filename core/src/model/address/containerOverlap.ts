import { contains, formatPrefix, overlaps, parsePrefix, type Prefix } from '../../ipv4.js';
import type { ContainerNetwork, NetworkInterface } from '../item.js';
import { cards, ipv4Of } from './vmInterface.js';

/** A container network that shares addresses with a subnet that the VM is in. */
export interface Overlap {
  readonly network: string;
  readonly containers: string;
  readonly card: string;
  readonly subnet: Prefix;
  /** The longer prefix wins: the VM then looks for its gateway among its own containers. */
  readonly capturesGateway: boolean;
}

type Bridged = Pick<ContainerNetwork, 'name' | 'bridge' | 'subnets'>;

/** Old tools do not say what kind an interface is; the engine names its bridges. */
const isBridge = ({ name, kind }: NetworkInterface): boolean =>
  kind === 'bridge' || name === 'docker0' || name.startsWith('br-');

/** The VM's bridges but those that a card of its own is a part of: what is left of the container networks where the engine is silent. */
export const bridgesAsNetworks = (interfaces: readonly NetworkInterface[]): readonly Bridged[] => {
  const shared = interfaces.filter(({ kind }) => kind !== 'veth').map(({ master }) => master);
  return interfaces
    .filter((one) => isBridge(one) && !shared.includes(one.name))
    .map((one) => ({
      ...{ name: one.name, bridge: one.name },
      subnets: ipv4Of(one).map(({ address, subnet }) => ({ subnet: formatPrefix(subnet), gateway: address })),
    }));
};

export const containerOverlaps = (
  interfaces: readonly NetworkInterface[],
  networks: readonly Bridged[],
  gateway: string | null,
): readonly Overlap[] => {
  const own = cards(interfaces).flatMap((card) => ipv4Of(card).map(({ subnet }) => ({ card: card.name, subnet })));
  // One without a bridge (macvlan, ipvlan) is on the link on purpose.
  const bridged = networks.filter(({ bridge }) => bridge !== null);
  return bridged.flatMap(({ name, subnets }) =>
    subnets.flatMap(({ subnet: containers }) => {
      const prefix = parsePrefix(containers);
      const hit = prefix === null ? undefined : own.find(({ subnet }) => overlaps(subnet, prefix));
      if (prefix === null || hit === undefined) return [];
      const capturesGateway = gateway !== null && contains(prefix, gateway) && prefix.length >= hit.subnet.length;
      return [{ network: name, containers, ...hit, capturesGateway }];
    }),
  );
};
