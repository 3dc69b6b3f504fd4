import { bitsOfHex, hexOfBits, bitsOfIpv4, bitsOfIpv6, ipv4OfBits, ipv6OfBits } from './addressText.js';
import type { Scribe } from './scribe.js';
import { asPublic, withoutMarks } from './vault.js';

/** Each word of four bytes is printed back to front. */
const turned = (hex: string): string =>
  (hex.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).reverse().join('')).join('');

/** `0100007F:0035` */
const writeEndpoint = (scribe: Scribe, endpoint: string): string => {
  const [, hex = '', port = ''] = /^([0-9A-F]{8}|[0-9A-F]{32})(:[0-9A-F]{4})$/.exec(endpoint) ?? [];
  const bits = bitsOfHex(turned(hex));
  const address = hex.length === 8 ? ipv4OfBits(bits) : hex.length === 32 ? ipv6OfBits(bits) : null;
  if (address === null) return scribe.text(endpoint);
  const plain = withoutMarks(scribe.write(address));
  const token = turned(hexOfBits(bitsOfIpv4(plain) ?? bitsOfIpv6(plain) ?? bits)).toUpperCase();
  return `${plain === address ? asPublic(token) : scribe.instead(address, token)}${port}`;
};

/** Lines of /proc/net/{tcp,tcp6,udp,udp6}, up to the state of the socket. */
export const writeProcNet = (scribe: Scribe, line: string): string | null => {
  const [, slot, local = '', peer = '', state] = /^\s*(\d{1,9}:) (\S+) (\S+) ([0-9A-F]{2}) /.exec(line) ?? [];
  if (slot === undefined || state === undefined) return null;
  return `${slot} ${writeEndpoint(scribe, local)} ${writeEndpoint(scribe, peer)} ${state}`;
};
