import type { PlanStep, RepairPlan } from '../contract/plan.js';
import { CoreFault } from '../engine/coreFault.js';
import { guestCommand } from '../guest/command.js';
import script from './repair.sh';
import { say } from '../texts/say.js';

export interface RepairCommands {
  /** Backs up, arms the timer, then changes what is live. */
  readonly apply: string;
  /** Persists and cancels the timer. */
  readonly commit: string;
  /** Takes the change back now. */
  readonly revert: string;
}

/** Longer than any step takes, shorter than a person's patience. */
const STEP_SECONDS = 30;

const stepOf = (plan: RepairPlan, kind: PlanStep['kind']): PlanStep | undefined =>
  plan.steps.find((step) => step.kind === kind);

/**
 * Renders a plan as commands for the guest. The plan may come from a file or another process: nothing in it is text that
 * is run, its values only become quoted arguments of our own script.
 * @throws CoreFault PlanHasNoSteps
 */
export const repairCommands = (plan: RepairPlan, nonce: string, revertAfterSeconds: number): RepairCommands => {
  const live = stepOf(plan, 'insertRule');
  const saved = stepOf(plan, 'persistRule');
  const any = live ?? saved;
  if (any === undefined)
    throw new CoreFault('PlanHasNoSteps', say('There is nothing to be done in this plan.'), plan.id);
  const command = (...rest: string[]): string =>
    guestCommand({ script, nonce, arguments: rest, timeoutSeconds: STEP_SECONDS });
  const where = [plan.id, any.backEnd, any.chain];
  return {
    apply: command('apply', ...where, String(live?.position ?? 0), plan.basis, String(revertAfterSeconds), ...any.rule),
    commit: command('commit', ...where, String(saved?.position ?? 1), saved === undefined ? 'no' : 'yes', ...any.rule),
    revert: command('revert', plan.id),
  };
};
