import { protocolNumbers, type Span } from '../model/netfilter/packet.js';
import type { Opening } from '../model/netfilter/opening.js';
import type { Region } from '../model/netfilter/region.js';
import { say } from '../texts/say.js';

const ECHO_REQUEST = 8;

const spanText = ([lo, hi]: Span): string => (lo === hi ? String(lo) : `${lo}-${hi}`);

const protocolText = ([lo, hi]: Span): string => {
  const name = Object.entries(protocolNumbers).find(([, number]) => number === lo)?.[0];
  if (lo !== hi) return say('protocols {first}-{last}', { first: lo, last: hi });
  return name?.toUpperCase() ?? say('protocol {number}', { number: lo });
};

const isEchoRequest = ([lo, hi]: Span): boolean => lo === ECHO_REQUEST && hi === lo;

const wayIn = (inInterface: string | null): string =>
  inInterface === null ? say('from the VM itself') : say('by {device}', { device: inInterface });

/** ICMP has types where others have ports. */
const whatText = ({ protocol, destinationPort, icmpType }: Region): string => {
  const [lo, hi] = protocol;
  if (lo !== protocolNumbers.icmp || hi !== lo) return `${protocolText(protocol)} ${spanText(destinationPort)}`;
  return isEchoRequest(icmpType) ? say('ping') : say('ICMP of the types {types}', { types: spanText(icmpType) });
};

/** Routing and the reverse path filter cut the senders into many ranges; who reads a plan asks for the port and the way in. */
const sentence = (region: Region, source: string | null): string => {
  const sender = source ?? say('any address that routing lets in there');
  const data = { port: whatText(region), way: wayIn(region.inInterface), sender };
  return say('{port} of the VM, {way}, from {sender}', data);
};

const unique = (sentences: readonly string[]): string[] => [...new Set(sentences)];

/** What a change lets in, in sentences: one for each port and way in. */
export const opensText = ({ regions, possible, complete }: Opening, source: string | null): string[] => {
  const certain = unique(regions.map((region) => sentence(region, source)));
  const doubtful = unique(possible.map((region) => sentence(region, source))).filter((text) => !certain.includes(text));
  return [
    ...certain.map((text) => say('{text}.', { text })),
    ...doubtful.map((text) => say('{text}, if something holds that the snapshot does not tell.', { text })),
    ...(complete ? [] : [say('There may be more: not every way was walked.')]),
  ];
};
