import type { Flow, WayOut } from '../../model/firewall/outbound.js';
import {
  allAstray,
  isAstray,
  isDns,
  sendingWorld,
  type FlowFacts,
  type JudgedFlow,
} from '../../model/firewall/requiredFlows.js';
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

const evidenceOf = ({ by, how }: Closed) =>
  how === 'untracked' ? { ...stepEvidence(by), expected: say('no rule for it') } : stepEvidence(by);

const closedFlow = (facts: FlowFacts, judged: JudgedFlow, closed: Closed) => ({
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

const divertedFlow = (facts: FlowFacts, judged: JudgedFlow, by: RuleStep, to: string) => ({
  message: 'diverted' as const,
  target: targetOf(judged.flow),
  data: { ...dataOf(judged, by), to, ...taking(facts, by) },
  evidence: [{ ...stepEvidence(by), expected: say('no rule for it') }] as const,
});

type SaidFlow = ReturnType<typeof closedFlow> | ReturnType<typeof divertedFlow>;

/** What is said of every connection at once; null: some get where they are sent. */
export const divertedAtOnce = (judged: readonly JudgedFlow[], facts: FlowFacts) => {
  const first = judged.find(({ way }) => way.kind === 'diverted');
  if (first?.way.kind !== 'diverted' || !allAstray(judged)) return null;
  const what = judged
    .filter(isAstray)
    .map((one) => one.what)
    .join(', ');
  return divertedFlow(facts, { ...first, what }, first.way.by, first.way.to);
};

/** What is said of each flow of those meant that is closed or led astray; where all others are led astray too, NF005 says it. */
export const closedFlows = (judged: readonly JudgedFlow[], facts: FlowFacts, isMeant: (flow: Flow) => boolean) => {
  const isSaid = allAstray(judged);
  return judged
    .filter(({ flow }) => isMeant(flow))
    .flatMap((one): SaidFlow[] => {
      const { flow, way } = one;
      if (way.kind === 'closed') return [closedFlow(facts, one, way)];
      const isOwn = way.kind === 'diverted' && isAstray(one) && (isDns(flow) || !isSaid);
      return isOwn ? [divertedFlow(facts, one, way.by, way.to)] : [];
    });
};

/** Why something could not be judged; nothing where nothing is open. */
export const undecidedOn = (open: readonly string[]): { readonly unknown: string } | undefined =>
  open.length === 0
    ? undefined
    : {
        unknown: say('Whether the VM lets its own packets out depends on what is not known: {on}.', {
          on: [...new Set(open)].join('; '),
        }),
      };

/** The same of these flows. */
export const undecidedFlows = (judged: readonly JudgedFlow[]): { readonly unknown: string } | undefined =>
  undecidedOn(judged.flatMap(({ way }) => (way.kind === 'unknown' ? way.on : [])));
