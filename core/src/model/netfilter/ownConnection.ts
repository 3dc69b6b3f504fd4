import { toNumber } from '../../ipv4.js';
import type { Ground } from './ground.js';
import { newConnection, only, protocolNumbers, type Packet } from './packet.js';
import { fromVm, isRoute, lookUp, primaryAddress, type Lookup } from './routing.js';

/** The address that the VM gives itself towards a destination; null: there is no way, or no address. */
export const addressTowards = (ground: Ground, destination: number, more: Partial<Lookup> = {}): number | null => {
  const route = lookUp(ground.fib, fromVm(destination, more), 'none applies');
  if (!isRoute(route) || route.device === null) return null;
  const preferred = route.source === null ? null : toNumber(route.source);
  return preferred ?? (route.type === 'local' ? destination : primaryAddress(ground.world, route.device));
};

/** A TCP connection that a program on the VM makes. */
export const connectionOfVm = (ground: Ground, address: string, port: number): Packet | null => {
  const destination = toNumber(address);
  const source =
    destination === null
      ? null
      : addressTowards(ground, destination, { protocol: protocolNumbers.tcp, destinationPort: port });
  if (destination === null || source === null) return null;
  return newConnection({
    protocol: 'tcp',
    from: only(source),
    to: only(destination),
    port: only(port),
    inInterface: null,
  });
};
