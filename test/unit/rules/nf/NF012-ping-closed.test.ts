import rule from '../../../../core/src/rules/nf/NF012-ping-closed.js';
import { withCard } from '../../../support/healthyFacts.js';
import { firewalled, portFacts } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'a VM that answers', facts: firewalled({ own: ['-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT'] }) },
  ],
  fail: [],
  notes: [
    {
      name: 'the stock rules (guide row G24)',
      facts: portFacts,
      messages: ['closed'],
      says: ['policy of INPUT'],
      commands: ["Invoke-EflowVmCommand 'sudo iptables -w -I INPUT 1 -p icmp -m icmp --icmp-type 8 -j ACCEPT'"],
    },
    {
      name: 'a rule that says so',
      facts: firewalled({ own: ['-A INPUT -p icmp -j DROP'] }),
      messages: ['closed'],
      says: ['-p icmp -j DROP'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
