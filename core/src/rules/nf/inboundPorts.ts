import type { FactValues } from '../../facts/facts.js';
import {
  hostNetworkPorts,
  passageOf,
  publishedPorts,
  type OfferedPort,
  type Passage,
} from '../../model/offeredPort.js';
import type { Profile, ProfilePort } from '../../model/profile.js';
import type { World } from '../../model/netfilter/world.js';
import { nameOf, NOBODYS_PORT } from './offered.js';

/** The guide's own inbound rows: what IoT Edge speaks with TLS, and what it does not support. All are blocked unless needed. */
const GUIDE_PORTS: readonly ProfilePort[] = [8883, 5671, 443, 1883, 5672, 80].map((port) => ({
  port,
  protocol: 'tcp',
}));

type Containers = FactValues['guest.containers'];

export const isAmong = (list: readonly ProfilePort[] | undefined, { port, protocol }: ProfilePort): boolean =>
  (list ?? []).some((one) => one.port === port && one.protocol === protocol);

/** The port with the module that offers it; an empty name where none does. */
export const named = (containers: Containers, { port, protocol }: ProfilePort): OfferedPort =>
  [...publishedPorts(containers), ...hostNetworkPorts(containers)].find((one) =>
    isAmong([one], { port, protocol }),
  ) ?? {
    module: '',
    port,
    protocol,
  };

export const passageIn = (world: World, port: OfferedPort): Passage => passageOf(world, port, undefined);

/** Whether the firewall keeps anything out at all: NF015 reports one that does not. */
export const keepsOut = (world: World): boolean =>
  passageIn(world, { module: '', protocol: 'tcp', port: NOBODYS_PORT }).kind === 'closed';

/** What nobody offers is let in by a rule of INPUT alone: a translation leads to a container, whatever the list of them says. */
const isOpen = (world: World, port: OfferedPort): boolean => {
  const passage = passageIn(world, port);
  if (passage.kind !== 'open') return false;
  const { arrival } = passage;
  if (port.module !== '' || arrival === null) return true;
  if (arrival.kind === 'nobodyListening') return arrival.where === 'vm';
  return arrival.kind === 'accepted' && (arrival.arrival.where === 'vm' || arrival.arrival.where === 'listener');
};

/** The guide's ports and those that the profile wants closed, as far as others get to them and nobody wants that. */
export const openPorts = (
  world: World,
  containers: Containers,
  profile: Profile | undefined,
): readonly OfferedPort[] => {
  const wished = [...GUIDE_PORTS, ...(profile?.closedPorts ?? [])].map((port) => named(containers, port));
  return wished
    .filter((port, index) => wished.findIndex((one) => nameOf(one) === nameOf(port)) === index)
    .filter((port) => !isAmong(profile?.inboundPorts, port) && isOpen(world, port));
};
