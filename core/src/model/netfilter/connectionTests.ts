import type { Option } from '../../parse/iptables/rule.js';
import { inRanges, isFixed, within, type Field, type Ranges } from './field.js';
import { hasConnection, type Flow } from './flow.js';
import { WITH_PORTS } from './packet.js';
import { certain, turned, unknowable, type Test } from './test.js';
import { readAddresses, readPorts, readProtocol } from './values.js';

const STATES = ['INVALID', 'NEW', 'ESTABLISHED', 'RELATED', 'UNTRACKED', 'SNAT', 'DNAT'];

/** What xt_conntrack and xt_state call it: a packet that connection tracking has not seen is invalid to them. */
const stateOf = ({ tracked, state }: Flow): string => (state === 'UNTRACKED' || tracked ? state : 'INVALID');

const stateTest = (option: Option, text: string): Test => {
  const wanted = (option.values[0] ?? '').toUpperCase().split(',');
  if (!wanted.every((state) => STATES.includes(state))) return unknowable(text, text);
  return certain(text, (flow) => {
    if (wanted.includes(stateOf(flow))) return true;
    if (!hasConnection(flow)) return false;
    return (
      (wanted.includes('DNAT') && flow.destinationTranslated) || (wanted.includes('SNAT') && flow.sourceTranslated)
    );
  });
};

type FieldOf = (flow: Flow) => Field;

/** The reply's tuple is the current one turned around: translations so far are in it. */
const tupleFields: Readonly<Record<string, FieldOf>> = {
  ctorigsrc: ({ original }) => original.source,
  ctorigdst: ({ original }) => original.destination,
  ctorigsrcport: ({ original }) => original.sourcePort,
  ctorigdstport: ({ original }) => original.destinationPort,
  ctreplsrc: ({ translated }) => translated.destination,
  ctrepldst: ({ translated }) => translated.source,
  ctreplsrcport: ({ translated }) => translated.destinationPort,
  ctrepldstport: ({ translated }) => translated.sourcePort,
};

const ICMP: Ranges = [[1, 1]];

/**
 * Ports of a connection. Connection tracking keeps an ICMP message's type and code where others have the destination port
 * (struct nf_conntrack_tuple), and an identifier that no question has where they have the source port.
 */
const portTest = (name: string, fieldOf: FieldOf, ranges: Ranges | null, text: string): Test => {
  if (ranges === null) return unknowable(text, text);
  return certain(text, (flow, { ask }) => {
    const { protocol, icmpType, icmpCode } = flow.beginning;
    if (within(protocol, WITH_PORTS, ask)) return within(fieldOf(flow), ranges, ask);
    if (!within(protocol, ICMP, ask)) return inRanges(ranges, 0);
    const told = name === 'ctorigdstport' && isFixed(icmpType) && isFixed(icmpCode);
    return told ? inRanges(ranges, icmpType.lo * 256 + icmpCode.lo) : ask.holds(text, text);
  });
};

const fieldTest = (fieldOf: FieldOf, ranges: Ranges | null, text: string): Test =>
  ranges === null ? unknowable(text, text) : certain(text, (flow, { ask }) => within(fieldOf(flow), ranges, ask));

const optionTest = (option: Option, text: string): Test => {
  const value = option.values[0] ?? '';
  const fieldOf = Object.hasOwn(tupleFields, option.name) ? tupleFields[option.name] : undefined;
  if (fieldOf !== undefined && option.name.endsWith('port'))
    return portTest(option.name, fieldOf, readPorts(value), text);
  if (fieldOf !== undefined) return fieldTest(fieldOf, readAddresses(value), text);
  if (option.name === 'ctproto') {
    const protocol = readProtocol(value);
    return fieldTest(({ beginning }) => beginning.protocol, protocol === null ? null : [[protocol, protocol]], text);
  }
  if (option.name === 'ctdir') return certain(text, (flow) => flow.reply === (value.toUpperCase() === 'REPLY'));
  return unknowable(text, text);
};

/**
 * `-m conntrack`, as conntrack_mt of the kernel goes about it: where there is no connection, a state that fits is enough and
 * nothing else is looked at, and without a state nothing fits.
 */
export const conntrackTest = (options: readonly Option[], textOf: (option: Option) => string): Test => {
  const states = options
    .filter(({ name }) => name === 'ctstate')
    .map((one) => turned(one.negated, textOf(one), (text) => stateTest(one, text)));
  const others = options
    .filter(({ name }) => name !== 'ctstate')
    .map((one) => turned(one.negated, textOf(one), (text) => optionTest(one, text)));
  const text = options.map(textOf).join(' ');
  return {
    text,
    uncertain: others.some(({ uncertain }) => uncertain),
    holds: (flow, sight) => {
      if (!states.every(({ holds }) => holds(flow, sight))) return false;
      if (!hasConnection(flow)) return states.length > 0;
      return others.every(({ holds }) => holds(flow, sight));
    },
  };
};

export const stateMatch = (option: Option, text: string): Test =>
  turned(option.negated, text, (asked) => stateTest(option, asked));
