import rule from '../../../../core/src/rules/dns/DNS012-server-refuses-vm.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { vm } from '../../../support/healthyFacts.js';
import { network } from '../../../support/nameCases.js';
import { translated } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const refusing = (server: string) =>
  asked(server, 'answered').map((query) => ({ ...query, rcode: 'REFUSED', addresses: [] }));

testRule(rule, {
  pass: [
    { name: 'a server that serves', facts: dnsFacts },
    { name: 'one of two that refuses', facts: withServers(refusing('10.0.0.53'), asked('10.0.0.54', 'answered')) },
    {
      name: 'a server that refuses over UDP alone',
      facts: withServers(
        refusing('10.0.0.53').map((one) => (one.transport === 'tcp' ? { ...one, rcode: 'NOERROR' } : one)),
      ),
    },
    { name: 'a server that is silent', facts: withServers(asked('10.0.0.53', 'silent')) },
  ],
  fail: [
    {
      name: 'a server that serves listed addresses only (guide row G13)',
      facts: withServers(refusing('10.0.0.53')),
      messages: ['refused'],
      targets: ['10.0.0.53'],
      says: [vm.address],
      shows: ['guest.dnsProbe/10.0.0.53: REFUSED'],
      commands: [`Resolve-DnsName -Name '${vm.hub}' -Server '10.0.0.53'`],
    },
    {
      name: 'two servers that refuse, and are silent over TCP',
      facts: withServers(
        ...['10.0.0.53', '10.0.0.54'].map((server) => [
          ...refusing(server).slice(0, 1),
          ...asked(server, 'silent').slice(1),
        ]),
      ),
      messages: ['refused'],
      targets: ['10.0.0.53, 10.0.0.54'],
      says: ['10.0.0.53, 10.0.0.54'],
    },
    {
      name: 'a server that serves containers, and another that nobody assigned',
      facts: {
        ...withServers(refusing('10.0.0.53')),
        'guest.dnsProbe': [
          ...asked('10.0.0.53', 'answered').map((one) => ({ ...one, from: network })),
          ...asked('10.0.0.99', 'answered').map((one) => ({ ...one, name: 'other.example' })),
          ...refusing('10.0.0.53'),
        ],
      },
      messages: ['refused'],
      commands: [`Resolve-DnsName -Name '${vm.hub}' -Server '10.0.0.53'`],
    },
    {
      name: 'the same behind the NAT of Windows, whose address it is that is not on the list',
      facts: { ...withServers(refusing('10.0.0.53')), ...translated },
      messages: ['refused'],
      says: ['192.168.10.20 (this Windows'],
    },
  ],
  notApplicable: [{ name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } }],
  unknown: [{ name: 'a server that was not asked', facts: { ...dnsFacts, 'guest.dnsProbe': [] }, says: vm.gateway }],
});
