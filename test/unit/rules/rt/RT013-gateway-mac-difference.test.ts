import rule from '../../../../core/src/rules/rt/RT013-gateway-mac-difference.js';
import { onLan, placed } from '../../../support/devices.js';
import { healthy, healthyFacts, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const ids = [...rule.requires, ...rule.uses];
const facts = healthy(...ids);
const other = '02:11:22:33:44:55';
const seenAs = (mac: string | null, state: string, gateway: string = vm.gateway) => ({
  'guest.neighbours': [{ address: gateway, device: 'eth0', mac, state }],
  'guest.gatewayProbe': [{ device: 'eth0', gateway, ping: 'silent' as const, neighbour: state, mac }],
});
const nothingAnswers = {
  'guest.reach': facts['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
  'guest.dnsProbe': healthyFacts['guest.dnsProbe'].map(
    (one) => ({ ...one, state: 'silent', rcode: null, addresses: [] }) as const,
  ),
};

/** A LAN whose router Windows knows by its MAC address. */
const lan = (mac: string | null) => {
  const device = placed({ ...onLan, fixed: true });
  const there = { ...facts, ...Object.fromEntries(ids.map((id) => [id, device[id] ?? healthyFacts[id]])) };
  const known = { address: '10.47.0.1', mac, interfaceIndex: 30, state: 'Reachable' as const };
  return { ...there, 'host.neighbours': [known] };
};
const forget = (gateway: string) => `Invoke-EflowVmCommand 'sudo ip neigh del ${gateway} dev eth0'`;

testRule(rule, {
  pass: [
    { name: 'the MAC address of Windows on the switch, and no answer', facts: { ...facts, ...nothingAnswers } },
    {
      name: 'the same in other letters, by hand',
      facts: { ...facts, ...seenAs('00:15:5D:A0:B1:C2', 'PERMANENT'), ...nothingAnswers },
    },
    {
      name: 'another one, by which all is reached: two routers may share an address',
      facts: { ...facts, ...seenAs(other, 'REACHABLE') },
    },
    {
      name: 'another one, which answers questions for names while nothing beyond it answers',
      facts: {
        ...facts,
        ...seenAs(other, 'REACHABLE'),
        ...nothingAnswers,
        'guest.dnsProbe': facts['guest.dnsProbe'],
      },
    },
  ],
  fail: [
    {
      name: 'an entry made by hand',
      facts: { ...facts, ...seenAs(other, 'PERMANENT'), ...nothingAnswers },
      messages: ['byHand'],
      targets: [vm.gateway],
      says: [other, '00:15:5d:a0:b1:c2'],
      shows: [`guest.neighbours/${vm.gateway}: ${other}, PERMANENT, not 00:15:5d:a0:b1:c2`],
      commands: [
        forget(vm.gateway),
        "Invoke-EflowVmCommand 'grep -rn LinkLayerAddress= /etc/systemd/network' -ignoreError",
      ],
    },
    {
      name: 'another machine of the LAN that answers for the router',
      facts: { ...lan('3c:52:82:00:00:01'), ...seenAs(other, 'REACHABLE', '10.47.0.1'), ...nothingAnswers },
      messages: ['another'],
      targets: ['10.47.0.1'],
      says: [other, '3c:52:82:00:00:01'],
      commands: [forget('10.47.0.1')],
    },
    {
      name: 'the same, beside an entry of another machine that was made by hand',
      facts: {
        ...facts,
        ...nothingAnswers,
        ...seenAs(other, 'REACHABLE'),
        'guest.neighbours': [
          { address: vm.gateway, device: 'eth0', mac: other, state: 'REACHABLE' },
          { address: '172.27.112.9', device: 'eth0', mac: other, state: 'PERMANENT' },
        ],
      },
      messages: ['another'],
    },
    {
      name: 'an entry made by hand, beside another machine that answers',
      facts: {
        ...facts,
        ...nothingAnswers,
        ...seenAs(other, 'PERMANENT'),
        'guest.neighbours': [
          { address: vm.gateway, device: 'eth0', mac: other, state: 'PERMANENT' },
          { address: '172.27.112.9', device: 'eth0', mac: other, state: 'REACHABLE' },
        ],
      },
      messages: ['byHand'],
    },
  ],
  notApplicable: [
    { name: 'no default route', facts: { ...facts, 'guest.routes': [] } },
    { name: 'a default route that has no gateway, only a card', facts: { ...facts, 'guest.routes': [route({})] } },
    {
      name: 'a gateway that nobody asked for',
      facts: { ...facts, ...nothingAnswers, 'guest.neighbours': [], 'guest.gatewayProbe': [] },
    },
    { name: 'nobody answers for the gateway: RT004', facts: { ...facts, ...seenAs(null, 'FAILED') } },
    {
      name: 'a router of which Windows knows no MAC address',
      facts: { ...lan(null), ...seenAs(other, 'REACHABLE', '10.47.0.1'), ...nothingAnswers },
    },
  ],
  unknown: [
    {
      name: 'nothing was sent there',
      facts: { ...facts, ...seenAs(other, 'PERMANENT'), 'guest.reach': [], 'guest.dnsProbe': [] },
      says: 'Nothing was sent to the gateway of the VM or beyond it.',
    },
  ],
});
