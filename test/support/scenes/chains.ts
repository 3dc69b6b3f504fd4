import { rowsOf } from '../toldScene.js';

const filler = Array.from({ length: 9 }, (_rule, at) => `-A INPUT -p tcp -m tcp --dport ${at + 1} -j ACCEPT`);

/** iptables(8): targets, user-defined chains, policies. */
export const chains = rowsOf([
  {
    name: 'a jump comes back behind itself, RETURN at once',
    parts: {
      filter: [':ONE - [0:0]', '-A INPUT -j ONE', '-A INPUT -j DROP', '-A ONE -p tcp -j RETURN', '-A ONE -j ACCEPT'],
    },
    ended: 'gone',
    met: ['filter INPUT 1', 'filter ONE 1', 'filter INPUT 2'],
  },
  {
    name: 'a goto does not come back to the chain that it stands in',
    parts: {
      filter: [
        ':ONE - [0:0]',
        ':TWO - [0:0]',
        '-A INPUT -j ONE',
        '-A INPUT -j DROP',
        '-A ONE -g TWO',
        '-A ONE -j ACCEPT',
        '-A TWO -p tcp',
      ],
    },
    ended: 'gone',
    met: ['filter INPUT 1', 'filter ONE 1', 'filter TWO 1', 'filter INPUT 2'],
  },
  {
    name: 'RETURN in a built-in chain leads to its policy',
    parts: { filter: ['-A INPUT -p tcp -j RETURN', '-A INPUT -j ACCEPT'], policies: ['DROP', 'ACCEPT', 'ACCEPT'] },
    ended: 'gone',
    met: ['filter INPUT 1'],
  },
  {
    name: 'a rule without a target goes on, and so does one that only logs',
    parts: { filter: ['-A INPUT -p tcp', '-A INPUT -j LOG', '-A INPUT -j DROP'] },
    ended: 'gone',
    met: ['filter INPUT 1', 'filter INPUT 2', 'filter INPUT 3'],
  },
  {
    name: 'a rule far behind in a long chain is met, and those between that do not fit are not',
    parts: { filter: [...filler, '-A INPUT -p tcp', '-A INPUT -p tcp -m tcp --dport 8883 -j DROP'] },
    ended: 'gone',
    met: ['filter INPUT 10', 'filter INPUT 11'],
  },
  {
    name: 'the head of a long chain is met before all others',
    parts: { filter: ['-A INPUT -p tcp', ...filler, '-A INPUT -s 172.30.224.1 -j DROP', '-A INPUT -j ACCEPT'] },
    ended: 'gone',
    met: ['filter INPUT 1', 'filter INPUT 11'],
  },
  {
    name: 'mangle comes before nat, and nat before filter',
    parts: {
      mangle: ['-A PREROUTING -p tcp -m tcp --dport 443 -j ACCEPT'],
      nat: ['-A PREROUTING -p tcp -m tcp --dport 443 -j REDIRECT --to-ports 9000'],
      filter: ['-A INPUT -p tcp -m tcp --dport 9000 -j DROP'],
    },
    shot: { destinationPort: 443 },
    ended: 'gone',
    met: ['mangle PREROUTING 1', 'nat PREROUTING 1', 'filter INPUT 1'],
  },
  {
    name: 'what mangle drops on the way in no filter sees',
    parts: { mangle: ['-A INPUT -p tcp -j DROP'], filter: ['-A INPUT -j REJECT'] },
    ended: 'gone',
    met: ['mangle INPUT 1'],
  },
  {
    name: 'what is forwarded passes mangle, filter, security and mangle again',
    parts: {
      mangle: ['-A FORWARD -p tcp', '-A POSTROUTING -p tcp'],
      filter: ['-A FORWARD -p tcp'],
      security: ['-A FORWARD -p tcp'],
    },
    shot: { destination: '172.18.0.3' },
    ended: 'out br-6868c9739a37',
    met: ['mangle FORWARD 1', 'filter FORWARD 1', 'security FORWARD 1', 'mangle POSTROUTING 1'],
  },
  {
    name: 'what the guest sends passes raw, mangle, filter, security and mangle again',
    parts: {
      raw: ['-A OUTPUT -p tcp'],
      mangle: ['-A OUTPUT -p tcp', '-A POSTROUTING -p tcp'],
      filter: ['-A OUTPUT -p tcp'],
      security: ['-A OUTPUT -p tcp'],
    },
    shot: { inInterface: null, source: '172.30.230.10', destination: '172.30.225.77' },
    ended: 'out eth0',
    met: ['raw OUTPUT 2', 'mangle OUTPUT 1', 'filter OUTPUT 1', 'security OUTPUT 1', 'mangle POSTROUTING 1'],
  },
  {
    name: 'what it sends itself comes in again by lo, past nat',
    parts: {
      raw: ['-A PREROUTING -i lo -p tcp'],
      mangle: ['-A PREROUTING -i lo -p tcp'],
      nat: ['-A PREROUTING -p tcp -j REDIRECT --to-ports 9000'],
      filter: ['-A INPUT -i lo -p tcp -m tcp --dport 8883 -j DROP'],
    },
    shot: { inInterface: null, source: '172.30.230.10' },
    ended: 'gone',
    met: ['raw PREROUTING 2', 'mangle PREROUTING 1', 'filter INPUT 1'],
  },
  ...(['INPUT', 'FORWARD', 'OUTPUT'] as const).map((hook) => ({
    name: `the table security drops in ${hook}`,
    parts: { security: [`-A ${hook} -p tcp -j DROP`] },
    shot: {
      INPUT: {},
      FORWARD: { destination: '172.18.0.3' },
      OUTPUT: { inInterface: null, source: '172.30.230.10', destination: '172.30.225.77' },
    }[hook],
    ended: 'gone',
    met: [`security ${hook} 1`],
  })),
]);
