import { parsePrefix } from '../../../../core/src/ipv4.js';
import rule from '../../../../core/src/rules/sw/SW019-port-mapping-missing.js';
import { vm, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts: all, onInternal, onExternal } = onSwitches([...rule.requires, 'host.nat']);
const facts = all;
const proxy = (connectAddress: string, connectPort: number) => ({
  kind: 'v4tov4',
  listenAddress: '*',
  listenPort: connectPort,
  connectAddress,
  connectPort,
});
const mapping = (internalAddress: string, internalPort: number) => ({
  natName: 'EFLOW-NAT',
  protocol: 0,
  externalAddress: '0.0.0.0',
  externalPort: internalPort,
  internalAddress,
  internalPort,
});
const profile = (network: string, ...ports: readonly number[]) => ({
  protocol: null,
  gateway: null,
  inboundPorts: ports.map((port) => ({ port, protocol: 'tcp' as const })),
  closedPorts: [],
  internalNetworks: [parsePrefix(network)!],
  proxy: null,
  names: [],
});

testRule(rule, {
  pass: [
    { name: 'a port proxy for a published port', facts: { ...facts, 'host.portProxies': [proxy(vm.address, 443)] } },
    {
      name: 'the one port that the profile wants is handed on',
      facts: { ...facts, 'host.portProxies': [proxy(vm.address, 8883)], profile: profile('10.1.0.0/16', 8883) },
    },
    {
      name: 'a static mapping for a published port',
      facts: { ...onInternal, 'host.natMappings': [mapping('172.20.0.2', 8883)] },
    },
  ],
  notes: [
    {
      name: 'the Default Switch',
      facts,
      messages: ['missing'],
      says: ['443/tcp, 5671/tcp, 8883/tcp'],
      commands: [
        'netsh interface portproxy add v4tov4 listenport=443 listenaddress=0.0.0.0 connectport=443 connectaddress=172.27.120.111',
      ],
    },
    {
      name: 'an Internal switch with its NAT, and internal machines on the switch alone',
      facts: { ...onInternal, profile: profile('172.20.0.0/24') },
      messages: ['missing'],
      commands: [
        "Add-NetNatStaticMapping -NatName 'EFLOW-NAT' -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 443 -InternalIPAddress 172.20.0.2 -InternalPort 443",
      ],
    },
    {
      name: 'a port proxy for another machine',
      facts: { ...facts, 'host.portProxies': [proxy('10.1.1.1', 443)] },
      messages: ['missing'],
    },
  ],
  fail: [
    {
      name: 'machines of the plant that shall reach it',
      facts: { ...facts, profile: profile('10.1.0.0/16') },
      messages: ['needed'],
      targets: ['443/tcp, 5671/tcp, 8883/tcp'],
    },
    {
      name: 'one port for machines of the plant, of which only another is handed on',
      facts: {
        ...facts,
        'host.portProxies': [proxy(vm.address, 443)],
        profile: { ...profile('10.1.0.0/16', 443, 9702), gateway: false },
      },
      messages: ['needed'],
      targets: ['9702/tcp'],
    },
  ],
  notApplicable: [
    { name: 'an External switch', facts: onExternal },
    { name: 'no published port', facts: { ...facts, 'guest.containers': [] } },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
