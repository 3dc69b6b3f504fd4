import rule from '../../../../core/src/rules/rt/RT012-foreign-source.js';
import { healthy, healthyFacts, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const silent = facts['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const }));
const from = (source: string | null, metric = 0) => ({
  ...facts,
  'guest.routes': [
    route({ gateway: vm.gateway, source, metric }),
    ...facts['guest.routes'].filter(({ destination }) => destination !== '0.0.0.0/0'),
  ],
});

testRule(rule, {
  pass: [
    { name: 'a network that is closed, to an address of its subnet', facts: { ...facts, 'guest.reach': silent } },
    { name: 'a default route without a source of its own', facts: { ...from(null), 'guest.reach': silent } },
    { name: 'an address of another network, to which the router knows the way back', facts: from('10.77.0.5') },
    {
      name: 'a network that lets out by its proxy alone, which answers',
      facts: {
        ...from('10.77.0.5'),
        'guest.reach': [
          ...silent,
          ...silent.map((one) => ({ ...one, via: 'proxy' as const, tcp: 'connected' as const })),
        ],
      },
    },
    {
      name: 'one answer, and the rest closed',
      facts: {
        ...from('10.77.0.5'),
        'guest.reach': [...silent, ...facts['guest.reach'].slice(0, 1)],
      },
    },
  ],
  fail: [
    {
      name: 'the address of another network, and no answer',
      facts: { ...from('10.77.0.5', 1024), 'guest.reach': silent },
      messages: ['foreign'],
      targets: [vm.gateway],
      says: ['10.77.0.5', '172.27.112.0/20'],
      shows: [`guest.routes/default/source: 10.77.0.5, not ${vm.address}`],
      commands: [
        `Invoke-EflowVmCommand 'sudo ip route replace default via ${vm.gateway} dev eth0 metric 1024'`,
        "Invoke-EflowVmCommand 'grep -rn PreferredSource= /etc/systemd/network' -ignoreError",
      ],
    },
    {
      name: 'the same, where no name resolves because the DNS server is beyond the gateway too',
      facts: {
        ...from('10.77.0.5'),
        'guest.reach': [],
        'guest.dnsProbe': healthyFacts['guest.dnsProbe'].map((one) => ({
          ...one,
          ...({ server: '10.20.0.53', state: 'silent', rcode: null, addresses: [] } as const),
        })),
      },
      messages: ['foreign'],
      commands: [
        `Invoke-EflowVmCommand 'sudo ip route replace default via ${vm.gateway} dev eth0'`,
        "Invoke-EflowVmCommand 'grep -rn PreferredSource= /etc/systemd/network' -ignoreError",
      ],
    },
  ],
  notApplicable: [
    { name: 'no default route', facts: { ...facts, 'guest.routes': [] } },
    { name: 'a default route by a card that is gone', facts: { ...from('10.77.0.5'), 'guest.interfaces': [] } },
    {
      name: 'a default route that has no gateway, only a card',
      facts: { ...from('10.77.0.5'), 'guest.reach': silent, 'guest.routes': [route({ source: '10.77.0.5' })] },
    },
    {
      name: 'a gateway that is in no subnet of the VM',
      facts: { ...facts, 'guest.routes': [route({ gateway: '10.9.9.1', source: '10.77.0.5' })] },
    },
  ],
  unknown: [
    {
      name: 'nothing was tried',
      facts: { ...from('10.77.0.5'), 'guest.reach': [], 'guest.dnsProbe': [] },
      says: 'Nothing beyond the subnet of the VM was tried.',
    },
  ],
});
