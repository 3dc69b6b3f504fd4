import { areas, type Category } from '../contract/finding.js';
import type { RuleInfo } from '../contract/response.js';
import { say, tell } from '../texts/say.js';
import type { AnyRule } from './rule.js';

/** The rule's page in the language of the request, relative to the module's folder. */
export const pageOf = (ruleId: string): string => say('rules/{rule}.md', { rule: ruleId });

/** The area of a rule: the letters of its id. */
export const categoryOf = (ruleId: string): Category => {
  const letters = ruleId.slice(0, -3);
  const area = areas.find((candidate) => candidate === letters);
  if (area === undefined) throw new Error(`${ruleId} is of no known area.`);
  return area;
};

export const ruleInfo = (rule: AnyRule): RuleInfo => ({
  rule: rule.id,
  category: categoryOf(rule.id),
  severity: rule.severity,
  title: tell(rule.title),
  requires: [...rule.requires],
  guide: [...rule.guide],
  page: pageOf(rule.id),
});
