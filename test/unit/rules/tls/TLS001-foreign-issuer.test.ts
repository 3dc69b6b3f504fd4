import rule from '../../../../core/src/rules/tls/TLS001-foreign-issuer.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { network } from '../../../support/nameCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const issued = (...list: readonly [string, string | null][]) => ({
  'guest.reach': list.map(([host, issuer]) => tried(host, 443, 'connected', { issuer })),
});
const inspection = 'C = US, O = Contoso Ltd, CN = Contoso TLS Inspection CA';

/** What containers were shown. */
const inside = (host: string, issuer: string) => tried(host, 443, 'connected', { from: network, issuer });
const beside = (...list: readonly ReturnType<typeof inside>[]) => ({
  'guest.reach': [...facts['guest.reach'], ...list],
});

testRule(rule, {
  pass: [
    { name: 'DigiCert', facts },
    {
      name: 'an issuing authority of Microsoft',
      facts: issued([vm.hub, 'C = US, O = Microsoft Corporation, CN = Microsoft Azure RSA TLS Issuing CA 04']),
    },
    { name: 'DigiCert, for containers too', facts: beside(inside(vm.hub, 'CN=DigiCert Global G2')) },
    {
      name: 'a private registry with an issuer of its own',
      facts: issued([vm.hub, 'CN=DigiCert Global G2'], ['registry.plant', 'CN=Plant CA']),
    },
  ],
  fail: [
    {
      name: 'a device that looks inside',
      facts: {
        ...issued([vm.hub, inspection], ['mcr.microsoft.com', inspection]),
        'host.reach': [{ host: vm.hub, port: 443, address: null, tcp: 'connected', issuer: inspection, tookMs: 9 }],
      },
      messages: ['foreign'],
      targets: [`${vm.hub}, mcr.microsoft.com`],
      says: ['Contoso TLS Inspection CA'],
    },
    {
      name: 'a sovereign cloud behind such a device',
      facts: issued(['contoso.azure-devices.cn', 'CN=Proxy']),
      messages: ['foreign'],
    },
    {
      name: 'one container network that is shown another certificate than the VM',
      facts: {
        ...beside(inside(vm.hub, inspection), inside('mcr.microsoft.com', 'CN=DigiCert Global G2')),
        ...healthy('guest.containers'),
      },
      messages: ['inside'],
      targets: [vm.hub],
      says: ['the container network azure-iot-edge', 'Contoso TLS Inspection CA'],
      commands: [`Trace-EflowPacket -From 'edgeHub' -To '${vm.hub}' -Port 443`, 'Get-EflowDnsReport'],
    },
    {
      name: 'a container network of which no container is known: nothing to trace from',
      facts: { ...beside(inside(vm.hub, inspection)), 'guest.containers': [] },
      messages: ['inside'],
      commands: ['Get-EflowDnsReport'],
    },
    {
      name: 'a device that looks inside, for the VM and its containers alike, once',
      facts: {
        'guest.reach': [tried(vm.hub, 443, 'connected', { issuer: inspection }), inside(vm.hub, inspection)],
      },
      messages: ['foreign'],
    },
    {
      name: 'two devices that look inside',
      facts: {
        'guest.reach': [tried(vm.hub, 443, 'connected', { issuer: 'CN=Proxy' }), inside(vm.hub, inspection)],
      },
      messages: ['foreign', 'inside'],
    },
  ],
  notApplicable: [
    { name: 'a VM that saw no certificate', facts: issued([vm.hub, null]) },
    { name: 'hosts of others alone', facts: issued(['registry.plant', 'CN=Plant CA']) },
  ],
});
