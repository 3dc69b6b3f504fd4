import { classify, inOrder, within } from './field.js';
import type { Flow } from './flow.js';
import type { Ground } from './ground.js';
import { interfaceNamed } from './interfaceNamed.js';
import type { Ask } from './oracle.js';
import { hopsOf, isRoute, lookUp, NOTHING_ASSUMED, whyRefused } from './routing.js';
import type { Answer, Assumed, Fib, FibRoute, Open, Refusal } from './routing.js';
import { oneHop } from './oneHop.js';
import { assume, incomingSelectors, settleSelectors } from './ruleSelectors.js';
import { forwards, isOnForEither, reversePathMode } from './settings.js';
import { say } from '../../texts/say.js';

/** Where routing sends a packet that came in, or why it goes no further. */
export type Ingress =
  | { readonly kind: 'local' }
  | { readonly kind: 'forward'; readonly route: FibRoute; readonly device: string }
  | { readonly kind: 'martian'; readonly why: string }
  | { readonly kind: 'rpFilter'; readonly mode: 'strict' | 'loose' | null }
  | { readonly kind: 'noRoute'; readonly type: string; readonly why: string; readonly forwarding: boolean }
  | { readonly kind: 'notForwarding' };

const LIMITED_BROADCAST = 2 ** 32 - 1;
const MULTICAST: readonly [number, number] = [0xe0000000, 0xefffffff];
const LOOPBACK: readonly [number, number] = [0x7f000000, 0x7fffffff];
const ALL_HOSTS = 0xe0000001;
const LINK_GROUPS: readonly [number, number] = [0xe0000000, 0xe00000ff];
const FIXED_CUTS = [1, LOOPBACK[0], LOOPBACK[1] + 1, MULTICAST[0], MULTICAST[1] + 1, LIMITED_BROADCAST];

const isIn = (range: readonly [number, number], value: number): boolean => value >= range[0] && value <= range[1];

/** `loopback`: of 127.0.0.0/8, but no interface has it; `loopbackOwn`: one has. */
type SourceClass =
  | 'ok'
  | 'multicast'
  | 'zero'
  | 'loopback'
  | 'loopbackOwn'
  | 'own'
  | 'ownElsewhere'
  | 'notUnicast'
  | 'otherWay'
  | 'noWay';

interface Arrival {
  readonly ground: Ground;
  readonly flow: Flow;
  readonly ask: Ask;
  readonly device: string;
}

/** A packet's source, and the interface that the packet would leave by. */
interface Back {
  readonly source: number;
  readonly out: string | null;
}

/** As the kernel asks for the way back: as if it came in where it would go out, the ports the other way round (__fib_validate_source). */
const reverseRoute = (arrival: Arrival, { source, out }: Back, assumed: Assumed): Answer => {
  const { ground, flow, device } = arrival;
  const { protocol, sourcePort, destinationPort } = incomingSelectors(arrival);
  const marked = flow.mark !== 0 && isOnForEither(ground.world, device, 'src_valid_mark');
  const lookup = {
    destination: source,
    source: flow.now.destination.lo,
    mark: marked ? flow.mark : 0,
    protocol,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
    inInterface: out ?? 'lo',
    outInterface: null,
  };
  return lookUp(ground.fib, lookup, assumed);
};

const hasAddress = ({ ground, device }: Arrival): boolean =>
  (interfaceNamed(ground.world.interfaces, device)?.addresses.length ?? 0) > 0;

const ERROR_TYPES = ['unreachable', 'blackhole', 'prohibit'];

/** What __fib_validate_source (net/ipv4/fib_frontend.c) finds out about a source, and what ip_route_input_slow looks at before. */
const classOfSource = (arrival: Arrival, back: Back, assumed: Assumed): SourceClass | Open => {
  const { source } = back;
  if (isIn(MULTICAST, source) || source === LIMITED_BROADCAST) return 'multicast';
  if (source === 0) return 'zero';
  const route = reverseRoute(arrival, back, assumed);
  if (!isRoute(route)) return route !== 'none' && route.kind === 'open' ? route : 'noWay';
  if (ERROR_TYPES.includes(route.type)) return 'noWay';
  if (isIn(LOOPBACK, source)) return arrival.ground.fib.addresses.has(source) ? 'loopbackOwn' : 'loopback';
  if (route.type === 'local') return route.device === arrival.device ? 'own' : 'ownElsewhere';
  if (route.type !== 'unicast') return 'notUnicast';
  if (hopsOf(arrival.ground.fib, route).some(({ device }) => device === arrival.device)) return 'ok';
  return hasAddress(arrival) ? 'otherWay' : 'noWay';
};

