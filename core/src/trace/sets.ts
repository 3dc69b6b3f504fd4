import type { PacketSet } from '../contract/trace.js';
import { grouped } from '../grouped.js';
import { toDotted } from '../ipv4.js';
import type { Change } from '../model/netfilter/difference.js';
import { ANY_ADDRESS, ANY_PORT, protocolNumbers, type Span } from '../model/netfilter/packet.js';
import type { Region } from '../model/netfilter/region.js';
import { say } from '../texts/say.js';

interface Group {
  readonly by: string | null;
  readonly protocol: Span;
  readonly port: Span;
  readonly sourcePort: Span;
  readonly sources: readonly Span[];
  readonly destinations: readonly Span[];
}

const isAll = (span: Span, all: Span): boolean => span[0] === all[0] && span[1] === all[1];

const touching = (spans: readonly Span[]): Span[] => {
  const merged: [number, number][] = [];
  for (const [lo, hi] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last !== undefined && lo <= last[1] + 1) last[1] = Math.max(last[1], hi);
    else merged.push([lo, hi]);
  }
  return merged;
};

const groupedBy = <T>(items: readonly T[], keyOf: (item: T) => unknown): T[][] => [
  ...grouped(items, (item) => JSON.stringify(keyOf(item))).values(),
];

const PORTLESS: Span = [0, 0];

/** Types and codes of other protocols than ICMP, and ports of ICMP, say nothing. */
const portOf = ({ protocol, destinationPort, icmpType }: Region): Span => {
  const isIcmp = protocol[0] === protocolNumbers.icmp && protocol[1] === protocolNumbers.icmp;
  return isIcmp ? (isAll(icmpType, [0, 255]) ? PORTLESS : icmpType) : destinationPort;
};

/** First what differs in the sender alone, then what then differs in the receiver alone: no set is made larger by it. */
const groupsOf = (regions: readonly Region[]): Group[] => {
  const bySource = groupedBy(regions, (one) => [
    one.inInterface,
    one.protocol,
    portOf(one),
    one.sourcePort,
    one.destination,
  ]).map((group) => ({ one: group[0], sources: touching(group.map(({ source }) => source)) }));
  return groupedBy(bySource, ({ one, sources }) => [
    one?.inInterface,
    one?.protocol,
    one === undefined ? null : portOf(one),
    one?.sourcePort,
    sources,
  ]).flatMap((group) => {
    const first = group[0];
    if (first?.one === undefined) return [];
    return [
      {
        by: first.one.inInterface,
        protocol: first.one.protocol,
        port: portOf(first.one),
        sourcePort: first.one.sourcePort,
        sources: first.sources,
        destinations: touching(group.flatMap(({ one }) => (one === undefined ? [] : [one.destination]))),
      },
    ];
  });
};

const addressText = (span: Span): string => {
  if (isAll(span, ANY_ADDRESS)) return say('any');
  return span[0] === span[1] ? toDotted(span[0]) : `${toDotted(span[0])}-${toDotted(span[1])}`;
};

const protocolText = ([lo, hi]: Span): string => {
  if (lo === 0 && hi === 255) return say('any protocol');
  const name = Object.entries(protocolNumbers).find(([, number]) => number === lo)?.[0];
  return lo === hi
    ? (name ?? say('protocol {number}', { number: lo }))
    : say('protocols {first}-{last}', { first: lo, last: hi });
};

const rangeText = ([lo, hi]: Span): string => (lo === hi ? `${lo}` : `${lo}-${hi}`);

const portText = (protocol: Span, port: Span): string => {
  if (isAll(port, ANY_PORT) || isAll(port, PORTLESS)) return say('any');
  const range = rangeText(port);
  return protocol[0] === protocolNumbers.icmp ? say('type {range}', { range }) : range;
};

const SHOWN = 4;

const listText = (spans: readonly Span[]): string => {
  const shown = spans.slice(0, SHOWN).map(addressText).join(', ');
  return spans.length > SHOWN ? say('{shown} and {count} more ranges', { shown, count: spans.length - SHOWN }) : shown;
};

const withSourcePort = (what: string, port: Span): string =>
  isAll(port, ANY_PORT) ? what : say('{what} from source port {port}', { what, port: rangeText(port) });

const asSet = ({ by, protocol, port, sourcePort, sources, destinations }: Group, certain: boolean): PacketSet => {
  const what = withSourcePort(`${protocolText(protocol)} ${portText(protocol, port)}`, sourcePort);
  const way = by === null ? say('from the VM itself') : say('by {device}', { device: by });
  const data = { what, way, sources: listText(sources), destinations: listText(destinations) };
  return {
    by,
    protocol: protocolText(protocol),
    port: portText(protocol, port),
    sourcePort: isAll(sourcePort, ANY_PORT) ? say('any') : rangeText(sourcePort),
    source: sources.map(addressText),
    destination: destinations.map(addressText),
    certain,
    text: certain
      ? say('{what} {way}, from {sources} to {destinations}', data)
      : say('{what} {way}, from {sources} to {destinations}, if something holds that the snapshot does not tell', data),
  };
};

/** What fares differently, as sets of source, protocol and port. */
export const setsOf = ({ certain, possible }: Change): PacketSet[] => [
  ...groupsOf(certain).map((group) => asSet(group, true)),
  ...groupsOf(possible).map((group) => asSet(group, false)),
];
