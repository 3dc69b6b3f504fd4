import { DEFAULT_DESTINATION } from '../../parse/guest/route.js';
import { lastOf, parsePrefix, toNumber } from '../../ipv4.js';
import { remembering } from '../../remembering.js';
import { groundOf } from './ground.js';
import { interfaceNamed } from './interfaceNamed.js';
import { newConnection, only, type Packet, type Span } from './packet.js';
import { fromVm, isRoute, lookUp } from './routing.js';
import type { Walk } from './verdict.js';
import { walk } from './walk.js';
import type { World, WorldInterface } from './world.js';

/** Who knocks: the Windows host, any machine of the switch's or the LAN's subnet, or one address. */
export type From = 'host' | 'lan' | { readonly address: string };

export interface Inbound {
  readonly from: From;
  /** Which of the VM's addresses is asked; the one on the interface that faces the sender, where it is left out. */
  readonly to?: string;
  /** By which interface it comes in; by that to which the sender is routed, where it is left out. */
  readonly inInterface?: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly port: number;
}

const hasDefault = ({ routes }: World, name: string): boolean =>
  (routes ?? []).some(({ destination, device }) => destination === DEFAULT_DESTINATION && device === name);

const isCard = ({ name, kind, master, up, addresses }: WorldInterface): boolean =>
  name !== 'lo' && up && (kind === null || kind === 'veth') && master === null && addresses.length > 0;

const has = ({ addresses }: WorldInterface, address: string | undefined): boolean =>
  addresses.some((own) => own.address === address);

/** The interface to the switch: the card that has the default route, else the first card. */
export const uplink = (world: World): WorldInterface | null => {
  const cards = world.interfaces.filter(isCard);
  return cards.find(({ name }) => hasDefault(world, name)) ?? cards[0] ?? null;
};

interface Sender {
  readonly sources: readonly Span[];
  readonly device: WorldInterface;
}

const defaultGateway = ({ routes }: World, device: string): number | null => {
  const route = (routes ?? []).find((one) => one.destination === DEFAULT_DESTINATION && one.device === device);
  return route?.gateway == null ? null : toNumber(route.gateway);
};

/** The hosts of the interface's subnet without the VM itself: those below its address, and those above. */
const neighboursOf = ({ addresses }: WorldInterface): Span[] => {
  const [first] = addresses;
  const own = toNumber(first?.address ?? '');
  const prefix = first === undefined ? null : parsePrefix(`${first.address}/${first.prefixLength}`);
  if (prefix === null || own === null || prefix.length > 30) return [];
  const spans: Span[] = [
    [prefix.network + 1, own - 1],
    [own + 1, lastOf(prefix) - 1],
  ];
  return spans.filter(([lo, hi]) => lo <= hi);
};

/** Without the host's own facts, the host is the VM's gateway: so it is on every switch but an External one. */
const senderAtCard = (world: World, from: 'host' | 'lan', name: string | undefined): Sender | null => {
  const device = name === undefined ? uplink(world) : interfaceNamed(world.interfaces, name);
  if (device == null) return null;
  const host = world.hostAddress === null ? defaultGateway(world, device.name) : toNumber(world.hostAddress);
  return { sources: from === 'host' && host !== null ? [only(host)] : neighboursOf(device), device };
};

/** Who is beyond a gateway comes by the card whose address is asked: that of a neighbour's link, by that link. */
const senderAt = (world: World, address: string, to: string | undefined): Sender | null => {
  const value = toNumber(address);
  if (value === null) return null;
  const { fib } = groundOf(world);
  const route = lookUp(fib, fromVm(value), 'none applies');
  const isNeighbour = isRoute(route) && route.gateway === null;
  const asked = isNeighbour ? undefined : world.interfaces.find((one) => isCard(one) && has(one, to));
  const name = isRoute(route) ? route.device : uplink(world)?.name;
  const device = asked ?? interfaceNamed(world.interfaces, name);
  return device === undefined ? null : { sources: [only(value)], device };
};

/** The first packets of such connections as they come in; none where the VM has no interface or address for them. */
export const inboundPackets = (
  world: World,
  { from, to, protocol, port, inInterface: by }: Inbound,
): readonly Packet[] => {
  const routed = typeof from === 'string' ? senderAtCard(world, from, by) : senderAt(world, from.address, to);
  const device = interfaceNamed(world.interfaces, by);
  const sender = routed === null || device === undefined ? routed : { ...routed, device };
  const target = toNumber(to ?? sender?.device.addresses[0]?.address ?? '');
  if (sender === null || target === null) return [];
  const { name: inInterface } = sender.device;
  return sender.sources.map((source) =>
    newConnection({ protocol, from: source, to: only(target), port: only(port), inInterface }),
  );
};

const walks = remembering<Walk | null>();

/** Whether a connection to the VM's own address gets through, and what stops it. null: the VM has no address to knock at. */
export const inboundVerdict = (world: World, inbound: Inbound): Walk | null => {
  const { from, to, inInterface, protocol, port } = inbound;
  return walks(world, [typeof from === 'string' ? from : from.address, to, inInterface, protocol, port], () => {
    const packets = inboundPackets(world, inbound);
    return packets.length === 0 ? null : walk(world, ...packets);
  });
};
