import { healthyRules, hostModuleLine, rulesOf } from '../../../support/firewall.js';
import rule from '../../../../core/src/rules/nf/NF002-module-port-blocked.js';
import { containersWith, firewalled, portFacts, probed } from '../../../support/portCases.js';
import { withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const accept = '-A INPUT -p tcp -m tcp --dport 9702 -j ACCEPT';
const repair = ['Repair-EflowFirewall -Port 9702 -Protocol tcp', "Invoke-EflowVmCommand 'sudo iptables-save -c'"];
const halfSet = {
  running: false,
  networks: [{ name: 'azure-iot-edge', networkId: null, address: null, gateway: null }],
};

/** The stock rules with others in the place of the one that lets all out. */
const outbound = (rules: string) => ({
  ...portFacts,
  'guest.iptablesLegacy': rulesOf(healthyRules().replace('-A OUTPUT -j ACCEPT\n', rules)),
});

testRule(rule, {
  pass: [
    { name: 'a VM whose rules let out nothing, which NF005 reports', facts: outbound('') },
    { name: 'a port that INPUT lets in', facts: portFacts },
    {
      name: 'a port that the host really connected to',
      facts: { ...firewalled({ own: [] }), 'host.portProbe': [probed(9702, 'connected')] },
    },
    {
      name: 'a port for one address of the LAN',
      facts: firewalled({ own: [accept.replace('-p tcp', '-s 172.27.114.9/32 -p tcp')] }),
    },
    { name: 'a port that is let in and on which nobody listens', facts: { ...portFacts, 'guest.listeners': [] } },
  ],
  fail: [
    {
      name: 'a VM that sends what it wants, and no answers',
      facts: outbound('-A OUTPUT -p tcp -m tcp --dport 443 -j ACCEPT\n'),
      messages: ['answers'],
      targets: ['9702/tcp'],
      says: ['policy of OUTPUT'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I OUTPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'",
        "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
      ],
    },
    {
      name: 'a port without a rule',
      facts: firewalled({ own: [] }),
      messages: ['blocked'],
      targets: ['9702/tcp'],
      says: ['opcPublisher', 'policy of INPUT'],
      commands: repair,
    },
    {
      name: 'an ACCEPT that stands behind a DROP',
      facts: firewalled({ own: ['-A INPUT -p tcp -m tcp --dport 9000:9999 -j DROP', accept] }),
      messages: ['blocked'],
      says: ['9000:9999'],
      commands: repair,
    },
    {
      name: 'a port of a module that only its half-set create options keep from running (MOD001)',
      facts: { ...firewalled({ own: [] }), 'guest.containers': containersWith('opcPublisher', halfSet) },
      messages: ['blocked'],
      commands: repair,
    },
    {
      name: 'a packet that comes by the wrong card',
      facts: {
        ...portFacts,
        'guest.routes': [
          ...portFacts['guest.routes'].filter(
            ({ destination }) => destination !== '172.27.112.0/20' && destination !== '172.27.112.1/32',
          ),
          { ...portFacts['guest.routes'][1]!, destination: '172.27.112.0/20', device: 'docker0', linkDown: false },
        ],
      },
      messages: ['unrouted'],
      says: ['rp_filter'],
    },
  ],
  notApplicable: [
    {
      name: 'a module that somebody stopped',
      facts: { ...firewalled({ own: [] }), 'guest.containers': containersWith('opcPublisher', { running: false }) },
    },
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
    {
      name: 'a module that listens to the VM itself alone',
      facts: {
        ...firewalled({ own: [] }),
        'guest.listeners': ['127.0.0.1', '::1'].map((address) => ({
          ...{ protocol: 'tcp', address, port: 9702, process: 'publisher' },
        })),
      },
    },
    {
      name: 'a device without modules on the host network',
      facts: { ...portFacts, 'guest.containers': containersWith('opcPublisher', { networkMode: 'azure-iot-edge' }) },
    },
    {
      name: 'a module that exposes nothing',
      facts: { ...portFacts, 'guest.containers': containersWith('opcPublisher', { exposed: [] }) },
    },
  ],
  notes: [
    {
      name: 'a rule that lets chosen senders in alone',
      facts: firewalled({ own: [hostModuleLine.replace('-p', '-s 10.20.0.0/16 -p')] }),
      messages: ['chosen'],
      targets: ['9702/tcp'],
      says: ['-s 10.20.0.0/16', 'policy of INPUT'],
      commands: ["Invoke-EflowVmCommand 'sudo iptables-save -c'"],
    },
    {
      name: 'a range of senders',
      facts: firewalled({ own: ['-A INPUT -p tcp -m iprange --src-range 10.20.0.1-10.20.0.9 -j ACCEPT'] }),
      messages: ['chosen'],
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...portFacts, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
