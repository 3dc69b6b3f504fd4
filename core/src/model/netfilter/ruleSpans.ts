import type { Rule } from '../../parse/iptablesRule.js';
import { addressSpan, only, type Packet } from './packet.js';
import { readPorts, readProtocol } from './values.js';

type Spans = Partial<Pick<Packet, 'protocol' | 'source' | 'destinationPort'>>;

/**
 * What a rule of `filter` asks of the packet as it came in, as far as nothing on the way can change it: no translation touches
 * the protocol, none touches the source before `filter`, and the original port is the original one. A set of packets can be cut
 * down to this before it is walked.
 */
export const certainSpans = ({ protocol, source, matches }: Rule): Spans => {
  const number = protocol === null || protocol.negated ? null : readProtocol(protocol.value);
  const from = source === null || source.negated ? null : addressSpan(source.value);
  const original = matches
    .filter(({ module }) => module === 'conntrack')
    .flatMap(({ options }) => options)
    .find(({ name, negated }) => name === 'ctorigdstport' && !negated);
  const ports = original === undefined ? null : readPorts(original.values[0] ?? '');
  return {
    ...(number === null ? {} : { protocol: only(number) }),
    ...(from === null ? {} : { source: from }),
    ...(ports?.length === 1 && ports[0] !== undefined ? { destinationPort: ports[0] } : {}),
  };
};
