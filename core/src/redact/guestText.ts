import { isObject, parseJson } from '../parse/json.js';
import { writeProcNet } from './procNetText.js';
import { writeRules } from './ruleText.js';
import type { Scribe } from './scribe.js';
import { asPublic } from './vault.js';

/** Objects whose keys are values: names of networks, ports. */
const maps = new Set(['networks', 'ports', 'portBindings', 'exposedPorts']);

const lowerFirst = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);

/** A plain value with its texts rewritten, and without the fields that nothing here reads. */
export const writeValue = (scribe: Scribe, value: unknown, isMap = false): unknown => {
  const { words } = scribe.language;
  if (typeof value === 'string') return scribe.write(value);
  if (Array.isArray(value)) return value.map((one) => writeValue(scribe, one));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (isMap) return [[scribe.write(key), writeValue(scribe, one)]];
    if (words.has(key) || words.has(lowerFirst(key))) return [[key, writeValue(scribe, one, maps.has(key))]];
    scribe.drop('fields');
    return [];
  });
  return Object.fromEntries(entries);
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
  const unknown = key !== undefined && !line.startsWith('==>') && !scribe.language.words.has(key);
  return unknown || isComment(line) ? null : scribe.write(line);
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

const writers: Readonly<Record<string, (scribe: Scribe, text: string) => string>> = {
  ...Object.fromEntries(
    ['iptablesNft', 'iptablesLegacy', 'ip6tablesNft', 'ip6tablesLegacy', 'ip4save', 'ip6save'].map((section) => [
      `guest.${section}`,
      writeRules,
    ]),
  ),
  'guest.hosts': (scribe, text) => writeLines(scribe, text, hosts),
  'guest.iotedgeCheck': writeChecks,
  'guest.leases': (scribe, text) => writeLines(scribe, text, settings),
  'guest.listeners': (scribe, text) => writeLines(scribe, text, sockets),
  'guest.networkFiles': writeUnits,
  'guest.networkState': writeLabelled,
  'guest.release': (scribe, text) => writeLines(scribe, text, settings),
  'guest.resolvConf': (scribe, text) => writeLines(scribe, text, withoutComments),
  'guest.resolvedConf': writeUnits,
};

/** What a probe printed, rewritten in its own format. */
export const writeGuestText = (scribe: Scribe, id: string, text: string): string => {
  const write = Object.hasOwn(writers, id) ? writers[id] : undefined;
  if (write !== undefined) return write(scribe, text);
  return startsJson(text) ? writeDocuments(scribe, text) : writeLines(scribe, text, plain);
};
