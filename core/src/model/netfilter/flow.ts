import { toDotted } from '../../ipv4.js';
import { fieldOf, narrow, type Field, type Ranges } from './field.js';
import type { ConnectionState, Packet } from './packet.js';

/** Addresses and ports; the fields are shared by reference, so that what narrows one narrows the other. */
export interface Tuple {
  source: Field;
  destination: Field;
  sourcePort: Field;
  destinationPort: Field;
}

/** Where a packet is and what has become of it, while it is walked. */
export interface Flow {
  readonly protocol: Field;
  /** What the connection began with: an answer belongs to it, and so does an ICMP error about it. */
  readonly beginning: { readonly protocol: Field; readonly icmpType: Field; readonly icmpCode: Field };
  readonly icmpType: Field;
  readonly icmpCode: Field;
  readonly tcpFlags: number | null;
  /** A fragment that is not the first, until the kernel has put the pieces together. */
  laterFragment: boolean;
  /** The headers as they are now. */
  readonly now: Tuple;
  /** The connection's first packet as it came in. */
  readonly original: Tuple;
  /** The same packet as translations have made it so far: what an answer comes back to. */
  readonly translated: Tuple;
  /** To whom the frame was addressed: no translation changes that. */
  readonly frameDestination: Field;
  inInterface: string | null;
  outInterface: string | null;
  /** The ports of the bridge that it came in by, where netfilter sees the bridge: one of them it was. null: it came by no bridge. */
  bridgePorts: readonly string[] | null;
  /** Whether the bridge itself carries it on, from port to port. */
  bridged: boolean;
  /** Whether connection tracking has seen it: before that, rules of `raw` find no connection. */
  tracked: boolean;
  state: ConnectionState;
  /** Whether it belongs to the answering direction. */
  readonly reply: boolean;
  destinationTranslated: boolean;
  sourceTranslated: boolean;
  /** Whether `nat` has been asked, for each direction: it is asked once for a connection. */
  destinationSettled: boolean;
  sourceSettled: boolean;
  mark: number;
  connectionMark: number | null;
  readonly local: boolean;
  /** Whether it was for the VM itself. */
  delivered: boolean;
  /** An error that the VM sends about somebody else's packet is given its address by its way: the way is asked for without one. */
  unaddressed: boolean;
}

const tupleOf = (packet: Packet): Tuple => ({
  source: fieldOf('source', toDotted, packet.source),
  destination: fieldOf('destination', toDotted, packet.destination),
  sourcePort: fieldOf('source port', String, packet.sourcePort),
  destinationPort: fieldOf('port', String, packet.destinationPort),
});

export const startFlow = (packet: Packet): Flow => {
  const original = tupleOf(packet);
  const translated = { ...original };
  const beginning = {
    protocol: { ...fieldOf('protocol', String, packet.protocol), apart: true },
    icmpType: fieldOf('icmp type', String, packet.icmpType),
    icmpCode: fieldOf('icmp code', String, packet.icmpCode),
  };
  const isNew = packet.state === 'NEW';
  // Written out: a literal that begins with a spread is slow to make, and walks make many.
  return {
    protocol: beginning.protocol,
    icmpType: beginning.icmpType,
    icmpCode: beginning.icmpCode,
    beginning,
    tcpFlags: packet.tcpFlags,
    laterFragment: packet.laterFragment,
    now: translated,
    original,
    translated,
    frameDestination: original.destination,
    inInterface: packet.inInterface,
    outInterface: null,
    bridgePorts: null,
    bridged: false,
    tracked: false,
    state: packet.state,
    reply: false,
    destinationTranslated: false,
    sourceTranslated: false,
    destinationSettled: !isNew,
    sourceSettled: !isNew,
    mark: packet.mark,
    connectionMark: isNew ? 0 : null,
    local: packet.inInterface === null,
    delivered: false,
    unaddressed: false,
  };
};

/** What a packet was before anything happened to it. */
const first = ({ beginning, original }: Flow): readonly Field[] => [
  beginning.protocol,
  beginning.icmpType,
  beginning.icmpCode,
  original.source,
  original.destination,
  original.sourcePort,
  original.destinationPort,
];

export const rangesOf = (flow: Flow): readonly Ranges[] => first(flow).map(({ ranges }) => ranges);

/** The same packet from its beginning, with all that a walk has found out about what it was. */
export const startAgain = (packet: Packet, walked: Flow): Flow => {
  const again = startFlow(packet);
  const known = first(walked);
  for (const [index, field] of first(again).entries()) narrow(field, known[index]?.ranges ?? field.ranges);
  return again;
};

/** Whether rules find a connection: before tracking, without it, and for what fits none, there is no such thing. */
export const hasConnection = ({ tracked, state }: Flow): boolean =>
  tracked && state !== 'INVALID' && state !== 'UNTRACKED';
