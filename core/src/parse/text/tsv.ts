import { filledLinesOf } from './lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from './parsed.js';

/** The fields of one record of our own probes, in the probe's order: an empty one is null. */
export type Fields = readonly (string | null)[];

/** One record a line, fields between tabs, the last OPTIONAL of which may be missing. `read` gives null for a record that cannot be. */
export const parseRecords = <T>(
  what: string,
  text: string,
  fieldCount: number,
  read: (fields: Fields) => T | null,
  optional = 0,
): Parsed<readonly T[]> =>
  parseEach(filledLinesOf(text), (line) => {
    const fields = line.split('\t').map((field) => (field === '' ? null : field));
    const isWhole = fields.length <= fieldCount && fields.length >= fieldCount - optional;
    const record = isWhole ? read(fields) : null;
    return record === null ? notUnderstood(what, line) : parsed(record);
  });

/** A field between commas as a list; an empty field is an empty list. */
export const listField = (field: string | null | undefined): string[] =>
  field === null || field === undefined ? [] : field.split(',').filter((item) => item !== '');

/** One word of a fixed set, or null. */
export const oneOf = <const W extends readonly string[]>(
  words: W,
  field: string | null | undefined,
): W[number] | null => words.find((word) => word === field) ?? null;

/** The records without those whose field says that there was no time or no allowance left to ask: they are no answers. */
export const askedRecords = (text: string, stateAt: number): string =>
  filledLinesOf(text)
    .filter((line) => line.split('\t')[stateAt] !== 'notTried')
    .join('\n');
