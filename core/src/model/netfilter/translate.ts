import { isLoopback, parsePrefix, toNumber } from '../../ipv4.js';
import type { Translation } from './effects.js';
import { fieldOf, isFixed, within, type Field } from './field.js';
import type { Flow, Tuple } from './flow.js';
import { WITH_PORTS, type Span } from './packet.js';
import { primaryAddress } from './routing.js';
import type { Hook } from './step.js';
import type { Sight } from './test.js';
import type { World, WorldAddress, WorldInterface } from './world.js';

const LOOPBACK = 0x7f000001;

const holds = ({ address, prefixLength }: WorldAddress, value: number): boolean => {
  const prefix = parsePrefix(`${address}/${prefixLength}`);
  return prefix !== null && value >= prefix.network && value < prefix.network + 2 ** (32 - prefix.length);
};

/** Addresses that mean something to other machines: those of 127.0.0.0/8 are of scope host. */
const outward = ({ addresses }: WorldInterface): readonly WorldAddress[] =>
  addresses.filter(({ address }) => !isLoopback(address));

/** inet_select_addr: the first address of the device whose subnet holds the next hop, else its first, else the first of any device. */
const ownAddress = ({ interfaces }: World, device: string, nextHop: number | null): number | null => {
  const own = interfaces.filter(({ name }) => name === device).flatMap(outward);
  const near = nextHop === null ? undefined : own.find((one) => holds(one, nextHop));
  const chosen = near ?? own[0] ?? interfaces.flatMap(outward)[0];
  return chosen === undefined ? null : toNumber(chosen.address);
};

export interface Translating {
  readonly flow: Flow;
  readonly world: World;
  readonly sight: Sight;
  readonly hook: Hook;
  /** Where the packet goes next, as far as it is known. */
  readonly nextHop: number | null;
}

/** REDIRECT takes the first address of the interface that the packet came by, whatever it is (nf_nat_redirect_ipv4). */
const interfaceAddress = ({ flow, world, hook, nextHop }: Translating): number | null => {
  if (hook === 'OUTPUT') return LOOPBACK;
  const device = hook === 'PREROUTING' ? flow.inInterface : flow.outInterface;
  if (device === null) return null;
  return hook === 'PREROUTING' ? primaryAddress(world, device) : ownAddress(world, device, nextHop);
};

/** Within a range of ports the kernel keeps the old one where it lies inside. */
const newPort = (old: Field, [lo, hi]: Span): Field =>
  old.lo >= lo && old.hi <= hi ? old : fieldOf(old.name, old.format, [lo, hi]);

const same = (one: Field, other: Field): boolean =>
  one === other || (isFixed(one) && isFixed(other) && one.lo === other.lo);

interface Side {
  readonly address: 'source' | 'destination';
  readonly port: 'sourcePort' | 'destinationPort';
}

const newAddress = (old: Field, address: Span): Field =>
  old.lo >= address[0] && old.hi <= address[1] ? old : fieldOf(old.name, old.format, address);

const rewrite = (tuple: Tuple, side: Side, address: Span | null, port: Span | null): boolean => {
  const before = { address: tuple[side.address], port: tuple[side.port] };
  if (address !== null) tuple[side.address] = newAddress(before.address, address);
  if (port !== null) tuple[side.port] = newPort(before.port, port);
  return !same(before.address, tuple[side.address]) || !same(before.port, tuple[side.port]);
};

/** Rewrites the packet as DNAT, REDIRECT, SNAT or MASQUERADE say. false: the interface has no address, the kernel drops the packet. */
export const translate = (translating: Translating, { side, address, port }: Translation): boolean => {
  const { flow, sight } = translating;
  const own = address === 'interface' ? interfaceAddress(translating) : null;
  if (address === 'interface' && own === null) return false;
  const span: Span | null = address === 'interface' ? [own ?? 0, own ?? 0] : address;
  const withPort = port !== null && within(flow.protocol, WITH_PORTS, sight.ask) ? port : null;
  const fields: Side =
    side === 'source' ? { address: 'source', port: 'sourcePort' } : { address: 'destination', port: 'destinationPort' };
  const changed = rewrite(flow.now, fields, span, withPort);
  if (side === 'source') flow.sourceTranslated ||= changed;
  else flow.destinationTranslated ||= changed;
  return true;
};

/** Turns a packet of the answering direction back: what its connection's first packet became is undone. */
export const turnBack = (flow: Flow, side: 'source' | 'destination'): void => {
  const { now, original } = flow;
  if (side === 'destination' && flow.sourceTranslated) {
    now.destination = original.source;
    now.destinationPort = original.sourcePort;
  }
  if (side === 'source' && flow.destinationTranslated) {
    now.source = original.destination;
    now.sourcePort = original.destinationPort;
  }
};
