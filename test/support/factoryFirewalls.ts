import { edgeHubPorts, hostModuleLine, liveText, rulesOf } from './firewall.js';
import { healthyFacts } from './healthyFacts.js';
import type { Change } from './snapshots.js';

/** Rulesets as they are found on devices in plants: what other firewalls left, what engines write, and what people add. */

const BRIDGE = 'br-6868c9739a37';
const FIRST_OF_INPUT = '-A INPUT -i lo -j ACCEPT';
const PORTS = edgeHubPorts.map(({ hostPort }) => hostPort);

type Wish = Parameters<typeof liveText>[0];

/** The live rules of the healthy device. */
export const liveRules = (wish: Wish = {}): string =>
  liveText({ own: [hostModuleLine], published: edgeHubPorts, ...wish });

/** Puts lines before a line that is there. */
export const before = (text: string, line: string, ...lines: readonly string[]): string => {
  if (!text.includes(`\n${line}`)) throw new Error(`There is no ${line}`);
  return text.replace(`\n${line}`, `\n${[...lines, line].join('\n')}`);
};

export const atTopOfInput = (text: string, ...lines: readonly string[]): string =>
  before(text, FIRST_OF_INPUT, ...lines);

const withChains = (text: string, ...names: readonly string[]): string =>
  before(text, ':DOCKER-USER - [0:0]', ...names.map((name) => `:${name} - [0:0]`));

export const legacy = (text: string): Change => ({ 'guest.iptablesLegacy': rulesOf(text) });

/** A table of built-in chains that accept, with rules. */
export const table = (name: string, hooks: readonly string[], ...rules: readonly string[]): string =>
  [`*${name}`, ...hooks.map((hook) => `:${hook} ACCEPT [0:0]`), ...rules, 'COMMIT', ''].join('\n');

/** A chain of the plant's own, which lets its network in and drops the rest. */
export const plantChain = atTopOfInput(
  withChains(liveRules(), 'PLANT'),
  '-A INPUT -i lo -j ACCEPT',
  '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A INPUT -i eth0 -j PLANT',
  '-A PLANT -s 10.20.0.0/16 -p tcp -m multiport --dports 22,443,8883,9702 -j ACCEPT',
  '-A PLANT -j DROP',
);

/** What ufw leaves behind when its package is removed while it is on. */
export const ufw = atTopOfInput(
  withChains(
    liveRules(),
    'ufw-before-input',
    'ufw-user-input',
    'ufw-after-input',
    'ufw-skip-to-policy-input',
    'ufw-not-local',
    'ufw-logging-deny',
    'ufw-user-limit',
    'ufw-user-limit-accept',
  ),
  '-A INPUT -j ufw-before-input',
  '-A INPUT -j ufw-after-input',
  '-A ufw-before-input -i lo -j ACCEPT',
  '-A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A ufw-before-input -m conntrack --ctstate INVALID -j ufw-logging-deny',
  '-A ufw-before-input -m conntrack --ctstate INVALID -j DROP',
  '-A ufw-before-input -p icmp -m icmp --icmp-type 8 -j ACCEPT',
  '-A ufw-before-input -p udp -m udp --sport 67 --dport 68 -j ACCEPT',
  '-A ufw-before-input -j ufw-not-local',
  '-A ufw-before-input -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT',
  '-A ufw-before-input -d 239.255.255.250/32 -p udp -m udp --dport 1900 -j ACCEPT',
  '-A ufw-before-input -j ufw-user-input',
  '-A ufw-logging-deny -m conntrack --ctstate INVALID -m limit --limit 3/min --limit-burst 10 -j RETURN',
  '-A ufw-logging-deny -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "',
  '-A ufw-not-local -m addrtype --dst-type LOCAL -j RETURN',
  '-A ufw-not-local -m addrtype --dst-type MULTICAST -j RETURN',
  '-A ufw-not-local -m addrtype --dst-type BROADCAST -j RETURN',
  '-A ufw-not-local -m limit --limit 3/min --limit-burst 10 -j ufw-logging-deny',
  '-A ufw-not-local -j DROP',
  '-A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name DEFAULT --rsource',
  '-A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 --name DEFAULT --rsource -j ufw-user-limit',
  '-A ufw-user-input -p tcp -m tcp --dport 22 -j ufw-user-limit-accept',
  '-A ufw-user-limit -m limit --limit 3/min -j LOG --log-prefix "[UFW LIMIT BLOCK] "',
  '-A ufw-user-limit -j REJECT --reject-with icmp-port-unreachable',
  '-A ufw-user-limit-accept -j ACCEPT',
  '-A ufw-after-input -p udp -m udp --dport 137 -j ufw-skip-to-policy-input',
  '-A ufw-after-input -m addrtype --dst-type BROADCAST -j ufw-skip-to-policy-input',
  '-A ufw-after-input -m addrtype --dst-type LOCAL -j ufw-skip-to-policy-input',
  '-A ufw-skip-to-policy-input -j DROP',
);

