import { hasConnection, type Flow } from './flow.js';
import { sendBy } from './course.js';
import { egress } from './egress.js';
import type { Course, Stop } from './hooks.js';
import { ingress } from './ingress.js';
import { bridging } from './bridge.js';
import { bridge, forward, input, loopBack, output, prerouting, type NoRoute } from './path.js';
import { replyTo, type AnswerKind } from './reply.js';
import { ruleSteps, type RuleStep } from './step.js';
import { say, tell, text } from '../../texts/say.js';

/** Why an answer does not get back. */
export interface Lost {
  readonly why: string;
  readonly by: RuleStep | null;
}

const words = {
  drop: text('the answer is dropped'),
  reject: text('the answer is rejected'),
  noAddress: text('the answer is dropped for want of an address'),
} as const;

/** What had it not tracked. */
const untracker = ({ trail }: Course): RuleStep | null => ruleSteps(trail).find(({ did }) => did === 'untrack') ?? null;

/** What is not tracked fits no rule for known connections: that a policy then stops it is the doing of who said so. */
const lostBy = (answer: Course, stop: Stop | NoRoute | null): Lost | null => {
  if (stop === null) return null;
  if (stop.kind === 'noRoute')
    return { why: say('there is no route for the answer ({type})', { type: stop.why }), by: null };
  const untracking = stop.step.rule === null ? untracker(answer) : null;
  return { why: tell(words[stop.kind]), by: untracking ?? stop.step };
};

/** An answer to a translated packet that tracking does not see keeps the translated addresses: the sender does not know it. */
const notTurnedBack = (answer: Course): Lost | null => {
  const { reply, sourceTranslated, destinationTranslated } = answer.flow;
  return reply && !hasConnection(answer.flow) && (sourceTranslated || destinationTranslated)
    ? { why: say('the answer is not tracked, so it is not translated back'), by: untracker(answer) }
    : null;
};

/** An answer that is the first packet of a connection of its own may be translated: the sender then does not know it. */
const unknownToSender = (course: Course): Lost | null =>
  !course.flow.reply && (course.flow.sourceTranslated || course.flow.destinationTranslated)
    ? { why: say('the answer is translated and comes from another address'), by: null }
    : notTurnedBack(course);

const courseOf = (course: Course, flow: Flow): Course => ({
  ...course,
  flow,
  trail: [],
  nextHop: null,
  watch: null,
});

/** A reset of REJECT to what came by a bridge is put on its port at once (nf_send_reset). */
const isPutOnPort = ({ flow }: Course, kind: AnswerKind): boolean => kind === 'refusal' && flow.bridgePorts !== null;

/** It needs a route, but neither rules nor translation see it: the sender knows it by the address alone that it asked. */
const putOnPort = (answer: Course): Lost | null => {
  const way = egress(answer);
  if (way.kind === 'noRoute') return lostBy(answer, way);
  return answer.flow.destinationTranslated
    ? { why: say('the answer goes past the translation back, and comes from another address'), by: null }
    : null;
};

/** Whether an answer of the VM gets out to the sender. null: it does. */
export const answerOfVm = (course: Course, kind: AnswerKind): Lost | null => {
  const answer = courseOf(course, replyTo(course, null, kind));
  if (isPutOnPort(course, kind)) return putOnPort(answer);
  const lost = lostBy(answer, output(answer));
  if (lost !== null || answer.flow.outInterface !== 'lo') return lost ?? unknownToSender(answer);
  return lostBy(answer, loopBack(answer) ?? input(answer)) ?? notTurnedBack(answer);
};

/** Whether the answer of a container, or of a machine on the network, that comes in by this device gets back to the sender. */
export const answerFrom = (course: Course, device: string): Lost | null => {
  const answer = courseOf(course, replyTo(course, device, 'same'));
  const before = answer.flow.now.destination;
  const mode = bridging(answer, device);
  if (mode === 'unfiltered') return null;
  const stopped = prerouting(answer);
  if (stopped !== null) return lostBy(answer, stopped);
  const { ground, flow, ask } = answer;
  if (mode === 'filtered' && flow.now.destination === before)
    return lostBy(answer, bridge(answer, device)) ?? unknownToSender(answer);
  const way = ingress({ ground, flow, ask, device });
  if (way.kind === 'local') return lostBy(answer, input(answer)) ?? notTurnedBack(answer);
  if (way.kind !== 'forward') return { why: say('routing refuses the answer ({kind})', { kind: way.kind }), by: null };
  sendBy(answer, way.device, way.route);
  return lostBy(answer, forward(answer)) ?? unknownToSender(answer);
};
