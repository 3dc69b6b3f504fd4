import rule from '../../../../core/src/rules/px/PX003-proxy-without-websockets.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { everywhere } from '../../../support/proxyCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const base = healthy(...rule.requires);
const facts = { ...base, 'guest.proxySettings': everywhere('http://proxy.plant:3128') };
const upstream = (change: object) => ({ ...facts, 'guest.upstream': { ...base['guest.upstream'], ...change } });
const closed = { 'guest.reach': [tried(vm.hub, 5671, 'silent'), tried(vm.hub, 443, 'connected', { via: 'proxy' })] };

testRule(rule, {
  pass: [
    { name: 'a port that is open beside the proxy', facts },
    { name: 'WebSockets', facts: { ...upstream({ protocol: 'AmqpWs' }), ...closed } },
    { name: 'a port that nobody tried', facts: { ...facts, 'guest.reach': [] } },
  ],
  fail: [
    {
      name: 'AMQP with its port closed',
      facts: { ...facts, ...closed },
      messages: ['direct'],
      targets: [vm.hub],
      says: ['5671', 'AMQP'],
    },
    {
      name: 'MQTT with its port closed',
      facts: { ...upstream({ protocol: 'Mqtt' }), 'guest.reach': [tried(vm.hub, 8883, 'refused')] },
      messages: ['direct'],
      says: ['MQTT'],
    },
  ],
  notApplicable: [
    { name: 'a device without a proxy', facts: { ...base, ...closed } },
    {
      name: 'a device without a protocol, which falls back by itself',
      facts: { ...upstream({ protocol: null }), ...closed },
    },
    { name: 'a device without a hub', facts: { ...upstream({ hub: null }), ...closed } },
  ],
});
