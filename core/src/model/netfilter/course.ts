import { toDotted, toNumber } from '../ipv4.js';
import { isFixed, type Field } from './field.js';
import type { ConnectionState } from './packet.js';
import { protocolNumbers, tcpFlagBits } from './packet.js';
import { hasConnection, type Flow, type Tuple } from './flow.js';
import type { Course } from './hooks.js';
import { addressTowards } from './ownConnection.js';
import type { FibRoute } from './routing.js';

/** Notes on the way that no rule made. */
export const note = ({ trail }: Course, text: string): void => {
  trail.push({ kind: 'path', text });
};

/** The gateway, or the destination itself where it is on the link. */
export const nextHopOf = ({ now }: Flow, route: FibRoute | null): number | null => {
  const gateway = route?.gateway ?? null;
  if (gateway !== null) return toNumber(gateway);
  return isFixed(now.destination) ? now.destination.lo : null;
};

/** `same`: what a program answers. `reset` and `error`: what the kernel answers in its place; `refusal`: what REJECT sends. */
export type AnswerKind = 'same' | 'reset' | 'error' | 'refusal';

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

const fixedField = (name: string, value: number, format: Field['format'] = String): Field => ({
  lo: value,
  hi: value,
  name,
  format,
});

/** An ICMP error comes from the address that was asked, or where the packet was only passing, from the one that leads to the sender. */
const errorSource = ({ flow, ground }: Course): Field => {
  const own = flow.delivered || flow.local ? null : addressTowards(ground, flow.now.source.lo);
  return own === null ? flow.now.destination : fixedField('source', own, toDotted);
};

const UNREACHABLE = 3;

const asError = (course: Course): Partial<Flow> => ({
  protocol: fixedField('protocol', protocolNumbers.icmp),
  icmpType: fixedField('icmp type', UNREACHABLE),
  icmpCode: fixedField('icmp code', UNREACHABLE),
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
    ...(kind === 'error' ? asError(course) : {}),
    inInterface,
    delivered: false,
    outInterface: null,
    bridgeOut: null,
    tracked: false,
    state: stateOfAnswer(flow, kind),
    mark: 0,
    local: inInterface === null,
  };
};
