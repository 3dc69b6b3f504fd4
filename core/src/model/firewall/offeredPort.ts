import type { Container, NetworkInterface, PortProbe } from '../item.js';
import { isHostAddress, isLinkLocal, isLoopback, lastOf, toDotted, type Prefix } from '../../ipv4.js';
import { remembering } from '../../remembering.js';
import { mainAddress, primary } from '../address/vmInterface.js';
import { isEngineChain } from '../netfilter/engineRules.js';
import { inboundPackets, inboundVerdict, type From } from '../netfilter/inbound.js';
import { ANY_ADDRESS, type Span } from '../netfilter/packet.js';
import { ruleSteps, type RuleStep } from '../netfilter/step.js';
import type { Decided, Verdict, Walk } from '../netfilter/verdict.js';
import { walk } from '../netfilter/walk.js';
import type { World } from '../netfilter/world.js';
import { say } from '../../texts/say.js';

/** A port by which a module wants to be reached from outside the VM. */
export interface OfferedPort {
  readonly module: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

const transport = (protocol: string): OfferedPort['protocol'] | null =>
  protocol === 'tcp' || protocol === 'udp' ? protocol : null;

type Publication = Container['published'][number];

/** Whether a port is published for all who come by the card to the switch, as far as the interfaces are known. */
const isForEveryone = ({ hostAddress }: Publication, interfaces: readonly NetworkInterface[] | undefined): boolean => {
  if (hostAddress === null) return true;
  if (interfaces === undefined) return !isLoopback(hostAddress);
  return primary(interfaces)?.addresses.some(({ address }) => address === hostAddress) === true;
};

/** Ports that the container engine publishes. Those on a loopback address, or on one of another card, are not for everyone. */
export const publishedPorts = (
  containers: readonly Container[],
  interfaces?: readonly NetworkInterface[],
): readonly OfferedPort[] =>
  containers
    .filter(({ running, networkMode }) => running && networkMode !== 'host')
    .flatMap(({ name, published }) =>
      published.flatMap((one) => {
        const known = transport(one.protocol);
        return known === null || !isForEveryone(one, interfaces)
          ? []
          : [{ module: name, protocol: known, port: one.hostPort }];
      }),
    );

/** A port that is published at an address which the VM does not have. */
export interface StrayPublication extends OfferedPort {
  readonly address: string;
}

export const strayPublications = (
  containers: readonly Container[],
  interfaces: readonly NetworkInterface[],
): readonly StrayPublication[] => {
  const card = primary(interfaces);
  const given = card === null ? null : mainAddress(card);
  if (given === null || isLinkLocal(given.address)) return []; // the address is what is lost, and it may come back
  const own = interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  return containers
    .filter(({ networkMode }) => networkMode !== 'host')
    .flatMap(({ name, published }) =>
      published.flatMap(({ protocol, hostAddress, hostPort }) => {
        const known = transport(protocol);
        const isOwn = hostAddress === null || !isHostAddress(hostAddress) || own.includes(hostAddress);
        return known === null || isOwn ? [] : [{ module: name, protocol: known, port: hostPort, address: hostAddress }];
      }),
    );
};

/** The networks that a module is attached to besides the host's: with any, it cannot start on that. */
export const networksBesideHost = ({ networks }: Container): readonly string[] =>
  networks.map(({ name }) => name).filter((name) => name !== 'host');

/** A module that only its create options keep from running offers its ports as soon as they are mended. */
const isMeantToRun = (container: Container): boolean => container.running || networksBesideHost(container).length > 0;

/** Ports that a module on the VM's own network exposes. */
export const hostNetworkPorts = (containers: readonly Container[]): readonly OfferedPort[] =>
  containers
    .filter((one) => one.networkMode === 'host' && isMeantToRun(one))
    .flatMap(({ name, exposed }) =>
      exposed.flatMap(({ port, protocol }) => {
        const known = transport(protocol);
        return known === null ? [] : [{ module: name, protocol: known, port }];
      }),
    );

export const offeredPorts = (containers: readonly Container[]): readonly OfferedPort[] => [
  ...publishedPorts(containers),
  ...hostNetworkPorts(containers),
];

/** What becomes of a connection from outside to an offered port. */
export type Passage =
  | { readonly kind: 'open'; readonly arrival: Decided | null }
  | { readonly kind: 'closed'; readonly verdict: Decided; readonly by: RuleStep | null }
  | { readonly kind: 'unknown'; readonly on: readonly string[] };

/** Whether it is an answer of the VM that is stopped. */
export const isStoppedAtOutput = (passage: Passage): boolean =>
  passage.kind === 'closed' && passage.by?.hook === 'OUTPUT';

/** Whether a published port stays at the VM itself: no translation takes it to its container. */
export const staysAtVm = (passage: Passage): boolean => {
  if (passage.kind === 'closed') return passage.by?.hook === 'INPUT';
  const arrival = passage.kind === 'open' ? passage.arrival : null;
  if (arrival?.kind === 'nobodyListening') return arrival.where === 'vm';
  return arrival?.kind === 'accepted' && ['vm', 'listener'].includes(arrival.arrival.where);
};

const passes = ({ kind }: Decided): boolean => kind === 'accepted' || kind === 'nobodyListening';

const outcomesOf = (verdict: Verdict): readonly Decided[] =>
  verdict.kind === 'depends' ? verdict.outcomes.map((one) => one.verdict) : [verdict];

const ruleOf = (verdict: Decided): RuleStep | null => ('by' in verdict ? verdict.by : null);

const isClosed = (walk: Walk): boolean => outcomesOf(walk.verdict).every((verdict) => !passes(verdict));

const judged = ({ verdict }: Walk): Passage => {
  if (verdict.kind === 'depends') {
    const [first] = outcomesOf(verdict);
    const allClosed = first !== undefined && outcomesOf(verdict).every((one) => !passes(one));
    if (allClosed) return { kind: 'closed', verdict: first, by: ruleOf(first) };
    return { kind: 'unknown', on: verdict.on };
  }
  return passes(verdict) ? { kind: 'open', arrival: verdict } : { kind: 'closed', verdict, by: ruleOf(verdict) };
};

const SENDER_OPTIONS = ['src-range', 'match-set'];

/** Whether a rule asks who sends. */
const choosesSenders = ({ rule }: RuleStep): boolean =>
  rule?.source?.negated === false ||
  rule?.matches.some(({ options }) =>
    options.some(({ name, negated, values }) => !negated && SENDER_OPTIONS.includes(name) && !values.includes('dst')),
  ) === true;

const walksFromAnyone = remembering<Walk | null>();

/** A connection to the port by the link, from any address whatever. */
const fromAnyone = (world: World, { protocol, port }: OfferedPort): Walk | null =>
  walksFromAnyone(world, [protocol, port], () => {
    const [packet] = inboundPackets(world, { from: 'lan', protocol, port });
    return packet === undefined ? null : walk(world, { ...packet, source: ANY_ADDRESS });
  });

/**
 * The rule that lets chosen senders in to a port that is closed to the host and to the link, or that stops all but them; null:
 * there is none. Who wrote it closed the port to all others on purpose.
 */
export const lettingChosenIn = (world: World, offered: OfferedPort, stop: RuleStep): RuleStep | null => {
  const walked = fromAnyone(world, offered);
  if (walked === null) return null;
  const { verdict, trail } = walked;
  const ways = verdict.kind === 'depends' ? verdict.outcomes : [{ verdict, trail }];
  const open = ways.filter((way) => passes(way.verdict));
  if (open.length > 0 && stop.rule?.source?.negated === true) return stop;
  const letIn = open.flatMap((way) => ruleSteps(way.trail));
  return letIn.find((step) => step.table === 'filter' && step.did === 'accept' && choosesSenders(step)) ?? null;
};

/** What keeps a connection from the translation that its port was published with. */
export type Misled =
  /** Another rule takes it elsewhere. */
  | { readonly kind: 'elsewhere'; readonly by: RuleStep; readonly to: string }
  /** What tracking does not see, nothing translates. */
  | { readonly kind: 'untracked'; readonly by: RuleStep };

const endpointsOf = ({ containers }: World, module: string): readonly string[] =>
  (containers ?? [])
    .filter(({ name }) => name === module)
    .flatMap((one) => one.endpoints.map(({ address }) => address));

/** What leads the host's connection to a published port astray; null: nothing does. */
export const misled = (world: World, { module, protocol, port }: OfferedPort): Misled | null => {
  const walked = inboundVerdict(world, { from: 'host', protocol, port });
  if (walked === null || walked.verdict.kind === 'depends') return null;
  const steps = ruleSteps(walked.trail);
  const untracking = steps.find(({ did }) => did === 'untrack');
  if (untracking !== undefined) return { kind: 'untracked', by: untracking };
  const by = steps.find(({ did, table }) => table === 'nat' && did === 'translate');
  const { destination, destinationPort } = walked.end.now;
  const to = toDotted(destination.lo);
  if (by === undefined || isEngineChain(by.chain) || endpointsOf(world, module).includes(to)) return null;
  return { kind: 'elsewhere', by, to: `${to}:${destinationPort.lo}` };
};

/** Whether a connection of this sender gets to the port; null: there is no way by which it could come. */
export const passageFrom = (world: World, from: From, { protocol, port }: OfferedPort): Passage | null => {
  const walked = inboundVerdict(world, { from, protocol, port });
  return walked === null ? null : judged(walked);
};

/** The hosts of a network; of one too small to have a broadcast address, all. */
const hostsOf = (network: Prefix): Span =>
  network.length > 30 ? [network.network, lastOf(network)] : [network.network + 1, lastOf(network) - 1];

/**
 * Whether anybody of a network gets to the port; null: there is no way by which they could come. Where a part of them does, the
 * port is open: who wrote the rule chose which part.
 */
export const passageFromNetwork = (world: World, network: Prefix, { protocol, port }: OfferedPort): Passage | null => {
  const source = hostsOf(network);
  const packets = inboundPackets(world, { from: { address: toDotted(source[0]) }, protocol, port });
  if (packets.length === 0) return null;
  const walked = walk(world, ...packets.map((packet) => ({ ...packet, source })));
  const { verdict } = walked;
  if (verdict.kind !== 'depends' || verdict.assumes) return judged(walked);
  const all = outcomesOf(verdict);
  const through = all.find(passes);
  if (through !== undefined) return { kind: 'open', arrival: through };
  const stopped = all.find((one) => ruleOf(one) !== null) ?? all[0]; // the VM's own address among them is no sender
  return stopped === undefined || !verdict.complete
    ? judged(walked)
    : { kind: 'closed', verdict: stopped, by: ruleOf(stopped) };
};

/**
 * Whether a connection from outside gets to the port. A real connection from the host beats the model; "refused" is passage
 * too. A port that is closed to the host but open to somebody on the link was restricted on purpose.
 */
export const passageOf = (world: World, offered: OfferedPort, probes: readonly PortProbe[] | undefined): Passage => {
  const { protocol, port } = offered;
  const tried = (probes ?? []).filter((one) => one.port === port && one.protocol === protocol);
  if (tried.some(({ state }) => state === 'connected')) return { kind: 'open', arrival: null };
  const fromHost = passageFrom(world, 'host', offered);
  if (fromHost === null) return { kind: 'unknown', on: [say('the VM has no address to knock at')] };
  if (fromHost.kind !== 'closed') return fromHost;
  const fromLink = inboundVerdict(world, { from: 'lan', protocol, port });
  return fromLink === null || isClosed(fromLink) ? fromHost : { kind: 'open', arrival: null };
};
