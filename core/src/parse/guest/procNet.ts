import { parseFramedFiles, type FramedFile } from '../text/framedFiles.js';
import { filledLinesOf, wordsOf } from '../text/lines.js';
import type { Listener } from './listener.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { say } from '../../texts/say.js';

/** include/net/tcp_states.h: a TCP socket that listens, a UDP socket without a peer. */
const waiting = { tcp: '0A', udp: '07' } as const;

/** The kernel prints 32-bit words in the machine's own order; every machine that EFLOW runs on is little-endian. */
const bytesOf = (hex: string): number[] =>
  (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16)));

/** RFC 5952: the first of the longest runs of zero groups becomes `::`. */
const compressed = (groups: readonly number[]): string => {
  const hex = groups.map((group) => group.toString(16));
  const runs = groups.map((_group, at) => {
    const end = groups.findIndex((group, index) => index >= at && group !== 0);
    return (end < 0 ? groups.length : end) - at;
  });
  const longest = runs.reduce((most, run) => Math.max(most, run), 0);
  if (longest < 2) return hex.join(':');
  const at = runs.indexOf(longest);
  return `${hex.slice(0, at).join(':')}::${hex.slice(at + longest).join(':')}`;
};

const addressOf = (hex: string): string | null => {
  if (!/^([0-9A-F]{8}|[0-9A-F]{32})$/.test(hex)) return null;
  const bytes = bytesOf(hex);
  if (bytes.length === 4) return bytes.join('.');
  return compressed(Array.from({ length: 8 }, (_none, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)));
};

const readLine = (protocol: 'tcp' | 'udp', line: string): Parsed<readonly Listener[]> => {
  const [, local = '', , state] = wordsOf(line);
  const address = addressOf(local.slice(0, -5));
  const port = /:([0-9A-F]{4})$/.exec(local.slice(-5))?.[1];
  if (address === null || port === undefined)
    return notUnderstood(say('A line of {file}', { file: `/proc/net/${protocol}` }), line);
  return parsed(state === waiting[protocol] ? [{ protocol, address, port: parseInt(port, 16), process: null }] : []);
};

const readFile = ({ path, text }: FramedFile): Parsed<readonly Listener[]> => {
  const protocol = path.startsWith('/proc/net/tcp') ? 'tcp' : 'udp';
  const lines = filledLinesOf(text).filter((line) => !line.trimStart().startsWith('sl '));
  const sockets = parseEach(lines, (line) => readLine(protocol, line));
  return sockets.ok ? parsed(sockets.value.flat()) : sockets;
};

/** /proc/net/{tcp,tcp6,udp,udp6}, framed: for a guest that has neither ss nor netstat. */
export const parseProcNet = (text: string): Parsed<readonly Listener[]> => {
  const files = parseFramedFiles('/proc/net', text);
  if (!files.ok) return files;
  const sockets = parseEach(files.value, readFile);
  return sockets.ok ? parsed(sockets.value.flat()) : sockets;
};
