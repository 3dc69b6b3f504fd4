import rule from '../../../../core/src/rules/fw/FW005-foreign-firewall.js';
import { testRule } from '../../../support/testRule.js';

const product = (state: number | null) => ({ 'host.firewallProducts': [{ name: 'Contoso Shield', state }] });

testRule(rule, {
  pass: [
    { name: 'none', facts: { 'host.firewallProducts': [] } },
    { name: 'one that is off', facts: product(0x060000) },
    { name: 'one whose state is not told', facts: product(null) },
  ],
  fail: [],
  notes: [{ name: 'one that is on', facts: product(0x061100), messages: ['foreign'], says: ['Contoso Shield'] }],
  notApplicable: [],
});
