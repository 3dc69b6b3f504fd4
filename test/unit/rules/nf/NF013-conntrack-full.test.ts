import rule from '../../../../core/src/rules/nf/NF013-conntrack-full.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const table = (count: number | null, max: number | null) => ({ 'guest.conntrack': { count, max } });

testRule(rule, {
  pass: [
    { name: 'a table with room', facts },
    { name: 'a table that is well used', facts: table(9499, 10000) },
  ],
  fail: [
    {
      name: 'a table that is nearly full',
      facts: table(9500, 10000),
      messages: ['full'],
      says: ['95 % full', '9500 of 10000'],
      commands: [
        "Invoke-EflowVmCommand 'sudo sysctl -w net.netfilter.nf_conntrack_max=20000'",
        "Invoke-EflowVmCommand 'sudo cat /proc/net/nf_conntrack'",
      ],
    },
  ],
  notApplicable: [{ name: 'a VM that tracks no connections', facts: table(null, null) }],
});
