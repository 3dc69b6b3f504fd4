import { contains, toDotted } from '../../ipv4.js';
import { serverState } from '../dns/dns.js';
import type { DnsQuery, Neighbour, NetworkInterface, Reach, Route } from '../item.js';
import { protocolNumbers } from '../netfilter/packet.js';
import type { FibRoute, Lookup } from '../netfilter/routing.js';
import { inGuest, shell } from '../quote.js';
import { CONTROL_ADDRESS, directBeyond } from '../upstream/reach.js';
import { isDead, neighbourOf } from './neighbours.js';
import { cards, ipv4Of } from './vmInterface.js';

/** Routes that lead nobody anywhere (ip-route(8)). */
const NOWHERE = new Set(['blackhole', 'unreachable', 'prohibit']);

/** What the VM needs and did not reach: services by their names, DNS servers by their addresses. */
export interface Unreached {
  readonly name: string;
  readonly address: string;
  readonly asked: Pick<Lookup, 'protocol' | 'destinationPort'>;
}

export const unreached = (
  reach: readonly Reach[],
  interfaces: readonly NetworkInterface[],
  probe: readonly DnsQuery[] = [],
): readonly Unreached[] => {
  const closed = directBeyond(reach, interfaces).filter(({ tcp }) => tcp === 'silent' || tcp === 'unreachable');
  const asked = probe.filter(({ from, server }) => from === 'vm' && server !== CONTROL_ADDRESS);
  const servers = new Set(asked.map(({ server }) => server));
  return [
    ...closed.map(({ host, address, port }) => ({
      name: host,
      address,
      asked: { protocol: protocolNumbers.tcp, destinationPort: port },
    })),
    ...[...servers]
      .filter((server) => serverState(probe, 'vm', server) === 'silent')
      .map((server) => ({
        name: server,
        address: server,
        asked: { protocol: protocolNumbers.udp, destinationPort: 53 },
      })),
  ];
};

/** How a route leads what takes it astray; null: not seen to. */
export const strayOf = (
  { type, prefix, gateway, device }: FibRoute,
  interfaces: readonly NetworkInterface[],
  neighbours: readonly Neighbour[],
): 'nowhere' | 'deadGateway' | 'wrongDevice' | null => {
  if (NOWHERE.has(type)) return 'nowhere';
  if (gateway !== null) return isDead(neighbourOf(neighbours, gateway)) ? 'deadGateway' : null;
  const link = interfaces.find(({ name }) => name === device);
  if (link === undefined || cards(interfaces).includes(link)) return null;
  // What stands in the subnet of a bridge has findings of its own (IP013, IP017).
  return ipv4Of(link).some(({ subnet }) => contains(subnet, toDotted(prefix.network))) ? null : 'wrongDevice';
};

/** As ip prints it. */
export const routeWords = ({ type, destination, gateway, device }: Route): string =>
  [
    type === 'unicast' ? '' : type,
    destination,
    gateway === null ? '' : `via ${gateway}`,
    device === null ? '' : `dev ${device}`,
  ]
    .filter((word) => word !== '')
    .join(' ');

/** The command that takes a route out; with the device too where there is no gateway: the right route may have the same destination. */
export const removeRoute = ({ type, destination, gateway, device, table }: FibRoute): string =>
  inGuest(
    [
      'sudo ip route del',
      ...(type === 'unicast' ? [] : [shell(type)]),
      shell(destination),
      ...(gateway === null && device !== null ? [`dev ${shell(device)}`] : []),
      ...(table === 'main' ? [] : [`table ${shell(table)}`]),
    ].join(' '),
  );
