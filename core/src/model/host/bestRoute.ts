import { contains, parsePrefix } from '../../ipv4.js';
import type { HostRoute } from '../item.js';

/** Where Windows sends a packet: the longest prefix wins, then the lowest metric. */
export const bestRoute = (routes: readonly HostRoute[], address: string): HostRoute | null => {
  const fitting = routes.flatMap((route) => {
    const prefix = parsePrefix(route.destination);
    return prefix !== null && contains(prefix, address) ? [{ route, length: prefix.length }] : [];
  });
  fitting.sort((one, other) => other.length - one.length || one.route.metric - other.route.metric);
  return fitting[0]?.route ?? null;
};
