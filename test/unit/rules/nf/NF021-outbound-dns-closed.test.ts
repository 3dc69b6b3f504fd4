import rule from '../../../../core/src/rules/nf/NF021-outbound-dns-closed.js';
import { healthyFacts, withCard } from '../../../support/healthyFacts.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { outbound, receiving, sending, untracking } from '../../../support/outboundCases.js';
import { testRule } from '../../../support/testRule.js';

const drop = (protocol: string, port: number) =>
  sending(`-A OUTPUT -p ${protocol} -m ${protocol} --dport ${port} -j DROP`, '-A OUTPUT -j ACCEPT');

testRule(rule, {
  pass: [
    { name: 'the stock rule', facts: outbound },
    { name: 'another closed port, which NF006 reports', facts: drop('tcp', 5671) },
  ],
  fail: [
    {
      name: 'questions that are not tracked, so that their answers belong to nothing',
      facts: untracking('-A OUTPUT -p udp -m udp --dport 53 -j NOTRACK'),
      messages: ['untracked'],
      targets: ['53/udp'],
      says: ['rule 1 of OUTPUT in raw'],
    },
    {
      name: 'a rule that stops the answers',
      facts: receiving('-A INPUT -p udp -m udp --sport 53 -j DROP', '-A INPUT -m state --state ESTABLISHED -j ACCEPT'),
      messages: ['answers'],
      targets: ['53/udp'],
      says: ['-j DROP'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I INPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'",
        "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
      ],
    },
    {
      name: 'a rule that stops the questions',
      facts: drop('udp', 53),
      messages: ['closed'],
      targets: ['53/udp'],
      says: ['DNS', '--dport 53 -j DROP'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I OUTPUT 1 -p udp -m udp --dport 53 -j ACCEPT'",
        "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
      ],
    },
    {
      name: 'a list of allowed ports without it',
      facts: sending('-A OUTPUT -p tcp -j ACCEPT'),
      messages: ['closed'],
      targets: ['53/udp'],
    },
    {
      name: 'questions taken to a server that does not answer',
      facts: {
        ...outbound,
        'guest.iptablesLegacy': rulesOf(
          liveText().replace('-A OUTPUT !', '-A OUTPUT -p udp -j DNAT --to-destination 10.99.0.53\n-A OUTPUT !'),
        ),
        'guest.dnsProbe': healthyFacts['guest.dnsProbe'].map((one) => ({ ...one, state: 'silent' as const })),
      },
      messages: ['diverted'],
      targets: ['53/udp'],
      says: ['to 10.99.0.53:53'],
    },
  ],
  notApplicable: [
    { name: 'everything closed, which NF005 reports', facts: sending() },
    {
      name: 'a VM without an address',
      facts: { ...drop('udp', 53), 'guest.interfaces': withCard({ addresses: [] }) },
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...outbound, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
