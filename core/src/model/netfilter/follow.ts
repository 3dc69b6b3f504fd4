import { answerFrom, answerOfVm, type Lost } from './answer.js';
import { bridging, isSameMachine, turnsBack } from './bridge.js';
import { note, sendBy } from './course.js';
import { containerFor, isPublishedAt, listenerFor, takenForLink, type ContainerEnd } from './delivery.js';
import { within } from './field.js';
import { startFlow, type Flow } from './flow.js';
import type { Ground } from './ground.js';
import { frameType } from './frame.js';
import { sightOf, type Course, type Stop } from './hooks.js';
import { ingress, type Ingress } from './ingress.js';
import { interfaceNamed } from './interfaceNamed.js';
import type { Ask } from './oracle.js';
import { connectionOfVm } from './ownConnection.js';
import { protocolNumbers } from './packet.js';
import { bridge, forward, input, loopBack, output, prerouting, type NoRoute } from './path.js';
import type { Watch } from './relevance.js';
import { noListenerAnswer, noRouteAnswer, refusalOf, type AnswerKind } from './reply.js';
import type { FibRoute } from './routing.js';
import { ignoresBroadcastEcho, ignoresEcho } from './settings.js';
import { isForOne, mayAnswer } from './silence.js';
import type { Step } from './step.js';
import type { Arrival, Decided, Sender } from './verdict.js';
import { say } from '../../texts/say.js';

/** What a refusal of REJECT looks like to the sender, if it gets there. */
const looksLike = (type: string): Sender =>
  /^(tcp-reset|icmp-port-unreachable|icmp-proto-unreachable)$/.test(type) ? 'refused' : 'unreachable';

/** How the sender learns of a refusal: not at all, where the kernel sends none or it does not get out. */
const seen = (course: Course, kind: AnswerKind, otherwise: Sender): Sender =>
  mayAnswer(course, kind) && answerOfVm(course, kind) === null ? otherwise : 'timeOut';

const stopped = (course: Course, stop: Stop): Decided => {
  if (stop.kind !== 'reject') return { kind: 'dropped', by: stop.step };
  return {
    kind: 'rejected',
    by: stop.step,
    type: stop.type,
    sender: seen(course, refusalOf(stop.type), looksLike(stop.type)),
  };
};

const noRoute = (course: Course, { why }: NoRoute): Decided => {
  note(course, say('no route: {type}', { type: why }));
  return { kind: 'noRoute', why, sender: 'unreachable' };
};

const accepted = (arrival: Arrival, lost: Lost | null): Decided =>
  lost === null ? { kind: 'accepted', arrival } : { kind: 'noWayBack', why: lost.why, by: lost.by };

const ECHO_REQUEST = 8;

/** The kernel answers echo requests itself; other messages it takes in silence. */
const message = (course: Course): Decided => {
  const { flow, ground } = course;
  if (!within(flow.icmpType, [[ECHO_REQUEST, ECHO_REQUEST]], course.ask)) return accepted({ where: 'vm' }, null);
  const ignored = isForOne(course) ? ignoresEcho(ground.world) : ignoresBroadcastEcho(ground.world);
  return ignored
    ? { kind: 'nobodyListening', where: 'vm', sender: 'timeOut' }
    : accepted({ where: 'vm' }, answerOfVm(course, 'same'));
};

/** docker-proxy takes the connection and makes one of its own to the container. */
const relayed = (course: Course): Decided | null => {
  const { ground, flow, ask } = course;
  const published = (ground.world.containers ?? []).flatMap((container) =>
    container.running
      ? container.published.flatMap((one) =>
          isPublishedAt(one, flow)
            ? container.endpoints.map(({ address }) => ({ address, containerPort: one.containerPort }))
            : [],
        )
      : [],
  );
  const [target] = published;
  if (target === undefined || flow.local) return null;
  const packet = connectionOfVm(ground, target.address, target.containerPort);
  return packet === null ? null : follow(ground, startFlow(packet), ask, []);
};

const delivered = (course: Course): Decided => {
  course.flow.delivered = true;
  const stop = input(course);
  if (stop !== null) return stopped(course, stop);
  if (course.flow.protocol.lo === protocolNumbers.icmp) return message(course);
  const listener = listenerFor(course);
  if (listener === undefined) return accepted({ where: 'vm' }, answerOfVm(course, 'same'));
  if (listener === null) {
    return { kind: 'nobodyListening', where: 'vm', sender: seen(course, noListenerAnswer(course.flow), 'refused') };
  }
  const relay = listener.process === 'docker-proxy' ? relayed(course) : null;
  return accepted({ where: 'listener', process: listener.process, relay }, answerOfVm(course, 'same'));
};

const fromItself = (): string =>
  say('it comes back to its sender with its own address, and no machine takes that from outside');

const atContainer = (course: Course, end: ContainerEnd, device: string): Decided => {
  if (isSameMachine(course)) return { kind: 'noWayBack', why: fromItself(), by: null };
  const link = takenForLink(course, end);
  if (link !== null) {
    const why = say('{container} takes the sender for a machine on its own link {link} and asks for it there', {
      container: end.container.name,
      link,
    });
    return { kind: 'noWayBack', why, by: null };
  }
  const { address } = end.endpoint;
  const arrival: Arrival = {
    where: 'container',
    container: end.container.name,
    address,
    port: course.flow.now.destinationPort.lo,
  };
  return accepted(arrival, answerFrom(course, device));
};

/** Interfaces behind which the snapshot knows every machine: bridges of the container engine. */
const isContainerBridge = ({ world }: Ground, device: string): boolean =>
  (world.containers ?? []).some(({ endpoints }) => endpoints.some(({ bridge }) => bridge === device)) ||
  interfaceNamed(world.interfaces, device)?.kind === 'bridge';

