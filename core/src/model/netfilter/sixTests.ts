import type { Condition, Match, Option, Rule } from '../../parse/iptables/rule.js';
import { printOption } from '../../parse/iptables/print.js';
import { isInPrefix6 } from '../../ipv6.js';
import { within } from './field.js';
import { testsOf } from './matches.js';
import { certain, turned, unknowable, type Test } from './test.js';

/** The ends of an IPv6 packet; null: any that the question leaves open. */
export interface SixEnds {
  readonly source: bigint | null;
  readonly destination: bigint | null;
}

/** Matches that look at nothing that is different in IPv6. */
const ALIKE = ['tcp', 'udp', 'udplite', 'sctp', 'dccp', 'multiport', 'state', 'comment', 'mark', 'limit', 'recent'];

const isAlike = ({ module, options }: Match): boolean =>
  ALIKE.includes(module) || (module === 'conntrack' && options.every(({ name }) => name === 'ctstate'));

const addressTest = (flag: string, condition: Condition | null, address: bigint | null): Test[] => {
  if (condition === null) return [];
  const { value, negated } = condition;
  const text = `${negated ? '! ' : ''}${flag} ${value}`;
  const holds = address === null ? null : isInPrefix6(value, address);
  return [turned(negated, text, (asked) => (holds === null ? unknowable(asked, asked) : certain(asked, () => holds)))];
};

const textOf = ({ module, options }: Match): string =>
  [`-m ${module}`, ...options.map((option) => printOption(module, option))].join(' ');

const typeTest = (option: Option, text: string): Test => {
  const type = Number(option.values[0] ?? '');
  if (!Number.isInteger(type)) return unknowable(text, text);
  return turned(option.negated, text, (asked) =>
    certain(asked, ({ icmpType }, { ask }) => within(icmpType, [[type, type]], ask)),
  );
};

const matchTests = (match: Match): Test[] => {
  const text = textOf(match);
  const isType = match.module === 'icmp6' && match.options.every(({ name }) => name === 'icmpv6-type');
  return isType ? match.options.map((option) => typeTest(option, text)) : [unknowable(text, text)];
};

/** The conditions of a rule of ip6tables. What is not modelled for IPv6 is asked, never guessed. */
export const testsOfSix =
  ({ source, destination }: SixEnds) =>
  (rule: Rule): readonly Test[] => {
    const alike = { ...rule, source: null, destination: null, matches: rule.matches.filter(isAlike) };
    const tests = [
      ...testsOf(alike),
      ...addressTest('-s', rule.source, source),
      ...addressTest('-d', rule.destination, destination),
      ...rule.matches.filter((match) => !isAlike(match)).flatMap(matchTests),
    ];
    return [...tests.filter(({ uncertain }) => !uncertain), ...tests.filter(({ uncertain }) => uncertain)];
  };
