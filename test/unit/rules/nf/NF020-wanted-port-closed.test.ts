import { parsePrefix } from '../../../../core/src/ipv4.js';
import type { Profile } from '../../../../core/src/model/profile.js';
import rule from '../../../../core/src/rules/nf/NF020-wanted-port-closed.js';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf } from '../../../support/firewall.js';
import { healthy, withCard } from '../../../support/healthyFacts.js';
import { external } from '../../../support/switches.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses.filter((id) => id !== 'profile'));
const profile = (change: Partial<Profile>) => ({
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
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ port, protocol: 'tcp' as const }));
const wanting = (...ports: readonly number[]) => ({ ...facts, ...profile({ inboundPorts: tcp(...ports) }) });

/** The port 9702 of a module, let in for these senders, with the networks that shall reach it. */
const onPlant = (sources: readonly string[], ...networks: readonly string[]) => ({
  ...facts,
  ...external,
  'guest.iptablesLegacy': rulesOf(
    liveText({
      own: sources.map((one) => `-A INPUT -s ${one} -p tcp -m tcp --dport 9702 -j ACCEPT`),
      published: edgeHubPorts,
    }),
  ),
  'host.portProbe': [],
  ...profile({ inboundPorts: tcp(9702), internalNetworks: networks.map((one) => parsePrefix(one)!) }),
});
const withoutHub = { 'guest.containers': facts['guest.containers'].filter(({ name }) => name !== 'edgeHub') };

testRule(rule, {
  pass: [
    { name: 'ports that are open', facts: wanting(8883, 9702) },
    { name: 'a gateway whose edgeHub can be reached', facts: { ...facts, ...profile({ gateway: true }) } },
    {
      name: 'a gateway by a port of its own choice, which is judged as such',
      facts: { ...facts, ...withoutHub, ...profile({ gateway: true, inboundPorts: tcp(8883) }) },
    },
    { name: 'a port that the networks reach', facts: onPlant(['10.1.0.0/16'], '10.1.0.0/16') },
    { name: 'a port that a part of the network reaches', facts: onPlant(['10.1.7.0/24'], '10.1.0.0/16') },
    {
      name: 'a network behind the NAT of the host, by whose address its packets may come',
      facts: {
        ...onPlant(['172.27.112.1'], '10.1.0.0/16'),
        'host.switches': facts['host.switches'],
        'host.vmNetwork': facts['host.vmNetwork'],
      },
    },
  ],
  fail: [
    {
      name: 'a port that no rule lets in',
      facts: wanting(8883, 9600),
      messages: ['closed'],
      targets: ['9600/tcp'],
      commands: ['Repair-EflowFirewall -Port 9600 -Protocol tcp'],
    },
    {
      name: 'a port that is open to one network of two',
      facts: onPlant(['10.1.0.0/16'], '10.1.0.0/16', '10.2.0.0/24'),
      messages: ['closedTo'],
      targets: ['9702/tcp'],
      says: ['closed to 10.2.0.0/24'],
      commands: ['Repair-EflowFirewall -Port 9702 -Protocol tcp -Source 10.2.0.0/24'],
    },
    {
      name: "a port that the host reaches, and the VM's own subnet does not",
      facts: onPlant(['172.27.112.1'], '172.27.112.128/25'),
      messages: ['closedTo'],
    },
    {
      name: 'a port that is let in, and nobody takes',
      facts: {
        ...wanting(9600),
        'guest.iptablesLegacy': rulesOf(
          liveText({ own: [hostModuleLine.replace('9702', '9600')], published: edgeHubPorts }),
        ),
      },
      messages: ['nobody'],
      targets: ['9600/tcp'],
    },
    {
      name: 'a gateway whose edgeHub publishes nothing',
      facts: { ...facts, ...withoutHub, ...profile({ gateway: true }) },
      messages: ['noHub'],
      says: ['8883, 5671, 443'],
    },
  ],
  notApplicable: [
    { name: 'no profile', facts },
    { name: 'a device that is no gateway', facts: { ...facts, ...profile({ gateway: false }) } },
    { name: 'a VM without an address', facts: { ...wanting(9600), 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