interface Cuts {
  readonly source: readonly number[];
  readonly destination: readonly number[];
}

const known = new WeakMap<Fib, Cuts>();

/** Where classes begin and end is the same for every packet: it is put in order once. */
const cutsOf = (fib: Fib): Cuts => {
  const cuts = known.get(fib);
  if (cuts !== undefined) return cuts;
  const addresses = [...fib.addresses].flatMap((address) => [address, address + 1]);
  const destination = [...FIXED_CUTS, ...fib.destinationCuts];
  const made = { source: inOrder([...destination, ...addresses]), destination: inOrder(destination) };
  known.set(fib, made);
  return made;
};

const sourceClass = (arrival: Arrival, out: string | null, assumed: Assumed = NOTHING_ASSUMED): SourceClass => {
  const found = classify(
    arrival.flow.now.source,
    () => cutsOf(arrival.ground.fib).source,
    (value) => classOfSource(arrival, { source: value, out }, assumed),
    arrival.ask,
  );
  return typeof found === 'string' ? found : sourceClass(arrival, out, assume(arrival, found, assumed));
};

const reversePath = ({ ground, device, ask }: Arrival, found: SourceClass): Ingress | null => {
  const mode = reversePathMode(ground.world, device);
  if (mode === null) {
    const refused = ask.holds(`rp_filter ${device}`, say('rp_filter of {device} refuses the source', { device }));
    return refused ? { kind: 'rpFilter', mode: null } : null;
  }
  if (mode === 0 || (mode === 2 && found === 'otherWay')) return null;
  return { kind: 'rpFilter', mode: mode === 1 ? 'strict' : 'loose' };
};

/**
 * Whether a source is looked up at all: where no reverse path filter asks for it, a kernel that never had policy rules only
 * looks whether it is an interface's address (fib_validate_source). null: not known.
 */
const checksInFull = ({ ground, device }: Arrival, out: string | null): boolean | null =>
  reversePathMode(ground.world, device) !== 0 || ground.fib.customRules || out === device ? true : null;

const onceHadRules = (arrival: Arrival, out: string | null): boolean =>
  checksInFull(arrival, out) ??
  arrival.ask.holds('custom rules', say('the kernel once had policy rules and checks every source in full'));

const fromBroadcast = (arrival: Arrival, out: string | null): Ingress | null =>
  onceHadRules(arrival, out) ? { kind: 'martian', why: say('its source is a broadcast address') } : null;

/** An address of the VM's own as the source: where that is allowed at all, it must still be one of the interface's. */
const ofOwn = (arrival: Arrival, found: SourceClass, out: string | null): Ingress | null => {
  if (isOnForEither(arrival.ground.world, arrival.device, 'accept_local'))
    return found === 'own' ? null : reversePath(arrival, 'otherWay');
  return found !== 'loopback' || onceHadRules(arrival, out)
    ? { kind: 'martian', why: say('its source is an address of the VM itself') }
    : null;
};

/** A packet to every machine of the link is not asked whether it comes from a loopback address (brd_input of ip_route_input_slow). */
const mayBeLoopback = ({ ground, flow, device }: Arrival): boolean =>
  flow.now.destination.lo === LIMITED_BROADCAST || isOnForEither(ground.world, device, 'route_localnet');

/** null: the source may pass. `out`: the interface that the packet would leave by. */
const checkSource = (arrival: Arrival, out: string | null): Ingress | null => {
  const found = sourceClass(arrival, out);
  switch (found) {
    case 'ok':
      return null;
    case 'multicast':
      return { kind: 'martian', why: say('its source is a multicast or broadcast address') };
    case 'zero':
      return { kind: 'martian', why: say('its source is 0.0.0.0') };
    case 'loopback':
    case 'loopbackOwn':
      return mayBeLoopback(arrival)
        ? ofOwn(arrival, found, out)
        : { kind: 'martian', why: say('its source is a loopback address') };
    case 'own':
    case 'ownElsewhere':
      return ofOwn(arrival, found, out);
    case 'notUnicast':
      return fromBroadcast(arrival, out);
    case 'otherWay':
    case 'noWay':
      return reversePath(arrival, found);
  }
};

type DestinationClass = Answer | 'broadcast' | 'multicast' | 'zero' | 'loopback';

