import { toDotted } from '../../ipv4.js';
import { fieldOf, type Field } from './field.js';
import { hasConnection, type Flow, type Tuple } from './flow.js';
import type { Course } from './hooks.js';
import { addressTowards } from './ownConnection.js';
import { protocolNumbers, tcpFlagBits, type ConnectionState } from './packet.js';

/** `same`: what a program answers. `reset`: what the kernel answers where nobody listens; `refusal`: the reset of a REJECT; a code: an ICMP "unreachable". */
export type AnswerKind = 'same' | 'reset' | 'refusal' | UnreachableCode;

export interface UnreachableCode {
  readonly unreachable: number;
  /** Whether it is sent while the packet still holds its connection: past the sockets it has given it up (nf_reset_ct). */
  readonly attached: boolean;
}

/** RFC 792 and RFC 1812, 5.2.7.1. */
const PORT_UNREACHABLE = 3;
const CODES: Readonly<Record<string, number>> = {
  'icmp-net-unreachable': 0,
  'icmp-host-unreachable': 1,
  'icmp-proto-unreachable': 2,
  'icmp-port-unreachable': 3,
  'icmp-net-prohibited': 9,
  'icmp-host-prohibited': 10,
  'icmp-admin-prohibited': 13,
};

/** What a REJECT of this type sends. */
export const refusalOf = (type: string): AnswerKind => {
  if (type === 'tcp-reset') return 'refusal';
  const code = Object.hasOwn(CODES, type) ? CODES[type] : undefined;
  return { unreachable: code ?? PORT_UNREACHABLE, attached: true };
};

/** What the kernel sends where nobody takes the packet. */
export const noListenerAnswer = ({ protocol }: Flow): AnswerKind =>
  protocol.lo === protocolNumbers.tcp ? 'reset' : { unreachable: PORT_UNREACHABLE, attached: false };

/** What the kernel sends where it has no way for the packet (ip_error in net/ipv4/route.c). */
export const noRouteAnswer = (routeType: string): UnreachableCode => {
  if (routeType === 'prohibit') return { unreachable: 13, attached: true };
  return { unreachable: routeType === 'unreachable' ? 1 : 0, attached: true };
};

/** To what was not tracked, a datagram that comes back is the first of a connection of its own; TCP and ICMP have answers that fit nowhere. */
const beginsAnew = (flow: Flow, kind: AnswerKind): boolean =>
  kind === 'same' &&
  !hasConnection(flow) &&
  flow.protocol.lo !== protocolNumbers.tcp &&
  flow.protocol.lo !== protocolNumbers.icmp;

/**
 * How connection tracking sees an answer. What REJECT and ICMP errors send is attached to the packet that they answer
 * (nf_ct_attach) and related to it.
 */
const stateOfAnswer = (flow: Flow, kind: AnswerKind): ConnectionState => {
  if (!hasConnection(flow)) return beginsAnew(flow, kind) ? 'NEW' : 'INVALID';
  return kind === 'same' || kind === 'reset' ? 'ESTABLISHED' : 'RELATED';
};

const fixedField = (name: string, value: number, format: Field['format'] = String): Field =>
  fieldOf(name, format, [value, value]);

/** Whether the packet was only passing: who was not asked has no address to answer from yet (icmp_route_lookup). */
const isPassing = ({ delivered, local }: Flow): boolean => !delivered && !local;

/** An ICMP error comes from the address that was asked, or where the packet was only passing, from the one that leads to the sender. */
const errorSource = ({ flow, ground }: Course): Field => {
  const own = isPassing(flow) ? addressTowards(ground, flow.now.source.lo, { protocol: protocolNumbers.icmp }) : null;
  return own === null ? flow.now.destination : fixedField('source', own, toDotted);
};

const UNREACHABLE = 3;

const asError = (course: Course, { unreachable }: UnreachableCode): Partial<Flow> => ({
  protocol: fixedField('protocol', protocolNumbers.icmp),
  icmpType: fixedField('icmp type', UNREACHABLE),
  icmpCode: fixedField('icmp code', unreachable),
  unaddressed: isPassing(course.flow),
  now: {
    source: errorSource(course),
    destination: course.flow.now.source,
    sourcePort: fixedField('source port', 0),
    destinationPort: fixedField('port', 0),
  },
});

/** A reset acknowledges what acknowledged nothing itself (RFC 9293, 3.5.2). */
const resetFlags = ({ tcpFlags }: Flow): number =>
  ((tcpFlags ?? 0) & tcpFlagBits.ACK) === 0 ? tcpFlagBits.RST | tcpFlagBits.ACK : tcpFlagBits.RST;

const turnedAround = ({ translated }: Flow): Tuple => ({
  source: translated.destination,
  destination: translated.source,
  sourcePort: translated.destinationPort,
  destinationPort: translated.sourcePort,
});

/** What connection tracking holds of an answer: the question's connection, or a new one. */
const connectionOfAnswer = (flow: Flow, kind: AnswerKind, now: Tuple): Partial<Flow> =>
  beginsAnew(flow, kind)
    ? {
        reply: false,
        original: { ...now },
        translated: now,
        sourceTranslated: false,
        destinationTranslated: false,
        connectionMark: 0,
      }
    : { reply: true, destinationSettled: true, sourceSettled: true };

/** The answer to the packet where it is now. */
export const replyTo = (course: Course, inInterface: string | null, kind: AnswerKind): Flow => {
  const { flow } = course;
  const isReset = kind === 'reset' || (kind === 'refusal' && flow.protocol.lo === protocolNumbers.tcp);
  const now = turnedAround(flow);
  return {
    ...flow,
    tcpFlags: isReset ? resetFlags(flow) : tcpFlagBits.SYN | tcpFlagBits.ACK,
    icmpType: fixedField('icmp type', 0),
    now,
    destinationSettled: false,
    sourceSettled: false,
    ...connectionOfAnswer(flow, kind, now),
    ...(typeof kind === 'object' ? asError(course, kind) : {}),
    frameDestination: now.destination,
    inInterface,
    delivered: false,
    outInterface: null,
    bridgePorts: null,
    bridged: false,
    tracked: hasConnection(flow) && (kind === 'refusal' || (typeof kind === 'object' && kind.attached)),
    state: stateOfAnswer(flow, kind),
    mark: 0,
    local: inInterface === null,
  };
};
