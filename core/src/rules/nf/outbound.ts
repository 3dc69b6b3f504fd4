import type { Flow } from '../../model/firewall/outbound.js';
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

const closedFlow = (judged: JudgedFlow, by: RuleStep, answers: boolean) => ({
  message: answers ? ('answers' as const) : ('closed' as const),
  target: targetOf(judged.flow),
  data: { ...dataOf(judged, by), allow: answers ? letAnswersIn : letOut(judged.flow) },
  evidence: [stepEvidence(by)] as const,
});

const divertedFlow = (facts: FlowFacts, judged: JudgedFlow, by: RuleStep, to: string) => {
  const world = sendingWorld(facts);
  return {
    message: 'diverted' as const,
    target: targetOf(judged.flow),
    data: { ...dataOf(judged, by), to, list: listCommand(world, by), take: takeOutCommand(world, by) },
    evidence: [{ ...stepEvidence(by), expected: say('no rule for it') }] as const,
  };
};

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
      if (way.kind === 'closed') return [closedFlow(one, way.by, way.answers)];
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