const left = (course: Course, device: string, route: FibRoute | null): Decided => {
  const end = containerFor(course, device);
  if (end !== null && end !== undefined) return atContainer(course, end, device);
  if (end === null && isContainerBridge(course.ground, device))
    return { kind: 'nobodyListening', where: 'link', sender: 'unreachable' };
  const gateway = route?.gateway ?? null;
  return accepted({ where: 'network', device, gateway }, answerFrom(course, device));
};

const forwarded = (course: Course, way: Extract<Ingress, { kind: 'forward' }>): Decided => {
  // A frame to all is not passed on, even where a translation names one receiver (ip_forward).
  if (frameType(course.flow, sightOf(course)) !== 'unicast')
    return { kind: 'noRoute', why: say('a broadcast is not forwarded'), sender: 'timeOut' };
  sendBy(course, way.device, way.route);
  note(course, say('goes on by {device}', { device: way.device }));
  const stop = forward(course);
  return stop === null ? left(course, way.device, way.route) : stopped(course, stop);
};

const refusedByRouting = (
  course: Course,
  device: string,
  way: Exclude<Ingress, { kind: 'local' | 'forward' }>,
): Decided => {
  switch (way.kind) {
    case 'martian':
      note(course, say('refused on {device}: {why}', { device, why: way.why }));
      return { kind: 'martian', device, why: way.why };
    case 'rpFilter':
      note(course, say('refused by rp_filter on {device}: the way back to the source is another one', { device }));
      return { kind: 'rpFilter', device, mode: way.mode };
    case 'notForwarding':
      note(course, say('not for the VM, and what comes in by {device} is not forwarded', { device }));
      return { kind: 'noRoute', why: say('not forwarding'), sender: 'timeOut' };
    case 'noRoute': {
      note(course, say('no route: {type}', { type: way.why }));
      const silent = !way.forwarding || way.type === 'blackhole';
      return {
        kind: 'noRoute',
        why: way.why,
        sender: silent ? 'timeOut' : seen(course, noRouteAnswer(way.type), 'unreachable'),
      };
    }
  }
};

/** From port to port of a bridge: no routing has a part in it. A new destination address makes a routed packet of it. */
const bridged = (course: Course, device: string): Decided => {
  const stop = bridge(course, device);
  return stop === null ? left(course, device, null) : stopped(course, stop);
};

/** Translated on the bridge to one of its own machines: the bridge carries it, routing only named it (br_nf_pre_routing_finish). */
const turnedBack = (course: Course, device: string): Decided =>
  turnsBack(course, device)
    ? bridged(course, device)
    : {
        kind: 'noRoute',
        why: say('{device} sends no frame back to the port it came by', { device }),
        sender: 'timeOut',
      };

/** A bridge that netfilter does not look at. */
const passed = (course: Course, device: string): Decided => {
  course.flow.outInterface = device;
  note(course, say('{device} carries it from port to port, past all rules', { device }));
  return left(course, device, null);
};

const incoming = (course: Course, device: string): Decided => {
  const mode = bridging(course, device);
  const asked = course.flow.now.destination;
  if (mode === 'unfiltered') return passed(course, device);
  const stop = prerouting(course);
  if (stop !== null) return stopped(course, stop);
  if (mode === 'filtered' && course.flow.now.destination === asked) return bridged(course, device);
  const { ground, flow, ask } = course;
  const way = ingress({ ground, flow, ask, device });
  if (way.kind === 'forward' && way.device === device && flow.bridgePorts !== null) return turnedBack(course, device);
  if (way.kind === 'forward') return forwarded(course, way);
  if (way.kind !== 'local') return refusedByRouting(course, device, way);
  note(course, say('is for the VM itself'));
  return delivered(course);
};

const outgoing = (course: Course): Decided => {
  const stop = output(course);
  if (stop?.kind === 'noRoute') return noRoute(course, stop);
  if (stop !== null) return stopped(course, stop);
  const device = course.flow.outInterface ?? 'lo';
  note(course, say('leaves by {device}', { device }));
  if (device !== 'lo') return left(course, device, null);
  const again = loopBack(course);
  return again === null ? delivered(course) : stopped(course, again);
};

/** What the packet passes on its way in or out that is no rule: on its interfaces, or on ports of the bridges among them. */
const outsideOn = ({ world }: Ground, devices: readonly (string | null)[]): string[] =>
  world.outside
    .filter(({ device }) => {
      const master = interfaceNamed(world.interfaces, device)?.master ?? null;
      return devices.includes(device) || (master !== null && devices.includes(master));
    })
    .map(({ what }) => what);

/** Filters of which the rules are not known may drop what the others let pass. */
const pastGaps = (ground: Ground, devices: readonly (string | null)[], verdict: Decided, ask: Ask): Decided => {
  if (!['accepted', 'noWayBack', 'nobodyListening'].includes(verdict.kind)) return verdict;
  const gap = [...ground.world.gaps, ...outsideOn(ground, devices)].find((each) =>
    ask.holds(each, say('{gap}, and stops the packet', { gap: each })),
  );
  return gap === undefined ? verdict : { kind: 'unseen', what: gap };
};

/** One way through the machine: what becomes of the packet that begins as `flow`, and by which rules. */
export const follow = (ground: Ground, flow: Flow, ask: Ask, trail: Step[], watch: Watch | null = null): Decided => {
  const course: Course = { ground, flow, ask, trail, nextHop: null, watch };
  const entrance = flow.inInterface;
  const verdict = entrance === null ? outgoing(course) : incoming(course, entrance);
  return pastGaps(ground, [entrance, flow.outInterface], verdict, ask);
};
