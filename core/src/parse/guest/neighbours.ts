import { objectsIn, parseJson, textOf, textsIn, type JsonObject } from '../text/json.js';
import { valuesAfter } from '../text/keywords.js';
import { filledLinesOf, wordsOf } from '../text/lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** Who was seen on the link. */
export interface Neighbour {
  readonly address: string;
  readonly device: string;
  readonly mac: string | null;
  /** REACHABLE, STALE, DELAY, PROBE, INCOMPLETE, FAILED, PERMANENT, NOARP; NONE where the kernel has none, as of a proxy's entry. */
  readonly state: string;
}

const readItem = (item: JsonObject): Parsed<Neighbour> => {
  const [address, device, state = 'NONE'] = [textOf(item['dst']), textOf(item['dev']), textsIn(item['state']).at(-1)];
  if (address === null || device === null) return notUnderstood('A neighbour of ip -j neigh', JSON.stringify(item));
  return parsed({ address, device, mac: textOf(item['lladdr'])?.toLowerCase() ?? null, state });
};

/** States are the only words in capitals; an interface may be called so too. */
const stateIn = (words: readonly string[]): string =>
  words.slice(words.indexOf('dev', 1) + 2).findLast((word) => /^[A-Z]{1,16}$/.test(word)) ?? 'NONE';

const readLine = (line: string): Parsed<Neighbour> => {
  const words = wordsOf(line);
  const values = valuesAfter(words.slice(1), ['dev', 'lladdr']);
  const [address, device] = [words[0], values.get('dev')];
  if (address === undefined || device === undefined) return notUnderstood('A neighbour of ip neigh', line);
  return parsed({ address, device, mac: values.get('lladdr')?.toLowerCase() ?? null, state: stateIn(words) });
};

/** `ip -4 neigh`, plain or with -j. */
export const parseNeighbours = (text: string): Parsed<readonly Neighbour[]> => {
  if (!text.trimStart().startsWith('[')) return parseEach(filledLinesOf(text), readLine);
  const value = parseJson('ip -j neigh', text);
  return value.ok ? parseEach(objectsIn(value.value), readItem) : value;
};
