import rule from '../../../../core/src/rules/nf/NF006-outbound-port-closed.js';
import { withCard } from '../../../support/healthyFacts.js';
import { outbound, receiving, sending } from '../../../support/outboundCases.js';
import { testRule } from '../../../support/testRule.js';

const upstream = (protocol: 'Mqtt' | 'AmqpWs') => ({ 'guest.upstream': { ...outbound['guest.upstream'], protocol } });
const drop = (protocol: string, port: number) =>
  sending(`-A OUTPUT -p ${protocol} -m ${protocol} --dport ${port} -j DROP`, '-A OUTPUT -j ACCEPT');
const see = "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'";

testRule(rule, {
  pass: [
    { name: 'the stock rule', facts: outbound },
    { name: 'a closed port that this device does not use', facts: drop('tcp', 8883) },
    { name: 'closed DNS, which NF021 reports', facts: drop('udp', 53) },
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
      name: 'rules that iptables did not make',
      facts: { ...outbound, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
