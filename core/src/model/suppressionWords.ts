import type { SuppressionUse } from '../contract/suppression.js';
import type { ReportedEvidence } from '../engine/rule.js';
import { say } from '../texts/say.js';

const named = (uses: readonly SuppressionUse[]): string =>
  uses.map(({ rule, target }) => say('{rule} for {target}', { rule, target })).join(', ');

const dated = (uses: readonly SuppressionUse[]): string =>
  uses.map(({ rule, target, expires }) => say('{rule} for {target} ({expires})', { rule, target, expires })).join(', ');

/** What the verdict says of them: how many faults are accepted, and which suppressions are to be taken out of the profile. */
export const suppressionWords = (uses: readonly SuppressionUse[]): string => {
  const of = (state: SuppressionUse['state']): SuppressionUse[] => uses.filter((one) => one.state === state);
  const count = of('used').reduce((sum, one) => sum + one.findings, 0);
  const [expired, unused] = [of('expired'), of('unused')];
  return [
    count > 0 ? say('Suppressed faults: {count}.', { count }) : '',
    expired.length > 0 ? say('Expired suppressions, which hold for nothing: {list}.', { list: dated(expired) }) : '',
    unused.length > 0 ? say('Unused suppressions: {list}.', { list: named(unused) }) : '',
  ]
    .filter((part) => part !== '')
    .map((part) => ` ${part}`)
    .join('');
};

export const suppressionState = (state: SuppressionUse['state']): string => {
  if (state === 'used') return say('in use');
  if (state === 'unused') return say('unused: there is no such fault');
  if (state === 'unjudged') return say('not judged: the rule was not asked, or could not judge');
  return say('expired');
};

/** One suppression and what became of it. */
export const suppressionText = ({ rule, target, expires, reason, state }: SuppressionUse): string =>
  say('{rule} for {target} until {expires}: {state}. Reason: {reason}', {
    rule,
    target,
    expires,
    state: suppressionState(state),
    reason,
  });

export const suppressionEvidence = (uses: readonly SuppressionUse[]): ReportedEvidence[] =>
  uses.map((one, index) => ({
    fact: 'profile',
    path: `/suppressions/${index}`,
    observed: suppressionText(one),
    expected: say('a fault that is there and accepted'),
  }));
