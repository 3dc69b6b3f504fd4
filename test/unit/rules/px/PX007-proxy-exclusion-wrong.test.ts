import rule from '../../../../core/src/rules/px/PX007-proxy-exclusion-wrong.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { everywhere, proxied } from '../../../support/proxyCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const base = healthy(...rule.requires);
const proxy = 'http://proxy.plant:3128';
const excluding = (value: string, place: 'edgeAgent' | 'engine' = 'edgeAgent') => [
  ...everywhere(proxy),
  { place, variable: 'NO_PROXY', value },
];
const through = tried(vm.hub, 443, 'connected', { via: 'proxy', tls: 'ok' });
const closed = tried(vm.hub, 443, 'silent');
const facts = {
  ...base,
  'guest.proxySettings': excluding('localhost,127.0.0.1,.local'),
  'guest.reach': [closed, through],
};
const see = "Invoke-EflowVmCommand 'systemctl show -p Environment docker aziot-edged aziot-identityd'";
const parent = 'parent.plant.example';
const nested = [
  through,
  tried(parent, 443, 'connected', { tls: 'ok' }),
  tried(parent, 443, 'connected', { via: 'proxy', tls: 'failed' }),
];

testRule(rule, {
  pass: [
    { name: 'entries for other hosts', facts },
    {
      name: 'a host past the proxy that is reached without it',
      facts: { ...facts, 'guest.proxySettings': excluding('.azure-devices.net'), 'guest.reach': base['guest.reach'] },
    },
    {
      name: 'an entry for another port',
      facts: { ...facts, 'guest.proxySettings': excluding(`${vm.hub}:8080`) },
    },
    { name: 'a network that the host is not in', facts: { ...facts, 'guest.proxySettings': excluding('10.0.0.0/8') } },
    {
      name: 'a name below the host, which is not the host',
      facts: { ...facts, 'guest.proxySettings': excluding(`*.${vm.hub}`) },
    },
    {
      name: 'a parent that NO_PROXY names',
      facts: {
        ...facts,
        'guest.proxySettings': excluding(parent, 'edgeAgent').concat(
          (['engine', 'edged', 'identityd'] as const).map((place) => ({ place, variable: 'no_proxy', value: parent })),
        ),
        'guest.reach': nested,
      },
    },
    {
      name: 'a proxy that serves nothing, which PX004 reports',
      facts: { ...facts, 'guest.reach': nested.slice(1) },
    },
  ],
  fail: [
    {
      name: 'the domain of the hub',
      facts: { ...facts, 'guest.proxySettings': excluding('localhost,.azure-devices.net') },
      messages: ['excluded'],
      targets: [vm.hub],
      says: ['edgeAgent has the entry ".azure-devices.net"'],
      commands: [see],
    },
    {
      name: 'everything, at the engine alone',
      facts: { ...facts, 'guest.proxySettings': excluding('*', 'engine') },
      messages: ['excluded'],
      says: ['the container engine has the entry "*"'],
    },
    {
      name: 'a network that holds a host given as an address',
      facts: {
        ...facts,
        'guest.proxySettings': excluding('20.0.0.0/8'),
        'guest.reach': [tried('20.50.1.9', 443, 'silent'), through],
      },
      messages: ['excluded'],
      targets: ['20.50.1.9'],
    },
    {
      name: 'a parent on the LAN that the proxy does not open',
      facts: { ...facts, 'guest.reach': nested },
      messages: ['through'],
      targets: [parent],
      says: ['NO_PROXY of the container engine, aziot-edged, aziot-identityd, edgeAgent'],
      commands: [see],
    },
  ],
  notApplicable: [
    { name: 'a device without a proxy', facts: base },
    {
      name: 'a list without a proxy',
      facts: { ...facts, 'guest.proxySettings': [{ place: 'engine', variable: 'no_proxy', value: '*' }] },
    },
    { name: 'places whose proxy is empty', facts: { ...facts, 'guest.proxySettings': proxied({ engine: '' }) } },
  ],
});
