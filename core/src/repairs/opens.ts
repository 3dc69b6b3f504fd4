import { protocolNumbers, type Span } from '../model/netfilter/packet.js';
import type { Opening } from '../model/netfilter/opening.js';
import type { Region } from '../model/netfilter/region.js';

const spanText = ([lo, hi]: Span): string => (lo === hi ? String(lo) : `${lo}-${hi}`);

const protocolText = ([lo, hi]: Span): string => {
  const name = Object.entries(protocolNumbers).find(([, number]) => number === lo)?.[0];
  return lo === hi && name !== undefined ? name.toUpperCase() : `protocols ${lo}-${hi}`;
};

const wayIn = (inInterface: string | null): string =>
  inInterface === null ? 'from the VM itself' : `by ${inInterface}`;

/** Routing and the reverse path filter cut the senders into many ranges; who reads a plan asks for the port and the way in. */
const sentence = ({ protocol, destinationPort, inInterface }: Region, source: string | null): string => {
  const sender = source ?? 'any address that routing lets in there';
  return `${protocolText(protocol)} ${spanText(destinationPort)} of the VM, ${wayIn(inInterface)}, from ${sender}`;
};

const unique = (sentences: readonly string[]): string[] => [...new Set(sentences)];

/** What a change lets in, in sentences: one for each port and way in. */
export const opensText = ({ regions, possible, complete }: Opening, source: string | null): string[] => {
  const certain = unique(regions.map((region) => sentence(region, source)));
  const doubtful = unique(possible.map((region) => sentence(region, source))).filter((text) => !certain.includes(text));
  return [
    ...certain.map((text) => `${text}.`),
    ...doubtful.map((text) => `${text}, if something holds that the snapshot does not tell.`),
    ...(complete ? [] : ['There may be more: not every way was walked.']),
  ];
};
