import type { TraceEnd, TraceProtocol } from '../contract/trace.js';
import { CoreFault } from '../engine/coreFault.js';
import { isIpv4, toDotted, toNumber } from '../ipv4.js';
import { groundOf } from '../model/netfilter/ground.js';
import { inboundPackets, type From } from '../model/netfilter/inbound.js';
import { addressTowards } from '../model/netfilter/ownConnection.js';
import { newConnection, only, type Packet, type Span } from '../model/netfilter/packet.js';
import type { WorldContainer, WorldEndpoint } from '../model/netfilter/world.js';
import { CONTROL_ADDRESS } from '../model/upstream/reach.js';
import { addressOfName, ownNames } from './names.js';
import type { Site } from './site.js';
import { say, tell, text } from '../texts/say.js';

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol: TraceProtocol;
  /** 0 for icmp. */
  readonly port: number;
}

/** A question as it was understood. */
export interface Understood {
  readonly from: TraceEnd;
  readonly to: TraceEnd;
  /** The port that the packet asks for: for a published port of a container, that of the VM. */
  readonly port: number;
  /** All that the sender may be. */
  readonly packets: readonly Packet[];
  readonly notes: readonly string[];
}

interface Sender {
  readonly end: Omit<TraceEnd, 'address'>;
  readonly container: WorldContainer | null;
  /** Outside the VM. */
  readonly outside: From | null;
  /** Where it is a whole subnet that the VM does not see itself. */
  readonly span: Span | null;
}

const spanText = ([lo, hi]: Span): string => (lo === hi ? toDotted(lo) : `${toDotted(lo)}-${toDotted(hi)}`);

const unknownEnd = (which: 'From' | 'To', name: string): CoreFault =>
  new CoreFault(
    'TraceEndUnknown',
    say(
      '{parameter} {name} is no address, no running container and no name that this snapshot knows. host, lan, cloud and vm always are.',
      { parameter: `-${which}`, name },
    ),
    name,
  );

const containerNamed = ({ world }: Site, name: string): WorldContainer | null =>
  (world.containers ?? []).find((one) => one.running && one.name.toLowerCase() === name.toLowerCase()) ?? null;

const containerAt = ({ world }: Site, address: string): WorldContainer | null =>
  (world.containers ?? []).find(
    (one) => one.running && one.endpoints.some((endpoint) => endpoint.address === address),
  ) ?? null;

const isOwn = ({ world }: Site, address: string): boolean =>
  world.interfaces.some(({ addresses }) => addresses.some((one) => one.address === address));

const local = (name: string, container: WorldContainer | null): Sender => ({
  end: { name, kind: container === null ? 'vm' : 'container' },
  container,
  outside: null,
  span: null,
});

const outside = (name: string, kind: TraceEnd['kind'], from: From, span: Span | null = null): Sender => ({
  end: { name, kind },
  container: null,
  outside: from,
  span,
});

const senderAtAddress = (site: Site, name: string, address: string): Sender => {
  const container = containerAt(site, address);
  if (container !== null) return local(name, container);
  return isOwn(site, address) ? local(name, null) : outside(name, 'address', { address });
};

/** Behind a switch that the host translates for, the LAN is another subnet than the switch's. */
const lanSender = ({ lanBehindHost }: Site): Sender =>
  lanBehindHost === null
    ? outside('lan', 'lan', 'lan')
    : outside('lan', 'lan', { address: toDotted(lanBehindHost[0]) }, lanBehindHost);

const senderOf = (site: Site, name: string): Sender => {
  switch (name.toLowerCase()) {
    case 'host':
      return outside('host', 'host', 'host');
    case 'lan':
      return lanSender(site);
    case 'cloud':
      return outside('cloud', 'cloud', { address: CONTROL_ADDRESS });
    case 'vm':
      return local('vm', null);
  }
  const container = containerNamed(site, name);
  if (container !== null) return local(container.name, container);
  if (isIpv4(name)) return senderAtAddress(site, name, name);
  if (ownNames(site.facts).vm.includes(name.toLowerCase())) return local('vm', null);
  if (ownNames(site.facts).host.includes(name.toLowerCase())) return outside('host', 'host', 'host');
  const address = addressOfName(site.facts, name);
  if (address === null) throw unknownEnd('From', name);
  return senderAtAddress(site, name, address);
};

/** What the packet is addressed to; address null: the VM, by the address that faces the sender. */
interface Target {
  readonly end: Omit<TraceEnd, 'address'>;
  readonly address: string | null;
  readonly port: number;
  readonly note: string | null;
}

const vmTarget = (name: string, port: number, note: string | null = null): Target => ({
  end: { name, kind: name === 'vm' ? 'vm' : 'container' },
  address: null,
  port,
  note,
});

/** From outside a container is reached by what it publishes on the VM. */
const publishedTarget = (container: WorldContainer, { protocol, port }: Question): Target => {
  const { name } = container;
  if (container.hostNetwork)
    return vmTarget(
      name,
      port,
      say('{name} is on the network of the VM: it is reached by the address of the VM.', { name }),
    );
  const published = container.published.filter((one) => one.protocol === protocol);
  const byHost = published.find(({ hostPort }) => hostPort === port);
  const byContainer = published.find(({ containerPort }) => containerPort === port);
  const found = byHost ?? byContainer;
  if (found === undefined)
    return vmTarget(
      name,
      port,
      say('{name} does not publish port {port}: from outside there is only the address of the VM to ask.', {
        name,
        port: `${port}/${protocol}`,
      }),
    );
  const { containerPort, hostPort } = found;
  const note = say('{name} publishes its port {containerPort} as port {hostPort} of the VM, which is asked.', {
    name,
    containerPort,
    hostPort,
  });
  return vmTarget(name, hostPort, hostPort === containerPort ? null : note);
};

