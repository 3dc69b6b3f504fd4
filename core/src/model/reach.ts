import type { NetworkInterface, Reach } from './item.js';
import { contains, isLoopback, toNumber } from './ipv4.js';
import { cardSubnets } from './vmInterface.js';

export const fromVm = (reach: readonly Reach[]): readonly Reach[] => reach.filter(({ from }) => from === 'vm');

/** The attempts at one port of one host, from the VM itself. */
export const attempts = (reach: readonly Reach[], host: string, port: number): readonly Reach[] =>
  fromVm(reach).filter((one) => one.host.toLowerCase() === host.toLowerCase() && one.port === port);

/** A connection of the VM's own to something beyond the subnets it is in; null where there was none. */
export const connectedBeyond = (reach: readonly Reach[], interfaces: readonly NetworkInterface[]): Reach | null => {
  const near = cardSubnets(interfaces);
  const isBeyond = (address: string): boolean =>
    toNumber(address) !== null && !isLoopback(address) && !near.some((subnet) => contains(subnet, address));
  return (
    fromVm(reach).find(
      ({ tcp, via, address }) => tcp === 'connected' && via === 'direct' && address !== null && isBeyond(address),
    ) ?? null
  );
};
