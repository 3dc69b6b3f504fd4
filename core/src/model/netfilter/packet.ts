import { toDotted, toNumber } from '../../ipv4.js';
import type { Ranges } from './field.js';
import { say } from '../../texts/say.js';

export const protocolNumbers = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  dccp: 33,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  sctp: 132,
  udplite: 136,
} as const;
export type ProtocolName = keyof typeof protocolNumbers;

/** Flags of a TCP header by the names that iptables uses. */
export const tcpFlagBits = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 } as const;

export type ConnectionState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED';

/** One value, or all from the first to the second. */
export type Span = readonly [lo: number, hi: number];

/** A packet, or a set of packets alike but for the fields that are spans. */
export interface Packet {
  /** The interface it comes in by; null where the VM itself sends it. */
  readonly inInterface: string | null;
  readonly protocol: Span;
  readonly source: Span;
  readonly destination: Span;
  readonly sourcePort: Span;
  readonly destinationPort: Span;
  readonly icmpType: Span;
  readonly icmpCode: Span;
  /** null: not known. */
  readonly tcpFlags: number | null;
  readonly mark: number;
  readonly state: ConnectionState;
  /** A fragment that is not the first: it carries no ports. */
  readonly laterFragment: boolean;
}

export const ANY_ADDRESS: Span = [0, 2 ** 32 - 1];
export const ANY_PORT: Span = [0, 65535];
/** From where a client's port comes: Windows takes 49152 and up, Linux 32768 to 60999. */
export const CLIENT_PORT: Span = [32768, 65535];
const ECHO_REQUEST = 8;

export const only = (value: number): Span => [value, value];

/** A dotted address or a prefix as a span; null for anything else. */
export const addressSpan = (text: string): Span | null => {
  const [address = '', length = '32', rest] = text.split('/');
  const value = toNumber(address);
  if (value === null || rest !== undefined || !/^\d{1,2}$/.test(length) || Number(length) > 32) return null;
  const size = 2 ** (32 - Number(length));
  const network = value - (value % size);
  return [network, network + size - 1];
};

interface NewConnection {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly from: Span;
  readonly to: Span;
  /** Ignored for icmp. */
  readonly port: Span;
  readonly inInterface: string | null;
}

/** The first packet of a connection: a SYN, a first datagram, an echo request. */
export const newConnection = ({ protocol, from, to, port, inInterface }: NewConnection): Packet => ({
  inInterface,
  protocol: only(protocolNumbers[protocol]),
  source: from,
  destination: to,
  sourcePort: protocol === 'icmp' ? only(0) : CLIENT_PORT,
  destinationPort: protocol === 'icmp' ? only(0) : port,
  icmpType: only(ECHO_REQUEST),
  icmpCode: only(0),
  tcpFlags: tcpFlagBits.SYN,
  mark: 0,
  state: 'NEW',
  laterFragment: false,
});

const protocolText = ([lo, hi]: Span): string => {
  const name = Object.entries(protocolNumbers).find(([, number]) => number === lo)?.[0];
  return lo !== hi ? say('any protocol') : (name ?? say('protocol {number}', { number: lo }));
};

/** Every packet that can come in by an interface as the first of a connection. */
export const anyConnection = (inInterface: string | null, protocol: Span): Packet => ({
  ...newConnection({ protocol: 'tcp', from: ANY_ADDRESS, to: ANY_ADDRESS, port: ANY_PORT, inInterface }),
  protocol,
  sourcePort: ANY_PORT,
  icmpType: [0, 255],
  icmpCode: [0, 255],
});

const spanText = ([lo, hi]: Span, format: (value: number) => string): string =>
  lo === hi ? format(lo) : `${format(lo)}-${format(hi)}`;

/** `tcp 192.168.1.7 to 192.168.1.20:8883 by eth0` */
export const describePacket = ({ protocol, source, destination, destinationPort, inInterface }: Packet): string => {
  const port =
    protocol[0] === protocolNumbers.icmp && protocol[1] === protocolNumbers.icmp
      ? ''
      : `:${spanText(destinationPort, String)}`;
  const by = inInterface === null ? say('from the VM itself') : say('by {device}', { device: inInterface });
  return `${protocolText(protocol)} ${spanText(source, toDotted)} to ${spanText(destination, toDotted)}${port} ${by}`;
};

/** Protocols whose headers begin with a source and a destination port. */
export const WITH_PORTS: Ranges = [
  [6, 6],
  [17, 17],
  [33, 33],
  [132, 132],
  [136, 136],
];
