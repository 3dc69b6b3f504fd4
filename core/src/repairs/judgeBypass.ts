import type { BypassPlan, BypassVerdict, Passage } from '../contract/bypassPlan.js';
import { say } from '../texts/say.js';

export interface Experiment {
  readonly before: Passage;
  readonly during: Passage;
  /** What the guest said when it closed again: whether all is as before, then a chain and its packets a line. */
  readonly message: string;
}

const packetsIn = (message: string): number | null => {
  const counts = [...message.matchAll(/^[A-Z-]{1,32} (\d{1,15})$/gm)].map(([, count]) => Number(count));
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
};

/** What bypass.sh says before all else where its timer came first. */
const BY_ITSELF = 'it had closed by itself; ';

/** What came out the same proves nothing where the firewall may have been closed again when it was tried. */
const ifOpenMeanwhile = (
  verdict: Pick<BypassVerdict, 'cause' | 'message'>,
  { before, message }: Experiment,
): Pick<BypassVerdict, 'cause' | 'message'> =>
  message.startsWith(BY_ITSELF) && verdict.cause === 'no' && before !== 'connected'
    ? {
        cause: 'unknown',
        message: say(
          'The VM had closed its firewall by itself before it was told to: it may have been closed when the connection was tried. Allow more seconds.',
        ),
      }
    : verdict;

const judged = (
  plan: BypassPlan,
  { before, during }: Experiment,
  packets: number | null,
): Pick<BypassVerdict, 'cause' | 'message'> => {
  if (before === 'connected')
    return { cause: 'no', message: say('It connected before anything was opened: no firewall is in the way.') };
  if (during === 'connected')
    return {
      cause: 'yes',
      message: say('It connected while the firewall was open, and not before: the filter rules of the VM stop it.'),
    };
  if (before !== 'refused' && during === 'refused')
    return {
      cause: 'yes',
      message: say(
        'While the firewall was open it was refused instead of silent: the filter rules stopped it, and nothing listens on that port.',
      ),
    };
  if (plan.wish.protocol === 'udp' && during === 'silent')
    return { cause: 'unknown', message: say('Over UDP silence proves nothing: who listens need not answer.') };
  if (packets === 0)
    return {
      cause: 'no',
      message: say(
        'With the firewall open it came out the same, and no packet reached its chains: it is stopped before them, on the host, on the way or by routing.',
      ),
    };
  return {
    cause: 'no',
    message: say('With the firewall open it came out the same: the filter rules of the VM are not what stops it.'),
  };
};

/** Says whether the firewall was the cause: by what passed while it was open, never by what was expected. */
export const judgeBypass = (plan: BypassPlan, experiment: Experiment): BypassVerdict => {
  const packets = plan.wish.full ? null : packetsIn(experiment.message);
  const [first = ''] = experiment.message.split('\n');
  const verdict = ifOpenMeanwhile(judged(plan, experiment, packets), experiment);
  return { ...verdict, packets, unchanged: first.replace(BY_ITSELF, '').trim() === 'taken back' };
};
