import { remembering } from '../../remembering.js';
import { everyAddress, type Listener } from '../../parse/guest/listener.js';
import { lastOf, parsePrefix, toNumber } from '../../ipv4.js';
import { plainAddress } from '../sockets.js';
import { classify } from './field.js';
import type { Flow } from './flow.js';
import type { Course } from './hooks.js';
import { interfaceNamed } from './interfaceNamed.js';
import { protocolNumbers } from './packet.js';
import type { WorldContainer, WorldEndpoint, WorldPublished } from './world.js';

/** Also as tools write them: a world may be made of something else than what was parsed. */
const EVERY_ADDRESS = [...everyAddress, '*', '[::]'];

const addressOf = ({ address }: Listener): number | null => toNumber(plainAddress(address));

const isAt = (listener: Listener, destination: number): boolean =>
  EVERY_ADDRESS.includes(listener.address) || addressOf(listener) === destination;

/** Where classes begin and end that each of these addresses is one of. */
const cutsAt = (addresses: readonly (number | null)[]): number[] =>
  addresses.flatMap((value) => (value === null ? [] : [value, value + 1]));

const protocolName = (protocol: number): 'tcp' | 'udp' | null => {
  if (protocol === protocolNumbers.tcp) return 'tcp';
  return protocol === protocolNumbers.udp ? 'udp' : null;
};

const protocolOf = ({ flow, ask }: Course): 'tcp' | 'udp' | null =>
  classify(flow.protocol, () => [6, 7, 17, 18], protocolName, ask);

/** The listener that takes the packet; null: nobody does; undefined: the snapshot does not tell, or the protocol has none. */
export const listenerFor = (course: Course): Listener | null | undefined => {
  const { flow, ground, ask } = course;
  const protocol = protocolOf(course);
  const { listeners } = ground.world;
  if (listeners === null || protocol === null) return undefined;
  const ofProtocol = listeners.filter((one) => one.protocol === protocol);
  const port = classify(
    flow.now.destinationPort,
    () => cutsAt(ofProtocol.map((one) => one.port)),
    (value) => ofProtocol.find((one) => one.port === value)?.port ?? null,
    ask,
  );
  const atPort = ofProtocol.filter((one) => one.port === port);
  return classify(
    flow.now.destination,
    () => cutsAt(atPort.map(addressOf)),
    (value) => atPort.find((one) => isAt(one, value)) ?? null,
    ask,
  );
};

/** Whether a port is published at this address of the VM, by this protocol. */
export const isPublishedAt = ({ protocol, hostAddress, hostPort }: WorldPublished, flow: Flow): boolean => {
  const { destination, destinationPort } = flow.now;
  const atAddress = hostAddress === null || toNumber(hostAddress) === destination.lo;
  return atAddress && hostPort === destinationPort.lo && protocol === protocolName(flow.protocol.lo);
};

export interface ContainerEnd {
  readonly container: WorldContainer;
  readonly endpoint: WorldEndpoint;
}

const endsOf = (containers: readonly WorldContainer[]): ContainerEnd[] =>
  containers
    .filter(({ running }) => running)
    .flatMap((container) => container.endpoints.map((endpoint) => ({ container, endpoint })));

/** Where the containers behind one device are, made once for each: a walk asks with every port that a container publishes. */
interface Behind {
  readonly cuts: readonly number[];
  readonly at: ReadonlyMap<number, ContainerEnd>;
}

const behindAll = remembering<Behind>();

/** Who was made first has an address that two have. */
const behind = (containers: readonly WorldContainer[], device: string, orAnywhere: boolean): Behind =>
  behindAll(containers, [device, orAnywhere], () => {
    const at = new Map<number, ContainerEnd>();
    for (const end of endsOf(containers)) {
      const { bridge, address } = end.endpoint;
      const value = toNumber(address);
      const isBehind = bridge === device || (orAnywhere && bridge === null);
      if (isBehind && value !== null && !at.has(value)) at.set(value, end);
    }
    return { cuts: cutsAt([...at.keys()]), at };
  });

/** The container that has the packet's destination behind this device; undefined: the snapshot does not tell. */
export const containerFor = ({ flow, ground, ask }: Course, device: string): ContainerEnd | null | undefined => {
  const { containers } = ground.world;
  if (containers === null) return undefined;
  const { cuts, at } = behind(containers, device, true);
  return classify(
    flow.now.destination,
    () => cuts,
    (destination) => at.get(destination) ?? null,
    ask,
  );
};

/** The VM's own addresses on the bridge. */
const ownOn = ({ ground: { world } }: Course, device: string): readonly (number | null)[] =>
  (interfaceNamed(world.interfaces, device)?.addresses ?? []).map(({ address }) => toNumber(address));

/** The containers behind the bridge; none where the snapshot does not tell. */
const behindBridge = ({ ground: { world } }: Course, device: string): Behind | null =>
  world.containers === null ? null : behind(world.containers, device, false);

/** Whether the VM's own address on the bridge, or another container behind it, is what the container would answer to. */
const isOnBridge = (course: Course, device: string, address: number): boolean =>
  ownOn(course, device).includes(address) || behindBridge(course, device)?.at.has(address) === true;

/**
 * The container answers to the source that it sees. A source inside the container's own subnet that is not behind the bridge is
 * asked for on the link, where nobody has it: the fault of a switch whose subnet overlaps a bridge's. Who came by the bridge is there.
 */
export const takenForLink = (course: Course, { container }: ContainerEnd): string | null => {
  const { flow, ask } = course;
  for (const { subnet, bridge } of container.endpoints) {
    const prefix = parsePrefix(subnet ?? '');
    if (prefix === null || bridge === null || bridge === flow.inInterface) continue;
    const [first, last] = [prefix.network, lastOf(prefix)];
    const inside = classify(
      flow.now.source,
      () => [first, last + 1, ...cutsAt(ownOn(course, bridge)), ...(behindBridge(course, bridge)?.cuts ?? [])],
      (value) => value >= first && value <= last && !isOnBridge(course, bridge, value),
      ask,
    );
    if (inside) return subnet;
  }
  return null;
};
