import { filledLinesOf, wordsOf } from './lines.js';
import { endpointOf, type Listener } from './listener.js';
import { notUnderstood, parsed, parseEach, type Parsed } from './parsed.js';

/** `users:(("docker-proxy",pid=1234,fd=4))`: the first of those that share the socket. */
const processOf = (words: readonly string[]): string | null => {
  const users = words.find((word) => word.startsWith('users:(("'));
  const name = users?.slice('users:(("'.length) ?? '';
  const end = name.indexOf('"');
  return end > 0 ? name.slice(0, end) : null;
};

const readLine = (line: string): Parsed<Listener> => {
  const words = wordsOf(line);
  const [protocol, , , , local = ''] = words;
  const endpoint = endpointOf(local);
  if ((protocol !== 'tcp' && protocol !== 'udp') || endpoint === null) return notUnderstood('A line of ss', line);
  return parsed({ protocol, ...endpoint, process: processOf(words) });
};

/** `ss -H -lntup`: protocol, state, two queues, local address, peer, program. */
export const parseSs = (text: string): Parsed<readonly Listener[]> =>
  parseEach(
    filledLinesOf(text).filter((line) => !line.startsWith('Netid ')),
    readLine,
  );
