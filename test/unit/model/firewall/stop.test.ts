import assert from 'node:assert/strict';
import { rulesFact } from '../../../../core/src/model/firewall/stop.js';
import { worldOf } from '../../../../core/src/model/netfilter/worldOf.js';
import { emptyRuleset } from '../../../../core/src/parse/iptables/rule.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { healthyFacts } from '../../../support/healthyFacts.js';

const rules = rulesOf(liveText({}));
const cases = [
  ['those of the legacy back end', emptyRuleset, rules, 'guest.iptablesLegacy'],
  ['those of nft, as on Azure Linux 3', rules, emptyRuleset, 'guest.iptablesNft'],
  ['none in either', emptyRuleset, emptyRuleset, 'guest.iptablesLegacy'],
] as const;

describe('Where the rules of a VM are to be seen', () => {
  for (const [name, nft, legacy, fact] of cases)
    it(name, () => {
      const world = worldOf({ ...healthyFacts, 'guest.iptablesNft': nft, 'guest.iptablesLegacy': legacy });
      assert.equal(rulesFact(world), fact);
    });
});
