import { toNumber } from '../ipv4.js';
import type { Ground } from './ground.js';
import { newConnection, only, type Packet } from './packet.js';
import { lookUp, primaryAddress } from './routing.js';

/** A TCP connection that a program on the VM makes: its source is what routing gives it. null: there is no way, or no address. */
export const connectionOfVm = (ground: Ground, address: string, port: number): Packet | null => {
  const destination = toNumber(address);
  if (destination === null) return null;
  const route = lookUp(ground.fib, { destination, source: 0, mark: 0, inInterface: 'lo', outInterface: null }, true);
  if (route === 'none' || route === 'unknown' || route.device === null) return null;
  const preferred = route.source === null ? null : toNumber(route.source);
  const source = preferred ?? (route.type === 'local' ? destination : primaryAddress(ground.world, route.device));
  if (source === null) return null;
  return newConnection({
    protocol: 'tcp',
    from: only(source),
    to: only(destination),
    port: only(port),
    inInterface: null,
  });
};
