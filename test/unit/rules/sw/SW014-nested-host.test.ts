import rule from '../../../../core/src/rules/sw/SW014-nested-host.js';
import { healthy, route, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal: bare } = onSwitches(rule.requires);
const gateway = '10.47.0.1';
const onExternal = {
  ...bare,
  'guest.routes': [route({ gateway })],
  'guest.neighbours': [{ address: gateway, device: 'eth0', mac: '00:00:5e:00:01:01', state: 'REACHABLE' }],
};
const inside = (manufacturer: string, model: string) => ({
  ...onExternal,
  'host.system': { ...facts['host.system'], manufacturer, model },
});
const silent = { 'guest.neighbours': [{ address: gateway, device: 'eth0', mac: null, state: 'FAILED' }] };
const {
  'host.dnsServers': [dns],
  'host.routes': [way],
} = healthy('host.dnsServers', 'host.routes');
const hyperv = inside('Microsoft Corporation', 'Virtual Machine');

testRule(rule, {
  pass: [
    { name: 'a virtual host behind which the gateway answers', facts: hyperv },
    { name: 'a virtual host behind which the gateway was not asked for', facts: { ...hyperv, 'guest.neighbours': [] } },
  ],
  fail: [
    {
      name: 'Azure, by its own DNS server',
      facts: { ...hyperv, ...silent, 'host.dnsServers': [{ ...dns!, servers: ['168.63.129.16'] }] },
      messages: ['azure'],
      targets: ['LAN'],
      commands: [],
    },
    {
      name: 'Azure, by its mark in the firmware',
      facts: { ...hyperv, ...silent, 'host.system': { ...hyperv['host.system'], azure: true } },
      messages: ['azure'],
    },
    {
      name: 'Azure, by the route to its own address, with servers of the owner',
      facts: { ...hyperv, ...silent, 'host.routes': [{ ...way!, destination: '168.63.129.16/32' }] },
      messages: ['azure'],
    },
    {
      name: 'Hyper-V with a gateway that is silent',
      facts: { ...hyperv, ...silent },
      messages: ['hyperv'],
      targets: ['LAN'],
      commands: ["Set-VMNetworkAdapter -VMName 'EDGE-1' -MacAddressSpoofing On"],
    },
    {
      name: 'VMware without a lease (Azure/iotedge-eflow#265)',
      facts: { ...inside('VMware, Inc.', 'VMware7,1'), 'guest.interfaces': withCard({ addresses: [] }) },
      messages: ['vmware'],
    },
    {
      name: 'another platform with a gateway of zeros',
      facts: {
        ...inside('QEMU', 'Standard PC'),
        'guest.neighbours': [{ address: gateway, device: 'eth0', mac: '00:00:00:00:00:00', state: 'STALE' }],
      },
      messages: ['other'],
    },
  ],
  notApplicable: [
    { name: 'hardware', facts: { ...onExternal, ...silent } },
    { name: 'an Internal switch in a virtual machine', facts: { ...onInternal, 'host.system': hyperv['host.system'] } },
    {
      name: 'a machine that says nothing of itself',
      facts: { ...onExternal, 'host.system': { ...facts['host.system'], manufacturer: null, model: null } },
    },
  ],
});
