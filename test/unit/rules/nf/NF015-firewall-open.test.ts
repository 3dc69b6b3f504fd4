import rule from '../../../../core/src/rules/nf/NF015-firewall-open.js';
import { withCard } from '../../../support/healthyFacts.js';
import { firewalled, portFacts } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const restart = ['Stop-EflowVm; Start-EflowVm', "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'"];

testRule(rule, {
  pass: [{ name: 'the stock policies', facts: portFacts }],
  fail: [
    {
      name: 'policies that were opened to try something',
      facts: firewalled({}, (text) => text.replace(':INPUT DROP', ':INPUT ACCEPT')),
      messages: ['open'],
      targets: ['INPUT'],
      commands: restart,
    },
    { name: 'a rule that lets everything in', facts: firewalled({ own: ['-A INPUT -j ACCEPT'] }), messages: ['open'] },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...firewalled({ own: ['-A INPUT -j ACCEPT'] }), 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
