import type { Condition, Match, Option, Rule } from '../../parse/iptables/rule.js';
import type { Field, Ranges } from './field.js';
import { hasConnection, type Flow } from './flow.js';
import { readAddresses, readAddressRange, readPorts, readProtocol } from './values.js';

/** What a rule looks at and no rule of the same table changes. Those that index best come first. */
export const DIMENSIONS = [
  'destinationPort',
  'source',
  'destination',
  'originalPort',
  'originalDestination',
  'sourcePort',
  'protocol',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A rule fits only packets of which the field is in these ranges. */
export interface Bound {
  readonly dimension: Dimension;
  readonly ranges: Ranges;
}

export interface InterfaceBound {
  readonly side: 'inInterface' | 'outInterface';
  readonly name: string;
}

/** What a packet must have at the least for a rule to fit it; the rule's tests may ask for more. */
export interface Reach {
  readonly bounds: readonly Bound[];
  readonly interfaces: readonly InterfaceBound[];
}

/** A packet without an interface on that side has no name. */
export const fitsName = (actual: string | null, wanted: string): boolean =>
  wanted.endsWith('+') ? (actual ?? '').startsWith(wanted.slice(0, -1)) : actual === wanted;

/** Connection tracking keeps other things than ports for what has none. */
const hasPorts = ({ beginning: { protocol } }: Flow): boolean =>
  protocol.lo === protocol.hi && (protocol.lo === 6 || protocol.lo === 17);

const fields: Readonly<Record<Dimension, (flow: Flow) => Field | null>> = {
  destinationPort: ({ now }) => now.destinationPort,
  source: ({ now }) => now.source,
  destination: ({ now }) => now.destination,
  originalPort: (flow) => (hasConnection(flow) && hasPorts(flow) ? flow.original.destinationPort : null),
  originalDestination: (flow) => (hasConnection(flow) ? flow.original.destination : null),
  sourcePort: ({ now }) => now.sourcePort,
  protocol: ({ protocol }) => protocol,
};

/** null: there is no such field now, and a rule that asks for it may fit all the same. */
export const fieldAt = (flow: Flow, dimension: Dimension): Field | null => fields[dimension](flow);

const plain = (dimension: Dimension, condition: Condition | null, read: (value: string) => Ranges | null): Bound[] => {
  const ranges = condition === null || condition.negated ? null : read(condition.value);
  return ranges === null ? [] : [{ dimension, ranges }];
};

type Read = readonly [dimension: Dimension, read: (value: string) => Ranges | null];

const PORT_OPTIONS: Readonly<Record<string, Read>> = {
  dport: ['destinationPort', readPorts],
  sport: ['sourcePort', readPorts],
};

const readers: Readonly<Record<string, Readonly<Record<string, Read>>>> = {
  tcp: PORT_OPTIONS,
  udp: PORT_OPTIONS,
  sctp: PORT_OPTIONS,
  dccp: PORT_OPTIONS,
  udplite: PORT_OPTIONS,
  multiport: { dports: ['destinationPort', readPorts], sports: ['sourcePort', readPorts] },
  iprange: { 'src-range': ['source', readAddressRange], 'dst-range': ['destination', readAddressRange] },
  conntrack: {
    ctorigdstport: ['originalPort', readPorts],
    ctorigdst: ['originalDestination', readAddresses],
  },
};

const ofOption = (known: Readonly<Record<string, Read>>, { name, negated, values }: Option): Bound[] => {
  const read = Object.hasOwn(known, name) ? known[name] : undefined;
  return read === undefined ? [] : plain(read[0], { negated, value: values[0] ?? '' }, read[1]);
};

const ofMatch = ({ module, options }: Match): Bound[] => {
  const known = Object.hasOwn(readers, module) ? readers[module] : undefined;
  return known === undefined ? [] : options.flatMap((option) => ofOption(known, option));
};

const protocolRanges = (name: string): Ranges | null => {
  const number = readProtocol(name);
  return number === null ? null : [[number, number]];
};

const ofInterface = (side: InterfaceBound['side'], condition: Condition | null): InterfaceBound[] =>
  condition === null || condition.negated ? [] : [{ side, name: condition.value }];

export const EVERYTHING: Reach = { bounds: [], interfaces: [] };

export const reachOf = (rule: Rule): Reach =>
  rule.problem !== null
    ? EVERYTHING
    : {
        bounds: [
          ...plain('protocol', rule.protocol, protocolRanges),
          ...plain('source', rule.source, readAddresses),
          ...plain('destination', rule.destination, readAddresses),
          ...rule.matches.flatMap(ofMatch),
        ],
        interfaces: [
          ...ofInterface('inInterface', rule.inInterface),
          ...ofInterface('outInterface', rule.outInterface),
        ],
      };

const meets = (ranges: Ranges, field: Field): boolean =>
  ranges.some((wanted) => field.ranges.some((own) => wanted[0] <= own[1] && wanted[1] >= own[0]));

/** Whether a rule may fit any of the packets that the flow stands for. Asks nothing and narrows nothing. */
export const reaches = ({ bounds, interfaces }: Reach, flow: Flow): boolean =>
  interfaces.every(({ side, name }) => fitsName(flow[side], name)) &&
  bounds.every(({ dimension, ranges }) => {
    const field = fieldAt(flow, dimension);
    return field === null || meets(ranges, field);
  });
