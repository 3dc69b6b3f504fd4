import { classify, inRanges, isFixed, type Field } from './field.js';
import type { Course } from './hooks.js';
import { interfaceNamed } from './interfaceNamed.js';
import type { Ask } from './oracle.js';
import { addressType } from './routing.js';
import { bridgeCallsIptables } from './settings.js';
import type { WorldInterface } from './world.js';
import { say } from '../../texts/say.js';

const bridgeOf = ({ ground }: Course, device: string): WorldInterface | null => {
  const found = interfaceNamed(ground.world.interfaces, device);
  return found?.kind === 'bridge' ? found : null;
};

/** Whether the frame is for another machine on the bridge: its sender asks for an address of its own subnet on the link. */
const isForNeighbour = ({ flow, ground, ask }: Course, bridge: WorldInterface): boolean => {
  const subnets = ground.subnets.get(bridge.name) ?? [];
  return classify(
    flow.now.destination,
    () => [...subnets.flatMap(([lo, hi]) => [lo, hi + 1]), ...ground.fib.typeCuts],
    (value) => inRanges(subnets, value) && addressType(ground.fib, value) === 'UNICAST',
    ask,
  );
};

/** `routed`: an interface like any other. `filtered`, `unfiltered`: the bridge carries it, with or without netfilter looking on. */
export type Bridging = 'routed' | 'filtered' | 'unfiltered';

/** What a bridge does with a frame that comes in by one of its ports; notes the ports where netfilter will see them. */
export const bridging = (course: Course, device: string): Bridging => {
  const { flow, ground, ask } = course;
  const bridge = bridgeOf(course, device);
  if (bridge === null) return 'routed';
  const filters =
    bridgeCallsIptables(ground.world) ??
    ask.holds('bridge-nf-call-iptables', say('net.bridge.bridge-nf-call-iptables is on'));
  if (filters)
    flow.bridgePorts = ground.world.interfaces.filter(({ master }) => master === device).map(({ name }) => name);
  if (!isForNeighbour(course, bridge)) return 'routed';
  return filters ? 'filtered' : 'unfiltered';
};

const isAt = (field: Field, address: number, ask: Ask): boolean =>
  classify(
    field,
    () => [address, address + 1],
    (value) => value === address,
    ask,
  );

/** Of two sets of addresses it is not asked: where they meet is no set of this kind. */
export const isSameMachine = ({ flow, ask }: Course): boolean => {
  const { source, destination } = flow.now;
  if (isFixed(destination)) return isAt(source, destination.lo, ask);
  return isFixed(source) && isAt(destination, source.lo, ask);
};

/**
 * Whether a bridge takes a frame that a translation sends back to the port it came by: a container that calls itself by an
 * address of the VM.
 */
export const turnsBack = (course: Course, device: string): boolean => {
  if (!isSameMachine(course)) return true;
  const ports = course.ground.world.interfaces.filter(({ master }) => master === device).map(({ hairpin }) => hairpin);
  const [first] = ports;
  if (first !== undefined && ports.every((port) => port === first)) return first;
  return course.ask.holds(
    `hairpin ${device}`,
    say('the ports of {device} send frames back (hairpin mode)', { device }),
  );
};
