// Firewalls as engineers in plants leave them: what is mended first, by which rule, and how. A firewall that only looks odd has no
// finding at all.
import assert from 'node:assert/strict';
import { hostModuleLine, rulesOf, savedText } from '../../../support/firewall.js';
import {
  atTopOfInput,
  before,
  docker28,
  firewalld,
  legacy,
  liveRules,
  loopbackOnly,
  markedAway,
  noDns,
  noReach,
  plantChain,
  swarm,
  table,
  ufw,
  withoutProxy,
} from '../../../support/factoryFirewalls.js';
import { findingsFor, type Change } from '../../../support/snapshots.js';

interface Case {
  readonly name: string;
  readonly device: readonly Change[];
  /** Every rule that fails or cannot judge and is no consequence of another, in order. */
  readonly finds: readonly string[];
  /** What the first of them says. */
  readonly says?: readonly RegExp[];
  /** A command that it gives. */
  readonly command?: string;
  /** What is said as information. */
  readonly notes?: RegExp;
}

const repair = (port: number): string => `Repair-EflowFirewall -Port ${port} -Protocol tcp`;
const inGuest = (command: string): string => `Invoke-EflowVmCommand '${command}'`;
const raw = (...rules: readonly string[]): Change =>
  legacy(table('raw', ['PREROUTING', 'OUTPUT'], ...rules) + liveRules());
const natOutput = (rule: string): Change => legacy(before(liveRules(), '-A OUTPUT ! -d 127', rule));
const dockerUser = (...lines: readonly string[]): Change => legacy(liveRules({ dockerUser: lines }));
const nftDevice: Change = { 'guest.iptablesVersion': { version: '1.8.10', backEnd: 'nft' } };

