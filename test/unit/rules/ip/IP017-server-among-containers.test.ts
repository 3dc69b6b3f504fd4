import rule from '../../../../core/src/rules/ip/IP017-server-among-containers.js';
import { containersWith } from '../../../support/portCases.js';
import { healthy, vm, withCard } from '../../../support/healthyFacts.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const { 'guest.resolver': resolver, 'guest.dnsProbe': probe, 'guest.reach': reach, ...bare } = facts;
/** A LAN whose DNS server has an address of the engine's usual range. */
const dnsAt = (server: string, state: 'answered' | 'silent') => ({
  ...facts,
  'guest.resolver': { ...resolver, links: resolver.links.map((link) => ({ ...link, servers: [server] })) },
  'guest.dnsProbe': probe.map((one) => ({ ...one, server, state })),
});
const hubAt = (address: string, state: 'connected' | 'silent') => ({
  ...facts,
  'guest.reach': [...reach.filter(({ host }) => host !== vm.hub), tried(vm.hub, 443, state, { address })],
});

testRule(rule, {
  pass: [
    { name: 'servers elsewhere', facts },
    { name: 'a server in the range of a container network that answers', facts: dnsAt('172.18.4.4', 'answered') },
    { name: 'a silent server elsewhere', facts: dnsAt('10.20.0.10', 'silent') },
    {
      name: 'a DNS server that is itself a container, which is silent for another reason',
      facts: {
        ...dnsAt('172.18.0.9', 'silent'),
        'guest.containers': containersWith('edgeHub', {
          networks: [{ name: 'azure-iot-edge', networkId: null, address: '172.18.0.9', gateway: null }],
        }),
      },
    },
    {
      name: "a silent server on the VM's own link: IP013 and IP016 report an overlap there",
      facts: {
        ...dnsAt('172.18.4.4', 'silent'),
        'guest.interfaces': withCard({
          addresses: [{ family: 'inet', address: '172.18.4.9', prefixLength: 20, scope: 'global', dynamic: true }],
        }),
      },
    },
    { name: 'a server that nobody asked', facts: { ...dnsAt('172.18.4.4', 'silent'), 'guest.dnsProbe': [] } },
    { name: 'a hub in that range that answers', facts: hubAt('172.17.9.9', 'connected') },
  ],
  fail: [
    {
      name: "a DNS server of the LAN inside the modules' network",
      facts: dnsAt('172.18.4.4', 'silent'),
      messages: ['captured'],
      targets: ['172.18.4.4'],
      says: ['azure-iot-edge', '172.18.0.0/16', '172.18.4.4 (DNS)'],
    },
    {
      name: "a private endpoint of the hub inside the engine's own network",
      facts: hubAt('172.17.9.9', 'silent'),
      messages: ['captured'],
      targets: ['172.17.9.9'],
      says: [vm.hub, '172.17.0.0/16'],
    },
  ],
  notApplicable: [],
  unknown: [{ name: 'a look that asked for nothing', facts: bare, says: 'guest.reach is missing' }],
});
