import rule from '../../../../core/src/rules/nf/NF011-two-back-ends.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const nft = (text: string) => ({ ...facts, 'guest.iptablesNft': rulesOf(text) });

testRule(rule, {
  pass: [
    { name: 'rules in one back end', facts },
    {
      name: 'open policies in the other',
      facts: nft(
        '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -j ACCEPT\nCOMMIT\n',
      ),
    },
  ],
  fail: [
    {
      name: 'rules that drop in both',
      facts: nft(liveText()),
      messages: ['both'],
      commands: ["Invoke-EflowVmCommand 'sudo iptables-nft-save -c; sudo iptables-legacy-save -c'"],
    },
  ],
  notApplicable: [],
});
