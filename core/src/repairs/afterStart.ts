import type { FactValues } from '../facts/facts.js';
import { emptyRuleset, tableOf } from '../parse/iptablesRule.js';
import type { BackEndName, World } from '../model/netfilter/world.js';

type SavedRules = NonNullable<FactValues['guest.ip4save']>;

/**
 * The world as the next start makes it: the boot script flushes the filter table and restores the saved rules, before the
 * container engine has added its own. null: the saved rules are not understood.
 */
export const afterStart = (world: World, saved: SavedRules, backEnd: BackEndName): World | null => {
  if (!saved.ruleset.ok) return null;
  const filter = tableOf(saved.ruleset.value, 'filter');
  if (filter === null) return null;
  const ruleset = { ...emptyRuleset, tables: [filter] };
  return { ...world, backEnds: [{ name: backEnd, ruleset }] };
};