/** Modules that are on a network together meet there, whatever other networks each is on. */
const meetingPoint = ({ endpoints }: WorldContainer, { container }: Sender): WorldEndpoint | undefined => {
  const shared = endpoints.find((own) =>
    container?.endpoints.some(({ bridge }) => bridge !== null && bridge === own.bridge),
  );
  return shared ?? endpoints[0];
};

/** The address that a container sends from: on the network of the machine that it asks, where it is on that. */
const sendingPoint = (site: Site, { endpoints }: WorldContainer, to: string | null): WorldEndpoint | null => {
  const asked = to === null ? null : containerAt(site, to)?.endpoints.find(({ address }) => address === to);
  return endpoints.find(({ bridge }) => bridge !== null && bridge === asked?.bridge) ?? endpoints[0] ?? null;
};

const containerTarget = (container: WorldContainer, sender: Sender, question: Question): Target => {
  const endpoint = meetingPoint(container, sender);
  const end = { name: container.name, kind: 'container' } as const;
  if (sender.outside !== null || container.hostNetwork) return publishedTarget(container, question);
  if (endpoint === undefined)
    throw new CoreFault(
      'TraceEndUnknown',
      say('{name} has no address in this snapshot.', { name: container.name }),
      container.name,
    );
  return { end, address: endpoint.address, port: question.port, note: null };
};

const addressTarget = (site: Site, name: string, address: string, port: number, note: string | null): Target => {
  const kind = isOwn(site, address) ? 'vm' : containerAt(site, address) === null ? 'address' : 'container';
  return { end: { name, kind }, address, port, note };
};

const hostAddress = ({ world }: Site): string | null =>
  world.hostAddress ?? world.routes?.find(({ destination }) => destination === '0.0.0.0/0')?.gateway ?? null;

const targetOf = (site: Site, sender: Sender, question: Question): Target => {
  const { to: name, port } = question;
  const key = name.toLowerCase();
  const container = containerNamed(site, name);
  if (container !== null) return containerTarget(container, sender, question);
  if (key === 'vm' || ownNames(site.facts).vm.includes(key)) return vmTarget('vm', port);
  if (key === 'cloud') return { end: { name: 'cloud', kind: 'cloud' }, address: CONTROL_ADDRESS, port, note: null };
  if (isIpv4(name)) return addressTarget(site, name, name, port, null);
  const isHost = key === 'host' || ownNames(site.facts).host.includes(key);
  const wanted = key === 'hub' ? (site.facts['guest.upstream']?.hub ?? name) : name;
  const address = isHost ? hostAddress(site) : addressOfName(site.facts, wanted);
  if (address === null) throw unknownEnd('To', name);
  if (isHost) return { end: { name: 'host', kind: 'host' }, address, port, note: null };
  return addressTarget(
    site,
    wanted,
    address,
    port,
    say('{name} is {address} in this snapshot.', { name: wanted, address }),
  );
};

/** The VM by the address that its own programs and containers know it by. */
const mainAddress = ({ address }: Site): string => {
  if (address === null) throw new CoreFault('TraceNoAddress', say('The VM has no address in this snapshot.'), 'vm');
  return address;
};

const fromOutside = (site: Site, sender: Sender, target: Target, protocol: TraceProtocol): readonly Packet[] => {
  const packets = inboundPackets(site.world, {
    from: sender.outside ?? 'host',
    protocol,
    port: target.port,
    ...(target.address === null ? {} : { to: target.address }),
  });
  const { span } = sender;
  return span === null ? packets : packets.map((packet) => ({ ...packet, source: span }));
};

const fromInside = (site: Site, { container }: Sender, target: Target, protocol: TraceProtocol): readonly Packet[] => {
  const to = toNumber(target.address ?? mainAddress(site));
  const bridged = container === null || container.hostNetwork ? null : sendingPoint(site, container, target.address);
  if (to === null) return [];
  const own = addressTowards(groundOf(site.world), to) ?? toNumber(mainAddress(site)) ?? 0;
  const source = bridged === null ? own : (toNumber(bridged.address) ?? own);
  const inInterface = bridged?.bridge ?? null;
  return [newConnection({ protocol, from: only(source), to: only(to), port: only(target.port), inInterface })];
};

const behindHost = text(
  'The VM is behind the Windows host, which translates: what comes from there arrives only where the host passes it on (a static mapping of its NAT, or a port proxy, which makes the host the sender).',
);

/**
 * Takes the words of a question for packets.
 * @throws CoreFault TraceEndUnknown, TraceNoAddress
 */
export const understand = (site: Site, question: Question): Understood => {
  const sender = senderOf(site, question.from);
  const target = targetOf(site, sender, question);
  const packets = (sender.outside === null ? fromInside : fromOutside)(site, sender, target, question.protocol);
  const [first] = packets;
  if (first === undefined)
    throw new CoreFault('TraceNoAddress', say('The VM has no address that such a packet could come to.'), question.to);
  const isFar = sender.end.kind === 'lan' || sender.end.kind === 'cloud';
  const notes = [target.note, isFar && site.lanBehindHost !== null ? tell(behindHost) : null];
  return {
    from: { ...sender.end, address: packets.map(({ source }) => spanText(source)).join(', ') },
    to: { ...target.end, address: spanText(first.destination) },
    port: target.port,
    packets,
    notes: notes.filter((note) => note !== null),
  };
};
