import type { PlanStep, RepairPlan } from '../contract/plan.js';
import { CoreFault } from '../engine/coreFault.js';
import { guestCommand } from '../guest/command.js';
import guard from './guard.sh';
import reach from './reach.sh';
import script from './repair.sh';
import { say } from '../texts/say.js';

export interface RepairRun {
  readonly nonce: string;
  /** Names this carrying out of the plan, here and in the guest. */
  readonly run: string;
  /** The hash of its backup, once the guest has told it. */
  readonly backup: string | null;
  readonly revertAfterSeconds: number;
}

export interface RepairCommands {
  /** Backs up, arms the timer, then changes what is live. */
  readonly apply: string;
  /** Persists and cancels the timer. */
  readonly commit: string;
  /** After a crash: what was confirmed stays, anything else is taken back. */
  readonly settle: string;
  /** Takes the change back. */
  readonly revert: string;
}

export interface UndoCommands {
  /** Takes back what was confirmed, of rules what is live alone, on a timer that puts it in again. */
  readonly unapply: string;
  /** Tries what must still hold, takes back what is saved too, and cancels that timer. */
  readonly uncommit: string;
}

export const repairScript = `${guard}\n${reach}\n${script}`;

/** Longer than any step takes, shorter than a person's patience. */
const STEP_SECONDS = 30;

/** The mark that every rule of ours carries: what has none is never written or taken out. */
const MARK = /^eflownetdiag:[0-9a-f]{16}$/;

const operation = ({ kind, backEnd, chain, position, rule }: PlanStep): string[] => {
  if (!rule.some((word, index) => MARK.test(word) && rule[index - 1] === '--comment'))
    throw new CoreFault('RuleNotOurs', say('A rule of this plan does not carry our mark.'), rule.join(' '));
  return [kind, backEnd, chain, String(position), String(rule.length), ...rule];
};

/** What a host name and a port look like: the plan may come from a file. */
const place = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/;

/** What the guest itself must still get to. */
const reachOf = ({ checks }: RepairPlan): string => {
  const kept = checks.filter(({ kind, from, address }) => kind === 'keep' && from === 'vm' && place.test(address));
  return kept.length === 0 ? '-' : kept.map(({ address, port }) => `${address}:${port}`).join(',');
};

/**
 * Renders a plan as commands for the guest. The plan may come from a file or another process: nothing in it is text that
 * is run, its values only become quoted arguments of our own script.
 * @throws CoreFault PlanHasNoSteps, RuleNotOurs, GuestArgumentUnsafe
 */
export const repairCommands = (
  plan: RepairPlan,
  { nonce, run, backup, revertAfterSeconds }: RepairRun,
): RepairCommands & UndoCommands => {
  if (plan.steps.length === 0)
    throw new CoreFault('PlanHasNoSteps', say('There is nothing to be done in this plan.'), plan.id);
  const operations = plan.steps.flatMap(operation);
  const command = (verb: string, ...rest: string[]): string =>
    guestCommand({
      script: repairScript,
      nonce,
      arguments: [verb, run, ...rest, ...operations],
      timeoutSeconds: STEP_SECONDS,
    });
  const counted = plan.checks.some(({ kind }) => kind === 'count');
  return {
    apply: command('apply', String(revertAfterSeconds), plan.basis, reachOf(plan)),
    commit: command('commit', counted ? 'yes' : 'no'),
    settle: command('settle', backup ?? '-'),
    revert: command('revert', backup ?? '-'),
    unapply: command('unapply', String(revertAfterSeconds), backup ?? '-', reachOf(plan)),
    uncommit: command('uncommit', backup ?? '-'),
  };
};
