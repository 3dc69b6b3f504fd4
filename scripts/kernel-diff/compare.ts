import type { Scene } from './arbitraries.js';
import type { Answer, Answered, Shot } from './bytes.js';
import type { Observation } from './observe.js';
import type { Expectation } from './predict.js';

const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** `nft filter INPUT 3`, and whether it is worth comparing. */
type Worth = (rule: string) => boolean;

/**
 * The rule that begins the tracing shows itself or not as the kernel's version has it, and so does a table `raw` without one.
 * Where both back ends have rules, which of two tables comes first is open, and with it whether an empty one is reached.
 */
const worthComparing = ({ rules }: Scene): Worth => {
  const used = Object.entries(rules).flatMap(([name, text]) => (text === null ? [] : [name]));
  return (rule) => {
    const [backEnd = '', table = '', , number = ''] = rule.split(' ');
    if (!used.includes(backEnd) || (table === 'raw' && (number === '1' || number === 'policy'))) return false;
    return used.length === 1 || number !== 'policy';
  };
};

/** The rules of one back end, in the order in which they were met; the two report apart. */
const ofBackEnd = (rules: readonly string[], backEnd: string): string =>
  rules.filter((rule) => rule.startsWith(backEnd)).join(', ');

/** What the sender takes for an answer: a reset from another address than it asked is none. */
export const knownAnswers = (shot: Shot, seen: readonly Answered[]): Answer[] =>
  seen.filter(({ from }) => from === null || from === shot.destination).map(({ answer }) => answer);

const answers = (shot: Shot, expected: Expectation['answer'], seen: Observation['answers']): string | null => {
  const refusals = unique(knownAnswers(shot, seen).filter((answer) => answer !== 'reply'));
  // What the guest sends itself is answered without a wire; a protocol without ports is taken by the listening agent.
  if (expected === 'any' || shot.inInterface === null || shot.protocol === 'other') return null;
  const wanted = expected === 'timeOut' ? '' : expected;
  return refusals.join() === wanted ? null : `answer ${refusals.join() || 'none'}, not ${expected}`;
};

/** Whether the receiver's reply came back with the addresses that the sender knows. */
const back = (shot: Shot, { verdict }: Expectation, { back: seen }: Observation): string | null => {
  if (seen === null || (verdict.kind !== 'accepted' && verdict.kind !== 'noWayBack')) return null;
  const through = seen.some((header) => header.startsWith(`${shot.destination} > ${shot.source}`));
  return through === (verdict.kind === 'accepted') ? null : `reply ${seen.join('; ') || 'lost'}, not ${verdict.kind}`;
};

/** What is different between what the model said and what the kernel did; empty: nothing. */
const differences = (shot: Shot, expected: Expectation, seen: Observation, worth: Worth): string[] => {
  const anyPort = expected.header.includes(' any > ');
  const ends = unique(
    seen.ends.map(({ where, header }) => `${where}: ${anyPort ? header.replace(/ \d+ > /, ' any > ') : header}`),
  );
  const wanted = expected.fate === 'gone' ? [] : [`${expected.fate}: ${expected.header}`];
  const answer = answers(shot, expected.answer, seen.answers);
  const rules = { expected: expected.rules.filter(worth), seen: seen.rules.filter(worth) };
  return [
    ...(ends.join('; ') === wanted.join('; ')
      ? []
      : [`ended ${ends.join('; ') || 'nowhere'}, not ${wanted.join('; ') || 'nowhere'}`]),
    ...['nft', 'legacy']
      .map((backEnd) => [ofBackEnd(rules.seen, backEnd), ofBackEnd(rules.expected, backEnd)] as const)
      .flatMap(([was, said]) => (was === said ? [] : [`rules [${was}], not [${said}]`])),
    ...[answer, back(shot, expected, seen)].filter((text) => text !== null),
  ];
};

export interface Comparison {
  /** What is different from the way that comes nearest; empty: one of the model's ways is what the kernel did. */
  readonly differences: readonly string[];
  readonly verdict: string;
  /** Whether the model left open what becomes of the packet. */
  readonly undecided: boolean;
}

export const compare = (
  scene: Scene,
  shot: Shot,
  expectations: readonly Expectation[],
  seen: Observation,
): Comparison => {
  const worth = worthComparing(scene);
  const all = expectations.map((expected) => ({ expected, found: differences(shot, expected, seen, worth) }));
  const nearest = all.toSorted((one, other) => one.found.length - other.found.length)[0];
  return {
    differences: nearest?.found ?? ['the model says nothing'],
    verdict: nearest?.expected.verdict.kind ?? '',
    undecided: unique(expectations.map(({ fate, answer, verdict }) => `${fate} ${answer} ${verdict.kind}`)).length > 1,
  };
};