const classOfDestination = (arrival: Arrival, destination: number, assumed: Assumed): DestinationClass => {
  const { ground, flow, device } = arrival;
  if (isIn(MULTICAST, destination)) return 'multicast';
  if (destination === LIMITED_BROADCAST) return 'broadcast';
  if (destination === 0) return 'zero';
  if (isIn(LOOPBACK, destination) && !isOnForEither(ground.world, device, 'route_localnet')) return 'loopback';
  const { lo: source } = flow.now.source;
  const { protocol, sourcePort, destinationPort } = incomingSelectors(arrival);
  const lookup = {
    destination,
    source,
    mark: flow.mark,
    protocol,
    sourcePort,
    destinationPort,
    inInterface: device,
    outInterface: null,
  };
  return lookUp(ground.fib, lookup, assumed);
};

const multicast = (arrival: Arrival): Ingress => {
  const { flow, ask } = arrival;
  const group = flow.now.destination.format(flow.now.destination.lo);
  const joined =
    flow.now.destination.lo === ALL_HOSTS ||
    ask.holds('group', say('a program of the VM listens to the group {group}', { group }));
  if (!joined) return { kind: 'martian', why: say('nobody on the VM listens to this group') };
  // A machine without an address may speak to the link's own groups (ip_mc_validate_source).
  const unnumbered = within(flow.now.destination, [LINK_GROUPS], ask) && within(flow.now.source, [[0, 0]], ask);
  return (unnumbered ? null : checkSource(arrival, null)) ?? { kind: 'local' };
};

/** A machine without an address asks for one from 0.0.0.0. */
const limitedBroadcast = (arrival: Arrival): Ingress => {
  const unnumbered = within(arrival.flow.now.source, [[0, 0]], arrival.ask);
  return (unnumbered ? null : checkSource(arrival, null)) ?? { kind: 'local' };
};

const isForwarding = ({ ground, device, ask }: Arrival): boolean =>
  forwards(ground.world, device) ??
  ask.holds(`forwarding ${device}`, say('what comes in by {device} is forwarded', { device }));

const routed = (arrival: Arrival, route: FibRoute): Ingress => {
  const { type } = route;
  const forwarding = isForwarding(arrival);
  if (ERROR_TYPES.includes(type)) return { kind: 'noRoute', type, why: type, forwarding };
  if (type === 'local' || type === 'broadcast') return checkSource(arrival, null) ?? { kind: 'local' };
  if (!forwarding) return { kind: 'notForwarding' };
  const hop = oneHop(arrival, route);
  if (type !== 'unicast' || hop.device === null)
    return { kind: 'martian', why: say('its destination is of type {type}', { type }) };
  return checkSource(arrival, hop.device) ?? { kind: 'forward', route: hop, device: hop.device };
};

const refused = (arrival: Arrival, answer: Refusal | 'none'): Ingress => {
  const type = answer === 'none' ? answer : answer.type;
  if (answer === 'none' && forwards(arrival.ground.world, arrival.device) !== true) return { kind: 'notForwarding' };
  return { kind: 'noRoute', type, why: whyRefused(answer), forwarding: isForwarding(arrival) };
};

const destinationClass = (arrival: Arrival, assumed: Assumed): DestinationClass =>
  classify(
    arrival.flow.now.destination,
    () => cutsOf(arrival.ground.fib).destination,
    (value) => classOfDestination(arrival, value, assumed),
    arrival.ask,
  );

const decide = (arrival: Arrival, assumed: Assumed): Ingress => {
  const found = destinationClass(arrival, assumed);
  switch (found) {
    case 'multicast':
      return multicast(arrival);
    case 'broadcast':
      return limitedBroadcast(arrival);
    case 'zero':
      return { kind: 'martian', why: say('its destination is 0.0.0.0') };
    case 'loopback':
      return { kind: 'martian', why: say('its destination is a loopback address') };
    case 'none':
      return refused(arrival, found);
    default:
      if (isRoute(found)) return routed(arrival, found);
      return found.kind === 'open' ? decide(arrival, assume(arrival, found, assumed)) : refused(arrival, found);
  }
};

/** What the kernel decides between PREROUTING and INPUT or FORWARD (ip_route_input_slow in net/ipv4/route.c). */
export const ingress = (arrival: Arrival): Ingress => {
  settleSelectors(arrival, [arrival.flow.now.source, arrival.flow.now.destination]);
  return decide(arrival, NOTHING_ASSUMED);
};