/** firewalld with its iptables back end. */
export const firewalld = atTopOfInput(
  withChains(liveRules(), 'INPUT_direct', 'INPUT_ZONES', 'IN_public', 'IN_public_allow', 'IN_public_deny'),
  '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED,DNAT -j ACCEPT',
  '-A INPUT -i lo -j ACCEPT',
  '-A INPUT -j INPUT_direct',
  '-A INPUT -j INPUT_ZONES',
  '-A INPUT -m conntrack --ctstate INVALID -j DROP',
  '-A INPUT -j REJECT --reject-with icmp-host-prohibited',
  '-A INPUT_ZONES -i eth0 -g IN_public',
  '-A INPUT_ZONES -g IN_public',
  '-A IN_public -j IN_public_deny',
  '-A IN_public -j IN_public_allow',
  '-A IN_public -p icmp -j ACCEPT',
  '-A IN_public_allow -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW,UNTRACKED -j ACCEPT',
);

/** dockerd 28: chains of its own for what comes back and for bridges, and nobody asks a container past its published ports. */
export const docker28 = (user: readonly string[] = []): string =>
  [
    table('raw', ['PREROUTING', 'OUTPUT'], `-A PREROUTING -d 172.18.0.3/32 ! -i ${BRIDGE} -j DROP`).trimEnd(),
    '*nat',
    ...['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'].map((hook) => `:${hook} ACCEPT [0:0]`),
    ':DOCKER - [0:0]',
    '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
    '-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
    '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    `-A POSTROUTING -s 172.18.0.0/16 ! -o ${BRIDGE} -j MASQUERADE`,
    ...PORTS.map(
      (port) => `-A DOCKER ! -i ${BRIDGE} -p tcp -m tcp --dport ${port} -j DNAT --to-destination 172.18.0.3:${port}`,
    ),
    'COMMIT',
    '*filter',
    ...['INPUT', 'FORWARD', 'OUTPUT'].map((hook) => `:${hook} DROP [0:0]`),
    ...['DOCKER', 'DOCKER-BRIDGE', 'DOCKER-CT', 'DOCKER-FORWARD'].map((name) => `:${name} - [0:0]`),
    ...['DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2', 'DOCKER-USER'].map((name) => `:${name} - [0:0]`),
    FIRST_OF_INPUT,
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
    hostModuleLine,
    '-A FORWARD -j DOCKER-USER',
    '-A FORWARD -j DOCKER-FORWARD',
    '-A OUTPUT -j ACCEPT',
    ...PORTS.map(
      (port) => `-A DOCKER -d 172.18.0.3/32 ! -i ${BRIDGE} -o ${BRIDGE} -p tcp -m tcp --dport ${port} -j ACCEPT`,
    ),
    '-A DOCKER ! -i docker0 -o docker0 -j DROP',
    `-A DOCKER ! -i ${BRIDGE} -o ${BRIDGE} -j DROP`,
    '-A DOCKER-BRIDGE -o docker0 -j DOCKER',
    `-A DOCKER-BRIDGE -o ${BRIDGE} -j DOCKER`,
    '-A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    `-A DOCKER-CT -o ${BRIDGE} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
    '-A DOCKER-FORWARD -j DOCKER-CT',
    '-A DOCKER-FORWARD -j DOCKER-ISOLATION-STAGE-1',
    '-A DOCKER-FORWARD -j DOCKER-BRIDGE',
    '-A DOCKER-FORWARD -i docker0 -j ACCEPT',
    `-A DOCKER-FORWARD -i ${BRIDGE} -j ACCEPT`,
    '-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2',
    `-A DOCKER-ISOLATION-STAGE-1 -i ${BRIDGE} ! -o ${BRIDGE} -j DOCKER-ISOLATION-STAGE-2`,
    `-A DOCKER-ISOLATION-STAGE-2 -o ${BRIDGE} -j DROP`,
    '-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP',
    ...user,
    'COMMIT',
    '',
  ].join('\n');

