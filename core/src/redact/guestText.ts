import { isObject, parseJson } from '../parse/json.js';
import { writeProcNet } from './procNetText.js';
import { writeRules } from './ruleText.js';
import type { Scribe } from './scribe.js';
import { asPublic } from './vault.js';

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

const startsJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** One document, or one a line. */
const writeDocuments = (scribe: Scribe, text: string): string => {
  if (parseJson('', text).ok) return `${writeJson(scribe, text)}\n`;
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : writeJson(scribe, line)))
    .join('\n');
};

type WriteLine = (scribe: Scribe, line: string) => string | null;

const writeLines = (scribe: Scribe, text: string, write: WriteLine): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const written = write(scribe, line);
      if (written === null) scribe.drop('lines');
      return written ?? [];
    })
    .join('\n');

const isComment = (line: string): boolean => /^\s*[#;]/.test(line);

const plain: WriteLine = (scribe, line) => scribe.write(line);

const withoutComments: WriteLine = (scribe, line) => (isComment(line) ? null : scribe.write(line));

/** Settings that nothing here reads may hold anything. */
const settings: WriteLine = (scribe, line) => {
  const key = /^\s*([^\s=[]{1,64})\s*=/.exec(line)?.[1];
  if (isComment(line)) return null;
  if (key === undefined || line.startsWith('==>')) return scribe.write(line);
  const at = line.indexOf('=') + 1;
  return scribe.language.keys?.has(key) === true ? line.slice(0, at) + scribe.write(line.slice(at)) : null;
};

/** Settings of which most are names. */
const upstream: WriteLine = (scribe, line) => {
  const [key = '', value = ''] = line.split(/=(.*)/s);
  if (scribe.language.keys?.has(key) !== true) return line.trim() === '' ? line : null;
  const own = ['protocol', 'provisioning', 'source'].includes(key);
  return `${key}=${own ? scribe.write(value) : scribe.name(value)}`;
};

/** `vm`, or `network:` and the name of one. */
const writeOrigin = (scribe: Scribe, origin: string): string =>
  origin.startsWith('network:') ? `network:${scribe.name(origin.slice(8))}` : scribe.write(origin);

/** Columns with tabs between, the first an origin, and where a name is. */
const columns =
  (nameAt: number): WriteLine =>
  (scribe, line) =>
    line
      .split('\t')
      .map((field, at) =>
        at === 0 ? writeOrigin(scribe, field) : at === nameAt ? scribe.name(field) : scribe.write(field),
      )
      .join('\t');

const targets: WriteLine = (scribe, line) => {
  const [kind = '', ...fields] = line.split(' ');
  return [scribe.write(kind), ...fields.map((field) => (field === 'vm' ? field : writeOrigin(scribe, field)))].join(
    ' ',
  );
};

/** A setting may go on in the next line (systemd.syntax(7)). */
const writeUnits = (scribe: Scribe, text: string): string => {
  const joined = writeLines(scribe, text, (_scribe, line) => (isComment(line) ? null : line)).replace(/\\\r?\n/g, ' ');
  return writeLines(scribe, joined, settings);
};

const LABEL = /^\s*([A-Z][^:]{0,60}):(?:\s|$)/;

/** Values under a label that nothing here reads go with it, those in the lines below it too. */
const writeLabelled = (scribe: Scribe, text: string): string => {
  let wanted = true;
  return writeLines(scribe, text, (_scribe, line) => {
    const label = LABEL.exec(line)?.[1]?.split(/[^\w.]+/);
    if (label !== undefined) wanted = label.every((word) => word === '' || scribe.language.words.has(word));
    else if (!/^\s/.test(line)) wanted = true;
    return wanted ? scribe.write(line) : null;
  });
};

const hosts: WriteLine = (scribe, line) => {
  const at = line.indexOf('#');
  return at === 0 ? null : scribe.write(at < 0 ? line : line.slice(0, at));
};

const sockets: WriteLine = (scribe, line) =>
  /^\s*\d{1,9}: [0-9A-F]{8}/.test(line) ? writeProcNet(scribe, line) : scribe.write(line);

/** Of a check, its name and its result: its details are sentences about anything. */
const writeChecks = (scribe: Scribe, text: string): string => {
  const line = text.split('\n').findLast((one) => one.startsWith('{"additional_info"'));
  const value = line === undefined ? undefined : parseJson('', line);
  if (value?.ok !== true || !isObject(value.value)) return writeLines(scribe, text, titles);
  const checks = Object.entries(isObject(value.value['checks']) ? value.value['checks'] : {});
  const written = checks
    .filter(([id]) => /^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,8}$/.test(id))
    .map(
      ([id, check]) => [asPublic(id), { result: isObject(check) ? resultOf(scribe, check['result']) : null }] as const,
    );
  return `${JSON.stringify({ additional_info: {}, checks: Object.fromEntries(written) })}\n`;
};

const resultOf = (scribe: Scribe, result: unknown): unknown => {
  if (!isObject(result)) return null;
  if (Array.isArray(result['details'])) scribe.drop('lines', result['details'].length);
  return { result: writeValue(scribe, result['result']), details: [] };
};

const titles: WriteLine = (scribe, line) =>
  /^[\u221a\u203c\u00d7] |^[A-Z][a-z]{1,20} checks|^-{5}/.test(line) ? scribe.write(line) : null;

const lineWriters: Readonly<Record<string, WriteLine>> = {
  'guest.clock': settings,
  'guest.dnsProbe': columns(3),
  'guest.hosts': hosts,
  'guest.leases': settings,
  'guest.listeners': sockets,
  'guest.nameProbe': columns(1),
  'guest.reach': columns(1),
  'guest.release': settings,
  'guest.resolvConf': withoutComments,
  'guest.targets': targets,
  'guest.upstream': upstream,
};

const writers: Readonly<Record<string, (scribe: Scribe, text: string) => string>> = {
  ...Object.fromEntries(
    ['iptablesNft', 'iptablesLegacy', 'ip6tablesNft', 'ip6tablesLegacy', 'ip4save', 'ip6save'].map((section) => [
      `guest.${section}`,
      writeRules,
    ]),
  ),
  'guest.iotedgeCheck': writeChecks,
  'guest.networkFiles': writeUnits,
  'guest.networkState': writeLabelled,
  'guest.resolvedConf': writeUnits,
};

/** What a probe printed, rewritten in its own format. */
export const writeGuestText = (scribe: Scribe, id: string, text: string): string => {
  const write = Object.hasOwn(writers, id) ? writers[id] : undefined;
  if (write !== undefined) return write(scribe, text);
  if (startsJson(text)) return writeDocuments(scribe, text);
  return writeLines(scribe, text, Object.hasOwn(lineWriters, id) ? (lineWriters[id] ?? plain) : plain);
};
