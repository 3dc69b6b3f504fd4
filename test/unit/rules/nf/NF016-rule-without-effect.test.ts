import rule from '../../../../core/src/rules/nf/NF016-rule-without-effect.js';
import { withCard } from '../../../support/healthyFacts.js';
import { firewalled, portFacts } from '../../../support/portCases.js';
import { edgeHubPorts, hostModuleLine } from '../../../support/firewall.js';
import { testRule } from '../../../support/testRule.js';

const accept = '-A INPUT -p tcp -m tcp --dport 1884 -j ACCEPT';
const remapped = { address: '172.18.0.3', hostPort: 4443, containerPort: 443 };
const see = "Invoke-EflowVmCommand 'sudo iptables-save -c'";

testRule(rule, {
  pass: [
    { name: 'the stock rules with those of the owner', facts: portFacts },
    { name: 'a rule for some senders alone', facts: firewalled({ own: [accept.replace('-p', '-s 10.0.0.0/8 -p')] }) },
    {
      name: 'a DROP behind an ACCEPT for some senders',
      facts: firewalled({
        own: [accept.replace('-p', '-s 172.27.112.1/32 -p'), accept.replace('ACCEPT', 'DROP')],
      }),
    },
    {
      name: 'a DROP of a published port by the one that was asked for',
      facts: firewalled({
        published: [...edgeHubPorts, remapped],
        dockerUser: ['-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 4443 -j DROP'],
      }),
    },
    {
      name: 'a DROP of what containers send to a machine elsewhere, by a port that the VM publishes as well',
      facts: firewalled({
        published: edgeHubPorts,
        dockerUser: ['-A DOCKER-USER -d 40.83.177.42/32 -p tcp -m tcp --dport 5671 -j DROP'],
      }),
    },
    {
      name: 'an ACCEPT behind the DROP of a module port, which NF002 reports',
      facts: firewalled({ own: ['-A INPUT -p tcp -j DROP', hostModuleLine] }),
    },
    {
      name: 'an ACCEPT of what is sent to a group',
      facts: firewalled({
        own: [hostModuleLine, '-A INPUT -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT'],
      }),
    },
    {
      name: 'an ACCEPT behind the rules that let chosen senders in alone',
      facts: firewalled({
        own: [hostModuleLine, accept.replace('-p', '-s 10.0.0.0/8 -p'), '-A INPUT -j DROP', accept],
      }),
    },
    {
      name: 'an ACCEPT behind one for so many a minute and the DROP of the rest',
      facts: firewalled({
        own: [
          hostModuleLine,
          accept.replace('-j', '-m limit --limit 9/min -j'),
          accept.replace('ACCEPT', 'DROP'),
          accept,
        ],
      }),
    },
    {
      name: 'an ACCEPT that another one makes superfluous',
      facts: firewalled({ own: ['-A INPUT -p tcp -m tcp --dport 1000:2000 -j ACCEPT', accept] }),
    },
  ],
  fail: [
    {
      name: 'an ACCEPT behind a DROP',
      facts: firewalled({ own: [hostModuleLine, '-A INPUT -j DROP', accept] }),
      messages: ['accept'],
      targets: ['1884/tcp'],
      says: ['Rule 8 of INPUT', 'stands behind rule 7 of INPUT'],
      commands: ['Repair-EflowFirewall -Port 1884 -Protocol tcp', see],
    },
    {
      name: 'a DROP in INPUT of a port that goes by FORWARD',
      facts: firewalled({ own: [hostModuleLine, '-A INPUT -p tcp -m tcp --dport 8883 -j DROP'] }),
      messages: ['refuse'],
      targets: ['8883/tcp'],
      says: ['goes by FORWARD'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I DOCKER-USER 1 -i eth0 -p tcp -m conntrack --ctorigdstport 8883 -j DROP'",
        see,
      ],
    },
    {
      name: 'a DROP in DOCKER-USER on the published port of a remapped one',
      facts: firewalled({
        published: [...edgeHubPorts, remapped],
        dockerUser: ['-A DOCKER-USER -p tcp -m tcp --dport 4443 -j DROP'],
      }),
      messages: ['refuse'],
      says: ['after translation the packet carries 443'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
    {
      name: 'a firewall without rules',
      facts: { ...portFacts, 'guest.iptablesLegacy': portFacts['guest.iptablesNft'] },
    },
  ],
});
