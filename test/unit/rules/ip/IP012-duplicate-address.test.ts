import rule from '../../../../core/src/rules/ip/IP012-duplicate-address.js';
import type { FactValues } from '../../../../core/src/facts/facts.js';
import { deploy, fixedDevice } from '../../../support/fixedCases.js';
import { healthy, inet, vm, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
type Entry = FactValues['host.neighbours'][number];
const entry = (change: Partial<Entry>) => ({
  ...facts,
  'host.neighbours': facts['host.neighbours'].map((one) => ({ ...one, ...change })),
});

testRule(rule, {
  pass: [
    { name: 'the MAC address of the VM', facts },
    { name: 'the same MAC address in another spelling', facts: entry({ mac: '00-15-5D-4E-15-2C' }) },
    {
      name: 'a VM that sends with another one than Windows gave it, which IP018 reports',
      facts: { ...facts, 'guest.interfaces': withCard({ mac: '00:15:5d:ff:ff:01' }) },
    },
    { name: 'an entry that nobody answered', facts: entry({ mac: '00:00:00:00:00:00', state: 'Unreachable' }) },
    {
      name: 'an old entry of a machine that is unreachable',
      facts: entry({ mac: '00:15:5d:4e:15:2d', state: 'Incomplete' }),
    },
    {
      name: 'another machine with another address',
      facts: entry({ mac: '00:15:5d:4e:15:2d', address: '172.27.112.9' }),
    },
    {
      name: 'the VM that hears itself',
      facts: { ...facts, 'guest.arpProbe': [{ device: 'eth0', address: vm.address, sent: 3, answeredBy: [vm.mac] }] },
    },
    { name: 'a host that has not talked to the VM, which asked itself', facts: { ...facts, 'host.neighbours': [] } },
    {
      name: 'an address of which the host alone knows',
      facts: { ...facts, 'guest.arpProbe': [{ device: 'eth0', address: vm.address, sent: 0, answeredBy: [] }] },
    },
  ],
  fail: [
    {
      name: 'another machine that answers for the address',
      facts: entry({ mac: '00:15:5d:4e:15:2d', state: 'Stale' }),
      messages: ['duplicate'],
      targets: [vm.address],
      says: ['00:15:5d:4e:15:2d', vm.mac],
      commands: ['Stop-EflowVm; Start-EflowVm'],
    },
    {
      name: 'another machine that answers the VM itself, on a link that the host does not see',
      facts: {
        ...facts,
        'host.neighbours': [],
        'guest.arpProbe': [{ device: 'eth0', address: vm.address, sent: 3, answeredBy: ['00:15:5d:4e:15:2d'] }],
      },
      messages: ['duplicate'],
      targets: [vm.address],
    },
    {
      name: 'one machine that both see, once',
      facts: {
        ...entry({ mac: '00-15-5D-4E-15-2D', state: 'Stale' }),
        'guest.arpProbe': [{ device: 'eth0', address: vm.address, sent: 3, answeredBy: ['00:15:5d:4e:15:2d'] }],
      },
      messages: ['duplicate'],
    },
    {
      name: 'another machine that has the fixed address of the VM, which is the only one that the host knows',
      facts: {
        ...fixedDevice({ address: '172.20.0.254' }),
        'guest.interfaces': withCard({ addresses: [inet('172.20.0.254', 24, false)] }),
        'guest.arpProbe': [{ device: 'eth0', address: '172.20.0.254', sent: 3, answeredBy: ['00:15:5d:4e:15:2d'] }],
      },
      messages: ['fixed'],
      targets: ['172.20.0.254'],
      commands: [deploy('172.20.0.253')],
    },
  ],
  notApplicable: [
    {
      name: 'the address of the gateway, which IP008 reports',
      facts: {
        ...entry({ mac: '00:15:5d:4e:15:2d' }),
        'host.vmEndpoint': facts['host.vmEndpoint'].map((one) => ({
          ...{ ...one, allocation: 'Static', address: vm.address, prefixLength: 20, gateway: vm.address },
        })),
      },
    },
    {
      name: 'an address of the host, which IP015 reports',
      facts: {
        ...entry({ mac: '00:15:5d:4e:15:2d' }),
        'host.addresses': facts['host.addresses'].map((one) => ({ ...one, address: vm.address })),
      },
    },
    {
      name: 'a host on another network, which talks to the VM by a router',
      facts: {
        ...facts,
        'host.neighbours': [],
        'guest.arpProbe': [],
        'host.addresses': facts['host.addresses'].filter(({ address }) => address !== vm.gateway),
      },
    },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a VM whose MAC address is not known', facts: { ...facts, 'guest.interfaces': withCard({ mac: null }) } },
  ],
  unknown: [
    {
      name: 'an address that nobody asked for',
      facts: { ...facts, 'host.neighbours': [], 'guest.arpProbe': [] },
      says: vm.address,
    },
    {
      name: 'tables in which nothing stands',
      facts: { ...facts, 'host.neighbours': [], 'guest.arpProbe': [], 'host.addresses': [] },
      says: vm.address,
    },
    {
      name: 'an ARP probe that could not be sent',
      facts: {
        ...facts,
        'host.neighbours': [],
        'guest.arpProbe': [{ device: 'eth0', address: vm.address, sent: 0, answeredBy: [] }],
      },
      says: vm.address,
    },
  ],
});
