/** A route, IPv4. A route with several next hops is given as one for each. */
export interface Route {
  /** main, local, default, a number, or a name of rt_tables. */
  readonly table: string;
  /** unicast, local, broadcast, blackhole, unreachable, prohibit, ... */
  readonly type: string;
  /** Always with a prefix length; the default route is 0.0.0.0/0. */
  readonly destination: string;
  readonly gateway: string | null;
  readonly device: string | null;
  /** The lowest wins among routes to the same destination. */
  readonly metric: number;
  readonly source: string | null;
  readonly scope: string | null;
  /** kernel, static, dhcp, boot, ... */
  readonly protocol: string | null;
  /** The link is gone, the route is still there. */
  readonly linkDown: boolean;
}

export const DEFAULT_DESTINATION = '0.0.0.0/0';

/** `default` and addresses without a length, as iproute2 prints them, with their length. */
export const withLength = (destination: string): string => {
  if (destination === 'default') return DEFAULT_DESTINATION;
  return destination.includes('/') ? destination : `${destination}/32`;
};
