import rule from '../../../../core/src/rules/nf/NF005-outbound-closed.js';
import { withCard } from '../../../support/healthyFacts.js';
import { outbound, receiving, sending, untracking } from '../../../support/outboundCases.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'the stock rule', facts: outbound },
    {
      name: 'one closed port, which NF006 reports',
      facts: sending('-A OUTPUT -p tcp -m tcp --dport 5671 -j DROP', '-A OUTPUT -j ACCEPT'),
    },
  ],
  fail: [
    {
      name: 'a VM without a route, whose rules are wrong all the same',
      facts: { ...sending(), 'guest.routes': [] },
      messages: ['closed'],
    },
    {
      name: 'the stock rule that is gone',
      facts: sending(),
      messages: ['closed'],
      targets: ['OUTPUT'],
      says: ['DNS, HTTPS, AMQP', 'policy of OUTPUT'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -A OUTPUT -j ACCEPT'",
        "Invoke-EflowVmCommand 'grep -n OUTPUT /etc/systemd/scripts/ip4save' -ignoreError",
      ],
    },
    {
      name: 'the rule for answers that is gone',
      facts: receiving(),
      messages: ['answers'],
      targets: ['INPUT'],
      says: ['policy of INPUT'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I INPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'",
        "Invoke-EflowVmCommand 'grep -n INPUT /etc/systemd/scripts/ip4save' -ignoreError",
      ],
    },
    {
      name: 'answers that are not tracked, so that the rule for answers lets none in',
      facts: untracking('-A PREROUTING -i eth0 -j NOTRACK'),
      messages: ['untracked'],
      targets: ['OUTPUT'],
      says: ['DNS, HTTPS, AMQP', 'rule 1 of PREROUTING in raw', 'NOTRACK'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -t raw -L PREROUTING -v -n --line-numbers'",
        "Invoke-EflowVmCommand 'sudo iptables -w -t raw -D PREROUTING 1'",
        "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
      ],
    },
    {
      name: 'what is sent without being tracked, so that its answers belong to nothing',
      facts: untracking('-A OUTPUT -j CT --notrack'),
      messages: ['untracked'],
      says: ['rule 1 of OUTPUT in raw', '--notrack'],
    },
    {
      name: 'a DROP before it',
      facts: sending('-A OUTPUT -o eth0 -j DROP', '-A OUTPUT -j ACCEPT'),
      messages: ['closed'],
      says: ['-o eth0 -j DROP'],
    },
    {
      name: 'every connection taken to an address that does not answer',
      facts: {
        ...outbound,
        'guest.iptablesLegacy': rulesOf(
          liveText().replace('-A OUTPUT !', '-A OUTPUT -p tcp -j DNAT --to-destination 10.1.1.1\n-A OUTPUT !'),
        ),
        'guest.reach': [tried('a', 443, 'silent'), tried('a', 5671, 'silent')],
      },
      messages: ['diverted'],
      says: ['HTTPS, AMQP', 'to 10.1.1.1:443', 'rule 1 of OUTPUT in nat'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...sending(), 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...outbound, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
