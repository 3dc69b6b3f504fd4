import rule from '../../../../core/src/rules/nf/NF001-published-port-blocked.js';
import { containersWith, firewalled, portFacts, probed } from '../../../support/portCases.js';
import { withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const drop = (more = '') =>
  firewalled({ dockerUser: [`-A DOCKER-USER -i eth0 ${more}-p tcp -m tcp --dport 8883 -j DROP`] });
const routes = "Invoke-EflowVmCommand 'ip -4 addr; ip -4 route; ip -4 rule'";

testRule(rule, {
  pass: [
    { name: 'ports that are translated and forwarded', facts: portFacts },
    {
      name: 'a DROP that a real connection of the host shows to be none',
      facts: { ...drop(), 'host.portProbe': [probed(8883, 'connected')] },
    },
    { name: 'a DROP for one address of the LAN', facts: drop('-s 172.27.114.9/32 ') },
    { name: 'a DROP for the host alone: others on the link are let in', facts: drop('-s 172.27.112.1/32 ') },
    {
      name: 'a missing DNAT rule, which NF003 reports',
      facts: firewalled({}, (text) => text.replace(/-A DOCKER ! -i \S+ -p tcp -m tcp --dport 8883 -j DNAT .*\n/, '')),
    },
  ],
  fail: [
    {
      name: 'a DROP in DOCKER-USER',
      facts: drop(),
      messages: ['blocked'],
      targets: ['8883/tcp'],
      says: ['edgeHub', 'DOCKER-USER', '--dport 8883 -j DROP'],
      commands: ['Repair-EflowFirewall -Port 8883 -Protocol tcp', "Invoke-EflowVmCommand 'sudo iptables-save -c'"],
    },
    {
      name: 'a DROP in raw, which no ACCEPT behind it can mend',
      facts: firewalled(
        {},
        (text) => `*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 443 -j DROP\nCOMMIT\n${text}`,
      ),
      messages: ['blocked'],
      targets: ['443/tcp'],
      says: ['raw'],
    },
    {
      name: 'a FORWARD chain without a way for containers',
      facts: firewalled({}, (text) => text.replace(/-A FORWARD .*\n/g, '')),
      messages: ['blocked', 'blocked', 'blocked'],
      says: ['policy of FORWARD'],
    },
    {
      name: 'a container network that takes the host for one of its own',
      facts: {
        ...portFacts,
        'guest.containerNetworks': portFacts['guest.containerNetworks'].map((one) =>
          one.name === 'azure-iot-edge'
            ? { ...one, subnets: [{ subnet: '172.16.0.0/12', gateway: '172.18.0.1' }] }
            : one,
        ),
      },
      messages: ['unrouted', 'unrouted', 'unrouted'],
      says: ['no answer comes back'],
      commands: [routes, routes, routes],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
    {
      name: 'a device that publishes nothing',
      facts: { ...portFacts, 'guest.containers': containersWith('edgeHub', { published: [] }) },
    },
    {
      name: 'a port that is published on loopback only',
      facts: {
        ...drop(),
        'guest.containers': containersWith('edgeHub', {
          published: [{ containerPort: 8883, protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 8883 }],
        }),
      },
    },
    {
      name: 'a module that is stopped',
      facts: { ...portFacts, 'guest.containers': containersWith('edgeHub', { running: false }) },
    },
  ],
  notes: [
    {
      name: 'a rule that lets chosen senders in alone',
      facts: firewalled({
        dockerUser: ['-A DOCKER-USER -i eth0 ! -s 10.20.0.0/16 -p tcp -m tcp --dport 8883 -j DROP'],
      }),
      messages: ['chosen'],
      says: ['8883/tcp', 'rule 1 of DOCKER-USER'],
      commands: ["Invoke-EflowVmCommand 'sudo iptables-save -c'"],
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...portFacts, 'guest.nftTables': ['inet firewalld'] },
      says: 'inet firewalld',
    },
  ],
});
