import type { FactValues } from '../../facts/facts.js';
import { rulesForPort, type FirewallCategory } from './firewall.js';

/** GpoBoolean.False, Action.Block. */
const FALSE = 0;
const BLOCK = 4;

type FirewallProfile = FactValues['host.firewallProfiles'][number];

/** What Windows itself answers on the Default Switch. */
const services = [
  { what: 'DHCP (UDP 67)', port: 67 },
  { what: 'DNS (UDP 53)', port: 53 },
] as const;

/** Services that the firewall keeps the VM from: by this rule, or null: since none lets them in. */
export interface KeptOut {
  readonly rule: string | null;
  readonly services: readonly string[];
}

/**
 * What the Windows firewall makes of the services of the switch; one entry for each cause, however many services it hits.
 * Where local rules are ignored none of them is in force, and that is another fault (FW001).
 */
export const keptOutServices = (
  rules: FactValues['host.firewallRules'],
  profile: FirewallProfile,
  at: { readonly category: FirewallCategory; readonly alias: string },
): readonly KeptOut[] => {
  const needsRule = profile.defaultInbound === BLOCK && profile.allowLocalRules !== FALSE;
  const lost = services.flatMap(({ what, port }) => {
    const { blocking, allowing } = rulesForPort(rules, { ...at, protocol: 'UDP', port });
    const rule = blocking[0]?.id ?? null;
    return rule !== null || (needsRule && allowing.length === 0) ? [{ rule, what }] : [];
  });
  return [...new Set(lost.map(({ rule }) => rule))].map((rule) => ({
    rule,
    services: lost.filter((one) => one.rule === rule).map(({ what }) => what),
  }));
};
