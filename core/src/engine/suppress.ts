import type { Finding } from '../contract/finding.js';
import type { Suppression, SuppressionUse } from '../contract/suppression.js';
import { isLike } from './wildcard.js';

export interface SuppressedFindings {
  readonly findings: readonly Finding[];
  readonly uses: readonly SuppressionUse[];
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

/** Only what is known to be wrong can be accepted: what is not known stays so. */
const holdsFor = ({ rule, target }: Suppression, finding: Finding): boolean =>
  finding.outcome === 'fail' && finding.rule === rule && isLike(finding.target, target);

const useOf = (one: Suppression, findings: readonly Finding[], today: string): SuppressionUse => {
  if (one.expires < today) return { ...one, state: 'expired', findings: 0 };
  const held = findings.filter((finding) => holdsFor(one, finding)).length;
  if (held > 0) return { ...one, state: 'used', findings: held };
  const judged = findings.some(
    ({ rule, outcome }) => rule === one.rule && outcome !== 'unknown' && outcome !== 'error',
  );
  return { ...one, state: judged ? 'unused' : 'unjudged', findings: 0 };
};

/** A chain begins with what nothing explains, and goes on with what it explains. */
const chainsOf = (findings: readonly Finding[]): Finding[][] => {
  const chains: Finding[][] = [];
  for (const one of findings) {
    if (one.causedBy === null || chains.length === 0) chains.push([]);
    chains.at(-1)?.push(one);
  }
  return chains;
};

const isAccepted = (chain: readonly Finding[]): boolean =>
  chain.some(({ suppressed }) => suppressed !== null) &&
  !chain.some(({ outcome, suppressed }) => suppressed === null && (outcome === 'fail' || outcome === 'unknown'));

const needsAttention = ([first]: readonly Finding[]): boolean =>
  first !== undefined && first.outcome !== 'pass' && first.outcome !== 'notApplicable';

/** Chains of which all is accepted stand behind those that need somebody. */
const inOrder = (findings: readonly Finding[]): Finding[] => {
  const chains = chainsOf(findings);
  const open = chains.filter((chain) => needsAttention(chain) && !isAccepted(chain));
  const accepted = chains.filter(isAccepted);
  const rest = chains.filter((chain) => !needsAttention(chain) && !isAccepted(chain));
  return [...open, ...accepted, ...rest].flat();
};

/** Marks the findings that a suppression holds for, on the day of the look; of several the first counts. */
export const suppress = (
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  now: Date,
): SuppressedFindings => {
  if (suppressions.length === 0) return { findings, uses: [] };
  const today = dayOf(now);
  const holding = suppressions.filter(({ expires }) => expires >= today);
  const marked = findings.map((finding): Finding => {
    const by = holding.find((one) => holdsFor(one, finding));
    return by === undefined ? finding : { ...finding, suppressed: { reason: by.reason, expires: by.expires } };
  });
  return { findings: inOrder(marked), uses: suppressions.map((one) => useOf(one, findings, today)) };
};
