import { filledLinesOf, wordsOf } from '../text/lines.js';
import { endpointOf, type Listener } from './listener.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** `users:(("docker-proxy",pid=1234,fd=4))`: the first of those that share the socket. */
const USERS = ' users:(("';
const processOf = (line: string): string | null => {
  const at = line.indexOf(USERS);
  const end = at < 0 ? -1 : line.indexOf('"', at + USERS.length);
  return end > at + USERS.length ? line.slice(at + USERS.length, end) : null;
};

const readLine = (line: string): Parsed<Listener> => {
  const words = wordsOf(line);
  const [protocol, , , , local = ''] = words;
  const endpoint = endpointOf(local);
  if ((protocol !== 'tcp' && protocol !== 'udp') || endpoint === null) return notUnderstood('A line of ss', line);
  return parsed({ protocol, ...endpoint, process: processOf(line.replaceAll('\t', ' ')) });
};

/** `ss -H -lntup`: protocol, state, two queues, local address, peer, program. */
export const parseSs = (text: string): Parsed<readonly Listener[]> =>
  parseEach(
    filledLinesOf(text).filter((line) => !line.startsWith('Netid ')),
    readLine,
  );
