import rule from '../../../../core/src/rules/rt/RT004-gateway-silent.js';
import { healthy, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const entry = (mac: string | null, state: string) => ({
  ...facts,
  'guest.gatewayProbe': [],
  'guest.neighbours': [{ address: vm.gateway, device: 'eth0', mac, state }],
});
const probed = (change: object) => ({
  ...facts,
  'guest.reach': [],
  'guest.gatewayProbe': facts['guest.gatewayProbe'].map((one) => ({ ...one, ...change })),
});
const unasked = { ...facts, 'guest.neighbours': [], 'guest.gatewayProbe': [] };

testRule(rule, {
  pass: [
    { name: 'a gateway that answers', facts },
    { name: 'a gateway that answered a while ago', facts: entry('00:15:5d:a0:b1:c2', 'STALE') },
    {
      name: 'a gateway that answers no ping and is there',
      facts: { ...probed({ ping: 'silent', neighbour: 'REACHABLE' }), 'guest.neighbours': [] },
    },
    {
      name: 'a gateway that answered just now, whatever an older entry says',
      facts: { ...facts, 'guest.neighbours': [{ address: vm.gateway, device: 'eth0', mac: null, state: 'FAILED' }] },
    },
    { name: 'a gateway that nobody asked for while connections beyond it work', facts: unasked },
  ],
  fail: [
    {
      name: 'a gateway that does not answer',
      facts: entry(null, 'FAILED'),
      messages: ['silent'],
      targets: [vm.gateway],
      shows: [`guest.neighbours/${vm.gateway}: no MAC address, FAILED`],
      commands: [`Test-NetConnection -ComputerName '${vm.gateway}'; Get-NetIPConfiguration`],
    },
    {
      name: 'an entry of zeros (Azure/iotedge-eflow#120)',
      facts: entry('00:00:00:00:00:00', 'STALE'),
      messages: ['silent'],
      says: ['Nobody on eth0'],
      shows: ['00:00:00:00:00:00, STALE'],
    },
    {
      name: 'a gateway that did not answer when it was asked, whatever an older entry says',
      facts: probed({ ping: 'silent', neighbour: 'FAILED', mac: null }),
      messages: ['silent'],
    },
    { name: 'a gateway that is being asked in vain', facts: entry(null, 'INCOMPLETE'), messages: ['silent'] },
  ],
  notApplicable: [
    { name: 'a VM without a default route', facts: { ...facts, 'guest.routes': [] } },
    { name: 'a default route that has no gateway, only a card', facts: { ...facts, 'guest.routes': [route({})] } },
  ],
  unknown: [
    {
      name: 'a gateway that nobody asked for',
      facts: { ...unasked, 'guest.reach': [] },
      says: 'Nobody asked for the gateway',
    },
  ],
});
