import type { Match, Option, Rule } from '../../parse/iptables/rule.js';
import type { Flow, Tuple } from './flow.js';
import type { Ground } from './ground.js';
import { testsOf } from './matches.js';
import { explore } from './oracle.js';
import type { Test } from './test.js';

/** What a condition looks at. */
export type Aspect =
  'protocol' | 'source' | 'destination' | 'inInterface' | 'outInterface' | 'port' | 'originalPort' | 'state' | 'other';

/** One condition of a rule by itself, where the walk only asks whether all of them hold. */
export interface Condition {
  readonly aspect: Aspect;
  /** As the rule writes it. */
  readonly text: string;
  readonly test: Test;
}

/** A rule that asks for nothing. */
const open = (rule: Rule): Rule => ({
  ...rule,
  source: null,
  destination: null,
  inInterface: null,
  outInterface: null,
  protocol: null,
  fragment: null,
  matches: [],
});

const optionAspects: Readonly<Record<string, Aspect>> = {
  dport: 'port',
  dports: 'port',
  ports: 'port',
  ctorigdstport: 'originalPort',
  ctorigdst: 'destination',
  ctorigsrc: 'source',
  state: 'state',
  ctstate: 'state',
  'src-range': 'source',
  'dst-range': 'destination',
};

const aspectOf = ({ name }: Option): Aspect =>
  Object.hasOwn(optionAspects, name) ? (optionAspects[name] ?? 'other') : 'other';

const conditionsFrom = (rule: Rule, aspect: Aspect): Condition[] =>
  testsOf(rule).map((test) => ({ aspect, text: test.text, test }));

const ofMatch = (rule: Rule, match: Match): Condition[] => {
  if (match.module === 'comment') return [];
  const { options } = match;
  if (options.length === 0) return conditionsFrom({ ...open(rule), matches: [match] }, 'other');
  return options.flatMap((option) =>
    conditionsFrom({ ...open(rule), matches: [{ ...match, options: [option] }] }, aspectOf(option)),
  );
};

/** Every condition of a rule that is understood. */
export const conditionsOf = (rule: Rule): readonly Condition[] => {
  const { protocol, source, destination, inInterface, outInterface, fragment, matches } = rule;
  const bare = open(rule);
  return [
    ...conditionsFrom({ ...bare, protocol }, 'protocol'),
    ...conditionsFrom({ ...bare, source }, 'source'),
    ...conditionsFrom({ ...bare, destination }, 'destination'),
    ...conditionsFrom({ ...bare, inInterface }, 'inInterface'),
    ...conditionsFrom({ ...bare, outInterface }, 'outInterface'),
    ...conditionsFrom({ ...bare, fragment }, 'other'),
    ...matches.flatMap((match) => ofMatch(rule, match)),
  ];
};

const copyOfTuple = ({ source, destination, sourcePort, destinationPort }: Tuple): Tuple => ({
  source: { ...source },
  destination: { ...destination },
  sourcePort: { ...sourcePort },
  destinationPort: { ...destinationPort },
});

/** A flow that can be asked without being narrowed. */
const copyOf = (flow: Flow): Flow => ({
  ...flow,
  protocol: { ...flow.protocol },
  icmpType: { ...flow.icmpType },
  icmpCode: { ...flow.icmpCode },
  now: copyOfTuple(flow.now),
  original: copyOfTuple(flow.original),
  translated: copyOfTuple(flow.translated),
  frameDestination: { ...flow.frameDestination },
});

/** One condition of a rule does not have more ways to hold than this. */
const WAYS = 64;

/** Whether a condition holds for any packet that the flow stands for, and for anything that is not known. */
export const mayHold = ({ test }: Condition, flow: Flow, { fib }: Ground): boolean =>
  explore((ask) => test.holds(copyOf(flow), { fib, ask }), WAYS).ways.some(({ value }) => value);
