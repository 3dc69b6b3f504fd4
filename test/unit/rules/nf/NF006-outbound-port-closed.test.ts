import rule from '../../../../core/src/rules/nf/NF006-outbound-port-closed.js';
import { withCard } from '../../../support/healthyFacts.js';
import { outbound, receiving, sending, untracking } from '../../../support/outboundCases.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const upstream = (protocol: 'Mqtt' | 'AmqpWs') => ({ 'guest.upstream': { ...outbound['guest.upstream'], protocol } });
const drop = (protocol: string, port: number) =>
  sending(`-A OUTPUT -p ${protocol} -m ${protocol} --dport ${port} -j DROP`, '-A OUTPUT -j ACCEPT');
const see = "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'";

const redirected = {
  ...outbound,
  'guest.iptablesLegacy': rulesOf(
    liveText().replace('-A OUTPUT !', '-A OUTPUT -p tcp -m tcp --dport 443 -j REDIRECT --to-ports 3128\n-A OUTPUT !'),
  ),
};
const proxy = { protocol: 'tcp', address: '0.0.0.0', port: 3128, process: 'squid' } as const;

testRule(rule, {
  pass: [
    { name: 'the stock rule', facts: outbound },
    { name: 'a closed port that this device does not use', facts: drop('tcp', 8883) },
    { name: 'closed DNS, which NF021 reports', facts: drop('udp', 53) },
    {
      name: 'a redirect to a program that answers',
      facts: { ...redirected, 'guest.reach': [tried('a', 443, 'connected')] },
    },
    { name: 'a redirect of which nobody tried what becomes', facts: { ...redirected, 'guest.listeners': [proxy] } },
    {
      name: 'the addresses of the services let out alone',
      facts: {
        ...sending('-A OUTPUT -p udp -j ACCEPT', '-A OUTPUT -d 40.83.177.42/32 -j ACCEPT'),
        'guest.reach': [tried('a', 443, 'connected'), tried('a', 5671, 'connected')],
      },
    },
  ],
  fail: [
    {
      name: 'a rule that stops the answers',
      facts: receiving(
        '-A INPUT -p tcp -m tcp --sport 5671 -j DROP',
        '-A INPUT -m state --state ESTABLISHED -j ACCEPT',
      ),
      messages: ['answers'],
      targets: ['5671/tcp'],
      says: ['-j DROP'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I INPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'",
        "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
      ],
    },
    {
      name: 'answers of one service that are not tracked',
      facts: untracking('-A PREROUTING -p tcp -m tcp --sport 5671 -j NOTRACK'),
      messages: ['untracked'],
      targets: ['5671/tcp'],
      says: ['AMQP', '--sport 5671 -j NOTRACK'],
    },
    {
      name: 'the closed port of the protocol in use',
      facts: drop('tcp', 5671),
      messages: ['closed'],
      targets: ['5671/tcp'],
      says: ['AMQP', '--dport 5671 -j DROP'],
      commands: ["Invoke-EflowVmCommand 'sudo iptables -w -I OUTPUT 1 -p tcp -m tcp --dport 5671 -j ACCEPT'", see],
    },
    {
      name: 'closed MQTT of a device that uses it',
      facts: { ...drop('tcp', 8883), ...upstream('Mqtt') },
      messages: ['closed'],
      says: ['MQTT'],
    },
    {
      name: 'closed 443 of a device that uses WebSockets',
      facts: { ...drop('tcp', 443), ...upstream('AmqpWs') },
      messages: ['closed'],
      targets: ['443/tcp'],
    },
    {
      name: 'a list of allowed ports in which one is missing',
      facts: sending('-A OUTPUT -p udp -m udp --dport 53 -j ACCEPT', '-A OUTPUT -p tcp -m tcp --dport 443 -j ACCEPT'),
      messages: ['closed'],
      targets: ['5671/tcp'],
    },
    {
      name: 'the address of the hub closed alone',
      facts: {
        ...sending('-A OUTPUT -d 40.83.0.0/16 -p tcp -m tcp --dport 5671 -j DROP', '-A OUTPUT -j ACCEPT'),
        'guest.reach': [tried('a', 443, 'connected'), tried('a', 5671, 'silent')],
      },
      messages: ['closed'],
      targets: ['5671/tcp'],
    },
    {
      name: 'a redirect to a program that does not answer',
      facts: { ...redirected, 'guest.reach': [tried('a', 443, 'silent'), tried('a', 5671, 'connected')] },
      messages: ['diverted'],
      targets: ['443/tcp'],
      says: ['to 127.0.0.1:3128', 'rule 1 of OUTPUT in nat'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -t nat -L OUTPUT -v -n --line-numbers'",
        "Invoke-EflowVmCommand 'sudo iptables -w -t nat -D OUTPUT 1'",
        see,
      ],
    },
    {
      name: 'a redirect to a port on which no program listens',
      facts: { ...redirected, 'guest.listeners': [] },
      messages: ['diverted'],
    },
  ],
  notApplicable: [
    { name: 'everything closed, which NF005 reports', facts: sending() },
    {
      name: 'a VM without an address',
      facts: { ...drop('tcp', 5671), 'guest.interfaces': withCard({ addresses: [] }) },
    },
  ],
  unknown: [
    {
      name: 'a redirect of the addresses of a set, which nobody knows',
      facts: {
        ...outbound,
        'guest.iptablesLegacy': rulesOf(
          liveText().replace(
            '-A OUTPUT !',
            '-A OUTPUT -p tcp -m set --match-set proxied dst -j DNAT --to-destination 10.1.1.1\n-A OUTPUT !',
          ),
        ),
        'guest.reach': [tried('a', 443, 'silent'), tried('a', 5671, 'silent')],
      },
      says: '--match-set proxied dst',
    },
    {
      name: 'rules that iptables did not make',
      facts: { ...outbound, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
