import type { Condition, Match, Option, Rule } from '../../parse/iptables/rule.js';
import { printOption } from '../../parse/iptables/print.js';
import { conntrackTest, stateMatch } from './connectionTests.js';
import { classify, isFixed, within, type Field, type Ranges } from './field.js';
import { hasConnection, type Flow } from './flow.js';
import { packetTypeTest, physdevTest } from './frameTests.js';
import { HEADERS, icmpTest, inHeader, portTest, tcpFlagsTest, wholeTest } from './headerTests.js';
import { fitsName } from './reach.js';
import { addressType } from './routing.js';
import { certain, turned, unknowable, type Test } from './test.js';
import { readAddressRange, readAddresses, readMark, readMasked, readProtocol } from './values.js';

type FieldOf = (flow: Flow) => Field;

const inField = (fieldOf: FieldOf, ranges: Ranges | null, text: string): Test =>
  ranges === null ? unknowable(text, text) : certain(text, (flow, { ask }) => within(fieldOf(flow), ranges, ask));

const source: FieldOf = ({ now }) => now.source;
const destination: FieldOf = ({ now }) => now.destination;
const sourcePort: FieldOf = ({ now }) => now.sourcePort;
const destinationPort: FieldOf = ({ now }) => now.destinationPort;

/** A mask that is no prefix: decided for one address, for a set of them only asked. */
const masked = (fieldOf: FieldOf, value: string, text: string): Test => {
  const parts = readMasked(value);
  if (parts === null) return unknowable(text, text);
  const { value: wanted, mask } = parts;
  return certain(text, (flow, { ask }) => {
    const field = fieldOf(flow);
    if (!isFixed(field)) return ask.holds(`${text} ${subjectOf(flow)}`, text);
    return ((field.lo ^ wanted) & mask) === 0;
  });
};

const addressTest = (fieldOf: FieldOf, value: string, text: string): Test => {
  const ranges = readAddresses(value);
  return ranges === null ? masked(fieldOf, value, text) : inField(fieldOf, ranges, text);
};

const protocolTest = (value: string, text: string): Test => {
  const number = readProtocol(value);
  return inField(({ protocol }) => protocol, number === null ? null : [[number, number]], text);
};

type InterfaceSide = 'inInterface' | 'outInterface';

/** A packet without an interface on that side fits no name, not even `+`; a rule's `!` turns that around as well. */
const interfaceTest = (side: InterfaceSide, name: string, text: string): Test =>
  certain(text, (flow) => fitsName(flow[side], name));

const addressTypeTest = (fieldOf: FieldOf, side: InterfaceSide | null, { values }: Option, text: string): Test => {
  const wanted = (values[0] ?? '').toUpperCase().split(',');
  return certain(text, (flow, { fib, ask }) => {
    const device = side === null ? null : flow[side];
    return classify(
      fieldOf(flow),
      () => fib.typeCuts,
      (value) => wanted.includes(addressType(fib, value, device)),
      ask,
    );
  });
};

/** A limit to an interface is of the whole match: both addresses are then looked at as that interface sees them. */
const addressTypeTests = (match: Match): Test[] => {
  const has = (name: string): boolean => match.options.some((option) => option.name === name);
  const side = has('limit-iface-in') ? 'inInterface' : has('limit-iface-out') ? 'outInterface' : null;
  return match.options.flatMap((option) => {
    if (option.name !== 'src-type' && option.name !== 'dst-type') return [];
    const text = textOf(match, option);
    const fieldOf = option.name === 'src-type' ? source : destination;
    return [turned(option.negated, text, (asked) => addressTypeTest(fieldOf, side, option, asked))];
  });
};

const markTest = (markOf: (flow: Flow) => number | null, { values }: Option, text: string): Test => {
  const wanted = readMark(values[0] ?? '');
  if (wanted === null) return unknowable(text, text);
  return certain(text, (flow, { ask }) => {
    const mark = markOf(flow);
    return mark === null ? ask.holds(text, text) : ((mark ^ wanted.value) & wanted.mask) === 0;
  });
};

/** Without a connection nothing fits, not even what is negated (connmark_mt). */
const connectionMarkTest = (option: Option, text: string): Test => {
  const { holds, uncertain } = turned(option.negated, text, (asked) =>
    markTest(({ connectionMark }) => connectionMark, option, asked),
  );
  return { text, uncertain, holds: (flow, sight) => hasConnection(flow) && holds(flow, sight) };
};

/** What a question about a packet's addresses is about, however far it was narrowed: they change by translation alone. */
const subjectOf = ({ reply, sourceTranslated, destinationTranslated, now }: Flow): string =>
  reply
    ? `answer ${now.source.lo} ${now.destination.lo}`
    : `${String(sourceTranslated)} ${String(destinationTranslated)}`;

/** The same members answer for the same address wherever it is looked up. */
const setTest = (option: Option, text: string): Test => ({
  text,
  uncertain: true,
  holds: (flow, { ask }) => ask.holds(`${option.values.join(' ')} ${subjectOf(flow)}`, text),
});

