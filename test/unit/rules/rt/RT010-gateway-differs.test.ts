import rule from '../../../../core/src/rules/rt/RT010-gateway-differs.js';
import { onLan, placed } from '../../../support/devices.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy, healthyFacts, route } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const ids = [...rule.requires, ...rule.uses];

/** The device on a LAN whose router is 10.47.0.1, as Windows uses it, with a gateway of its own choice. */
const lan = (gateway: string, isFixed = true) => {
  const device = placed({ ...onLan, gateway, fixed: isFixed });
  const facts = { ...healthy(...ids), ...Object.fromEntries(ids.map((id) => [id, device[id] ?? healthyFacts[id]])) };
  return {
    ...(facts as ReturnType<typeof healthy<(typeof ids)[number]>>),
    'host.routes': [{ destination: '0.0.0.0/0', nextHop: '10.47.0.1', interfaceIndex: 30, metric: 25 }],
  };
};

const silent = {
  'guest.reach': healthyFacts['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
};

testRule(rule, {
  pass: [
    {
      name: 'the gateway of Windows, behind which nobody answers: the network is closed',
      facts: { ...lan('10.47.0.1'), ...silent },
    },
    { name: 'another gateway that leads out: a LAN may have two', facts: lan('10.47.0.254') },
    {
      name: 'another gateway, while Windows does not get out either',
      facts: {
        ...lan('10.47.0.44'),
        ...silent,
        'host.reach': healthyFacts['host.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
      },
    },
  ],
  fail: [
    {
      name: 'a fixed gateway that is another machine of the LAN',
      facts: { ...lan('10.47.0.44'), ...silent },
      messages: ['fixed'],
      targets: ['10.47.0.44'],
      says: ['10.47.0.44', '10.47.0.1', 'LAN'],
      shows: ['guest.routes/default: 10.47.0.44, not 10.47.0.1', 'contoso-hub.azure-devices.net:5671'],
      commands: [
        "Deploy-Eflow -vSwitchType 'External' -vSwitchName 'LAN' -ip4Address '10.47.0.45' -ip4GatewayAddress '10.47.0.1' -ip4PrefixLength 24",
      ],
    },
    {
      name: 'a DHCP server that names a wrong router: no name resolves, so that only questions were tried',
      facts: {
        ...lan('10.47.0.44', false),
        'guest.reach': [],
        'guest.dnsProbe': asked('10.20.0.53', 'silent'),
      },
      messages: ['leased'],
      says: ['from DHCP'],
    },
  ],
  unknown: [
    {
      name: 'nothing that was tried',
      facts: { ...lan('10.47.0.44'), 'guest.reach': [], 'guest.dnsProbe': [] },
      says: 'was tried',
    },
  ],
  notApplicable: [
    { name: 'a Default Switch', facts: healthy(...ids) },
    {
      name: 'a switch behind which Windows forwards, and has its own way out',
      facts: {
        ...lan('10.47.0.44'),
        ...silent,
        'host.switches': lan('10.47.0.44')['host.switches'].map((one) => ({ ...one, type: 'Internal' as const })),
      },
    },
    {
      name: 'a default route that has no gateway, only a card',
      facts: { ...lan('10.47.0.44'), ...silent, 'guest.routes': [route({})] },
    },
    { name: 'a switch that is not there', facts: { ...lan('10.47.0.44'), 'host.switches': [] } },
    { name: 'a switch by which Windows has no address', facts: { ...lan('10.47.0.44'), 'host.addresses': [] } },
    { name: 'a VM without a card', facts: { ...lan('10.47.0.44'), 'guest.interfaces': [] } },
    { name: 'a VM without a default route', facts: { ...lan('10.47.0.44'), 'guest.routes': [] } },
    {
      name: 'a default route by a second card, which RT002 reports',
      facts: {
        ...lan('10.47.0.44'),
        ...silent,
        'guest.routes': [route({ gateway: '10.47.0.44', device: 'eth1' })],
      },
    },
    {
      name: 'a Windows that has no gateway there',
      facts: { ...lan('10.47.0.44'), 'host.routes': [] },
    },
    {
      name: 'a Windows in another subnet, which SW015 reports',
      facts: {
        ...lan('10.47.0.44'),
        'host.routes': [{ destination: '0.0.0.0/0', nextHop: '10.99.0.1', interfaceIndex: 30, metric: 25 }],
      },
    },
  ],
});
