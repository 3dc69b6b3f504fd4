import { notJudged } from '../../engine/judged.js';
import { defineRule, type Judged, type ReportedEvidence } from '../../engine/rule.js';
import { NONE, summaryFacts, summaryOf } from '../../model/deviceSummary.js';
import { suppressionEvidence, suppressionWords } from '../../model/suppressionWords.js';
import { say } from '../../texts/say.js';

const device =
  'EFLOW {release} on {system}; switch: {switch}, {allocation}; address: {address}; {protocol} to {upstream}.' as const;
const checks =
  '{total} checks: {fail} wrong, {unknown} not known, {pass} well, {notApplicable} do not concern it. Not looked at: {missing}.{suppressions}' as const;

/** How many missing facts the sentence names; the evidence has them all. */
const MOST_NAMED = 4;

const totalOf = ({ counts }: Judged): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** Unknown is never pass: only checks that are well make the device well. */
const messageFor = ({ counts }: Judged): 'faulty' | 'undecided' | 'unseen' | 'well' | 'accepted' | 'described' => {
  if (counts.fail > 0) return 'faulty';
  if (counts.unknown + counts.error > 0) return counts.pass > 0 ? 'undecided' : 'unseen';
  if (counts.suppressed > 0) return 'accepted';
  return counts.pass > 0 ? 'well' : 'described';
};

const named = (missing: Judged['missing']): string => {
  const more = missing.length - MOST_NAMED;
  const some = missing.slice(0, MOST_NAMED).map(({ fact }) => fact);
  return missing.length === 0 ? NONE : `${some.join(', ')}${more > 0 ? ` (+${more})` : ''}`;
};

export default defineRule({
  id: 'DEV001',
  slug: 'device-verdict',
  title: 'What this device is, and how its checks came out',
  severity: 'information',
  stage: 'application',
  partial: true,
  guide: ['G15'],
  requires: [],
  uses: summaryFacts,
  messages: {
    faulty: { text: `Mend {first} first. ${device} ${checks}`, remedy: [] },
    undecided: { text: `Nothing is wrong that is known. ${device} ${checks}`, undecided: true, remedy: [] },
    unseen: { text: `Whether anything is wrong is not known. ${device} ${checks}`, undecided: true, remedy: [] },
    accepted: { text: `Nothing is wrong but what is suppressed. ${device} ${checks}`, note: true, remedy: [] },
    well: { text: `Nothing is wrong. ${device} ${checks}`, note: true, remedy: [] },
    described: { text: device, undecided: true, remedy: [] },
  },

  check(facts, report, { device: name, judged = notJudged }) {
    const { counts, first, missing, suppressions } = judged;
    const asked: readonly ReportedEvidence[] =
      facts.profile === undefined
        ? []
        : [{ fact: 'profile', path: '', observed: facts.profile, expected: say('what this device should be') }];
    const data = {
      ...summaryOf(facts),
      ...counts,
      unknown: counts.unknown + counts.error,
      total: totalOf(judged),
      first: first ?? NONE,
      missing: named(missing),
      suppressions: suppressionWords(suppressions),
    };
    const network = facts['host.vmNetwork'] ?? say('not known');
    report({
      message: messageFor(judged),
      target: name,
      data,
      evidence: [
        { fact: 'host.vmNetwork', path: '', observed: network, expected: say('the network of the device') },
        ...asked,
        ...suppressionEvidence(suppressions),
        ...missing.map(({ fact, reason }) => ({ fact, path: '', observed: reason, expected: say('the fact') })),
      ],
    });
    return undefined;
  },
});
