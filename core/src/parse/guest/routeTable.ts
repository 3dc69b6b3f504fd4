import { filledLinesOf, wordsOf } from '../text/lines.js';
import { lengthOfMask } from '../text/netmask.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import type { Route } from './route.js';

const nothing = ['0.0.0.0', '*', '-'];

const known = (word: string): string | null => (nothing.includes(word) ? null : word);

/** A host's name may stand for an address unless -n was given; only the mask is always in numbers. */
const destinationOf = (word: string, mask: string): string | null => {
  const length = lengthOfMask(mask);
  return length === null ? null : `${word === 'default' ? '0.0.0.0' : word}/${length}`;
};

const readRow = (row: string, metricColumn: number): Parsed<Route> => {
  const words = wordsOf(row);
  const [to = '', gateway = '', mask = '', flags = ''] = words;
  const destination = destinationOf(to, mask);
  const device = words[7];
  if (destination === null || device === undefined || words.length !== 8)
    return notUnderstood('A row of the routing table', row);
  return parsed({
    table: 'main',
    type: flags.includes('!') ? 'unreachable' : 'unicast',
    destination,
    gateway: known(gateway),
    device: known(device),
    metric: wholeNumber(words[metricColumn]) ?? 0,
    source: null,
    scope: null,
    protocol: null,
    linkDown: false,
  });
};

/** `route`, `route -n` and `netstat -rn`, which has no metric. They know the main table only. */
export const parseRouteTable = (text: string): Parsed<readonly Route[]> => {
  const lines = filledLinesOf(text);
  const at = lines.findIndex((line) => line.startsWith('Destination '));
  const heading = lines[at];
  if (heading === undefined) return notUnderstood('The routing table', text);
  const metricColumn = wordsOf(heading).indexOf('Metric');
  return parseEach(lines.slice(at + 1), (row) => readRow(row, metricColumn));
};
