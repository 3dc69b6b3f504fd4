import { BRIDGE } from '../../../scripts/kernel-diff/scene.js';
import type { Shot } from '../../../scripts/kernel-diff/bytes.js';
import { rowsOf, type Parts, type Row, type ToldScene } from '../toldScene.js';

/** A condition, and whether it fits the answer. */
type Fits = readonly (readonly [condition: string, fits: boolean])[];

const named = (question: string, condition: string, fits: boolean): string =>
  `${question}: ${condition} ${fits ? 'fits' : 'does not fit'}`;

const parted = ({ filter = [], raw = [], ...parts }: Parts, table: 'filter' | 'raw', rule: string): Parts =>
  table === 'filter' ? { ...parts, raw, filter: [...filter, rule] } : { ...parts, filter, raw: [...raw, rule] };

interface Refused {
  readonly question: string;
  readonly parts: Parts;
  readonly shot?: Partial<Shot>;
  readonly met: readonly string[];
  readonly ended: string;
  readonly answer: ToldScene['answer'];
}

/** What the guest itself answers: who is not let out by OUTPUT is not heard. */
const own = ({ question, parts, answer, ...rest }: Refused, fits: Fits, table: 'filter' | 'raw' = 'filter'): Row[] =>
  fits.map(([condition, does]) => ({
    ...rest,
    name: named(`${question}, in ${table}`, condition, does),
    parts: parted(parts, table, `-A OUTPUT ${condition} -j DROP`),
    answer: does ? ('timeOut' as const) : answer,
  }));

/** What comes back from a container: who is stopped in FORWARD is lost. */
const forwarded = (question: string, parts: Parts, shot: Partial<Shot>, met: readonly string[], fits: Fits): Row[] =>
  fits.map(([condition, does]) => ({
    name: named(question, condition, does),
    parts: parted(parts, 'filter', `-A FORWARD -i ${BRIDGE} ${condition} -j DROP`),
    shot,
    ended: `out ${BRIDGE}`,
    met,
    lost: does,
  }));

const TRACKS = '-A FORWARD -m conntrack --ctstate NEW';
const reject = (more: string): Parts => ({ filter: [`-A INPUT -m conntrack --ctstate NEW -j REJECT${more}`] });
const toContainer = { destination: '172.18.0.3' } as const;

const reset: Refused = {
  question: 'a reset of REJECT',
  parts: { filter: ['-A INPUT -p tcp -m conntrack --ctstate NEW -j REJECT --reject-with tcp-reset'] },
  met: ['filter INPUT 1'],
  ended: 'gone',
  answer: 'refused',
};
const error: Refused = { ...reset, question: 'an error of REJECT', parts: reject('') };
const nobody: Refused = {
  question: 'a port where nobody listens',
  parts: { filter: [TRACKS] },
  met: [],
  ended: 'in',
  answer: 'refused',
};
const noProgram: Refused = { ...nobody, question: 'a datagram that nobody takes', shot: { protocol: 'udp' } };
const UNTRACKED = ['-A PREROUTING -j NOTRACK'];

