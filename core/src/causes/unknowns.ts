import type { Finding } from '../contract/finding.js';
import { say } from '../texts/say.js';
import type { Placed } from './placed.js';

/** The missing fact that made a rule undecided; null where the rule could not decide for another reason. */
export const missingFactOf = ({ outcome, target, evidence }: Finding): string | null =>
  outcome === 'unknown' && evidence[0]?.fact === target ? target : null;

const whereOf = (fact: string): string => fact.slice(0, fact.indexOf('.'));

/** Facts that are missing for one reason are one thing to mend: a VM that is off is told once, not forty times. */
const groupOf = ({ finding }: Placed): string | null => {
  const fact = missingFactOf(finding);
  return fact === null ? null : `${whereOf(fact)}\n${finding.evidence[0]?.observed ?? ''}`;
};

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

const merge = (group: readonly [Placed, ...Placed[]]): Placed => {
  const [first] = group;
  const facts = unique(group.map(({ finding }) => finding.target));
  const rules = unique(group.map(({ finding }) => finding.rule));
  if (facts.length === 1 && rules.length === 1) return first;
  const reason = first.finding.evidence[0]?.observed ?? '';
  const data = { facts: facts.join(', '), reason, rules: rules.join(', ') };
  return {
    ...first,
    finding: {
      ...first.finding,
      message:
        facts.length === 1
          ? say('{facts} is missing: {reason} Not judged: {rules}.', data)
          : say('{facts} are missing: {reason} Not judged: {rules}.', data),
      target: facts.join(', '),
      evidence: facts.map((fact) => ({ fact, path: '', observed: reason, expected: say('the fact') })),
    },
  };
};

/** Folds the unknowns that one missing fact, or several missing for one reason, made. */
export const foldUnknowns = (placed: readonly Placed[]): Placed[] => {
  const groups = new Map<string, [Placed, ...Placed[]]>();
  const others: Placed[] = [];
  for (const item of placed) {
    const key = groupOf(item);
    const group = key === null ? undefined : groups.get(key);
    if (key === null) others.push(item);
    else if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...others, ...[...groups.values()].map(merge)];
};
