import { isIn } from '../attachment.js';
import type { Container, ContainerNetwork, NetworkInterface } from '../item.js';
import { lastOf, toDotted, toNumber } from '../../ipv4.js';
import { remembering } from '../../remembering.js';
import { newConnection, only } from '../netfilter/packet.js';
import type { Flow as Walked } from '../netfilter/flow.js';
import { ruleSteps, type RuleStep } from '../netfilter/step.js';
import type { Walk } from '../netfilter/verdict.js';
import { walk } from '../netfilter/walk.js';
import type { World } from '../netfilter/world.js';
import { routedOut } from './routedOut.js';
import { CONTROL_ADDRESS } from '../upstream/reach.js';
import { ipv4Of, mainAddress, primary, type OwnAddress } from '../address/vmInterface.js';
import { say } from '../../texts/say.js';

/**
 * `answers`: what is sent gets out, and what comes back is stopped. `untracked`: a rule has the connection not tracked, so that
 * no rule for known connections lets its packets pass.
 */
export type Closing = 'sent' | 'answers' | 'untracked';

/** What becomes of a connection to the outside, as far as the VM itself decides. */
export type WayOut =
  | { readonly kind: 'open'; readonly translated: boolean }
  | { readonly kind: 'closed'; readonly by: RuleStep; readonly how: Closing }
  /** A rule takes it elsewhere than it was sent. `arrives`: somebody takes it there, as far as the VM tells. */
  | { readonly kind: 'diverted'; readonly by: RuleStep; readonly to: string; readonly arrives: boolean }
  /** Not a matter of the rules: no address, routes that refuse. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly on: readonly string[] };

export interface Flow {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Any machine elsewhere does: what lies beyond the VM is not walked. */
const ELSEWHERE = toNumber(CONTROL_ADDRESS) ?? 0;

/** The rule that gave it another destination, before the VM looked for its way. */
const translator = ({ trail, end }: Walk): RuleStep | null =>
  end.destinationTranslated ? (ruleSteps(trail).find(({ did }) => did === 'translate') ?? null) : null;

/** The rule that marked it: routes may be chosen by marks. */
const marker = ({ trail }: Walk): RuleStep | null => ruleSteps(trail).findLast(({ did }) => did === 'mark') ?? null;

const targetText = ({ now: { destination, destinationPort } }: Walked): string =>
  `${toDotted(destination.lo)}:${destinationPort.lo}`;

const diverted = (walked: Walk, arrives: boolean): WayOut | null => {
  const by = translator(walked);
  return by === null ? null : { kind: 'diverted', by, to: targetText(walked.end), arrives };
};

const open = ({ trail }: Walk): WayOut => ({
  kind: 'open',
  translated: trail.some((step) => step.kind === 'rule' && step.hook === 'POSTROUTING' && step.did === 'translate'),
});

/** What nobody tracks fits no rule for known connections: that a policy then drops it is the doing of who said so. */
const cause = ({ trail }: Walk, by: RuleStep): RuleStep =>
  by.rule === null ? (ruleSteps(trail).find(({ did }) => did === 'untrack') ?? by) : by;

const closed = (walked: Walk, stop: RuleStep | null, how: 'sent' | 'answers'): WayOut => {
  if (stop === null) return { kind: 'none' };
  const by = cause(walked, stop);
  return { kind: 'closed', by, how: by.did === 'untrack' ? 'untracked' : how };
};

const unrouted = (walked: Walk): WayOut => {
  const by = translator(walked) ?? marker(walked);
  return by === null ? { kind: 'none' } : { kind: 'diverted', by, to: say('no route'), arrives: false };
};

const judge = (walked: Walk): WayOut => {
  const { verdict } = walked;
  if (verdict.kind === 'depends') return { kind: 'unknown', on: verdict.on };
  if (verdict.kind === 'accepted') return diverted(walked, true) ?? open(walked);
  if (verdict.kind === 'nobodyListening') return diverted(walked, false) ?? { kind: 'none' };
  if (verdict.kind === 'noRoute') return unrouted(walked);
  return closed(walked, 'by' in verdict ? verdict.by : null, verdict.kind === 'noWayBack' ? 'answers' : 'sent');
};

interface Sender {
  readonly source: string;
  readonly inInterface: string | null;
}

const waysOut = remembering<WayOut>();

