import rule from '../../../../core/src/rules/nf/NF003-published-port-untranslated.js';
import { containersWith, firewalled, portFacts, probed } from '../../../support/portCases.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { twoCards } from '../../../support/twoCards.js';
import { testRule } from '../../../support/testRule.js';

const without = (pattern: RegExp) => firewalled({}, (text) => text.replace(pattern, ''));
const one = /-A DOCKER ! -i \S+ -p tcp -m tcp --dport 8883 -j DNAT .*\n/;
const all = /-A DOCKER ! -i \S+ -p tcp -m tcp --dport \d+ -j DNAT .*\n/g;
const restart = "Invoke-EflowVmCommand 'sudo systemctl restart docker'";

const at = (hostAddress: string) => ({ containerPort: 8883, protocol: 'tcp', hostAddress, hostPort: 8883 });

testRule(rule, {
  pass: [
    { name: 'ports that are translated', facts: portFacts },
    {
      name: 'a DNAT rule of somebody that does the same',
      facts: firewalled({}, (text) =>
        text.replace(
          '-A PREROUTING ',
          '-A PREROUTING -p tcp -m tcp --dport 8883 -j DNAT --to-destination 172.18.0.3\n-A PREROUTING ',
        ),
      ),
    },
    {
      name: 'a DROP in DOCKER-USER, which NF001 reports',
      facts: firewalled({ dockerUser: ['-A DOCKER-USER -p tcp -m tcp --dport 8883 -j DROP'] }),
    },
    {
      name: "the engine's helper that answers in its place",
      facts: { ...without(one), 'host.portProbe': [probed(8883, 'connected')] },
    },
  ],
  fail: [
    {
      name: 'a port at an address that the VM had before its switch got another subnet',
      facts: { ...portFacts, 'guest.containers': containersWith('edgeHub', { published: [at('172.27.64.9')] }) },
      messages: ['stray'],
      targets: ['8883/tcp'],
      says: ['at 172.27.64.9', 'HostIp'],
      commands: [],
    },
    {
      name: 'the address of the VM itself, whose translation is gone',
      facts: { ...without(all), 'guest.containers': containersWith('edgeHub', { published: [at('172.27.120.111')] }) },
      messages: ['untranslated'],
    },
    {
      name: 'one DNAT rule that is gone',
      facts: without(one),
      messages: ['untranslated'],
      targets: ['8883/tcp'],
      says: ['No DNAT rule', 'edgeHub'],
      commands: [restart],
    },
    {
      name: 'every DNAT rule that is gone',
      facts: without(all),
      messages: ['untranslated', 'untranslated', 'untranslated'],
    },
    {
      name: 'a chain that nobody calls',
      facts: without(/-A PREROUTING .*-j DOCKER\n/),
      messages: ['untranslated', 'untranslated', 'untranslated'],
    },
    {
      name: 'a DNAT rule of somebody before it, to another address',
      facts: firewalled({}, (text) =>
        text.replace(
          '-A PREROUTING ',
          '-A PREROUTING -p tcp -m tcp --dport 8883 -j DNAT --to-destination 172.18.0.9\n-A PREROUTING ',
        ),
      ),
      messages: ['elsewhere'],
      targets: ['8883/tcp'],
      says: ['to 172.18.0.9:8883', 'rule 1 of PREROUTING in nat'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -t nat -L PREROUTING -v -n --line-numbers'",
        "Invoke-EflowVmCommand 'sudo iptables -w -t nat -D PREROUTING 1'",
      ],
    },
    {
      name: 'a rule that keeps the port out of connection tracking',
      facts: firewalled(
        {},
        (text) =>
          `*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 8883 -j NOTRACK\nCOMMIT\n${text}`,
      ),
      messages: ['untracked'],
      targets: ['8883/tcp'],
      says: ['rule 1 of PREROUTING in raw', 'NOTRACK'],
    },
  ],
  notApplicable: [
    ...[[], [inet('169.254.7.9', 16)]].map((addresses) => ({
      name: `an address that the VM lost: ${addresses.length > 0 ? 'it gave itself another' : 'it has none'}`,
      facts: {
        ...portFacts,
        'guest.interfaces': withCard({ addresses }),
        'guest.containers': containersWith('edgeHub', { published: [at('172.27.120.111')] }),
      },
    })),
    {
      name: 'a port that is published on the network of another card alone',
      facts: {
        ...without(all),
        'guest.interfaces': twoCards,
        'guest.containers': containersWith('edgeHub', { published: [at('10.200.1.9'), at('127.0.0.1')] }),
      },
    },
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
    {
      name: 'a device that publishes nothing',
      facts: { ...portFacts, 'guest.containers': containersWith('edgeHub', { published: [] }) },
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...without(one), 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
