import { CoreFault } from './coreFault.js';
import type { AnyRule } from './rule.js';
import { say } from '../texts/say.js';
import { isLike } from './wildcard.js';

const selectedBy = (patterns: readonly string[], rules: readonly AnyRule[]): Set<AnyRule> => {
  const selected = new Set<AnyRule>();
  for (const pattern of patterns) {
    const found = rules.filter((rule) => isLike(rule.id, pattern));
    if (found.length === 0)
      throw new CoreFault('UnknownRule', say('No rule has the id {pattern}.', { pattern }), pattern);
    found.forEach((rule) => selected.add(rule));
  }
  return selected;
};

/** Ids and wildcards choose; one that fits no rule is an error, for a misspelt rule would otherwise look like a healthy device. */
export const selectRules = (
  rules: readonly AnyRule[],
  include: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
): readonly AnyRule[] => {
  const wanted = include === undefined ? new Set(rules) : selectedBy(include, rules);
  const unwanted = exclude === undefined ? new Set<AnyRule>() : selectedBy(exclude, rules);
  return rules.filter((rule) => wanted.has(rule) && !unwanted.has(rule));
};
