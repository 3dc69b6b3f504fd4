import type { Finding } from '../contract/finding.js';
import type { DeviceProfile } from '../contract/profile.js';
import type { Snapshot } from '../contract/snapshot.js';
import type { Suppression } from '../contract/suppression.js';
import { diagnose } from '../diagnose.js';
import { rules } from '../engine/registry.gen.js';
import { suppress } from '../engine/suppress.js';
import { parseProfile } from '../model/profile.js';
import { say } from '../texts/say.js';

const ofRule = (findings: readonly Finding[], rule: string): readonly Finding[] =>
  findings.filter((one) => one.rule === rule);

/** The findings of the redacted look that the suppression holds for: those that stand where its own stand in the other. */
const heldBy = (one: Suppression, seen: readonly Finding[], redacted: readonly Finding[], now: Date): Finding[] => {
  const [own, theirs] = [ofRule(seen, one.rule), ofRule(redacted, one.rule)];
  if (own.length !== theirs.length) return [];
  // Always as if it were in date: that it is not is said by the day that it keeps.
  const marked = own.map((finding) => suppress([finding], [{ ...one, expires: '9999-12-31' }], now).findings[0]);
  return theirs.filter((_finding, index) => marked[index]?.suppressed != null);
};

/**
 * The profile for a look in which tokens stand in place of names: networks, proxy and names of its own are left out, and a
 * suppression names the token of its target, and no reason.
 */
export const redactedProfile = (value: unknown, original: Snapshot, redacted: Snapshot): DeviceProfile | undefined => {
  if (value === undefined) return undefined;
  const { protocol, gateway, inboundPorts, closedPorts, suppressions } = parseProfile(value);
  const nameless = { protocol, gateway, inboundPorts, closedPorts };
  if (suppressions === undefined) return nameless;
  const [seen, theirs] = [original, redacted].map((one) => diagnose(one, rules, { profile: nameless }).findings);
  const reason = say('not shown, for the report is redacted');
  return {
    ...nameless,
    suppressions: suppressions.flatMap((one) => {
      const held = heldBy(one, seen ?? [], theirs ?? [], new Date(original.collectedAt));
      const targets = held.length === 0 ? [say('redacted')] : held.map(({ target }) => target.slice(0, 200));
      return targets.map((target) => ({ ...one, target, reason }));
    }),
  };
};