const always = (text: string): Test => certain(text, () => true);

type TestOf = (option: Option, text: string) => Test;
const plain =
  (make: TestOf): TestOf =>
  (option, text) =>
    turned(option.negated, text, (asked) => make(option, asked));

const ofHeader =
  (make: TestOf): TestOf =>
  (option, text) =>
    inHeader(text, plain(make)(option, text).holds);

const ports =
  (...fields: FieldOf[]): TestOf =>
  (option, text) =>
    portTest(fields, option, text);
const portOptions: Readonly<Record<string, TestOf>> = { sport: ports(sourcePort), dport: ports(destinationPort) };

/** Options by module. What is not listed cannot be told from a snapshot. */
const known: Readonly<Record<string, Readonly<Record<string, TestOf>>>> = {
  tcp: { ...portOptions, 'tcp-flags': ofHeader(tcpFlagsTest) },
  udp: portOptions,
  udplite: portOptions,
  sctp: portOptions,
  dccp: portOptions,
  icmp: { 'icmp-type': ofHeader(icmpTest) },
  multiport: { sports: ports(sourcePort), dports: ports(destinationPort), ports: ports(sourcePort, destinationPort) },
  state: { state: stateMatch },
  pkttype: { 'pkt-type': plain(packetTypeTest) },
  comment: { comment: (_option, text) => always(text) },
  mark: { mark: plain((option, text) => markTest(({ mark }) => mark, option, text)) },
  connmark: { mark: connectionMarkTest },
  iprange: {
    'src-range': plain(({ values }, text) => inField(source, readAddressRange(values[0] ?? ''), text)),
    'dst-range': plain(({ values }, text) => inField(destination, readAddressRange(values[0] ?? ''), text)),
  },
  physdev: {
    'physdev-in': physdevTest,
    'physdev-out': physdevTest,
    'physdev-is-in': physdevTest,
    'physdev-is-out': physdevTest,
    'physdev-is-bridged': physdevTest,
  },
  set: { 'match-set': plain(setTest) },
};

/** Modules whose answer changes from packet to packet: asked anew each time. */
const STATEFUL = ['limit', 'hashlimit', 'recent', 'statistic', 'quota', 'connlimit', 'nfacct'];

const textOf = ({ module }: Match, option: Option): string => `-m ${module} ${printOption(module, option)}`;

/** What the module as a whole says, for those that no snapshot can tell. */
const unknownModule = (match: Match): Test => {
  const text = [`-m ${match.module}`, ...match.options.map((option) => printOption(match.module, option))].join(' ');
  // `recent --set` notes the address and always fits (recent_mt in net/netfilter/xt_recent.c).
  if (match.module === 'recent' && match.options.some(({ name, negated }) => name === 'set' && !negated))
    return always(text);
  return unknowable(text, STATEFUL.includes(match.module) ? null : text);
};

const matchTests = (match: Match): Test[] => {
  if (match.module === 'conntrack') return [conntrackTest(match.options, (option) => textOf(match, option))];
  if (match.module === 'addrtype') return addressTypeTests(match);
  const options = Object.hasOwn(known, match.module) ? known[match.module] : undefined;
  if (options === undefined) return [unknownModule(match)];
  if (HEADERS.includes(match.module) && match.options.length === 0) return [wholeTest(match.module)];
  return match.options.map((option) => {
    const make = Object.hasOwn(options, option.name) ? options[option.name] : undefined;
    return make === undefined
      ? unknowable(textOf(match, option), textOf(match, option))
      : make(option, textOf(match, option));
  });
};

const basic = (flag: string, condition: Condition | null, make: (value: string, text: string) => Test): Test[] => {
  if (condition === null) return [];
  const text = `${condition.negated ? '! ' : ''}${flag} ${condition.value}`;
  return [turned(condition.negated, text, (asked) => make(condition.value, asked))];
};

const fragmentTests = ({ fragment }: Rule): Test[] =>
  fragment === null
    ? []
    : [
        turned(fragment.negated, fragment.negated ? '! -f' : '-f', (text) =>
          certain(text, ({ laterFragment }) => laterFragment),
        ),
      ];

/** Every condition of a rule, those that a snapshot may leave open last. */
export const testsOf = (rule: Rule): readonly Test[] => {
  if (rule.problem !== null) return [unknowable(rule.text, rule.text)];
  const tests = [
    ...basic('-p', rule.protocol, protocolTest),
    ...basic('-s', rule.source, (value, text) => addressTest(source, value, text)),
    ...basic('-d', rule.destination, (value, text) => addressTest(destination, value, text)),
    ...basic('-i', rule.inInterface, (value, text) => interfaceTest('inInterface', value, text)),
    ...basic('-o', rule.outInterface, (value, text) => interfaceTest('outInterface', value, text)),
    ...fragmentTests(rule),
    ...rule.matches.flatMap(matchTests),
  ];
  return [...tests.filter(({ uncertain }) => !uncertain), ...tests.filter(({ uncertain }) => uncertain)];
};
