import rule from '../../../../core/src/rules/nf/NF023-container-port-closed.js';
import { healthy } from '../../../support/healthyFacts.js';
import { firewalled, portFacts } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = { ...portFacts, ...healthy('guest.upstream') };
const behind = (...dockerUser: readonly string[]) => ({ ...facts, ...firewalled({ dockerUser }) });
const upstream = (protocol: 'Mqtt' | 'AmqpWs') => ({ 'guest.upstream': { ...facts['guest.upstream'], protocol } });
const stopped = facts['guest.containers'].map((one) => ({ ...one, running: false }));

testRule(rule, {
  pass: [
    { name: 'containers that are let out', facts },
    {
      name: 'a port that this device does not use',
      facts: behind('-A DOCKER-USER -o eth0 -p tcp -m tcp --dport 8883 -j DROP'),
    },
    {
      name: 'containers that are not let out at all, which NF004 reports',
      facts: behind('-A DOCKER-USER -o eth0 -j DROP'),
    },
  ],
  fail: [
    {
      name: 'the port of the protocol in use, stopped for containers alone',
      facts: behind('-A DOCKER-USER -o eth0 -p tcp -m tcp --dport 5671 -j DROP'),
      messages: ['closed'],
      targets: ['azure-iot-edge'],
      says: ['5671', 'AMQP', '--dport 5671 -j DROP'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I DOCKER-USER 1 -o eth0 -p tcp -m tcp --dport 5671 -j ACCEPT'",
      ],
    },
    {
      name: 'a list of allowed ports in which MQTT is missing',
      facts: {
        ...behind(
          '-A DOCKER-USER -o eth0 -p tcp -m multiport --dports 443,5671 -j ACCEPT',
          '-A DOCKER-USER -o eth0 -p tcp -j DROP',
        ),
        ...upstream('Mqtt'),
      },
      messages: ['closed'],
      says: ['8883', 'MQTT'],
    },
  ],
  notApplicable: [
    { name: 'no container that runs', facts: { ...facts, 'guest.containers': stopped } },
    {
      name: 'WebSockets',
      facts: { ...behind('-A DOCKER-USER -o eth0 -p tcp -m tcp --dport 443 -j DROP'), ...upstream('AmqpWs') },
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...facts, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
