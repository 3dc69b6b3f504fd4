import { valuesAfter } from '../text/keywords.js';
import { filledLinesOf, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { withLength, type Route } from './route.js';

const types = [
  'unicast',
  'local',
  'broadcast',
  'multicast',
  'throw',
  'unreachable',
  'prohibit',
  'blackhole',
  'anycast',
];
const keywords = ['via', 'dev', 'table', 'proto', 'scope', 'src', 'metric', 'mtu', 'advmss', 'weight', 'pref', 'nhid'];

const isDestination = (word: string): boolean => word === 'default' || /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(word);

/** `via inet6 fe80::1` */
const gatewayOf = (words: readonly string[], via: string | undefined): string | null =>
  (via === 'inet6' ? words[words.indexOf('inet6') + 1] : via) ?? null;

const hop = (words: readonly string[]): Pick<Route, 'gateway' | 'device' | 'linkDown'> => {
  const values = valuesAfter(words, keywords);
  return {
    gateway: gatewayOf(words, values.get('via')),
    device: values.get('dev') ?? null,
    linkDown: words.includes('linkdown'),
  };
};

const readRoutes = ([line = '', ...hops]: readonly string[]): Parsed<readonly Route[]> => {
  const [first = '', ...others] = wordsOf(line);
  const typed = types.includes(first);
  const words = typed ? others : [first, ...others];
  const destination = words[0] ?? '';
  if (!isDestination(destination)) return notUnderstood('A route of ip route', line);
  const values = valuesAfter(words.slice(1), keywords);
  const common = {
    table: values.get('table') ?? 'main',
    type: typed ? first : 'unicast',
    destination: withLength(destination),
    metric: wholeNumber(values.get('metric')) ?? 0,
    source: values.get('src') ?? null,
    scope: values.get('scope') ?? null,
    protocol: values.get('proto') ?? null,
  };
  const ways = hops.length > 0 ? hops.map(wordsOf) : [words.slice(1)];
  return parsed(ways.map((way) => ({ ...common, ...hop(way) })));
};

/** The next hops of a route follow it, each on an indented line. */
const blocksOf = (text: string): string[][] => {
  const blocks: string[][] = [];
  for (const line of filledLinesOf(text)) {
    const block = blocks.at(-1);
    if (block !== undefined && line.trimStart().startsWith('nexthop ')) block.push(line);
    else blocks.push([line]);
  }
  return blocks;
};

/** `ip -4 route`, of one table or of all. */
export const parseIpRouteText = (text: string): Parsed<readonly Route[]> => {
  const routes = parseEach(blocksOf(text), readRoutes);
  return routes.ok ? parsed(routes.value.flat()) : routes;
};
