import { parseJson } from '../parse/text/json.js';
import type { Scribe } from './scribe.js';

type WriteKey = (scribe: Scribe, key: string) => string;

const writePort: WriteKey = (scribe, port) => scribe.write(port);

/** Objects of which the keys are values. */
const maps: ReadonlyMap<string, WriteKey> = new Map<string, WriteKey>([
  ['networks', (scribe, name) => scribe.name(name)],
  ['ports', writePort],
  ['portBindings', writePort],
  ['exposedPorts', writePort],
]);

const lowerFirst = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);

/** Deeper than anything that a tool prints. */
const DEEPEST = 12;

/** What is left of an object that crossed a session: `@{Address=172.20.0.2; PrefixLength=24}` (Azure/iotedge-eflow#221). */
const flattened = /((?:^@\{|; )(?:Address|PrefixLength|Gateway|AllocationMethod|SubNet)=)/;

const writeText = (scribe: Scribe, text: string): string =>
  text
    .split(flattened)
    .map((part, at) => (at % 2 === 1 ? part : scribe.write(part)))
    .join('');

/** A plain value with its texts rewritten, and without the fields that nothing here reads. */
export const writeValue = (scribe: Scribe, value: unknown, writeKey?: WriteKey, depth = 0): unknown => {
  if (typeof value === 'string') return writeText(scribe, value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) {
    scribe.drop('fields');
    return null;
  }
  if (Array.isArray(value)) return value.map((one) => writeValue(scribe, one, undefined, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]): [string, unknown][] =>
      writeKey === undefined
        ? writeField(scribe, key, one, depth + 1)
        : [[writeKey(scribe, key), writeValue(scribe, one, undefined, depth + 1)]],
    ),
  );
};

const writeField = (scribe: Scribe, key: string, value: unknown, depth: number): [string, unknown][] => {
  const { words, keys = words, names } = scribe.language;
  if (!keys.has(key) && !keys.has(lowerFirst(key))) {
    scribe.drop('fields');
    return [];
  }
  const isName = typeof value === 'string' && names?.has(lowerFirst(key)) === true;
  return [[key, isName ? scribe.name(value) : writeValue(scribe, value, maps.get(key), depth)]];
};

const writeJson = (scribe: Scribe, line: string): string => {
  const value = parseJson('', line);
  return value.ok ? JSON.stringify(writeValue(scribe, value.value)) : scribe.write(line);
};

/** Whether a text is one of JSON. */
export const startsJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** One document, or one a line. */
export const writeDocuments = (scribe: Scribe, text: string): string => {
  if (parseJson('', text).ok) return `${writeJson(scribe, text)}\n`;
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : writeJson(scribe, line)))
    .join('\n');
};
