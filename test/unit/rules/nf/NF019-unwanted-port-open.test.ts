import { parsePrefix } from '../../../../core/src/ipv4.js';
import type { Profile } from '../../../../core/src/model/profile.js';
import rule from '../../../../core/src/rules/nf/NF019-unwanted-port-open.js';
import { healthy, inet, vm, withCard } from '../../../support/healthyFacts.js';
import { rulesOf, savedText } from '../../../support/firewall.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, 'guest.nftTables', 'guest.trafficControl', 'host.addresses', 'host.portProbe');
const profile = (change: Partial<Profile>): { readonly profile: Profile } => ({
  profile: {
    protocol: null,
    gateway: null,
    inboundPorts: [],
    closedPorts: [],
    internalNetworks: [],
    proxy: null,
    names: [],
    ...change,
  },
});
const noModules = { ...facts, 'guest.containers': [], 'guest.listeners': [], 'host.portProbe': [] };

const keepOut = (port: number): string => `Repair-EflowFirewall -Port ${port} -Protocol tcp -Target DROP`;
const seeRules = "Invoke-EflowVmCommand 'sudo iptables-save -c'";
const stock = () => rulesOf(savedText([]));

testRule(rule, {
  pass: [
    { name: 'the ports of edgeHub on a gateway', facts: { ...facts, ...profile({ gateway: true }) } },
    { name: 'no profile, and private addresses', facts },
    {
      name: 'a port that is closed as it shall be',
      facts: { ...facts, ...profile({ closedPorts: [{ port: 1883, protocol: 'tcp' }] }) },
    },
    {
      name: 'HTTPS behind the NAT of a Windows that hands it on to nobody',
      facts: {
        ...facts,
        ...healthy('host.switches', 'host.vmNetwork', 'host.natMappings', 'host.portProxies'),
        ...profile({ internalNetworks: [parsePrefix('10.1.0.0/16')!] }),
      },
    },
    {
      name: 'a public address where nothing is open',
      facts: {
        ...noModules,
        'guest.interfaces': withCard({ addresses: [inet('20.50.1.9', 24)] }),
        'guest.iptablesLegacy': stock(),
      },
    },
  ],
  fail: [
    {
      name: 'the ports of edgeHub on a device that is no gateway',
      facts: { ...facts, ...profile({ gateway: false, inboundPorts: [{ port: 443, protocol: 'tcp' }] }) },
      messages: ['noGateway', 'noGateway'],
      targets: ['8883/tcp', '5671/tcp'],
      commands: [keepOut(8883), seeRules, keepOut(5671), seeRules],
    },
    {
      name: 'a port that is open and shall be closed',
      facts: { ...facts, ...profile({ closedPorts: [{ port: 8883, protocol: 'tcp' }] }) },
      messages: ['open'],
      targets: ['8883/tcp'],
      commands: [keepOut(8883), seeRules],
    },
    {
      name: 'HTTPS that Windows hands on',
      facts: {
        ...facts,
        ...healthy('host.switches', 'host.vmNetwork', 'host.natMappings'),
        'host.portProxies': [
          { kind: 'v4tov4', listenAddress: '0.0.0.0', listenPort: 443, connectAddress: vm.address, connectPort: 443 },
        ],
        ...profile({ internalNetworks: [parsePrefix('10.1.0.0/16')!] }),
      },
      messages: ['beyondProxy'],
      commands: [
        'Get-NetFirewallRule -Direction Inbound -Action Allow -Enabled True',
        'netsh interface portproxy delete v4tov4 listenport=443 listenaddress=0.0.0.0',
      ],
    },
    {
      name: 'HTTPS that machines beyond the internal networks reach, one of which holds the subnet of the VM',
      facts: {
        ...facts,
        ...profile({ internalNetworks: ['172.16.0.0/12', '172.16.0.0/12'].map((one) => parsePrefix(one)!) }),
      },
      messages: ['beyond'],
      commands: [keepOut(443), 'Repair-EflowFirewall -Port 443 -Protocol tcp -Source 172.16.0.0/12', seeRules],
    },
    {
      name: 'HTTPS that machines beyond the internal networks reach',
      facts: { ...facts, ...profile({ internalNetworks: [parsePrefix('10.1.0.0/16')!] }) },
      messages: ['beyond'],
      says: ['10.1.0.0/16'],
      commands: [
        keepOut(443),
        'Repair-EflowFirewall -Port 443 -Protocol tcp -Source 10.1.0.0/16; Repair-EflowFirewall -Port 443 -Protocol tcp -Source 172.27.112.0/20',
        seeRules,
      ],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
