import rule from '../../../../core/src/rules/ep/EP001-upstream-port-closed.js';
import type { FactValues } from '../../../../core/src/facts/facts.js';
import { readProfile } from '../../../../core/src/model/profile.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { translated } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const host = { 'host.reach': healthy('host.reach')['host.reach'] };
const [first] = facts['guest.reach'];

type Attempt = FactValues['guest.reach'][number];
const tried = (port: number, tcp: Attempt['tcp'], over: Partial<Attempt> = {}): Attempt => ({
  ...first!,
  port,
  tcp,
  tls: 'notTried',
  issuer: null,
  ...over,
});

const device = (upstream: Partial<FactValues['guest.upstream']>, ...reach: readonly Attempt[]) => ({
  ...facts,
  'guest.upstream': { ...facts['guest.upstream'], ...upstream },
  'guest.reach': reach,
});
const test = (port: number) => `Test-NetConnection -ComputerName '${vm.hub}' -Port ${port}`;

testRule(rule, {
  pass: [
    {
      name: 'a hub whose TLS opens where something answers for everyone',
      facts: device({}, tried(5671, 'connected', { tls: 'ok' }), tried(5671, 'connected', { host: '192.0.2.1' })),
    },
    { name: 'AMQP on 5671', facts },
    {
      name: 'MQTT on 8883 while 5671 is closed, which nobody uses',
      facts: device({ protocol: 'Mqtt' }, tried(8883, 'connected'), tried(5671, 'silent')),
    },
    {
      name: 'the second of two addresses',
      facts: device({}, tried(5671, 'silent', { address: '40.83.177.43' }), tried(5671, 'connected')),
    },
    {
      name: 'WebSockets through a proxy where the direct way is closed',
      facts: device({ protocol: 'AmqpWs' }, tried(443, 'silent'), tried(443, 'connected', { via: 'proxy' })),
    },
    {
      name: 'a parent that answers while the hub does not',
      facts: device(
        { parent: 'parent.plant' },
        tried(5671, 'silent'),
        tried(5671, 'connected', { host: 'Parent.plant' }),
      ),
    },
  ],
  fail: [
    {
      name: 'AMQP that is closed to what the NAT of Windows sends',
      facts: { ...device({}, tried(5671, 'silent')), ...translated },
      messages: ['closed'],
    },
    {
      name: 'MQTT with 8883 closed',
      facts: device({ protocol: 'Mqtt' }, tried(8883, 'silent'), tried(443, 'silent')),
      messages: ['closed'],
      targets: [`${vm.hub}:8883`],
      says: ['dropped on the way'],
      shows: [`guest.reach/${vm.hub}:8883: `],
      commands: [test(8883)],
    },
    {
      name: 'a port that this Windows reaches: the path of the VM is closed',
      facts: { ...device({}, tried(5671, 'silent')), ...host },
      messages: ['closed'],
      says: ['It works from this Windows'],
      shows: [`host.reach/${vm.hub}:5671: `],
    },
    {
      name: 'a port that this Windows does not reach either: the network is closed',
      facts: {
        ...device({}, tried(5671, 'silent')),
        'host.reach': host['host.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
      },
      messages: ['closed'],
      says: ['does not work from this Windows either'],
    },
    {
      name: 'a port of a name that this Windows does not resolve',
      facts: {
        ...device({}, tried(5671, 'silent')),
        'host.reach': host['host.reach'].map((one) => ({ ...one, tcp: 'unresolved' as const })),
      },
      messages: ['closed'],
      says: ['Whether it works from this Windows is not known.'],
    },
    {
      name: 'AMQP with 5671 closed and 443 open',
      facts: device({}, tried(5671, 'refused'), tried(443, 'connected')),
      messages: ['closedWebSocketsOpen'],
      says: ['refused'],
      commands: [test(5671)],
    },
    {
      name: 'WebSockets with 443 closed, where nothing is left to fall back to',
      facts: device({ protocol: 'MqttWs' }, tried(443, 'unreachable')),
      messages: ['closed'],
      targets: [`${vm.hub}:443`],
    },
    {
      name: 'no protocol set and 5671 closed, as a warning',
      facts: device({ protocol: null }, tried(5671, 'silent'), tried(443, 'connected')),
      messages: ['fallback'],
      says: ['falls back'],
    },
    {
      name: 'no protocol set in the VM, and MQTT by the owner: what is wished falls back to nothing',
      facts: {
        ...device({ protocol: null }, tried(8883, 'silent'), tried(443, 'connected')),
        profile: readProfile({ protocol: 'Mqtt' })!,
      },
      messages: ['closedWebSocketsOpen'],
      targets: [`${vm.hub}:8883`],
      says: ['Port 443 is open'],
    },
    {
      name: 'a hub that only a container reaches',
      facts: device({}, tried(5671, 'silent'), tried(5671, 'connected', { from: 'network:azure-iot-edge' })),
      messages: ['closed'],
    },
  ],
  notApplicable: [{ name: 'a device that is not provisioned', facts: device({ hub: null, source: null }) }],
  unknown: [
    {
      name: 'an open port where something answers for everyone and TLS was not tried',
      facts: device({}, tried(5671, 'connected'), tried(5671, 'connected', { host: '192.0.2.1' })),
      says: 'answers for every address',
    },
    {
      name: 'a hub whose name does not resolve',
      facts: device({}, tried(5671, 'unresolved')),
      says: 'did not resolve',
    },
    { name: 'a hub that was not tried', facts: device({}), says: 'could not be tried' },
    {
      name: 'a configuration without hub and parent',
      facts: device({ hub: null }),
      says: 'neither a hub nor a parent',
    },
  ],
});
