import { cutAt, filledLinesOf, wordsOf } from '../text/lines.js';
import { endpointOf, type Listener } from './listener.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** `411/sshd: /usr/sbin/sshd`, or `-` where it may not be told. */
const processOf = (words: readonly string[]): string | null => {
  const owner = words.find((word, at) => at > 4 && /^\d{1,10}\/./.test(word));
  return owner === undefined ? null : cutAt(cutAt(owner, '/')[1] ?? '', ':')[0];
};

const protocols = new Map<string, 'tcp' | 'udp'>([
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
]);

const readLine = (line: string): Parsed<Listener> => {
  const words = wordsOf(line);
  const [name = '', , , local = ''] = words;
  const [protocol, endpoint] = [protocols.get(name), endpointOf(local)];
  if (protocol === undefined || endpoint === null) return notUnderstood('A line of netstat', line);
  return parsed({ protocol, ...endpoint, process: processOf(words) });
};

const isHeading = (line: string): boolean =>
  line.startsWith('Active ') ||
  line.startsWith('Proto ') ||
  line.startsWith('(') ||
  line.startsWith(' will not be shown');

/** `netstat -lntup` */
export const parseNetstat = (text: string): Parsed<readonly Listener[]> =>
  parseEach(
    filledLinesOf(text).filter((line) => !isHeading(line)),
    readLine,
  );
