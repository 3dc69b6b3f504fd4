import rule from '../../../../core/src/rules/sw/SW020-port-mapping-stale.js';
import { vm, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches(rule.requires);
const proxy = (connectAddress: string, connectPort = 443) => ({
  'host.portProxies': [{ kind: 'v4tov4', listenAddress: '*', listenPort: 10443, connectAddress, connectPort }],
});
const mapping = (internalAddress: string) => ({
  'host.natMappings': [
    {
      natName: "Plant's NAT",
      protocol: 0,
      externalAddress: '0.0.0.0',
      externalPort: 8883,
      internalAddress,
      internalPort: 8883,
    },
  ],
});

testRule(rule, {
  pass: [
    { name: 'a port proxy to the VM', facts: { ...facts, ...proxy(vm.address) } },
    { name: 'a static mapping to the VM', facts: { ...onInternal, ...mapping('172.20.0.2') } },
    { name: 'a port that no module offers', facts: { ...facts, ...proxy('172.29.1.5', 3389) } },
    { name: 'another machine of the LAN', facts: { ...facts, ...proxy('192.168.10.77') } },
    { name: 'a machine of the Internet', facts: { ...facts, ...proxy('20.50.1.1') } },
  ],
  fail: [
    {
      name: 'an address of an earlier subnet of the Default Switch',
      facts: { ...facts, ...proxy('172.29.1.5') },
      messages: ['stale'],
      targets: ['10443'],
      commands: ['netsh interface portproxy delete v4tov4 listenport=10443 listenaddress=*'],
    },
    {
      name: 'another address of the switch',
      facts: { ...onInternal, ...mapping('172.20.0.77') },
      messages: ['stale'],
      says: ['172.20.0.77:8883', '172.20.0.2'],
    },
  ],
  notApplicable: [
    { name: 'nothing handed on', facts },
    { name: 'an External switch', facts: { ...onExternal, ...proxy('172.29.1.5') } },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