/** nf_reject_ipv4.c, tcp_v4_send_reset and icmp_send of the kernel. */
export const answers = rowsOf([
  ...own(reset, [
    ['-p tcp -m tcp --tcp-flags RST,ACK RST,ACK', true],
    ['-p tcp -m tcp --tcp-flags SYN SYN', false],
    ['-p tcp -m tcp --sport 8883 --dport 20000', true],
    ['-s 172.30.230.10 -d 172.30.224.1', true],
    ['-m conntrack --ctstate RELATED', true],
    ['-m conntrack --ctstate ESTABLISHED', false],
    ['-m conntrack --ctdir REPLY', true],
    ['-m conntrack --ctdir ORIGINAL', false],
  ]),
  ...own(
    reset,
    [
      ['-m conntrack --ctstate RELATED', true],
      ['-m conntrack --ctstate INVALID', false],
    ],
    'raw',
  ),
  ...own(error, [
    ['-p icmp', true],
    ['-p tcp', false],
    ['-p icmp -m icmp --icmp-type 3/3', true],
    ['-p icmp -m icmp --icmp-type 8', false],
    ['-s 172.30.230.10 -d 172.30.224.1', true],
    ['-m conntrack --ctstate RELATED', true],
    ['-m conntrack --ctstate ESTABLISHED', false],
    ['-m conntrack --ctproto tcp', true],
    ['-m conntrack --ctproto icmp', false],
    ['-m conntrack --ctorigdstport 8883', true],
    ['-m conntrack --ctdir REPLY', true],
  ]),
  ...own(
    error,
    [
      ['-m conntrack --ctstate RELATED', true],
      ['-m conntrack --ctstate INVALID', false],
    ],
    'raw',
  ),
  ...(
    [
      ['icmp-net-unreachable', 0],
      ['icmp-host-unreachable', 1],
      ['icmp-proto-unreachable', 2],
      ['icmp-port-unreachable', 3],
      ['icmp-net-prohibited', 9],
      ['icmp-host-prohibited', 10],
      ['icmp-admin-prohibited', 13],
    ] as const
  ).flatMap(([type, code]) =>
    own({ ...error, question: type, parts: reject(` --reject-with ${type}`) }, [
      [`-p icmp -m icmp --icmp-type 3/${code}`, true],
    ]),
  ),
  ...own(nobody, [
    ['-p tcp -m tcp --tcp-flags RST,ACK RST,ACK', true],
    ['-m conntrack --ctstate ESTABLISHED', true],
    ['-m conntrack --ctstate RELATED', false],
  ]),
  ...own(
    nobody,
    [
      ['-m conntrack --ctstate INVALID', true],
      ['-m conntrack --ctstate ESTABLISHED', false],
    ],
    'raw',
  ),
  ...own(noProgram, [
    ['-p icmp -m icmp --icmp-type 3/3', true],
    ['-m conntrack --ctstate RELATED', true],
    ['-m conntrack --ctstate ESTABLISHED', false],
    ['-m conntrack --ctproto udp', true],
  ]),
  ...own(
    noProgram,
    [
      ['-m conntrack --ctstate INVALID', true],
      ['-m conntrack --ctstate RELATED', false],
    ],
    'raw',
  ),
  ...own(
    {
      ...nobody,
      question: 'what raw kept from tracking',
      parts: { raw: UNTRACKED, filter: [TRACKS] },
      met: ['raw PREROUTING 2'],
    },
    [
      ['-m conntrack --ctstate INVALID', true],
      ['-m conntrack --ctstate NEW,ESTABLISHED,RELATED', false],
    ],
  ),
  ...forwarded(
    'the answer of a container',
    { filter: [TRACKS] },
    toContainer,
    ['filter FORWARD 1'],
    [
      ['-p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK', true],
      ['-p tcp --syn', false],
      ['-p tcp -m tcp --sport 8883 --dport 20000', true],
      ['-s 172.18.0.3 -d 172.30.224.1', true],
      ['-m conntrack --ctstate ESTABLISHED', true],
      ['-m conntrack --ctstate NEW,RELATED', false],
      ['-m conntrack --ctdir REPLY', true],
      ['-m conntrack --ctorigdstport 8883', true],
      ['-m mark --mark 0x0', true],
    ],
  ),
  ...forwarded(
    'its answer to a ping',
    { filter: [TRACKS] },
    { ...toContainer, protocol: 'icmp' },
    ['filter FORWARD 1'],
    [
      ['-p icmp -m icmp --icmp-type 0', true],
      ['-p icmp -m icmp --icmp-type 8', false],
    ],
  ),
  ...forwarded(
    'its answer to what was translated twice',
    {
      nat: [
        '-A PREROUTING -p tcp -m tcp --dport 443 -j DNAT --to-destination 172.18.0.3:8883',
        '-A POSTROUTING -j MASQUERADE',
      ],
    },
    { destinationPort: 443 },
    ['nat PREROUTING 1', 'nat POSTROUTING 1'],
    [
      ['-d 172.30.224.1', true],
      ['-d 172.18.0.1', false],
      ['-s 172.18.0.3 -p tcp -m tcp --sport 8883', true],
      ['-m conntrack --ctstate DNAT', true],
      ['-m conntrack --ctorigdst 172.30.230.10', true],
    ],
  ),
  ...forwarded(
    'its answer to a marked question',
    { mangle: ['-A PREROUTING -i eth0 -j MARK --set-mark 0x1', '-A PREROUTING -i eth0 -j CONNMARK --save-mark'] },
    toContainer,
    ['mangle PREROUTING 1', 'mangle PREROUTING 2'],
    [
      ['-m mark --mark 0x1', false],
      ['-m connmark --mark 0x1', true],
    ],
  ),
  ...forwarded(
    'its answer to a datagram that was not tracked',
    { raw: [`-A PREROUTING -i eth0 -j NOTRACK`], filter: [TRACKS] },
    { ...toContainer, protocol: 'udp' },
    ['raw PREROUTING 2'],
    [
      ['-m conntrack --ctstate NEW', true],
      ['-m conntrack --ctstate INVALID', false],
      ['-m conntrack --ctdir ORIGINAL', true],
      ['-m conntrack --ctorigsrc 172.18.0.3', true],
      ['-m connmark --mark 0x0', true],
      ['-m conntrack --ctstate SNAT,DNAT', false],
    ],
  ),
  ...forwarded(
    'its answer to a SYN that was not tracked',
    { raw: [`-A PREROUTING -i eth0 -j NOTRACK`], filter: [TRACKS] },
    toContainer,
    ['raw PREROUTING 2'],
    [
      ['-m conntrack --ctstate INVALID', true],
      ['-m conntrack --ctstate NEW', false],
    ],
  ),
  {
    name: 'an answer that is the first of a connection of its own is masqueraded, and the sender does not know it',
    parts: { raw: ['-A PREROUTING -i eth0 -j NOTRACK'], nat: [`-A POSTROUTING -o eth0 -j MASQUERADE`] },
    shot: { ...toContainer, protocol: 'udp' },
    ended: `out ${BRIDGE}`,
    met: ['raw PREROUTING 2'],
    lost: true,
  },
]);
