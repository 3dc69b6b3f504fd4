import { writeChecks } from './checksText.js';
import { startsJson, writeDocuments } from './plainValue.js';
import { writeProcNet } from './procNetText.js';
import { writeRules } from './ruleText.js';
import type { Scribe } from './scribe.js';
import { writeLines, type WriteLine } from './textLines.js';

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

const lineWriters: Readonly<Record<string, WriteLine>> = {
  'guest.clock': settings,
  'guest.containerResolvConf': withoutComments,
  'guest.dnsProbe': columns(3),
  'guest.hosts': hosts,
  'guest.leases': settings,
  'guest.listeners': sockets,
  'guest.nameProbe': columns(1),
  'guest.ntpProbe': columns(1),
  'guest.pathMtu': columns(1),
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
