import { toDotted } from '../model/ipv4.js';
import { ANY_ADDRESS, protocolNumbers, type Span } from '../model/netfilter/packet.js';
import type { Opening } from '../model/netfilter/opening.js';
import type { Region } from '../model/netfilter/region.js';

const same = ([lo, hi]: Span, [otherLo, otherHi]: Span): boolean => lo === otherLo && hi === otherHi;

const spanText = (span: Span, write: (value: number) => string): string =>
  span[0] === span[1] ? write(span[0]) : `${write(span[0])}-${write(span[1])}`;

const addressText = (span: Span): string => (same(span, ANY_ADDRESS) ? 'any address' : spanText(span, toDotted));

const protocolText = ([lo, hi]: Span): string => {
  const name = Object.entries(protocolNumbers).find(([, number]) => number === lo)?.[0];
  return lo === hi && name !== undefined ? name.toUpperCase() : `protocols ${lo}-${hi}`;
};

const sentence = ({ protocol, source, destination, destinationPort, inInterface }: Region): string =>
  [
    `${protocolText(protocol)} ${spanText(destinationPort, String)}`,
    `of ${addressText(destination)}`,
    `from ${addressText(source)}`,
    inInterface === null ? 'from the VM itself' : `by ${inInterface}`,
  ].join(' ');

/** What a change lets in, in sentences: exactly, and what it may let in besides. */
export const opensText = ({ regions, possible, complete }: Opening): string[] => [
  ...regions.map((region) => `${sentence(region)}.`),
  ...possible.map((region) => `${sentence(region)}, if something holds that the snapshot does not tell.`),
  ...(complete ? [] : ['There may be more: not every way was walked.']),
];
