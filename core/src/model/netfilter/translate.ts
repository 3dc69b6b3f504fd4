import { isLoopback, parsePrefix, toNumber } from '../../ipv4.js';
import type { Translation } from './effects.js';
import { fieldOf, within, type Field } from './field.js';
import type { Flow, Tuple } from './flow.js';
import { only, WITH_PORTS, type Span } from './packet.js';
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

const interfaceSpan = (translating: Translating): Span | null => {
  const own = interfaceAddress(translating);
  return own === null ? null : only(own);
};

/** What lies in the range already stays what it was. */
const moved = (old: Field, span: Span): Field =>
  old.lo >= span[0] && old.hi <= span[1] ? old : fieldOf(old.name, old.format, span);

interface Side {
  readonly address: 'source' | 'destination';
  readonly port: 'sourcePort' | 'destinationPort';
}

/** Of several addresses DNAT takes one by a hash, even where the old one is among them (find_best_ips_proto); SNAT keeps that. */
const newAddress = (old: Field, { address }: Side, span: Span): Field =>
  address === 'destination' && span[0] !== span[1] ? fieldOf(old.name, old.format, span) : moved(old, span);

/** Whether anything changed. */
const rewrite = (tuple: Tuple, side: Side, address: Span | null, port: Span | null): boolean => {
  const before = { address: tuple[side.address], port: tuple[side.port] };
  if (address !== null) tuple[side.address] = newAddress(before.address, side, address);
  if (port !== null) tuple[side.port] = moved(before.port, port);
  return before.address !== tuple[side.address] || before.port !== tuple[side.port];
};

/** Rewrites the packet as DNAT, REDIRECT, SNAT or MASQUERADE say. false: the interface has no address, the kernel drops the packet. */
export const translate = (translating: Translating, { side, address, port }: Translation): boolean => {
  const { flow, sight } = translating;
  const span = address === 'interface' ? interfaceSpan(translating) : address;
  if (span === null && address !== null) return false;
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
