import type { Container, ContainerNetwork, NetworkInterface } from '../item.js';
import { lastOf, toDotted, toNumber } from '../../ipv4.js';
import { newConnection, only } from '../netfilter/packet.js';
import type { RuleStep } from '../netfilter/step.js';
import type { Decided, Verdict } from '../netfilter/verdict.js';
import { walk } from '../netfilter/walk.js';
import type { World } from '../netfilter/world.js';
import { routedOut } from './routedOut.js';
import { CONTROL_ADDRESS } from '../upstream/reach.js';
import { ipv4Of, mainAddress, primary, type OwnAddress } from '../address/vmInterface.js';

/** What becomes of a connection to the outside, as far as the VM itself decides. */
export type WayOut =
  | { readonly kind: 'open'; readonly translated: boolean }
  | { readonly kind: 'closed'; readonly by: RuleStep }
  /** Not a matter of the rules: no address, routes that refuse. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly on: readonly string[] };

export interface Flow {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Any machine elsewhere does: what lies beyond the VM is not walked. */
const ELSEWHERE = toNumber(CONTROL_ADDRESS) ?? 0;

const judge = (verdict: Verdict, translated: boolean): WayOut => {
  if (verdict.kind === 'depends') return { kind: 'unknown', on: verdict.on };
  const stopped: Decided = verdict;
  if (stopped.kind === 'accepted') return { kind: 'open', translated };
  return 'by' in stopped && stopped.by !== null ? { kind: 'closed', by: stopped.by } : { kind: 'none' };
};

const wayOut = (world: World, source: string, inInterface: string | null, { protocol, port }: Flow): WayOut => {
  const from = toNumber(source);
  if (from === null) return { kind: 'none' };
  const { verdict, trail } = walk(
    routedOut(world),
    newConnection({ protocol, from: only(from), to: only(ELSEWHERE), port: only(port), inInterface }),
  );
  const translated = trail.some(
    (step) => step.kind === 'rule' && step.hook === 'POSTROUTING' && step.did === 'translate',
  );
  return judge(verdict, translated);
};

/** A connection that the VM itself makes. */
export const wayOutOfVm = (world: World, interfaces: readonly NetworkInterface[], flow: Flow): WayOut => {
  const card = primary(interfaces);
  const own = card === null ? null : mainAddress(card);
  return own === null ? { kind: 'none' } : wayOut(world, own.address, null, flow);
};

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
  networks.flatMap(({ name, id, bridge, driver, internal }) => {
    if (driver !== 'bridge' || bridge === null || internal) return [];
    const attached = containers
      .filter(({ running }) => running)
      .flatMap((one) => one.networks)
      .find((one) => (one.networkId === id || one.name === name) && one.address !== null);
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
  wayOut(world, address, bridge, flow);