const cases: readonly Case[] = [
  { name: "dockerd 28's chains", device: [legacy(docker28())], finds: [] },
  { name: 'a node of a swarm', device: [legacy(swarm)], finds: [] },
  { name: 'an engine without its proxies', device: withoutProxy, finds: [] },
  { name: 'a port published on loopback alone', device: loopbackOnly, finds: [] },
  {
    name: 'a helper of connection tracking',
    device: [raw('-A PREROUTING -p tcp -m tcp --dport 21 -j CT --helper ftp')],
    finds: [],
  },
  {
    name: 'a chain of the plant that lets its own network in alone',
    device: [legacy(plantChain)],
    finds: ['NF008'],
    says: [/ip4save lets port 9702\/tcp in/],
    notes: /9702\/tcp.* is open to chosen senders alone: rule 1 of PLANT .*kept out: rule 2 of PLANT/,
  },
  {
    name: 'all senders but one network dropped in DOCKER-USER, with the answers to containers',
    device: [legacy(docker28(['-A DOCKER-USER -i eth0 ! -s 10.20.0.0/16 -j DROP']))],
    finds: ['NF004'],
    says: [/^The answers .*DOCKER-USER ! -s 10\.20\.0\.0\/16/],
    command: inGuest('sudo iptables -w -I DOCKER-USER 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'),
    notes: /8883\/tcp.* is open to chosen senders alone: rule 1 of DOCKER-USER/,
  },
  {
    name: 'a DROP of private networks put first',
    device: [legacy(atTopOfInput(liveRules(), '-A INPUT -s 172.16.0.0/12 -p tcp -m tcp --dport 1024:65535 -j DROP'))],
    finds: ['NF002'],
    says: [/9702\/tcp.*opcPublisher.*rule 1 of INPUT.*-s 172\.16\.0\.0\/12/],
    command: repair(9702),
  },
  {
    name: 'a REJECT for the rest before the rule of a module',
    device: [
      legacy(
        before(
          liveRules(),
          hostModuleLine,
          '-A INPUT -p tcp -m multiport --dports 22,443 -j ACCEPT',
          '-A INPUT -j REJECT --reject-with icmp-host-prohibited',
        ),
      ),
    ],
    finds: ['NF002'],
    says: [/9702\/tcp.*rule 7 of INPUT.*icmp-host-prohibited/],
    command: repair(9702),
  },
  {
    name: 'a REJECT before what the engine forwards',
    device: [
      legacy(
        before(liveRules(), '-A FORWARD -j DOCKER-USER', '-A FORWARD -j REJECT --reject-with icmp-host-prohibited'),
      ),
    ],
    finds: ['NF004'],
    says: [/rule 1 of FORWARD.*icmp-host-prohibited/],
  },
  {
    name: 'what ufw left behind',
    device: [legacy(ufw)],
    finds: ['NF002'],
    says: [/9702\/tcp.*rule 1 of ufw-skip-to-policy-input.*-j DROP/],
    command: repair(9702),
  },
  {
    name: 'what firewalld left behind',
    device: [legacy(firewalld)],
    finds: ['NF002'],
    says: [/9702\/tcp.*rule 6 of INPUT.*icmp-host-prohibited/],
    command: repair(9702),
  },
  {
    name: "the stock rules in the back end that the engine doesn't use",
    device: [
      nftDevice,
      { 'guest.iptablesNft': rulesOf(liveRules()), 'guest.iptablesLegacy': rulesOf(savedText([hostModuleLine])) },
    ],
    finds: ['NF011'],
    says: [/nft 39, legacy 7.*both of them drop/],
  },
  {
    name: 'a published port that connection tracking does not see',
    device: [raw('-A PREROUTING -i eth0 -p tcp -m tcp --dport 8883 -j CT --notrack')],
    finds: ['NF003'],
    says: [/8883\/tcp.*not translated.*rule 1 of PREROUTING in raw.*--notrack/],
    command: inGuest('sudo iptables -w -t raw -D PREROUTING 1'),
  },
  {
    name: 'nothing tracked that comes in',
    device: [raw('-A PREROUTING -j NOTRACK')],
    finds: ['NF004'],
    says: [/rule 1 of PREROUTING in raw.*NOTRACK/],
  },
  {
    name: "an owner's DNAT to an address that the module had once",
    device: [
      legacy(
        before(
          liveRules(),
          '-A PREROUTING -m addrtype',
          '-A PREROUTING -p tcp -m tcp --dport 8883 -j DNAT --to-destination 172.18.0.9:8883',
        ),
      ),
    ],
    finds: ['NF003'],
    says: [/8883\/tcp.*not taken to edgeHub but to 172\.18\.0\.9:8883: rule 1 of PREROUTING in nat/],
    command: inGuest('sudo iptables -w -t nat -D PREROUTING 1'),
  },
  {
    name: 'the DROP for new connections in DOCKER-USER',
    device: [dockerUser('-A DOCKER-USER -i eth0 -p tcp -m tcp --dport 8883 -m conntrack --ctstate NEW -j DROP')],
    finds: ['NF001'],
    says: [/8883\/tcp.*rule 1 of DOCKER-USER/],
    command: repair(8883),
  },
  {
    name: 'a redirect to a proxy that is gone',
    device: [natOutput('-A OUTPUT -p tcp -m tcp --dport 443 -j REDIRECT --to-ports 3128'), noReach(443, 'refused')],
    finds: ['NF006'],
    says: [/port 443\/tcp \(HTTPS\) elsewhere, to 127\.0\.0\.1:3128.*rule 1 of OUTPUT in nat.*REDIRECT/],
    command: inGuest('sudo iptables -w -t nat -D OUTPUT 1'),
  },
  {
    name: 'a redirect to a proxy that works',
    device: [natOutput('-A OUTPUT -p tcp -m tcp --dport 443 -j REDIRECT --to-ports 3128')],
    finds: [],
  },
  {
    name: "a DNAT of the hub's address",
    device: [natOutput('-A OUTPUT -d 40.83.177.42/32 -p tcp -j DNAT --to-destination 10.1.1.1'), noReach()],
    finds: ['NF005'],
    says: [/HTTPS, AMQP/, /10\.1\.1\.1:\d+.*rule 1 of OUTPUT in nat/],
  },
  {
    name: 'questions for names taken to another server, which does not answer',
    device: [natOutput('-A OUTPUT -p udp -m udp --dport 53 -j DNAT --to-destination 10.99.0.53'), noDns],
    finds: ['NF021'],
    says: [/port 53\/udp \(DNS\) elsewhere, to 10\.99\.0\.53:53/],
  },
  {
    name: 'a mark that leads into a table of routes without a way out',
    device: [...markedAway, noReach(443)],
    finds: ['NF006'],
    says: [/443\/tcp.*to no route.*rule 1 of OUTPUT in mangle.*MARK/],
    command: inGuest('sudo iptables -w -t mangle -D OUTPUT 1'),
  },
  {
    name: "an address of the hub's network dropped on its way out",
    device: [
      legacy(
        before(liveRules(), '-A OUTPUT -j ACCEPT', '-A OUTPUT -d 40.64.0.0/10 -p tcp -m tcp --dport 5671 -j DROP'),
      ),
      noReach(5671),
    ],
    finds: ['NF006'],
    says: [/5671\/tcp.*rule 1 of OUTPUT in filter.*-d 40\.64\.0\.0\/10/],
  },
  {
    name: 'the hub and nothing else let out by its address',
    device: [
      legacy(
        liveRules().replace(
          '-A OUTPUT -j ACCEPT\n',
          [
            '-A OUTPUT -p udp -m udp --dport 53 -j ACCEPT',
            '-A OUTPUT -d 40.83.177.42/32 -p tcp -m multiport --dports 443,5671 -j ACCEPT',
            '-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
            '-A OUTPUT -d 172.16.0.0/12 -j ACCEPT',
            '',
          ].join('\n'),
        ),
      ),
    ],
    finds: [],
  },
  {
    name: 'a DROP before the rule for answers',
    device: [legacy(atTopOfInput(liveRules(), '-A INPUT -i eth0 -j DROP')), noReach(), noDns],
    finds: ['NF005', 'NF002', 'NF016'],
    says: [/answers to everything.*rule 1 of INPUT/],
    command: inGuest('sudo iptables -w -I INPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'),
  },
  {
    name: 'a REJECT for a list of ports on their way out',
    device: [
      legacy(
        before(
          liveRules(),
          '-A OUTPUT -j ACCEPT',
          '-A OUTPUT -p tcp -m multiport --dports 5671,8883 -j REJECT --reject-with icmp-port-unreachable',
        ),
      ),
      noReach(5671, 'refused'),
    ],
    finds: ['NF006'],
    says: [/5671\/tcp.*rule 1 of OUTPUT.*multiport/],
  },
  {
    name: 'a set of addresses that nobody can look into',
    device: [legacy(before(liveRules(), hostModuleLine, '-A INPUT -i eth0 -m set ! --match-set plant src -j DROP'))],
    finds: ['NF002', 'NF007', 'NF008'],
    says: [/9702\/tcp.*--match-set plant src/],
  },
];

describe('A firewall as it is found in a plant', () => {
  for (const { name, device, finds, says = [], command, notes } of cases) {
    it(name, () => {
      const all = findingsFor({ 'host.portProbe': [] }, ...device);
      const told = all.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable');
      const causes = told.filter(({ causedBy }) => causedBy === null);
      assert.deepEqual(
        [...new Set(causes.map(({ rule }) => rule))],
        finds,
        told.map(({ outcome, rule, message }) => `${outcome} ${rule}: ${message}`).join('\n'),
      );
      const [first] = causes;
      for (const words of says) assert.match(first?.message ?? '', words);
      const commands = (first?.remedy ?? []).flatMap((step) => step.command ?? []);
      if (command !== undefined) assert.ok(commands.includes(command), commands.join('\n'));
      if (notes === undefined) return;
      const information = all.filter(({ outcome, severity }) => outcome === 'pass' && severity === 'information');
      assert.ok(
        information.some(({ message }) => notes.test(message)),
        information.map((one) => one.message).join('\n'),
      );
    });
  }
});
