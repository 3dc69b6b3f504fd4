import rule from '../../../../core/src/rules/mtu/MTU001-bridge-larger.js';
import { healthy, vm, withCard } from '../../../support/healthyFacts.js';
import { network } from '../../../support/nameCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);

const inside = (other: 'ok' | 'failed') => ({
  'guest.reach': [
    tried(vm.hub, 5671, 'connected'),
    tried(vm.hub, 5671, 'connected', { from: network, tls: 'failed', issuer: null }),
    tried('mcr.microsoft.com', 443, 'connected', { from: network, tls: other, issuer: null }),
  ],
});

testRule(rule, {
  pass: [
    { name: 'one size for all', facts },
    {
      name: 'a network without a bridge, whatever it is set to',
      facts: {
        ...facts,
        'guest.containerNetworks': facts['guest.containerNetworks'].map((one) =>
          one.name === 'host' ? { ...one, mtu: 9000 } : one,
        ),
      },
    },
    {
      name: 'a network whose bridge is gone',
      facts: {
        ...facts,
        'guest.interfaces': withCard({ mtu: 1400 }).filter(({ name }) => name === 'eth0'),
        'guest.containerNetworks': facts['guest.containerNetworks'].map((one) => ({ ...one, mtu: null })),
      },
    },
    { name: 'a card that takes more', facts: { ...facts, 'guest.interfaces': withCard({ mtu: 9000 }) } },
  ],
  fail: [
    {
      name: 'a card that takes less',
      facts: { ...facts, 'guest.interfaces': withCard({ mtu: 1400 }) },
      messages: ['larger', 'larger'],
      targets: ['azure-iot-edge', 'bridge'],
      says: ['1500', '1400'],
    },
    {
      name: 'a card that takes less, and TLS that opens nowhere from one network',
      facts: { ...facts, ...inside('failed'), 'guest.interfaces': withCard({ mtu: 1400 }) },
      messages: ['hanging', 'larger'],
      says: [`from there to ${vm.hub}:5671`],
    },
    {
      name: 'a card that takes less, and TLS that opens here and there',
      facts: { ...facts, ...inside('ok'), 'guest.interfaces': withCard({ mtu: 1400 }) },
      messages: ['larger', 'larger'],
    },
    {
      name: 'a network that is set to more',
      facts: {
        ...facts,
        'guest.containerNetworks': facts['guest.containerNetworks'].map((one) =>
          one.name === 'azure-iot-edge' ? { ...one, mtu: 9000 } : one,
        ),
      },
      messages: ['larger'],
      targets: ['azure-iot-edge'],
      shows: ['guest.containerNetworks/azure-iot-edge/mtu: 9000'],
    },
  ],
  notApplicable: [{ name: 'a VM without a card', facts: { ...facts, 'guest.interfaces': [] } }],
});
