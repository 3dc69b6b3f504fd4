import type { Match, Rule } from '../../parse/iptables/rule.js';
import { only, protocolNumbers, type Packet, type Span } from './packet.js';
import { readPorts, readProtocol } from './values.js';

type Spans = Partial<Pick<Packet, 'protocol' | 'destinationPort'>>;

/** States of packets that belong to no connection: such a packet may fit without a look at anything else (conntrack_mt). */
const UNCONNECTED = ['INVALID', 'UNTRACKED'];

const looksAtConnections = ({ options }: Match): boolean =>
  options
    .filter(({ name }) => name === 'ctstate')
    .every(({ negated, values }) => !negated && !UNCONNECTED.some((state) => values[0]?.includes(state)));

const originalPort = ({ matches }: Rule): Span | null => {
  const options = matches
    .filter((match) => match.module === 'conntrack' && looksAtConnections(match))
    .flatMap((match) => match.options);
  const option = options.find(({ name, negated }) => name === 'ctorigdstport' && !negated);
  const ports = option === undefined ? null : readPorts(option.values[0] ?? '');
  return ports?.length === 1 ? (ports[0] ?? null) : null;
};

/**
 * What a rule asks of the first packet of a connection as it came in, whether it meets that packet or its answer: no translation
 * touches the protocol, and the original port is the original one. A set of packets can be cut down to this before it is walked.
 */
export const certainSpans = (rule: Rule): Spans => {
  const { protocol } = rule;
  const number = protocol === null || protocol.negated ? null : readProtocol(protocol.value);
  if (number === null) return {};
  const hasPorts = number === protocolNumbers.tcp || number === protocolNumbers.udp;
  const port = hasPorts ? originalPort(rule) : null;
  return { protocol: only(number), ...(port === null ? {} : { destinationPort: port }) };
};
