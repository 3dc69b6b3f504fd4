import { classify, inRanges, cutsOf, type Ranges } from './field.js';
import { frameType } from './frame.js';
import { sightOf, type Course } from './hooks.js';
import { protocolNumbers, tcpFlagBits } from './packet.js';
import type { AnswerKind } from './reply.js';
import { addressType } from './routing.js';

/** ICMP messages that report an error: no error answers an error (RFC 1122, 3.2.2). */
const ERRORS: Ranges = [
  [3, 5],
  [11, 12],
];

/** Whether the packet was sent to one machine: nothing that was sent to several is refused. */
export const isForOne = (course: Course): boolean => {
  const { flow, ground, ask } = course;
  if (frameType(flow, sightOf(course)) !== 'unicast') return false;
  return classify(
    flow.now.destination,
    () => ground.fib.typeCuts,
    (value) => ['UNICAST', 'LOCAL'].includes(addressType(ground.fib, value)),
    ask,
  );
};

const isError = ({ flow, ask }: Course): boolean =>
  classify(
    flow.icmpType,
    () => cutsOf(ERRORS),
    (value) => inRanges(ERRORS, value),
    ask,
  );

/** Whether the kernel answers such a packet at all, with a reset or an ICMP error. */
export const mayAnswer = (course: Course, kind: AnswerKind): boolean => {
  const { protocol, tcpFlags, laterFragment } = course.flow;
  // Only a first fragment is answered (icmp_send, nf_reject_ip_tcphdr_get).
  if (laterFragment || !isForOne(course)) return false;
  const isReset = kind === 'reset' || kind === 'refusal';
  if (isReset) return protocol.lo === protocolNumbers.tcp && ((tcpFlags ?? 0) & tcpFlagBits.RST) === 0;
  return protocol.lo !== protocolNumbers.icmp || !isError(course);
};
