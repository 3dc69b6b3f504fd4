import { toDotted, toNumber } from '../../core/src/ipv4.js';

/** What a case sends. */
export interface Shot {
  /** The interface it comes in by; null: the guest sends it. */
  readonly inInterface: string | null;
  readonly source: string;
  readonly destination: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'other';
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** For TCP. */
  readonly flags: number;
  /** For ICMP. */
  readonly icmpType: number;
  /** Only the second fragment of such a packet: what stands in its place looks like a header and is none. */
  readonly laterFragment?: boolean;
}

/** Of a second fragment, in units of eight bytes. */
const FRAGMENT_OFFSET = 64;

/** Marks what was sent by a case, as the kernel's own packets never carry this. Forwarding takes one off. */
export const TTL = 77;

/** 253 is for experiments (RFC 3692): a protocol that nobody on the way knows. */
export const numbers = { icmp: 1, tcp: 6, udp: 17, other: 253 } as const;

const checksum = (bytes: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt8(at) * 256 + (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
};

const pseudoHeader = (shot: Shot, length: number): Buffer => {
  const header = Buffer.alloc(12);
  header.writeUInt32BE(toNumber(shot.source) ?? 0, 0);
  header.writeUInt32BE(toNumber(shot.destination) ?? 0, 4);
  header.writeUInt8(numbers[shot.protocol], 9);
  header.writeUInt16BE(length, 10);
  return header;
};

/** `id` is the sequence number as well: a reset that answers carries it in its acknowledgement. */
const tcp = (shot: Shot, id: number): Buffer => {
  const segment = Buffer.alloc(20);
  segment.writeUInt16BE(shot.sourcePort, 0);
  segment.writeUInt16BE(shot.destinationPort, 2);
  segment.writeUInt32BE(id, 4);
  segment.writeUInt32BE(id, 8);
  segment.writeUInt8(0x50, 12);
  segment.writeUInt8(shot.flags, 13);
  segment.writeUInt16BE(1024, 14);
  segment.writeUInt16BE(checksum(Buffer.concat([pseudoHeader(shot, 20), segment])), 16);
  return segment;
};

const udp = (shot: Shot): Buffer => {
  const datagram = Buffer.alloc(12);
  datagram.writeUInt16BE(shot.sourcePort, 0);
  datagram.writeUInt16BE(shot.destinationPort, 2);
  datagram.writeUInt16BE(12, 4);
  datagram.writeUInt16BE(checksum(Buffer.concat([pseudoHeader(shot, 12), datagram])) || 0xffff, 6);
  return datagram;
};

const icmp = (shot: Shot, id: number): Buffer => {
  const message = Buffer.alloc(28);
  message.writeUInt8(shot.icmpType, 0);
  message.writeUInt16BE(id, 4);
  message.writeUInt16BE(id, 6);
  message.writeUInt16BE(checksum(message), 2);
  return message;
};

const other = (): Buffer => Buffer.alloc(8);

const payloads = { tcp, udp, icmp, other } as const;

/** The IP packet of a shot, with `id` in its identification. */
export const bytesOf = (shot: Shot, id: number): Buffer => {
  const payload = payloads[shot.protocol](shot, id);
  const header = Buffer.alloc(20);
  header.writeUInt8(0x45, 0);
  header.writeUInt16BE(20 + payload.length, 2);
  header.writeUInt16BE(id, 4);
  header.writeUInt16BE(shot.laterFragment === true ? FRAGMENT_OFFSET : 0, 6);
  header.writeUInt8(TTL, 8);
  header.writeUInt8(numbers[shot.protocol], 9);
  header.writeUInt32BE(toNumber(shot.source) ?? 0, 12);
  header.writeUInt32BE(toNumber(shot.destination) ?? 0, 16);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, payload]);
};

/** An IP packet as it was seen. */
export interface Seen {
  readonly id: number;
  readonly ttl: number;
  readonly protocol: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly payload: Buffer;
}

