import { BRIDGE } from '../../../scripts/kernel-diff/scene.js';
import { rowsOf } from '../toldScene.js';

const outward = { inInterface: BRIDGE, source: '172.18.0.3', destination: '203.0.113.5' } as const;
const BY_SECOND_SUBNET = { routing: 4 };

/** DNAT, REDIRECT, SNAT and MASQUERADE of iptables-extensions(8), as seen by the rules that come behind. */
export const translations = rowsOf([
  {
    name: 'MASQUERADE takes the address in whose subnet the gateway is, though it is not the first of the card',
    parts: {
      nat: ['-A POSTROUTING -j MASQUERADE'],
      filter: ['-A FORWARD -m conntrack --ctrepldst 172.18.0.3 -j ACCEPT'],
    },
    shot: outward,
    more: BY_SECOND_SUBNET,
    ended: 'out eth1',
    met: ['filter FORWARD 1', 'nat POSTROUTING 1'],
  },
  {
    name: 'MASQUERADE takes the first address of the card where no gateway asks for another',
    parts: { nat: ['-A POSTROUTING -j MASQUERADE'] },
    shot: outward,
    more: { routing: 1 },
    ended: 'out eth1',
    met: ['nat POSTROUTING 1'],
  },
  {
    name: 'and where the receiver is on the link of the second, the second',
    parts: { nat: ['-A POSTROUTING -j MASQUERADE'] },
    shot: { ...outward, destination: '192.168.7.77' },
    ended: 'out eth1',
    met: ['nat POSTROUTING 1'],
  },
  {
    name: 'REDIRECT takes the first address of the card that the packet came by',
    parts: { nat: ['-A PREROUTING -p tcp -j REDIRECT'], filter: ['-A INPUT -d 10.4.0.10 -j DROP'] },
    shot: { inInterface: 'eth1', source: '10.4.0.77', destination: '192.168.7.10' },
    ended: 'gone',
    met: ['nat PREROUTING 1', 'filter INPUT 1'],
  },
  {
    name: 'REDIRECT of what the guest sends takes 127.0.0.1',
    parts: { nat: ['-A OUTPUT -p tcp -j REDIRECT'], filter: ['-A INPUT -d 127.0.0.1 -j DROP'] },
    shot: { inInterface: null, source: '172.30.230.10', destination: '203.0.113.5' },
    ended: 'gone',
    met: ['nat OUTPUT 1', 'filter INPUT 1'],
  },
  {
    name: 'REDIRECT to a port leaves the address of who asked for the card itself',
    parts: {
      nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'],
      filter: ['-A INPUT -d 172.30.230.10 -p tcp -m tcp --dport 9000 -j DROP'],
    },
    ended: 'gone',
    met: ['nat PREROUTING 1', 'filter INPUT 1'],
  },
  {
    name: 'DNAT to a port alone leaves the address',
    parts: {
      nat: ['-A PREROUTING -p tcp -j DNAT --to-destination :9000'],
      filter: ['-A INPUT -d 172.30.230.10 -p tcp -m tcp --dport 9000 -j DROP'],
    },
    ended: 'gone',
    met: ['nat PREROUTING 1', 'filter INPUT 1'],
  },
  {
    name: 'a port within the range that DNAT names stays what it was',
    parts: {
      nat: ['-A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3:8883-8884'],
      filter: ['-A FORWARD -d 172.18.0.3 -p tcp -m tcp --dport 8883 -j DROP'],
    },
    ended: 'gone',
    met: ['nat PREROUTING 1', 'filter FORWARD 1'],
  },
  {
    name: 'so does one at its upper end',
    parts: {
      nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 8882-8883'],
      filter: ['-A INPUT -p tcp -m tcp --dport 8883 -j DROP'],
    },
    ended: 'gone',
    met: ['nat PREROUTING 1', 'filter INPUT 1'],
  },
  {
    name: 'DNAT to where it was going anyhow is none to --ctstate DNAT',
    parts: {
      nat: ['-A PREROUTING -p tcp -j DNAT --to-destination 172.30.230.10:8883'],
      filter: ['-A INPUT -m conntrack --ctstate DNAT -j DROP'],
    },
    ended: 'in',
    met: ['nat PREROUTING 1'],
  },
  {
    name: 'SNAT is seen by what comes behind it',
    parts: {
      mangle: ['-A POSTROUTING -m conntrack --ctstate SNAT -j DROP'],
      nat: ['-A POSTROUTING -j SNAT --to-source 10.4.0.10'],
    },
    shot: outward,
    ended: 'out eth0',
    met: ['nat POSTROUTING 1'],
  },
  {
    name: 'a source within the range that SNAT names stays what it was',
    parts: { nat: ['-A POSTROUTING -j SNAT --to-source 172.18.0.2-172.18.0.3'] },
    shot: outward,
    ended: 'out eth0',
    met: ['nat POSTROUTING 1'],
  },
  {
    name: 'so does one at its lower end',
    parts: { nat: ['-A POSTROUTING -j SNAT --to-source 172.18.0.3-172.18.0.4'] },
    shot: outward,
    ended: 'out eth0',
    met: ['nat POSTROUTING 1'],
  },
  {
    name: 'what raw kept from tracking nobody asks nat about',
    parts: {
      raw: ['-A PREROUTING -j NOTRACK'],
      nat: ['-A PREROUTING -j REDIRECT --to-ports 9000', '-A INPUT -j SNAT --to-source 203.0.113.5'].map((rule) =>
        rule.replace(' -j', ' -p tcp -j'),
      ),
    },
    ended: 'in',
    met: ['raw PREROUTING 2'],
    answer: 'refused',
  },
  {
    name: 'nor about what fits no connection',
    parts: { nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'] },
    shot: { flags: 4 },
    ended: 'in',
  },
  {
    name: 'the first translation ends the table, and the other side is asked by itself',
    parts: {
      nat: [
        '-A PREROUTING -p tcp -j DNAT --to-destination 172.18.0.3',
        '-A PREROUTING -j DROP',
        '-A POSTROUTING -j MASQUERADE',
      ].filter((rule) => !rule.endsWith('DROP')),
    },
    ended: `out ${BRIDGE}`,
    met: ['nat PREROUTING 1', 'nat POSTROUTING 1'],
  },
  {
    name: 'ACCEPT in nat leaves the packet as it is',
    parts: { nat: ['-A PREROUTING -p tcp -j ACCEPT', '-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'] },
    ended: 'in',
    met: ['nat PREROUTING 1'],
  },
]);
