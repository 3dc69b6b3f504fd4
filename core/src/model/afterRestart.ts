import type { FactValues } from '../facts/facts.js';
import { emptyRuleset, type Ruleset } from '../parse/iptablesRule.js';
import { worldOf, type WorldFacts } from './netfilter/worldOf.js';
import type { World } from './netfilter/world.js';

type Tool = FactValues['guest.iptablesVersion'];

/** The VM as iptables.service leaves it at the next start: the saved rules in the back end of its tool, nothing else yet. */
export const worldAfterRestart = (facts: WorldFacts, saved: Ruleset, tool: Tool): World => {
  const usesNft = tool.backEnd === 'nft';
  return worldOf({
    ...facts,
    'guest.iptablesNft': usesNft ? saved : emptyRuleset,
    'guest.iptablesLegacy': usesNft ? emptyRuleset : saved,
  });
};
