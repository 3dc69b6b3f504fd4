import { createHash } from 'node:crypto';
import type { Envelope } from '../contract/snapshot.js';
import { reason } from '../texts/say.js';
import { sections, type Section } from './sections.js';

/** What came of the script in the guest: an envelope for every section, and what the guest lacks to run it. */
export interface Unframed {
  readonly sections: { readonly [S in Section]: Envelope };
  /** A tool that the command needed and the guest has not: base64, timeout, bash, gzip, sudo. */
  readonly missing: string | null;
}

interface Head {
  readonly section: Section;
  readonly exitCode: number;
  readonly bytes: number;
  readonly hash: string;
  readonly truncated: boolean;
  readonly tookMs: number;
}

/** What is known while the lines go by. */
interface Reading {
  readonly found: Map<Section, Envelope>;
  open: { readonly head: Head; readonly data: string[] } | null;
  begun: boolean;
  ended: boolean;
  missing: string | null;
}

const failed = (why: string): Envelope => ({ status: 'failed', reason: why });

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const isSection = (name: string | undefined): name is Section => sections.some((section) => section === name);

/** S:SECTION:EXIT CODE:BYTES:SHA-256 OR -:TRUNCATED:MILLISECONDS */
const headOf = (fields: readonly string[]): Head | null => {
  const [section, exitCode = '', bytes = '', hash = '', truncated = '', tookMs = ''] = fields;
  const numbers = [exitCode, bytes, tookMs];
  if (!isSection(section) || !numbers.every((field) => /^\d{1,12}$/.test(field))) return null;
  if (!/^([0-9a-f]{64}|-)$/.test(hash) || !/^[01]$/.test(truncated)) return null;
  return {
    section,
    exitCode: Number(exitCode),
    bytes: Number(bytes),
    hash,
    truncated: truncated === '1',
    tookMs: Number(tookMs),
  };
};

/** The same section twice is one too many: which of the two is true cannot be known. */
const keep = (reading: Reading, section: Section, envelope: Envelope): void => {
  reading.found.set(section, reading.found.has(section) ? failed(reason('The reply holds it twice.')) : envelope);
};

const envelopeOf = ({ exitCode, bytes, hash, truncated, tookMs }: Head, data: readonly string[]): Envelope => {
  const content = Buffer.from(data.join(''), 'base64');
  if (content.length !== bytes)
    return failed(reason('Of {bytes} bytes {arrived} arrived.', { bytes, arrived: content.length }));
  if (hash !== '-' && sha256(content) !== hash) return failed(reason('It was changed on its way: its hash differs.'));
  const value = { text: content.toString('utf8'), exitCode, ...(truncated ? { truncated } : {}) };
  return { status: 'ok', value, tookMs };
};

const cutOff = (reading: Reading): void => {
  if (reading.open !== null) keep(reading, reading.open.head.section, failed(reason('It was cut off.')));
  reading.open = null;
};

/** Why a section was left out on purpose. */
const whyLeftOut: Readonly<Record<string, () => string>> = {
  none: () => reason('The probe level is none: nothing leaves the device.'),
  deep: () => reason('Only the probe level deep does this.'),
  request: () => reason('Nobody asked for it.'),
};

const readLine: Readonly<Record<string, (reading: Reading, fields: readonly string[]) => void>> = {
  A: (reading) => {
    cutOff(reading);
    reading.begun = true;
  },
  S: (reading, fields) => {
    cutOff(reading);
    const head = headOf(fields);
    if (head !== null) reading.open = { head, data: [] };
  },
  D: (reading, [data = '']) => {
    // What is no base64 was damaged: the length will tell.
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(data)) reading.open?.data.push(data);
  },
  E: (reading, [section]) => {
    if (reading.open !== null && reading.open.head.section === section) {
      keep(reading, section, envelopeOf(reading.open.head, reading.open.data));
      reading.open = null;
    }
    cutOff(reading);
  },
  N: (reading, [section, why = '']) => {
    cutOff(reading);
    const whyNot = Object.hasOwn(whyLeftOut, why) ? whyLeftOut[why]?.() : undefined;
    if (isSection(section) && whyNot !== undefined) keep(reading, section, { status: 'skipped', reason: whyNot });
  },
  M: (reading, [tool = '']) => {
    reading.missing ??= tool;
  },
  Z: (reading) => {
    cutOff(reading);
    reading.ended = true;
  },
};

/** Only what stands behind the nonce counts; what stands before it on the line, another program left there. */
const read = (reading: Reading, mark: string, line: string): void => {
  const at = line.indexOf(mark);
  if (at < 0) return;
  const [kind = '', ...fields] = line
    .slice(at + mark.length)
    .trimEnd()
    .split(':');
  if (Object.hasOwn(readLine, kind)) readLine[kind]?.(reading, fields);
};

const whyAbsent = ({ missing, begun, ended }: Reading, replies: readonly string[]): string => {
  if (missing === 'sudo') return reason('sudo asks for a password in the guest.');
  if (missing !== null && !begun) return reason('The guest has no {tool}.', { tool: missing });
  if (ended) return reason('The reply does not hold it.');
  if (begun) return reason('The reply was cut off before it.');
  const seen = replies.join('\n').trim();
  return seen === ''
    ? reason('The guest gave no reply.')
    : reason('The reply is none of our script: {seen}', { seen: JSON.stringify(seen.slice(0, 120)) });
};

/** Reads the replies of the commands. Never throws; every section has an envelope. */
export const unframe = (nonce: string, replies: readonly string[]): Unframed => {
  const reading: Reading = { found: new Map(), open: null, begun: false, ended: false, missing: null };
  for (const reply of replies) {
    for (const line of reply.split('\n')) read(reading, `@${nonce}:`, line);
    cutOff(reading);
  }
  const absent = failed(whyAbsent(reading, replies));
  const envelopes = sections.map((section) => [section, reading.found.get(section) ?? absent] as const);
  return { sections: Object.fromEntries(envelopes) as Record<Section, Envelope>, missing: reading.missing };
};
