import { toDotted, toNumber } from '../ipv4.js';
import { isFixed, type Field } from './field.js';
import type { ConnectionState } from './packet.js';
import { protocolNumbers, tcpFlagBits } from './packet.js';
import { hasConnection, type Flow } from './flow.js';
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

/**
 * How connection tracking sees an answer. What REJECT and ICMP errors send is attached to the packet that they answer
 * (nf_ct_attach) and related to it. An answer to what was not tracked begins something of its own, which only UDP can.
 */
const stateOfAnswer = (flow: Flow, kind: AnswerKind): ConnectionState => {
  if (!hasConnection(flow)) return kind === 'same' && flow.protocol.lo === protocolNumbers.udp ? 'NEW' : 'INVALID';
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

/** The answer to the packet where it is now: the connection's translated side turned around. */
export const replyTo = (course: Course, inInterface: string | null, kind: AnswerKind): Flow => {
  const { flow } = course;
  const { translated } = flow;
  const isReset = kind === 'reset' || (kind === 'refusal' && flow.protocol.lo === protocolNumbers.tcp);
  return {
    ...flow,
    tcpFlags: isReset ? tcpFlagBits.RST | tcpFlagBits.ACK : tcpFlagBits.SYN | tcpFlagBits.ACK,
    icmpType: fixedField('icmp type', 0),
    now: {
      source: translated.destination,
      destination: translated.source,
      sourcePort: translated.destinationPort,
      destinationPort: translated.sourcePort,
    },
    ...(kind === 'error' ? asError(course) : {}),
    inInterface,
    delivered: false,
    outInterface: null,
    bridgeOut: null,
    tracked: false,
    state: stateOfAnswer(flow, kind),
    reply: true,
    destinationSettled: true,
    sourceSettled: true,
    mark: 0,
    local: inInterface === null,
  };
};
