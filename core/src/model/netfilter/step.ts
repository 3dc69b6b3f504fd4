import type { Rule } from '../../parse/iptables/rule.js';
import type { TableName } from './chains.js';
import type { BackEndName } from './world.js';
import { say } from '../../texts/say.js';

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** A rule that matched, or the policy at the end of a chain. */
export interface RuleStep {
  readonly kind: 'rule';
  readonly hook: Hook;
  readonly backEnd: BackEndName;
  readonly table: TableName;
  readonly chain: string;
  /** null: the chain's policy. */
  readonly rule: Rule | null;
  /** What it did: `accept`, `drop`, `reject`, `jump DOCKER`, `translate` ... */
  readonly did: string;
}

/** Something that no rule decides: routing, a check of the source, a translation, delivery. */
export interface PathStep {
  readonly kind: 'path';
  readonly text: string;
}

export type Step = RuleStep | PathStep;

/** What rules did on the way. */
export const ruleSteps = (trail: readonly Step[]): RuleStep[] =>
  trail.filter((step): step is RuleStep => step.kind === 'rule');

/** `rule 5 of INPUT in filter (nft): -A INPUT -j DROP` */
export const describeStep = (step: Step): string => {
  if (step.kind === 'path') return step.text;
  const { chain, table, backEnd, rule, did } = step;
  return rule === null
    ? say('policy of {chain} in {table} ({backEnd}): {did}', { chain, table, backEnd, did })
    : say('rule {number} of {chain} in {table} ({backEnd}): {rule}', {
        number: rule.number,
        chain,
        table,
        backEnd,
        rule: rule.text,
      });
};
