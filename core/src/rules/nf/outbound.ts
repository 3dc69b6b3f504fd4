import type { Flow } from '../../model/firewall/outbound.js';
import { allAstray, isAstray, isDns, type FlowFacts, type JudgedFlow } from '../../model/firewall/requiredFlows.js';
import { say } from '../../texts/say.js';
import { closedFlow, divertedFlow, type SaidFlow } from './saidFlow.js';

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
