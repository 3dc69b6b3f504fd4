import type { Shot } from '../../scripts/kernel-diff/bytes.js';
import { BRIDGE } from '../../scripts/kernel-diff/scene.js';
import { ruled, rulesText, sceneOf, type ToldScene } from './toldScene.js';

const fragment: Partial<Shot> = { protocol: 'udp', destination: '172.18.0.3', laterFragment: true };

/** Neither fits what has no ports. */
const BY_PORT = ['-A FORWARD -p udp -m udp --dport 8883 -j DROP', '-A FORWARD -p udp -m udp ! --dport 22 -j DROP'];

/** On to a container, which no rule of netfilter has to do with. */
const outward: Partial<Shot> = { destination: '172.18.0.4' };

const SEEN = '-m conntrack --ctstate NEW';

/** Scenes on which the model and a kernel once differed, made small. */
export const keptScenes: readonly ToldScene[] = [
  {
    name: 'where no rule needs connections, nobody asks nat',
    scene: sceneOf({ nat: ['-A PREROUTING -p tcp'] }, {}),
    ended: 'in',
    met: [],
    answer: 'refused',
  },
  {
    name: 'connmark fits no packet without a connection, not even negated',
    scene: sceneOf({ raw: ['-A PREROUTING -j NOTRACK'], filter: ['-A INPUT -m connmark ! --mark 0x1 -j DROP'] }, {}),
    ended: 'in',
    met: ['legacy raw PREROUTING 2'],
    answer: 'refused',
  },
  {
    name: '0.0.0.1 is an address like any other since Linux 5.3',
    scene: sceneOf({}, { destination: '0.0.0.1' }),
    ended: 'out eth0',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'a broadcast is not forwarded, even where DNAT names one receiver',
    scene: sceneOf(
      { nat: ['-A PREROUTING -p udp -j DNAT --to-destination 172.18.0.3'] },
      { protocol: 'udp', destination: '172.30.239.255' },
    ),
    ended: 'gone',
    met: ['legacy nat PREROUTING 1'],
    answer: 'timeOut',
  },
  {
    name: 'nothing that was sent to all is refused',
    scene: sceneOf({}, { protocol: 'udp', destination: '172.30.239.255' }),
    ended: 'in',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'a machine without an address may speak to the groups of its link',
    scene: sceneOf({}, { protocol: 'udp', source: '0.0.0.0', destination: '224.0.0.1' }),
    ended: 'in',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'connection tracking keeps type and code of ICMP where others have a port',
    scene: sceneOf({ filter: ['-A INPUT -m conntrack --ctorigdstport 2048 -j DROP'] }, { protocol: 'icmp' }),
    ended: 'gone',
    met: ['legacy filter INPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'a loopback address does not leave by a card that does not allow it',
    scene: sceneOf(
      {},
      { source: '10.4.0.77', destination: '127.0.0.1', protocol: 'udp' },
      { settings: { 'eth0/route_localnet': 1 } },
    ),
    ended: 'in',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'the answer to an acknowledgement is a bare reset',
    scene: sceneOf(
      { filter: ['-A OUTPUT -p tcp -m tcp --tcp-flags ALL RST -j ACCEPT'], policies: ['ACCEPT', 'ACCEPT', 'DROP'] },
      { flags: 16 },
    ),
    ended: 'in',
    met: [],
    answer: 'refused',
  },
  {
    name: 'MASQUERADE on lo takes an address that other machines know',
    scene: sceneOf({ nat: ['-A POSTROUTING -j MASQUERADE'] }, { inInterface: null, source: '172.30.230.10' }),
    ended: 'in',
    met: ['legacy nat POSTROUTING 1'],
    answer: 'timeOut',
  },
  {
    name: 'rules of OUTPUT see the first interface, even where DNAT sends the packet elsewhere',
    scene: sceneOf(
      {
        nat: ['-A OUTPUT -j DNAT --to-destination 172.18.0.3'],
        filter: ['-A OUTPUT -o lo -j ACCEPT', '-A OUTPUT -j DROP'],
      },
      { inInterface: null, source: '172.18.0.1' },
    ),
    ended: `out ${BRIDGE}`,
    met: ['legacy nat OUTPUT 1', 'legacy filter OUTPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'a mark of raw sends no packet another way',
    scene: sceneOf(
      { raw: ['-A OUTPUT -j MARK --set-xmark 0x1/0xffffffff'] },
      { inInterface: null, source: '172.30.230.10', destination: '203.0.113.5' },
      { routing: 3 },
    ),
    ended: 'out eth0',
    met: ['legacy raw OUTPUT 2'],
    answer: 'timeOut',
  },
  {
    name: 'a mark of mangle does',
    scene: sceneOf(
      { mangle: ['-A OUTPUT -j MARK --set-xmark 0x1/0xffffffff'] },
      { inInterface: null, source: '172.30.230.10', destination: '203.0.113.5' },
      { routing: 3 },
    ),
    ended: 'out eth1',
    met: ['legacy mangle OUTPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'a frame stays what it was when REDIRECT changes the address',
    scene: sceneOf(
      { nat: ['-A PREROUTING -j REDIRECT'], filter: ['-A INPUT -m pkttype --pkt-type broadcast -j DROP'] },
      { protocol: 'udp', destination: '172.30.239.255' },
    ),
    ended: 'gone',
    met: ['legacy nat PREROUTING 1', 'legacy filter INPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'an ICMP error belongs to the connection that it is about',
    scene: sceneOf(
      { filter: ['-A OUTPUT -m conntrack --ctproto udp -j ACCEPT'], policies: ['ACCEPT', 'ACCEPT', 'DROP'] },
      { protocol: 'udp' },
    ),
    ended: 'in',
    met: [],
    answer: 'refused',
  },
  {
    name: 'an answer to ICMP keeps what its connection began with',
    scene: sceneOf(
      { filter: ['-A FORWARD -m conntrack ! --ctorigdstport 2048 -j DROP'] },
      { protocol: 'icmp', destination: '172.18.0.3' },
    ),
    ended: `out ${BRIDGE}`,
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'an own address as the source must be one of the interface, where it is allowed at all',
    scene: sceneOf(
      { filter: ['-A INPUT -j ACCEPT'] },
      { source: '10.4.0.10' },
      { settings: { 'eth0/accept_local': 1, 'eth0/rp_filter': 1 } },
    ),
    ended: 'gone',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'what REJECT sends must pass OUTPUT as related',
    scene: sceneOf(
      {
        filter: [`-A INPUT ${SEEN} -j REJECT`, '-A OUTPUT -m conntrack --ctstate RELATED -j ACCEPT'],
        policies: ['ACCEPT', 'ACCEPT', 'DROP'],
      },
      {},
    ),
    ended: 'gone',
    met: ['legacy filter INPUT 1'],
    answer: 'refused',
  },
  {
    name: 'what REJECT sends may be dropped in OUTPUT: then it looks like DROP',
    scene: sceneOf({ filter: [`-A INPUT ${SEEN} -j REJECT`], policies: ['ACCEPT', 'ACCEPT', 'DROP'] }, {}),
    ended: 'gone',
    met: ['legacy filter INPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'a reset to what came by a bridge goes past the translation back: the sender does not know it',
    scene: sceneOf(
      {
        nat: ['-A PREROUTING -d 172.18.0.1/32 -p tcp -j DNAT --to-destination 172.18.0.3'],
        filter: ['-A FORWARD -p tcp -j REJECT --reject-with tcp-reset'],
      },
      { inInterface: 'docker0', source: '172.17.0.2', destination: '172.18.0.1' },
    ),
    ended: 'gone',
    met: ['legacy nat PREROUTING 1', 'legacy filter FORWARD 1'],
    answer: 'timeOut',
  },
  {
    name: 'a container that is sent back to itself gets its own address as the sender',
    scene: sceneOf(
      {
        nat: [
          '-A PREROUTING -p tcp -m tcp --dport 1883 -m conntrack --ctdir ORIGINAL -j DNAT --to-destination 172.17.0.2:80',
        ],
      },
      { inInterface: 'docker0', source: '172.17.0.2', destinationPort: 1883 },
      { settings: { 'bridge/bridge-nf-call-iptables': 0 } },
    ),
    ended: 'out docker0',
    met: ['legacy nat PREROUTING 1'],
    answer: 'timeOut',
  },
  {
    name: 'what is for every machine of the link may come from a loopback address',
    scene: sceneOf(
      { filter: ['-A INPUT -j ACCEPT'] },
      { source: '127.0.0.1', destination: '255.255.255.255', protocol: 'udp' },
      { settings: { 'eth0/accept_local': 1 } },
    ),
    ended: 'in',
    met: ['legacy filter INPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'security of nft comes behind nat, and sees the translated sender',
    scene: sceneOf(
      {},
      {},
      {
        rules: {
          nft: rulesText({
            nat: ['-A INPUT -p tcp -j SNAT --to-source 203.0.113.5'],
            security: ['-A INPUT -s 203.0.113.5 -j DROP'],
          }),
          legacy: null,
        },
      },
    ),
    ended: 'gone',
    met: ['nft nat INPUT 1', 'nft security INPUT 1'],
    answer: 'timeOut',
  },
  {
    name: 'security of legacy comes before it',
    scene: sceneOf(
      { nat: ['-A INPUT -p tcp -j SNAT --to-source 203.0.113.5'], security: ['-A INPUT -s 203.0.113.5 -j DROP'] },
      {},
    ),
    ended: 'in',
    met: ['legacy nat INPUT 1'],
    answer: 'refused',
  },
  {
    name: 'an answer that raw keeps from tracking goes to the translated address, where nobody waits for it',
    scene: sceneOf(
      {
        raw: ['-A PREROUTING ! -d 172.30.230.10/32 -j NOTRACK'],
        nat: ['-A POSTROUTING -p udp -j SNAT --to-source 10.4.0.10'],
      },
      { inInterface: null, source: '172.18.0.1', destination: '203.0.113.5', protocol: 'udp' },
    ),
    ended: 'out eth0',
    met: ['legacy nat POSTROUTING 1'],
    answer: 'timeOut',
  },
  {
    name: 'a later fragment fits -f and no port, where nothing tracks connections',
    scene: sceneOf({ filter: [...BY_PORT, '-A FORWARD -f -j DROP'] }, fragment),
    ended: 'gone',
    met: ['legacy filter FORWARD 3'],
    answer: 'timeOut',
  },
  {
    name: 'a later fragment fits -f by nft as well',
    scene: sceneOf({}, fragment, { rules: { nft: rulesText({ filter: ['-A FORWARD -f -j DROP'] }), legacy: null } }),
    ended: 'gone',
    met: ['nft filter FORWARD 1'],
    answer: 'timeOut',
  },
  {
    name: 'a later fragment is refused in silence',
    scene: sceneOf({ filter: ['-A FORWARD ! -f -j DROP', '-A FORWARD -j REJECT'] }, fragment),
    ended: 'gone',
    met: ['legacy filter FORWARD 2'],
    answer: 'timeOut',
  },
  {
    name: 'a later fragment that no rule stops is forwarded by itself',
    scene: sceneOf({ filter: BY_PORT }, fragment),
    ended: `out ${BRIDGE}`,
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'connection tracking waits for the whole packet before any rule sees a part of it',
    scene: sceneOf({ mangle: ['-A PREROUTING -f'], filter: [`-A FORWARD ${SEEN} -j ACCEPT`] }, fragment),
    ended: 'gone',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'what is forwarded is asked back as if it came in where it goes out, by rules of that interface too',
    scene: sceneOf({}, outward, ruled({ iif: BRIDGE, protocol: 'tcp', action: 'unreachable' })),
    ended: 'gone',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'a policy rule that prohibits says so to the sender',
    scene: sceneOf(
      {},
      { ...outward, source: '172.30.225.77' },
      ruled({ iif: 'eth0', protocol: 'tcp', destinationPorts: '8000-9000', action: 'prohibit' }),
    ),
    ended: 'gone',
    met: [],
    answer: 'unreachable',
  },
  {
    name: 'one that refuses the VM as well, by the address that it would answer from, says so too',
    scene: sceneOf(
      {},
      { inInterface: BRIDGE, source: '172.18.0.3', destination: '203.0.113.5', protocol: 'icmp' },
      ruled({ from: '172.18.0.0/16', protocol: 'icmp', action: 'prohibit' }),
    ),
    ended: 'gone',
    met: [],
    answer: 'unreachable',
  },
  {
    name: 'one for a protocol that is for the VM alone is blind to what comes in',
    scene: sceneOf({}, {}, ruled({ iif: 'lo', protocol: 'tcp', action: 'unreachable' })),
    ended: 'in',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'one for other ports does not',
    scene: sceneOf({}, outward, ruled({ iif: 'eth0', protocol: 'tcp', destinationPorts: '22', action: 'prohibit' })),
    ended: `out ${BRIDGE}`,
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'a policy rule that is a black hole says nothing',
    scene: sceneOf({}, outward, ruled({ iif: 'eth0', action: 'blackhole' })),
    ended: 'gone',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'a route with fewer bits than a rule wants is passed over, and the next rule asked',
    scene: sceneOf(
      {},
      { destination: '203.0.113.5', source: '10.4.0.77', inInterface: 'eth1' },
      ruled({ table: 'main', suppressPrefixLength: 0 }, { iif: 'eth1', action: 'prohibit' }),
    ),
    ended: 'gone',
    met: [],
    answer: 'unreachable',
  },
  {
    name: 'a goto goes past the rules between',
    scene: sceneOf(
      {},
      outward,
      ruled({ protocol: 'tcp', action: 'goto', goto: 32_766 }, { iif: 'eth0', action: 'prohibit' }),
    ),
    ended: `out ${BRIDGE}`,
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'one for a sender is blind to what the VM sends by a socket without an address',
    scene: sceneOf(
      {},
      { inInterface: null, source: '172.18.0.1', destination: '203.0.113.5' },
      ruled({ from: '172.18.0.0/16', action: 'unreachable' }),
    ),
    ended: 'out eth0',
    met: [],
    answer: 'timeOut',
  },
  {
    name: 'one for a sender sees it where a mark of mangle has the way asked for again',
    scene: sceneOf(
      { mangle: ['-A OUTPUT -j MARK --set-xmark 0x1/0xffffffff'] },
      { inInterface: null, source: '172.18.0.1', destination: '203.0.113.5' },
      ruled({ from: '172.18.0.0/16', action: 'unreachable' }),
    ),
    ended: 'gone',
    met: ['legacy mangle OUTPUT 1'],
    answer: 'unreachable',
  },
];