/** A node of a swarm: its ingress is asked before the bridges. */
export const swarm = [
  [':DOCKER - [0:0]', ':DOCKER-INGRESS - [0:0]'],
  ['-A PREROUTING -m addrtype', '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER-INGRESS'],
  ['-A POSTROUTING -s 172.17', '-A POSTROUTING -o docker_gwbridge -m addrtype --src-type LOCAL -j MASQUERADE'],
  ['-A DOCKER -i docker0', '-A DOCKER-INGRESS -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.19.0.2:8080'],
  ['-A DOCKER -i docker0', '-A DOCKER-INGRESS -j RETURN'],
  [':DOCKER-ISOLATION-STAGE-1', ':DOCKER-INGRESS - [0:0]'],
  ['-A FORWARD -j DOCKER-ISOLATION', '-A FORWARD -j DOCKER-INGRESS'],
  ['-A DOCKER-ISOLATION-STAGE-1 -i', '-A DOCKER-INGRESS -p tcp -m tcp --dport 8080 -j ACCEPT'],
  ['-A DOCKER-ISOLATION-STAGE-1 -i', '-A DOCKER-INGRESS -j RETURN'],
].reduce((text, [line = '', ...lines]) => before(text, line, ...lines), liveRules());

/** dockerd with `"userland-proxy": false`: the VM's own connections are translated as well, and nothing listens. */
export const withoutProxy: readonly Change[] = [
  legacy(
    before(
      liveRules()
        .replace('-A OUTPUT ! -d 127.0.0.0/8 -m addrtype', '-A OUTPUT -m addrtype')
        .replace(/! -i \S+ (-p tcp .* -j DNAT)/g, '$1')
        .replace(/-A DOCKER -i \S+ -j RETURN\n/g, ''),
      '-A POSTROUTING -s 172.17',
      `-A POSTROUTING -o ${BRIDGE} -m addrtype --src-type LOCAL -j MASQUERADE`,
    ),
  ),
  { 'guest.listeners': healthyFacts['guest.listeners'].filter(({ process }) => process !== 'docker-proxy') },
];

/** One of edgeHub's ports published as `127.0.0.1:8883:8883`. */
export const loopbackOnly: readonly Change[] = [
  legacy(
    liveRules().replace(
      '-A DOCKER ! -i br-6868c9739a37 -p tcp -m tcp --dport 8883',
      '-A DOCKER -d 127.0.0.1/32 ! -i br-6868c9739a37 -p tcp -m tcp --dport 8883',
    ),
  ),
  {
    'guest.containers': healthyFacts['guest.containers'].map((one) => ({
      ...one,
      published: one.published.map((port) => (port.hostPort === 8883 ? { ...port, hostAddress: '127.0.0.1' } : port)),
    })),
    'guest.listeners': healthyFacts['guest.listeners'].map((one) =>
      one.port === 8883 ? { ...one, address: '127.0.0.1' } : one,
    ),
  },
];

/** The network of IoT Edge with `com.docker.network.bridge.enable_icc=false`: no module reaches another. */
export const withoutNeighbours = liveRules().replace(
  `-A FORWARD -i ${BRIDGE} -o ${BRIDGE} -j ACCEPT`,
  `-A FORWARD -i ${BRIDGE} -o ${BRIDGE} -j DROP`,
);

/** Routes by marks: what OUTPUT marks goes by a table that leads nowhere. */
export const markedAway: readonly Change[] = [
  legacy(
    table(
      'mangle',
      ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
      '-A OUTPUT -p tcp -m tcp --dport 443 -j MARK --set-xmark 0x64/0xffffffff',
    ) + liveRules(),
  ),
  {
    'guest.policyRules': [
      ...healthyFacts['guest.policyRules'],
      { ...healthyFacts['guest.policyRules'][0]!, priority: 100, fwmark: '0x64', table: '100' },
    ],
    'guest.routes': [
      ...healthyFacts['guest.routes'],
      { ...healthyFacts['guest.routes'][0]!, table: '100', type: 'blackhole', gateway: null, device: null },
    ],
  },
];

/** The VM's tries at one port, or at every one, come to nothing. */
export const noReach = (port?: number, tcp: 'silent' | 'refused' = 'silent'): Change => ({
  'guest.reach': healthyFacts['guest.reach'].map((one) =>
    port === undefined || one.port === port ? { ...one, tcp, tls: 'notTried' as const, issuer: null } : one,
  ),
});

export const noDns: Change = {
  'guest.dnsProbe': healthyFacts['guest.dnsProbe'].map((one) => ({
    ...one,
    state: 'silent' as const,
    rcode: null,
    addresses: [],
  })),
};