const wayOut = (world: World, { source, inInterface }: Sender, to: number, { protocol, port }: Flow): WayOut => {
  const from = toNumber(source);
  if (from === null) return { kind: 'none' };
  return waysOut(world, [from, inInterface, to, protocol, port], () => {
    const packet = newConnection({ protocol, from: only(from), to: only(to), port: only(port), inInterface });
    return judge(walk(routedOut(world), packet));
  });
};

/** Which of several ways tells most: one that is wrong before one that is well. */
const RANK: readonly WayOut['kind'][] = ['closed', 'diverted', 'unknown', 'open', 'none'];

/** A connection that the VM itself makes, to each of the machines it is known to ask; to any elsewhere, where none is known. */
export const wayOutOfVm = (
  world: World,
  interfaces: readonly NetworkInterface[],
  flow: Flow,
  destinations: readonly string[] = [],
): WayOut => {
  const card = primary(interfaces);
  const own = card === null ? null : mainAddress(card);
  if (own === null) return { kind: 'none' };
  const known = destinations.flatMap((address) => toNumber(address) ?? []);
  const ways = (known.length === 0 ? [ELSEWHERE] : known).map((to) =>
    wayOut(world, { source: own.address, inInterface: null }, to, flow),
  );
  return ways.sort((one, other) => RANK.indexOf(one.kind) - RANK.indexOf(other.kind))[0] ?? { kind: 'none' };
};

const ANY_FLOWS: readonly Flow[] = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'udp', port: 53 },
];

/** Whether the VM's own rules let nothing out that it sends: then none of its answers gets out either. */
export const isMute = (world: World, interfaces: readonly NetworkInterface[]): boolean =>
  ANY_FLOWS.every((flow) => {
    const way = wayOutOfVm(world, interfaces, flow);
    return way.kind === 'closed' && way.how === 'sent';
  });

/** A container that runs on a bridge, by which its packets come in. */
export interface Bridged {
  readonly network: string;
  readonly address: string;
  readonly bridge: string;
}

/** One running container of each network that lets its containers out. */
const bridgedContainers = (
  containers: readonly Container[],
  networks: readonly ContainerNetwork[],
): readonly Bridged[] =>
  networks.flatMap((network) => {
    const { name, bridge, driver, internal } = network;
    if (driver !== 'bridge' || bridge === null || internal) return [];
    const attached = containers
      .filter(({ running }) => running)
      .flatMap((one) => one.networks)
      .find((one) => isIn(one, network) && one.address !== null);
    return attached?.address == null ? [] : [{ network: name, address: attached.address, bridge }];
  });

/** Another host of the same subnet. */
const neighbourOf = ({ address, subnet }: OwnAddress): string => {
  const own = toNumber(address) ?? 0;
  return toDotted(own + 1 < lastOf(subnet) ? own + 1 : own - 1);
};

/** Somebody on each bridge that has a port in use: containers show there even where the engine does not answer. */
const seenOnBridges = (interfaces: readonly NetworkInterface[]): readonly Bridged[] =>
  interfaces.flatMap((bridge) => {
    const [own] = ipv4Of(bridge);
    const inUse = interfaces.some(({ master, up }) => master === bridge.name && up);
    if (bridge.kind !== 'bridge' || !bridge.up || !inUse || own === undefined) return [];
    return [{ network: bridge.name, address: neighbourOf(own), bridge: bridge.name }];
  });

/**
 * Who sends from each container network. Where the engine tells nothing, the VM's bridges do; an old tool shows no bridges:
 * then nobody knows.
 */
export const bridged = (
  containers: readonly Container[] | undefined,
  networks: readonly ContainerNetwork[] | undefined,
  interfaces: readonly NetworkInterface[],
): readonly Bridged[] | null => {
  if (containers !== undefined && networks !== undefined) return bridgedContainers(containers, networks);
  return interfaces.some(({ kind }) => kind !== null) ? seenOnBridges(interfaces) : null;
};

/** A connection that a container makes to the outside. */
export const wayOutOfContainer = (world: World, { address, bridge }: Bridged, flow: Flow): WayOut =>
  wayOut(world, { source: address, inInterface: bridge }, ELSEWHERE, flow);

/** A connection that a container makes to another by its address. */
export const wayBetween = (
  world: World,
  { address, bridge }: Pick<Bridged, 'address' | 'bridge'>,
  to: string,
  flow: Flow,
): WayOut => {
  const destination = toNumber(to);
  return destination === null
    ? { kind: 'none' }
    : wayOut(world, { source: address, inInterface: bridge }, destination, flow);
};
