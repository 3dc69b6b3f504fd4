import type { FactTable } from '../facts/readFacts.js';

/**
 * EFLOW 1.1, which is CBL-Mariner 1.0, is reached by SSH over TCP and blocks an address that connects more than three times
 * a minute (iot-edge-for-linux-on-windows-security.md); later builds use a Hyper-V socket, which has no such limit.
 */
const LIMIT = 3;

/** A rule that counts who connects to the port of SSH, as builds up to 1.1 have it. */
const isLimit = (rule: string): boolean =>
  rule.includes('-m recent ') && rule.includes('--hitcount ') && /--dport 22\b/.test(rule);

/** How many guest sessions a minute are let in; null where nothing limits them. */
export const sessionsPerMinute = (facts: FactTable): number | null => {
  const release = facts['guest.release'];
  if (release.ok && release.value.id === 'mariner' && release.value.versionId.startsWith('1.')) return LIMIT;
  const rulesets = [facts['guest.iptablesLegacy'], facts['guest.iptablesNft']];
  const rules = rulesets.flatMap((one) =>
    one.ok ? one.value.tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules)) : [],
  );
  return rules.some(({ text }) => isLimit(text)) ? LIMIT : null;
};