export const readPacket = (bytes: Buffer): Seen => {
  const start = ((bytes[0] ?? 0x45) & 15) * 4;
  const payload = bytes.subarray(start);
  const protocol = bytes.readUInt8(9);
  const hasPorts = (protocol === 6 || protocol === 17) && payload.length >= 4;
  return {
    id: bytes.readUInt16BE(4),
    ttl: bytes.readUInt8(8),
    protocol,
    source: toDotted(bytes.readUInt32BE(12)),
    destination: toDotted(bytes.readUInt32BE(16)),
    sourcePort: hasPorts ? payload.readUInt16BE(0) : null,
    destinationPort: hasPorts ? payload.readUInt16BE(2) : null,
    payload,
  };
};

const isLaterFragment = (bytes: Buffer): boolean => (bytes.readUInt16BE(6) & 0x1fff) !== 0;

/** Sent by a case, before or behind a hop. */
export const isOurs = ({ ttl }: Seen): boolean => ttl === TTL || ttl === TTL - 1;

const ECHO_REQUEST = 8;
const SYN = 2;

/** What the receiver would answer to a packet as it came out: to a SYN, a datagram or an echo request. null: nothing. */
export const replyTo = (bytes: Buffer, id: number): Buffer | null => {
  const { protocol, source, destination, sourcePort, destinationPort, payload } = readPacket(bytes);
  const name = Object.entries(numbers).find(([, number]) => number === protocol)?.[0] as Shot['protocol'] | undefined;
  // No machine takes a packet from outside that says it is from itself (a martian source).
  if (source === destination || isLaterFragment(bytes)) return null;
  if (name === undefined || (name === 'tcp' && payload[13] !== SYN) || (name === 'icmp' && payload[0] !== ECHO_REQUEST))
    return null;
  const reply = bytesOf(
    {
      inInterface: null,
      source: destination,
      destination: source,
      protocol: name,
      sourcePort: destinationPort ?? 0,
      destinationPort: sourcePort ?? 0,
      flags: SYN | 16,
      icmpType: 0,
    },
    id,
  );
  if (name === 'tcp') return withAcknowledgement(reply, payload);
  return name === 'icmp' ? withEcho(reply, payload) : reply;
};

/** Connection tracking takes an answer to a SYN only with its number. */
const withAcknowledgement = (reply: Buffer, request: Buffer): Buffer => {
  const segment = reply.subarray(20);
  segment.writeUInt32BE(request.readUInt32BE(4) + 1, 8);
  segment.writeUInt16BE(0, 16);
  const addresses = Buffer.concat([reply.subarray(12, 20), Buffer.from([0, numbers.tcp, 0, segment.length])]);
  segment.writeUInt16BE(checksum(Buffer.concat([addresses, segment])), 16);
  return reply;
};

/** Identifier and number of the request: the reply belongs to its connection by them. */
const withEcho = (reply: Buffer, request: Buffer): Buffer => {
  request.copy(reply, 24, 4, 8);
  reply.writeUInt16BE(0, 22);
  reply.writeUInt16BE(checksum(reply.subarray(20)), 22);
  return reply;
};

export type Answer = 'refused' | 'unreachable' | 'reply';

export interface Answered {
  readonly answer: Answer;
  /** The address that has to be the one that was asked, or the sender takes it for somebody else's; null: any may say so. */
  readonly from: string | null;
}

/** What the guest's kernel answered, and to which case; null for anything else. */
export const readAnswer = (seen: Seen): (Answered & { readonly id: number }) | null => {
  const { protocol, payload, source } = seen;
  if (isOurs(seen)) return null;
  if (protocol === 6 && ((payload[13] ?? 0) & 4) !== 0) return { id: tcpId(payload), answer: 'refused', from: source };
  if (protocol !== 1) return null;
  if (payload[0] === 0) return { id: payload.readUInt16BE(6), answer: 'reply', from: null };
  if (payload[0] !== 3) return null;
  const refused = payload[1] === 2 || payload[1] === 3;
  return { id: readPacket(payload.subarray(8)).id, answer: refused ? 'refused' : 'unreachable', from: null };
};

/** A reset of a SYN acknowledges its number plus one; a reset of anything acknowledged takes that number for its own. */
const tcpId = (segment: Buffer): number => {
  const acknowledged = segment.readUInt32BE(8);
  return acknowledged === 0 ? segment.readUInt32BE(4) : acknowledged - 1;
};
