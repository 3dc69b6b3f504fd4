import type { Flow } from './flow.js';
import { type Course, type Stop } from './hooks.js';
import { ingress } from './ingress.js';
import { forward, input, loopBack, output, prerouting, type NoRoute } from './path.js';
import { replyTo, type AnswerKind } from './reply.js';
import type { RuleStep } from './step.js';

/** Why an answer does not get back. */
export interface Lost {
  readonly why: string;
  readonly by: RuleStep | null;
}

const words = { drop: 'dropped', reject: 'rejected', noAddress: 'dropped for want of an address' } as const;

const lostBy = (stop: Stop | NoRoute | null): Lost | null => {
  if (stop === null) return null;
  if (stop.kind === 'noRoute') return { why: `there is no route for the answer (${stop.type})`, by: null };
  return { why: `the answer is ${words[stop.kind]}`, by: stop.step };
};

/** An answer that is the first packet of a connection of its own may be translated: the sender then does not know it. */
const unknownToSender = ({ flow }: Course): Lost | null =>
  !flow.reply && (flow.sourceTranslated || flow.destinationTranslated)
    ? { why: 'the answer is translated and comes from another address', by: null }
    : null;

const courseOf = (course: Course, flow: Flow): Course => ({ ...course, flow, trail: [], nextHop: null });

/** Whether an answer of the VM gets out to the sender. null: it does. */
export const answerOfVm = (course: Course, kind: AnswerKind): Lost | null => {
  const answer = courseOf(course, replyTo(course, null, kind));
  const lost = lostBy(output(answer));
  if (lost !== null || answer.flow.outInterface !== 'lo') return lost ?? unknownToSender(answer);
  return lostBy(loopBack(answer) ?? input(answer));
};

/** Whether the answer of a container, or of a machine on the network, that comes in by this device gets back to the sender. */
export const answerFrom = (course: Course, device: string): Lost | null => {
  const answer = courseOf(course, replyTo(course, device, 'same'));
  const stopped = prerouting(answer);
  if (stopped !== null) return lostBy(stopped);
  const { ground, flow, ask } = answer;
  const way = ingress({ ground, flow, ask, device });
  if (way.kind === 'local') return lostBy(input(answer));
  if (way.kind !== 'forward') return { why: `routing refuses the answer (${way.kind})`, by: null };
  flow.outInterface = way.device;
  return lostBy(forward(answer)) ?? unknownToSender(answer);
};
