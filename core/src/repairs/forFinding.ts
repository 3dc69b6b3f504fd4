import type { Finding } from '../contract/finding.js';
import type { RepairPlan } from '../contract/plan.js';
import { say } from '../texts/say.js';

const refused = (plan: RepairPlan, reason: string): RepairPlan => ({
  ...plan,
  ...{ state: 'refused', reason, steps: [], opens: [], checks: [] },
});

/** A plan for a finding, which may have come from elsewhere or from another day. */
export const forFinding = (
  plan: RepairPlan,
  { rule, target, device }: Pick<Finding, 'rule' | 'target' | 'device'>,
  found: readonly Finding[],
): RepairPlan => {
  if (device !== plan.device)
    return refused(plan, say('The finding is of {device}, and this is {here}.', { device, here: plan.device }));
  const same = found.find((one) => one.outcome === 'fail' && one.target === target);
  return same === undefined
    ? refused(plan, say('{rule} no longer says that of {target}: look again.', { rule, target }))
    : plan;
};
