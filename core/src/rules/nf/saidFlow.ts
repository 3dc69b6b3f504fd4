import type { Flow, WayOut } from '../../model/firewall/outbound.js';
import { sendingWorld, type FlowFacts, type JudgedFlow } from '../../model/firewall/requiredFlows.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { listCommand, takeOutCommand } from '../../model/netfilter/ruleCommands.js';
import { describeStep, type RuleStep } from '../../model/netfilter/step.js';
import { say } from '../../texts/say.js';
import { letAnswersIn, letOut } from './outboundMessages.js';

const targetOf = ({ port, protocol }: Flow): string => `${port}/${protocol}`;

const dataOf = ({ flow: { port, protocol }, what }: JudgedFlow, by: RuleStep) => ({
  port,
  protocol,
  what,
  step: describeStep(by),
});

const taking = (facts: FlowFacts, by: RuleStep) => {
  const world = sendingWorld(facts);
  return { list: listCommand(world, by), take: takeOutCommand(world, by) };
};

const MESSAGES = { sent: 'closed', answers: 'answers', untracked: 'untracked' } as const;

type Closed = Extract<WayOut, { kind: 'closed' }>;

/** It should not be there at all. */
const asUnwanted = (by: RuleStep) => ({ ...stepEvidence(by), expected: say('no rule for it') });

const evidenceOf = ({ by, how }: Closed) => (how === 'untracked' ? asUnwanted(by) : stepEvidence(by));

/** What is said of a connection that does not get out, or has no answer. */
export const closedFlow = (facts: FlowFacts, judged: JudgedFlow, closed: Closed) => ({
  message: MESSAGES[closed.how],
  target: targetOf(judged.flow),
  data: {
    ...{ ...dataOf(judged, closed.by), ...taking(facts, closed.by) },
    allow: closed.how === 'answers' ? letAnswersIn : letOut(judged.flow),
  },
  evidence: [evidenceOf(closed)] as const,
});

/** What is said where the same stops everything that is sent. */
export const closedAtOnce = (judged: readonly JudgedFlow[], facts: FlowFacts) => {
  const closed = judged.flatMap(({ way, what }) => (way.kind === 'closed' ? [{ ...way, what }] : []));
  const [first] = closed;
  if (first === undefined || closed.length < judged.length) return null; // NF006 reports single ports
  const { by, how } = first;
  return {
    message: MESSAGES[how],
    target: how === 'answers' ? 'INPUT' : 'OUTPUT',
    data: { what: closed.map(({ what }) => what).join(', '), step: describeStep(by), ...taking(facts, by) },
    evidence: [evidenceOf(first)] as const,
  };
};

/** What is said of one that is taken elsewhere. */
export const divertedFlow = (facts: FlowFacts, judged: JudgedFlow, by: RuleStep, to: string) => ({
  message: 'diverted' as const,
  target: targetOf(judged.flow),
  data: { ...dataOf(judged, by), to, ...taking(facts, by) },
  evidence: [asUnwanted(by)] as const,
});

export type SaidFlow = ReturnType<typeof closedFlow> | ReturnType<typeof divertedFlow>;
